"""The timeline: everything that happened, in order of time, and what it has in common."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from newsdesk.model.event import Edition, Event, State, is_confirmed
from newsdesk.model.register import Series

Key = TypeVar("Key")
Happenings = Mapping[str, Event]
"""Events and editions by their ids, in order of time."""


class Kind(StrEnum):
    """What a reader may want to see alone; a cancelled edition is of two kinds."""

    SUMMIT = "summit"
    EVENTS = "events"
    PLANS = "plans"


def kinds(event: Event) -> Iterator[Kind]:
    """An edition of the summit or another event; and what is planned, postponed, cancelled or not known to be more."""
    yield Kind.SUMMIT if isinstance(event, Edition) else Kind.EVENTS
    if event.state is not State.HELD or not is_confirmed(event):
        yield Kind.PLANS


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """`happenings` is all there is, in order; every index keeps that order."""

    happenings: Happenings
    series: Mapping[str, Series]

    @cached_property
    def by_year(self) -> Mapping[int, Happenings]:
        """By the year in which each began, or ended where its beginning is open."""
        found = self._index(lambda _, event: [event.when[0].value.year])
        return dict(sorted(found.items()))

    @cached_property
    def by_kind(self) -> Mapping[Kind, Happenings]:
        return self._index(lambda _, event: kinds(event))

    @cached_property
    def by_tag(self) -> Mapping[str, Happenings]:
        return self._index(lambda _, event: sorted(event.tags))

    @cached_property
    def by_organiser(self) -> Mapping[str, Happenings]:
        return self._index(lambda _, event: event.organisers)

    @cached_property
    def by_series(self) -> Mapping[str, Happenings]:
        return self._index(lambda identifier, _: self.series_of[identifier])

    @cached_property
    def series_of(self) -> Mapping[str, Sequence[str]]:
        """The series and storylines of each event: those that it names, and those that name it; forerunners belong."""
        naming: dict[str, list[str]] = defaultdict(list)
        for name, record in self.series.items():
            for identifier in (*record.forerunner, *record.events):
                naming[identifier].append(name)
        return {
            identifier: sorted({*naming[identifier], event.series or ""} & self.series.keys())
            for identifier, event in self.happenings.items()
        }

    @cached_property
    def beside(self) -> Mapping[tuple[str, str], tuple[str, str]]:
        """For a series and an event of it, the ids of the events before and after; empty at the ends."""
        found = {}
        for series, events in self.by_series.items():
            names = ["", *events, ""]
            for before, name, after in zip(names, names[1:], names[2:], strict=False):
                found[series, name] = (before, after)
        return found

    def _index(self, keys: Callable[[str, Event], Iterable[Key]]) -> Mapping[Key, Happenings]:
        index: dict[Key, dict[str, Event]] = defaultdict(dict)
        for identifier, event in self.happenings.items():
            for key in keys(identifier, event):
                index[key][identifier] = event
        return dict(index)
