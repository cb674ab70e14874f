"""The stories that report an event: before, on and after its date."""

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
    """Stories in order of time, and how many there are in all."""

    before: Sequence[Item]
    on: Sequence[Item]
    after: Sequence[Item]
    count: int


def reports(identifier: str, event: Event, library: Library, language: Language) -> Reports:
    """The stories of an event by its id; its date is the one that orders."""
    when = event.when[0].value
    stories = library.by_event.get(identifier, ())[::-1]
    before = [story for story in stories if story.day < when.earliest]
    after = [story for story in stories if story.day > when.latest]
    on = stories[len(before) : len(stories) - len(after)]
    return Reports(
        before=_items(before[-MOST:], language),
        on=_items(on[:MOST], language),
        after=_items(after[:MOST], language),
        count=len(stories),
    )


def _items(stories: Sequence[Story], language: Language) -> Sequence[Item]:
    return [item(story, language) for story in stories]
