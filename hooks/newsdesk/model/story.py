"""Stories and standing pages in all their languages."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from newsdesk.model.front import StoryFacts
from newsdesk.model.text import Text, Versions
from newsdesk.words.message import Message, said


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Story:
    """A story in all its languages; `key` is '2014/slug', the same in every language. It equals itself alone.

    `sources`, `people`, `organisations` and `events` are ids, those found in
    the text or written inside the story included.
    """

    key: str
    facts: StoryFacts
    versions: Versions
    sources: Sequence[str] = ()
    people: Sequence[str] = ()
    organisations: Sequence[str] = ()
    events: Sequence[str] = ()

    @property
    def day(self) -> date:
        """The day whose news it is."""
        return self.facts.published.date()

    @property
    def permanent(self) -> str:
        """The key by which feeds, and an event written inside it, are known: it outlives a move."""
        return self.facts.id or self.key

    @property
    def texts(self) -> Iterable[Text]:
        """Its words, in each language in which it stands."""
        return self.versions.texts.values()

    @property
    def order(self) -> tuple[datetime, str]:
        return (self.facts.published, self.key)

    @property
    def why_withheld(self) -> Message:
        """Why it is not shown, should it not be."""
        until = said("is withheld until {moment:%Y-%m-%d %H:%M}", moment=self.facts.published)
        return said("is a draft") if self.facts.draft else until

    @property
    def modified(self) -> date:
        """The day of the last change that a reader is told of, in any language."""
        days = [self.day, self.facts.updated, self.facts.compiled]
        for text in self.versions.texts.values():
            days += [text.translated, *(correction.date for correction in text.corrections)]
        return max(day for day in days if day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A standing page in all its languages; `key` is its path without language and ending."""

    key: str
    versions: Versions


def around(story: Story, stories: Sequence[Story], reach: int) -> Sequence[Story]:
    """The stories nearest to this one in a list that has the newest first: `reach` on either side."""
    at = bisect_left(stories, _Backwards(story.order), key=lambda other: _Backwards(other.order))
    near = stories[max(0, at - reach) : at + reach + 1]
    return [other for other in near if other.key != story.key]


@dataclass(frozen=True, slots=True)
class _Backwards:
    """Turns an order round, to search in a list that falls."""

    order: tuple[datetime, str]

    def __lt__(self, other: "_Backwards") -> bool:
        return other.order < self.order
