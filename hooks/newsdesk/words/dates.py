"""Dates in words, as each language's newspapers write them (CLDR through Babel)."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from babel.dates import format_date, format_interval, format_skeleton, get_month_names

from newsdesk.words.edtf import Point, When
from newsdesk.words.language import Language

_SEASONS = {
    Language.EN: ("spring", "summer", "autumn", "winter"),
    Language.ZH: ("春", "夏", "秋", "冬"),
}


def day_in_words(day: date, language: Language) -> str:
    """'February 19, 2014' or '2014年2月19日': CLDR's long form, put together here since Babel takes 0.1 ms for it."""
    if language is Language.EN:
        return f"{_month_names(language)[day.month]} {day.day}, {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


@lru_cache
def _month_names(language: Language) -> Mapping[int, str]:
    return get_month_names("wide", locale=language.locale)


@lru_cache(maxsize=256)
def month_in_words(month: int, language: Language) -> str:
    """'February' or '2月': a heading on a page that names the year."""
    return format_date(
        date(2000, month, 1), format="LLLL" if language is Language.EN else "L月", locale=language.locale
    )


@lru_cache(maxsize=256)
def short_month(month: int, language: Language) -> str:
    """'Feb' or '2月': where there is little room."""
    return month_in_words(month, language)[:3] if language is Language.EN else month_in_words(month, language)


@lru_cache(maxsize=65536)
def in_words(when: When, language: Language) -> str:
    """An EDTF date in words: exact where it is exact, and saying so where it is not."""
    said = _span(when, language)
    if when.uncertain:
        said = f"{said} (uncertain)" if language is Language.EN else f"{said}（存疑）"
    return said


def _span(when: When, language: Language) -> str:
    english = language is Language.EN
    if when.start is None and when.end:
        end = _about(_point(when.end, language), when, language)
        return f"until {end}" if english else f"{end}为止"
    if when.end is None and when.start:
        start = _about(_point(when.start, language), when, language)
        return f"since {start}" if english else f"{start}起"
    if not (when.start and when.end):
        raise ValueError(when.text)
    same = when.start == when.end
    said = _point(when.start, language) if same else _interval(when, when.start, when.end, language)
    return _about(said, when, language)


def _about(said: str, when: When, language: Language) -> str:
    if not when.approximate:
        return said
    return f"around {said}" if language is Language.EN else f"{said}前后"


def _point(point: Point, language: Language) -> str:
    if point.season:
        season = _SEASONS[language][point.season - 21]
        return f"{season} {point.year}" if language is Language.EN else f"{point.year}年{season}"
    if point.day:
        return day_in_words(date(point.year, point.month, point.day), language)
    if point.month:
        return format_skeleton("yMMMM", date(point.year, point.month, 1), locale=language.locale)
    return str(point.year) if language is Language.EN else f"{point.year}年"


def _interval(when: When, start: Point, end: Point, language: Language) -> str:
    if start.season or end.season or not (start.month and end.month) or bool(start.day) != bool(end.day):
        return f"{_point(start, language)}{' to ' if language is Language.EN else '至'}{_point(end, language)}"
    if start.day and language is Language.EN:
        return _english_days(when.earliest, when.latest)
    skeleton = "yMMMMd" if start.day else "yMMMM"
    return format_interval(when.earliest, when.latest, skeleton, locale=language.locale).replace("\u2009", " ")


def _english_days(first: date, last: date) -> str:
    """'May 26–29, 2015': CLDR shortens the month and sets thin spaces round the dash, newspapers do neither."""
    if first.year != last.year:
        return f"{day_in_words(first, Language.EN)} – {day_in_words(last, Language.EN)}"
    begin = format_date(first, "MMMM d", locale="en")
    if first.month == last.month:
        return f"{begin}–{last.day}, {last.year}"
    return f"{begin} – {format_date(last, 'MMMM d', locale='en')}, {last.year}"
