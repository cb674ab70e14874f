"""EDTF dates, levels 0 and 1 (ISO 8601-2:2019, annex A): exactly as precise as their source.

https://www.loc.gov/standards/datetime/

Rejected, because no event of a newsroom needs them: times of day, years before 1 or after 9999, unspecified digits
(`201X`) and unknown ends of intervals (`1985/`).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_decimal

from newsdesk.i18n.languages import Language

_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[?~%]?", re.ASCII)
_SEASONS = range(21, 25)


class Precision(StrEnum):
    """Precision of a date; the values are published as CSS classes."""

    DAY = "day"
    SPAN = "span"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    OPEN = "open"
    QUALIFIED = "doubted"


_COARSER = (Precision.DAY, Precision.MONTH, Precision.SEASON, Precision.YEAR)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, month, season (`month` 21 to 24: spring to winter) or year; parts that are not given are 0."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def season(self) -> int:
        """The EDTF season, 21 (spring) to 24 (winter); 0 if the date is not a season."""
        return self.month if self.month in _SEASONS else 0

    @property
    def precision(self) -> Precision:
        if self.day:
            return Precision.DAY
        if self.season:
            return Precision.SEASON
        return Precision.MONTH if self.month else Precision.YEAR


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """An EDTF date or interval: `text` as typed, and its parsed value.

    `start` or `end` is None for an interval open on that side; a single date has the same start and end. `earliest`
    and `latest` are the first and last possible days, `date.min` and `date.max` on an open side.
    """

    text: str
    start: PartialDate | None
    end: PartialDate | None
    earliest: date
    latest: date
    uncertain: bool = False
    approximate: bool = False

    @property
    def year(self) -> int:
        """The year of its start, or of its end if the start is open."""
        return (self.earliest if self.start else self.latest).year

    @property
    def month(self) -> int:
        """The month of its start, or of its end if the start is open; 0 if none is given."""
        point = self.start or self.end
        return point.month if point and not point.season else 0

    @property
    def qualified(self) -> bool:
        """Whether it is uncertain (`?`), approximate (`~`) or both (`%`)."""
        return self.uncertain or self.approximate

    @property
    def precision(self) -> Precision:
        """Its precision; that of an interval is the precision of the coarser end."""
        if self.qualified:
            return Precision.QUALIFIED
        if not (self.start and self.end):
            return Precision.OPEN
        return Precision.SPAN if self._coarsest is Precision.DAY and self.start != self.end else self._coarsest

    @property
    def _coarsest(self) -> Precision:
        return max((end.precision for end in (self.start, self.end) if end), key=_COARSER.index)

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and last day; None unless both are known, exact and unqualified."""
        return (self.earliest, self.latest) if self.precision in (Precision.DAY, Precision.SPAN) else None

    def agrees(self, other: "EdtfDate") -> bool:
        """Return whether both can be right: they are the same, or one is imprecise and contains the other."""
        return self.text == other.text or self._may_be(other) or other._may_be(self)

    def _may_be(self, other: "EdtfDate") -> bool:
        return self.days is None and self.earliest <= other.earliest and other.latest <= self.latest

    @property
    def html(self) -> str:
        """The day, month or year as the `datetime` of HTML's `time`; empty for seasons, intervals and qualified dates.

        https://html.spec.whatwg.org/multipage/text-level-semantics.html#datetime-value
        """
        point = self.start
        if not point or point != self.end or point.season or self.qualified:
            return ""
        return "-".join([f"{point.year:04}", *(f"{part:02}" for part in (point.month, point.day) if part)])

    @property
    def imprecision(self) -> int:
        """0 for an exact day; the less is known, the higher."""
        is_open = not (self.start and self.end)
        return 2 * _COARSER.index(self._coarsest) + (self.start != self.end) + 8 * is_open + 16 * self.qualified

    @property
    def order(self) -> tuple[date, int, date, str]:
        """Sort key (total order): earliest day, then the more precise, then latest day, then text."""
        return (self.earliest, self.imprecision, self.latest, self.text)


def read_edtf(text: str) -> EdtfDate:
    """Parse an EDTF date; raise ValueError for anything else, and for forms that the site does not use."""
    points = [None if side == ".." else _read_point(side) for side in text.split("/")]
    if len(points) > 2 or not any(points):
        raise ValueError(text)
    start, end = points[0], points[-1]
    earliest = _first_day(start) if start else date.min
    latest = _last_day(end) if end else date.max
    if earliest > latest:
        raise ValueError(text)
    return EdtfDate(
        text,
        start,
        end,
        earliest,
        latest,
        uncertain="?" in text or "%" in text,
        approximate="~" in text or "%" in text,
    )


def _read_point(text: str) -> PartialDate:
    match = _POINT.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, month, day = (int(part or 0) for part in match.groups())
    if match[2] and month not in range(1, 13) and (match[3] or month not in _SEASONS):
        raise ValueError(text)
    if match[3]:
        date(year, month, day)  # raises ValueError for an impossible day
    return PartialDate(year, month, day)


def _first_day(point: PartialDate) -> date:
    month = 3 * (point.season - 20) if point.season else point.month or 1
    return date(point.year, month, point.day or 1)


def _last_day(point: PartialDate) -> date:
    if point.day:
        return date(point.year, point.month, point.day)
    year, month = point.year, point.month or 12
    if point.season:
        # Winter ends in the next year.
        month = 3 * (point.season - 20) + 2
        year, month = (year + 1, month - 12) if month > 12 else (year, month)
    return date(year, month, monthrange(year, month)[1])


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
