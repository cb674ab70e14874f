"""Dates as people type them, in English or Chinese: which EDTF dates a mistyped one may mean."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from babel.dates import get_month_names

from newsdesk.i18n.dates import EdtfDate, read_edtf

MAX_TYPED = 60
"""Characters of the longest text that may be a date."""
_BETWEEN = re.compile(r"\s+(?:to|until|till|through)\s+|\s*[–—~至到]\s*|\s+-\s+|(?<=-\d\d)/")
_HYPHEN, _HYPHENATED = re.compile(r"-"), re.compile(r"\d-\d{1,2}-\d|^\d{4}-\d{1,2}$|^\d{1,2}-\d{4}$")
"""A hyphen is between two dates, unless hyphens join the parts of one."""
_YEAR_FIRST = re.compile(r"\d{4}\D")
_PART = re.compile(r"\d{1,2}月|\d+|[^\W\d_]+")
_WITHOUT_MEANING = re.compile(
    r"\([^)]*\)|[年日号份]|(?<=\d)(?:st|nd|rd|th)\b|\b(?:the|of|from|on)\b"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
)
_Numbers = tuple[int, int, int]
"""Year, month and day; 0 for a part that is not given."""


def meant_dates(text: str) -> Sequence[str]:
    """Return the EDTF dates and intervals that a mistyped one may mean, none if that is unclear.

    03/12/2026 has two readings. A day that its month does not have becomes the last one of that month.
    """
    return list(dict.fromkeys(filter(None, map(_as_edtf, _readings(text)))))


def month_without_day(text: str) -> EdtfDate | None:
    """Return the month of a day that it does not have, such as 2026-11-31; None if a text has no such day."""
    points = (point for reading in _readings(text) for point in reading)
    return next((read_edtf(f"{year:04}-{month:02}") for year, month, day in points if day > _days(year, month)), None)


def _readings(text: str) -> Iterator[Sequence[_Numbers]]:
    """Yield the readings of a date or an interval: its one or two ends."""
    if len(text) > MAX_TYPED:
        return
    plain = _WITHOUT_MEANING.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip()
    for day_first in (False,) if _YEAR_FIRST.match(plain) else (True, False):
        sides = _sides(plain)
        points = [point for side in sides if (point := _numbers(side, day_first=day_first))]
        if len(points) == len(sides) <= 2:
            yield [*map(_completed, points, reversed(points))]


def _sides(plain: str) -> Sequence[str]:
    """Return the date, or the two ends of an interval."""
    sides = _BETWEEN.split(plain)
    return _HYPHEN.split(plain) if len(sides) == 1 and not _HYPHENATED.search(plain) else sides


def _numbers(side: str, *, day_first: bool) -> _Numbers | None:
    parts = _PART.findall(side)
    names = [_months()[part] for part in parts if part in _months()]
    numbers = [part for part in parts if part.isdigit()]
    years, small = [int(part) for part in numbers if len(part) == 4], [int(part) for part in numbers if len(part) <= 2]
    if len(names) + len(numbers) < len(parts) or len(years) > 1 or len(names) > 1 or len(names) + len(small) > 2:
        return None
    # With a year before them, two numbers are a month and a day, in the order of ISO 8601 unless no month is so high.
    if len(small) == 2 and (day_first or small[0] > 12):
        small.reverse()
    # '27, 2026' ends 'November 25–27, 2026'.
    if names or (len(small) < 2 and (not years or "," in side)):
        small = [*(names or [0]), *small]
    month, day = [*small, 0, 0][:2]
    return sum(years), month, day


def _completed(point: _Numbers, other: _Numbers) -> _Numbers:
    """Return one end of an interval with the year and the month of the other, if it has none of its own."""
    year, month, day = point
    return year or other[0], month or (other[1] if day else 0), day


def _days(year: int, month: int) -> int:
    """Return the days of a month; of none, more than any day that is typed."""
    return monthrange(year, month)[1] if year and month in range(1, 13) else 99


def _as_edtf(points: Sequence[_Numbers]) -> str:
    """Return the date or interval, empty if it is not one."""
    text = "/".join(map(_point_as_edtf, points))
    try:
        return read_edtf(text).text
    except ValueError:
        return ""


def _point_as_edtf(point: _Numbers) -> str:
    year, month, day = point
    day = min(day, _days(year, month)) if day <= 31 else day
    return "-".join([f"{year:04}", *(f"{part:02}" for part in ((month, day) if day else (month,) if month else ()))])


@cache
def _months() -> Mapping[str, int]:
    """Return the numbers of the months by their names in English and Chinese, in lowercase."""
    english = (get_month_names(width, locale="en").items() for width in ("wide", "abbreviated"))
    chinese = ((number, f"{number:{width}}月") for number in range(1, 13) for width in ("", "02"))
    return {name.lower(): number for names in (*english, chinese) for number, name in names} | {"sept": 9}
