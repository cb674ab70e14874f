"""Bars drawn to scale from zero: where each stands in a picture `WIDTH` units wide, and what is written beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from newsdesk.words.language import Fragment
from newsdesk.words.typography import ink

WIDTH = 288
"""The column of the narrowest phone, so that letters are nowhere smaller than they are drawn."""
GAP = 7
BAR = 13
LETTER = 12
LINE = 17
BETWEEN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A figure to draw: `kind` says how (a class in CSS), `label` stands beside it, `ground` is told with it."""

    number: Decimal
    kind: str
    label: str
    ground: Fragment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is drawn in one row: several values where sources differ, none where there is only a `note`."""

    name: str
    values: Sequence[Value] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar from the axis on; its length is in proportion to its figure."""

    kind: str
    y: float
    length: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A line of text, by the point at which its first letter stands on the base line."""

    text: str
    x: float
    y: float
    note: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The rows from top to bottom: longer bars come first, so that shorter ones lie on them.

    Every bar begins at `zero`, where the axis stands, and is as thick as the others.
    """

    zero: float
    height: float
    bars: Sequence[Bar]
    names: Sequence[Label]
    labels: Sequence[Label]
    width: int = WIDTH
    thick: int = BAR


def draw(entries: Sequence[Entry]) -> Picture:
    """The picture of these entries, on one scale that leaves room for the longest name and label."""
    zero = ceil(LETTER * max((ink(entry.name) for entry in entries), default=0)) + GAP
    scale = min((_scale(entry, zero) for entry in entries if entry.values), default=0.0)
    top = 0.0
    bars: list[Bar] = []
    names: list[Label] = []
    labels: list[Label] = []
    for entry in entries:
        names.append(Label(text=entry.name, x=0, y=_base(top)))
        bars += [Bar(kind=each.kind, y=top + (LINE - BAR) / 2, length=_long(each, scale)) for each in _nested(entry)]
        beside = zero + GAP + max((_long(each, scale) for each in entry.values), default=0)
        labels += _labels(entry, top, round(beside, 1))
        top += LINE * max(1, len(entry.values) + bool(entry.note)) + BETWEEN
    return Picture(zero=zero, height=top, bars=bars, names=names, labels=labels)


def _scale(entry: Entry, zero: float) -> float:
    """Units of the picture for one of what is counted, should this entry alone fill the width."""
    room = WIDTH - zero - GAP - LETTER * max(ink(each.label) for each in entry.values)
    return max(room, 1) / float(max(each.number for each in entry.values) or 1)


def _long(value: Value, scale: float) -> float:
    return round(float(value.number) * scale, 2)


def _nested(entry: Entry) -> Sequence[Value]:
    return sorted(entry.values, key=lambda value: -value.number)


def _labels(entry: Entry, top: float, x: float) -> Sequence[Label]:
    texts = [(value.label, False) for value in entry.values] + ([(entry.note, True)] if entry.note else [])
    return [Label(text=text, x=x, y=_base(top + LINE * at), note=note) for at, (text, note) in enumerate(texts)]


def _base(top: float) -> float:
    """The base line of letters that stand in the middle of a line."""
    return round(top + LINE / 2 + LETTER * 0.36, 1)
