"""Dates as exact as their source, and no more: EDTF, levels 0 and 1.

https://www.loc.gov/standards/datetime/ (ISO 8601-2:2019, annex A)

Refused is what no event of a newsroom needs: times of day, years before 1 or
after 9999, digits left open (`201X`), and ends that nobody knows (`1985/`).
"""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[?~%]?", re.ASCII)
_SEASONS = range(21, 25)


@dataclass(frozen=True, slots=True)
class Point:
    """A day, a month, a season (`month` 21 to 24: spring to winter) or a year."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def season(self) -> int:
        """21 to 24, or 0 where the point is no season."""
        return self.month if self.month in _SEASONS else 0


class Precision(StrEnum):
    """How exact a date is."""

    DAY = "day"
    SPAN = "span"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    OPEN = "open"
    DOUBTED = "doubted"


_KINDS: Sequence[tuple[Precision, Callable[[Point], bool]]] = (
    (Precision.YEAR, lambda point: not point.month),
    (Precision.SEASON, lambda point: point.season > 0),
    (Precision.MONTH, lambda point: not point.day),
)


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """When something happened: `text` as typed, and what follows from it.

    `start` or `end` is None where the interval is open on that side; a single
    point has the same start and end. `earliest` and `latest` are the outermost
    days; `date.min` and `date.max` stand for an open side.
    """

    text: str
    start: Point | None
    end: Point | None
    earliest: date
    latest: date
    uncertain: bool = False
    approximate: bool = False

    @property
    def year(self) -> int:
        """The year in which it begins, or ends where its beginning is open."""
        return (self.earliest if self.start else self.latest).year

    @property
    def month(self) -> int:
        """The month in which it begins, or ends where its beginning is open; 0 where none is given."""
        point = self.start or self.end
        return point.month if point and not point.season else 0

    @property
    def doubted(self) -> bool:
        """Whether the source is not sure of it, or gives it as about."""
        return self.uncertain or self.approximate

    @property
    def precision(self) -> Precision:
        """How exact it is: the worse where it has two ends."""
        if self.doubted:
            return Precision.DOUBTED
        if not (self.start and self.end):
            return Precision.OPEN
        for kind, is_so in _KINDS:
            if any(is_so(point) for point in (self.start, self.end)):
                return kind
        return Precision.DAY if self.start == self.end else Precision.SPAN

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day, where both are exact, known and certain."""
        return (self.earliest, self.latest) if self.precision in (Precision.DAY, Precision.SPAN) else None

    def agrees(self, other: "EdtfDate") -> bool:
        """Whether both can be right: they are the same, or one is so vague that the other lies within it."""
        return self.text == other.text or self._may_be(other) or other._may_be(self)

    def _may_be(self, other: "EdtfDate") -> bool:
        return self.days is None and self.earliest <= other.earliest and other.latest <= self.latest

    @property
    def html(self) -> str:
        """The day, month or year as HTML's `time` takes it; empty for a season, an interval and what is doubted.

        https://html.spec.whatwg.org/multipage/text-level-semantics.html#datetime-value
        """
        point = self.start
        if not point or point != self.end or point.season or self.doubted:
            return ""
        return "-".join([f"{point.year:04}", *(f"{part:02}" for part in (point.month, point.day) if part)])

    @property
    def exactness(self) -> int:
        """0 where it is an exact day; the more, the less is known."""
        points = [point for point in (self.start, self.end) if point]
        kind = max(0 if point.day else 2 if point.season else 1 if point.month else 3 for point in points)
        open_end = self.start is None or self.end is None
        return 2 * kind + (self.start != self.end) + 8 * open_end + 16 * self.doubted

    @property
    def order(self) -> tuple[date, int, date, str]:
        """Total order: earliest day, then the more exact, then the latest day, then the text."""
        return (self.earliest, self.exactness, self.latest, self.text)


def read_edtf(text: str) -> EdtfDate:
    """Read an EDTF date. Raises ValueError where it is none, or of a form the site does not use."""
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


def _read_point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, month, day = (int(part or 0) for part in match.groups())
    if match[2] and month not in range(1, 13) and (match[3] or month not in _SEASONS):
        raise ValueError(text)
    if match[3]:
        date(year, month, day)  # raises ValueError for a day that no calendar has
    return Point(year, month, day)


def _first_day(point: Point) -> date:
    month = 3 * (point.season - 20) if point.season else point.month or 1
    return date(point.year, month, point.day or 1)


def _last_day(point: Point) -> date:
    if point.day:
        return date(point.year, point.month, point.day)
    year, month = point.year, point.month or 12
    if point.season:
        # Winter runs into the next year.
        month = 3 * (point.season - 20) + 2
        year, month = (year + 1, month - 12) if month > 12 else (year, month)
    return date(year, month, monthrange(year, month)[1])
