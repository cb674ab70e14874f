"""The timeline: everything that happened, in order of time, and what it has in common."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from newsdesk.model.event import Event
from newsdesk.model.register import Series

Key = TypeVar("Key")
Happenings = Mapping[str, Event]
"""Events and editions by their ids, in order of time."""


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
    def by_tag(self) -> Mapping[str, Happenings]:
        return self._index(lambda _, event: event.tags)

    @cached_property
    def by_organiser(self) -> Mapping[str, Happenings]:
        return self._index(lambda _, event: event.organisers)

    @cached_property
    def by_series(self) -> Mapping[str, Happenings]:
        """By the series or storyline that an event names, or that names the event; a forerunner belongs to it."""
        named = defaultdict(list)
        for series, record in self.series.items():
            for identifier in (*record.forerunner, *record.events):
                named[identifier].append(series)
        return self._index(
            lambda identifier, event: [
                name for name in (event.series, *named.get(identifier, ())) if name and name in self.series
            ]
        )

    def _index(self, keys: Callable[[str, Event], Iterable[Key]]) -> Mapping[Key, Happenings]:
        index: dict[Key, dict[str, Event]] = defaultdict(dict)
        for identifier, event in self.happenings.items():
            for key in keys(identifier, event):
                index[key][identifier] = event
        return dict(index)
