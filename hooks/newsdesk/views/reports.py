"""The stories that report an event: before, on and after its date, and those that were compiled from sources later."""

from collections.abc import Sequence
from dataclasses import dataclass

from newsdesk.model.event import Event
from newsdesk.model.library import Library
from newsdesk.model.story import Story
from newsdesk.views.listing import Item, item
from newsdesk.words.language import Language

MOST = 20
"""Of more stories before, on or after an event its page lists those nearest to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """Stories in order of time, and how many there are in all.

    Those `on` its date are of its very day where `on_the_day` says so, else of days that may be its own.
    """

    before: Sequence[Item]
    on: Sequence[Item]
    on_the_day: bool
    after: Sequence[Item]
    compiled: Sequence[Item]
    count: int


def reports(identifier: str, event: Event, library: Library, language: Language) -> Reports:
    """The stories of an event by its id; where sources give several dates, whichever of them is right."""
    first, last = min(each.value.earliest for each in event.when), max(each.value.latest for each in event.when)
    stories = library.by_event.get(identifier, ())[::-1]
    reported = [story for story in stories if not story.facts.compiled]
    before = [story for story in reported if story.day < first]
    after = [story for story in reported if story.day > last]
    on = reported[len(before) : len(reported) - len(after)]
    return Reports(
        before=_items(before[-MOST:], language),
        on=_items(on[:MOST], language),
        on_the_day=first == last,
        after=_items(after[:MOST], language),
        compiled=_items([story for story in stories if story.facts.compiled][:MOST], language),
        count=len(stories),
    )


def _items(stories: Sequence[Story], language: Language) -> Sequence[Item]:
    return [item(story, language) for story in stories]
