"""Dates and numbers in words, as each language's newspapers write them (CLDR through Babel)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date, format_interval, format_skeleton, get_month_names
from babel.numbers import format_decimal

from newsdesk.i18n.edtf import EdtfDate, Point
from newsdesk.i18n.languages import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """How a language says what CLDR has no words for; `{}` is a date, in a season its year."""

    around: str
    uncertain: str
    since: str
    until: str
    between: str
    seasons: Sequence[str]


_PHRASES = {
    Language.EN: Phrases(
        around="around {}",
        uncertain="{} (uncertain)",
        since="since {}",
        until="until {}",
        between="{} to {}",
        seasons=("spring {}", "summer {}", "autumn {}", "winter {}"),
    ),
    Language.ZH: Phrases(
        around="{}前后",
        uncertain="{}（存疑）",
        since="{}起",
        until="{}为止",
        between="{}至{}",
        seasons=("{}年春", "{}年夏", "{}年秋", "{}年冬"),
    ),
}
_SIGNS = Phrases(
    around="{}~",
    uncertain="{}?",
    since="{} –",
    until="– {}",
    between="{} – {}",
    seasons=("{}-21", "{}-22", "{}-23", "{}-24"),
)
"""Those of EDTF, for a language that has no phrases here."""


def _phrases(language: Language) -> Phrases:
    return _PHRASES.get(language, _SIGNS)


def day_in_words(day: date, language: Language) -> str:
    """'February 19, 2014' or '2014年2月19日': CLDR's long form, put together here since Babel takes 0.1 ms for it."""
    if language is Language.EN:
        return f"{_month_names(language)[day.month]} {day.day}, {day.year}"
    if language is Language.ZH:
        return f"{day.year}年{day.month}月{day.day}日"
    return format_date(day, format="long", locale=language.locale)


@lru_cache
def _month_names(language: Language) -> Mapping[int, str]:
    return get_month_names("wide", locale=language.locale)


@lru_cache(maxsize=256)
def month_in_words(month: int, language: Language) -> str:
    """'February' or '2月': a heading on a page that names the year."""
    pattern = "L月" if language is Language.ZH else "LLLL"
    return format_date(date(2000, month, 1), format=pattern, locale=language.locale)


@lru_cache(maxsize=256)
def short_month(month: int, language: Language) -> str:
    """'Feb' or '2月': where there is little room."""
    pattern = "L月" if language is Language.ZH else "LLL"
    return format_date(date(2000, month, 1), format=pattern, locale=language.locale)


@lru_cache(maxsize=65536)
def date_in_words(when: EdtfDate, language: Language) -> str:
    """An EDTF date in words: exact where it is exact, and saying so where it is not."""
    said = _span(when, language)
    return _phrases(language).uncertain.format(said) if when.uncertain else said


def _span(when: EdtfDate, language: Language) -> str:
    if when.start is None and when.end:
        return _phrases(language).until.format(_about(_point(when.end, language), when, language))
    if when.end is None and when.start:
        return _phrases(language).since.format(_about(_point(when.start, language), when, language))
    if not (when.start and when.end):
        raise ValueError(when.text)
    same = when.start == when.end
    said = _point(when.start, language) if same else _interval(when, when.start, when.end, language)
    return _about(said, when, language)


def _about(said: str, when: EdtfDate, language: Language) -> str:
    return _phrases(language).around.format(said) if when.approximate else said


def _point(point: Point, language: Language) -> str:
    if point.season:
        return _phrases(language).seasons[point.season - 21].format(point.year)
    if point.day:
        return day_in_words(date(point.year, point.month, point.day), language)
    if point.month:
        return format_skeleton("yMMMM", date(point.year, point.month, 1), locale=language.locale)
    return str(format_skeleton("y", date(point.year, 1, 1), locale=language.locale))


def _interval(when: EdtfDate, start: Point, end: Point, language: Language) -> str:
    if start.season or end.season or not (start.month and end.month) or bool(start.day) != bool(end.day):
        return _phrases(language).between.format(_point(start, language), _point(end, language))
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


_STEPS = {
    Language.EN: ((12, " trillion", 4), (9, " billion", 4), (6, " million", 4)),
    Language.ZH: ((12, "万亿", 4), (8, "亿", 4), (4, "万", 2)),
}
"""Powers of ten, their names, and the decimals up to which the name reads better: 2.16万, but 21548."""


def amount_in_words(number: Decimal, language: Language) -> str:
    """'16.733 billion' or '167.33亿', '8,548' or '8548': no digit more and none less than the number has."""
    for power, name, most in _STEPS.get(language, ()):
        part = number.scaleb(-power)
        if part >= 1 and _decimals(part) <= most:
            return f"{_digits(part, language)}{name}"
    return _digits(number, language)


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    assert isinstance(exponent, int), "a figure is a finite number"
    return max(0, -exponent)


def _digits(number: Decimal, language: Language) -> str:
    # Chinese newspapers set no commas.
    grouped = language is not Language.ZH
    return format_decimal(number, locale=language.locale, decimal_quantization=False, group_separator=grouped)


_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)(?:(万亿|万|亿)| (thousand|million|billion|trillion))?", re.ASCII)
_POWERS = {"万": 4, "亿": 8, "万亿": 12, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
DIGITS = 24
"""As many are exact: Python's decimals have 28, and what is made of a figure takes a few of them."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure: `text` as typed, `number` as what it says."""

    text: str
    number: Decimal


def parse_amount(text: str) -> Amount:
    """Read a figure. Raises ValueError for commas, units and anything else that is no figure, OverflowError for one
    that has too many digits.
    """
    match = _AMOUNT.fullmatch(text)
    if not match:
        raise ValueError(text)
    power = _POWERS.get(match[2] or match[3] or "", 0)
    if len(match[1]) + power > DIGITS:
        raise OverflowError(text)
    return Amount(text, Decimal(match[1]) * 10**power)
