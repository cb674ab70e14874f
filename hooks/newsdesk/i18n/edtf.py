"""EDTF dates, levels 0 and 1 (ISO 8601-2:2019, annex A): exactly as precise as their source.

https://www.loc.gov/standards/datetime/

Rejected, because no event of a newsroom needs them: times of day, years before 1 or after 9999, unspecified digits
(`201X`) and unknown ends of intervals (`1985/`).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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
