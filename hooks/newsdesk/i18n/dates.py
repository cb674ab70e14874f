"""Formatting of dates and numbers, as newspapers in each language write them (CLDR through Babel)."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_decimal

from newsdesk.i18n.edtf import EdtfDate, PartialDate
from newsdesk.i18n.languages import Language


def format_day(day: date, language: Language) -> str:
    """Return a day in CLDR's long format, 'February 19, 2014' or '2014年2月19日'; Babel takes 0.1 ms to format one."""
    written = language.rules.dates.day
    return written(day) if written else format_date(day, format="long", locale=language.locale)


@lru_cache(maxsize=256)
def format_month(month: int, language: Language) -> str:
    """Return the name of a month, 'February' or '2月', for a heading on a page that gives the year."""
    return format_date(date(2000, month, 1), language.rules.dates.month, locale=language.locale)


@lru_cache(maxsize=256)
def short_month(month: int, language: Language) -> str:
    """Return the abbreviated name of a month, 'Feb' or '2月', for narrow spaces."""
    return format_date(date(2000, month, 1), language.rules.dates.short_month, locale=language.locale)


def apa_date(day: date | None) -> str:
    """Return a day in APA 7 style, '2014, February 19', for pages in any language; 'n.d.' for None."""
    return f"{day.year}, {format_month(day.month, Language.EN)} {day.day}" if day else "n.d."


@lru_cache(maxsize=65536)
def format_edtf(when: EdtfDate, language: Language) -> str:
    """Return an EDTF date in words, with its qualification: 'around 2014', '2014 (uncertain)', 'since 2014'."""
    formats = language.rules.dates
    words = _dates_in_words(when, language)
    if when.approximate:
        words = formats.approximate.format(words)
    if not when.start:
        words = formats.until.format(words)
    elif not when.end:
        words = formats.since.format(words)
    return formats.uncertain.format(words) if when.uncertain else words


def _dates_in_words(when: EdtfDate, language: Language) -> str:
    """Return the date or interval without its qualification; for an open interval, its known end."""
    if when.start and when.end and when.start != when.end:
        return _interval(when, when.start, when.end, language)
    known = when.start or when.end
    assert known, "an interval is open on one side at most"
    return _partial_date(known, language)


def _partial_date(when: PartialDate, language: Language) -> str:
    if when.season:
        return language.rules.dates.seasons[when.season - 21].format(when.year)
    if when.day:
        return format_day(date(when.year, when.month, when.day), language)
    skeleton = "yMMMM" if when.month else "y"
    return format_skeleton(skeleton, date(when.year, when.month or 1, 1), locale=language.locale)


def _interval(when: EdtfDate, start: PartialDate, end: PartialDate, language: Language) -> str:
    formats = language.rules.dates
    if start.season or end.season or not (start.month and end.month) or bool(start.day) != bool(end.day):
        return formats.interval.format(_partial_date(start, language), _partial_date(end, language))
    if start.day and formats.day_interval:
        return formats.day_interval(when.earliest, when.latest)
    skeleton = "yMMMMd" if start.day else "yMMMM"
    return format_interval(when.earliest, when.latest, skeleton, locale=language.locale).replace("\u2009", " ")


def format_number(number: Decimal, language: Language) -> str:
    """Return a number with exactly the digits it has: '16.733 billion' or '167.33亿', '8,548' or '8548'."""
    for power, name, most in language.rules.powers_of_ten:
        part = number.scaleb(-power)
        if part >= 1 and _decimals(part) <= most:
            return f"{_digits(part, language)}{name}"
    return _digits(number, language)


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    assert isinstance(exponent, int), "a figure is a finite number"
    return max(0, -exponent)


def _digits(number: Decimal, language: Language) -> str:
    grouped = language.rules.groups_digits
    return format_decimal(number, locale=language.locale, decimal_quantization=False, group_separator=grouped)


POWERS_OF_TEN = {"万亿": 12, "万": 4, "亿": 8, " thousand": 3, " million": 6, " billion": 9, " trillion": 12}
"""Exponents of the words that may follow the digits of a figure in front matter."""
_COMPACT_NUMBER = re.compile(rf"(\d+(?:\.\d+)?)({'|'.join(POWERS_OF_TEN)})?", re.ASCII)
COMPACT_NUMBER_IN_TEXT = re.compile(
    rf"[0-9][0-9,，]*+(?:\.[0-9]++)?+(?:{'|'.join(POWERS_OF_TEN)})?+"
    r"(?![0-9A-Za-z.]| ?[百千十余多万亿]| (?:dozen|hundred|thousand|m|k|mn|bn|tn|million|billion|trillion)\b)"
)
"""Matches the figure that a text begins with, commas allowed, unless what follows would change its value."""
MAX_EXACT_DIGITS = 24
"""Maximum digits of a figure: `decimal` computes with 28, and arithmetic on figures takes a few of them."""


@dataclass(frozen=True, slots=True)
class CompactNumber:
    """A number as front matter writes it, such as 16.733 billion: `text` as typed, `number` its value."""

    text: str
    number: Decimal


def parse_compact_number(text: str) -> CompactNumber:
    """Parse a figure; raise ValueError for commas, units or any other text, OverflowError for too many digits."""
    match = _COMPACT_NUMBER.fullmatch(text)
    if not match:
        raise ValueError(text)
    power = POWERS_OF_TEN.get(match[2], 0)
    if len(match[1]) + power > MAX_EXACT_DIGITS:
        raise OverflowError(text)
    return CompactNumber(text, Decimal(match[1]) * 10**power)
