"""Texts: the words of a story or a page in one language, and how a pair of them stands."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from newsdesk.model.event import EventWords
from newsdesk.model.story import Correction, FrontFacts, Image, ImageWords, PageFacts, StoryFacts, TwinWords
from newsdesk.words import address, alignment, digest
from newsdesk.words.language import Language
from newsdesk.words.located import Located

Front = StoryFacts | TwinWords | PageFacts | FrontFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One language's words: `path` is below docs/, `body` is Markdown that begins on `body_line` of `file`."""

    path: str
    language: Language
    front: Front
    body: str
    body_line: int
    file: Located

    @property
    def title(self) -> str:
        """The heading; empty where the text is prose on the page of an event, which has its own."""
        return self.front.title or ""

    @property
    def summary(self) -> str:
        return self.front.summary

    @property
    def byline(self) -> str:
        return getattr(self.front, "byline", None) or ""

    @property
    def translator(self) -> str:
        return getattr(self.front, "translator", None) or ""

    @property
    def translated(self) -> date | None:
        return getattr(self.front, "translated", None)

    @property
    def translates(self) -> str:
        return getattr(self.front, "translates", None) or ""

    @property
    def image(self) -> Image | ImageWords | None:
        return getattr(self.front, "image", None)

    @property
    def event(self) -> EventWords | None:
        return getattr(self.front, "event", None)

    @property
    def corrections(self) -> Sequence[Correction]:
        return getattr(self.front, "corrections", ())

    @property
    def counterpart(self) -> str:
        """Where the same text stands in the other language, as problems print paths."""
        return self.file.path.removesuffix(self.path) + address.in_other_language(self.path)

    @property
    def is_twin(self) -> bool:
        return self.translated is not None

    def stamp(self) -> str:
        """The digests of these words, which a translation of them remembers."""
        return digest.stamp(self.title, self.summary, self.body)

    def line_of(self, group: int) -> int:
        """The line on which a block begins, counted as the groups of a stamp are."""
        start, _ = list(digest.spans(self.body))[group - digest.BEFORE_BODY]
        return self.body_line + self.body.count("\n", 0, start)


class Freshness(StrEnum):
    """How a translation stands to its original; derived, never typed."""

    CURRENT = "current"
    STALE = "stale"
    UNCHECKED = "unchecked"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An original and, where there is one, its translation."""

    original: Text
    twin: Text | None = None

    @property
    def texts(self) -> Mapping[Language, Text]:
        found = {self.original.language: self.original}
        if self.twin:
            found[self.twin.language] = self.twin
        return found

    def on(self, language: Language) -> Text:
        """The text for a reader of `language`: the other one where theirs is missing."""
        return self.texts.get(language, self.original)

    def has(self, language: Language) -> bool:
        return language in self.texts

    @property
    def older(self) -> Set[int]:
        """Which blocks of the translation are of words that the original no longer has, as groups of a stamp."""
        if not self.twin or self.freshness is not Freshness.STALE:
            return frozenset()
        changed = digest.changed(self.twin.translates, self.original.stamp())
        told = self.aligned()
        blocks = [told.get(group - digest.BEFORE_BODY) for group in changed]
        return frozenset(block + digest.BEFORE_BODY for block in blocks if block is not None)

    def aligned(self) -> Mapping[int, int]:
        """Each block of the original, and the one of the translation that tells the same."""
        return alignment.aligned({text.language: digest.blocks(text.body) for text in self.texts.values()})

    @property
    def changed_on(self) -> date | None:
        """The day on which the original says it changed, where that is after the translation's."""
        if not (self.twin and self.twin.translated):
            return None
        updated = getattr(self.original.front, "updated", None)
        days = [updated, *(correction.date for correction in self.original.corrections)]
        return max((day for day in days if day and day >= self.twin.translated), default=None)

    @property
    def freshness(self) -> Freshness:
        if not self.twin:
            return Freshness.MISSING
        if not self.twin.translates:
            return Freshness.UNCHECKED
        return Freshness.CURRENT if self.twin.translates == self.original.stamp() else Freshness.STALE
