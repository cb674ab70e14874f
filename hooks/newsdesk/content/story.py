"""Stories and static pages in all their languages, and how each translation stands to its original."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from newsdesk import urls
from newsdesk.content import blocks
from newsdesk.content.blocks import Manuscript, changed_blocks
from newsdesk.content.event import EventWords
from newsdesk.content.front_matter import (
    Correction,
    FrontFacts,
    Image,
    ImageWords,
    PageFacts,
    StoryFacts,
    TwinWords,
    Withdrawal,
    WithdrawalWords,
)
from newsdesk.content.marks import text_values
from newsdesk.diagnostics import SourceFile
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import Message, msg
from newsdesk.i18n.quantities import uncommented

NEVER = datetime.max  # noqa: DTZ901 - moments are without zone on purpose: all are in the site's
"""When a draft will be published, as far as anybody knows."""
Front = StoryFacts | TwinWords | PageFacts | FrontFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One language's words: `path` is below docs/, `body` is Markdown that begins on `body_line` of `file`."""

    path: str
    language: Language
    front: Front
    body: str
    body_line: int
    file: SourceFile
    waits: datetime | None = None
    """In the preview: when it will be published, NEVER for a draft. In all that is published nothing waits."""

    @property
    def title(self) -> str:
        """The heading; empty where the text is prose on the page of an event, which has its own."""
        return self.front.title

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
        # Asked of every text many times over; a model is slow to say that it has no such key.
        return vars(self.front).get("translated")

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
    def withdrawn(self) -> Withdrawal | WithdrawalWords | None:
        return vars(self.front).get("withdrawn")

    @property
    def head(self) -> Mapping[str, str]:
        """The words that stand before the body, by their keys: title, summary and what else is marked as such."""
        return text_values(type(self.front), vars(self.front))

    @property
    def words(self) -> str:
        """Head and body, a line break between them, with blanks for what is no word of the text."""
        return "\n".join((*self.head.values(), uncommented(self.body)))

    @property
    def manuscript(self) -> Manuscript:
        return Manuscript(list(self.head.values()), self.body)

    def path_in(self, language: Language) -> str:
        """Where the same text stands in a language, as problems print paths."""
        return self.file.path.removesuffix(self.path) + urls.in_language(self.path, language)

    @property
    def is_twin(self) -> bool:
        return self.translated is not None

    def stamp(self) -> str:
        """The digests of these words, which a translation of them remembers."""
        return self.manuscript.stamp()

    def line_of(self, block: int) -> int:
        """The line on which a block of the body begins; blocks are counted from 0."""
        start, _ = list(blocks.spans(self.body))[block]
        return self.body_line + self.body.count("\n", 0, start)


class Freshness(StrEnum):
    """How a translation stands to its original; derived, never typed."""

    CURRENT = "current"
    STALE = "stale"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationPair:
    """An original and one translation of it."""

    original: Text
    twin: Text

    @property
    def uncorrected(self) -> Sequence[date]:
        """The days of corrections that the translation does not tell yet."""
        of_original, of_twin = (Counter(each.date for each in text.corrections) for text in (self.original, self.twin))
        return sorted((of_original - of_twin).elements())

    @property
    def freshness(self) -> Freshness:
        if self.uncorrected:
            return Freshness.STALE
        if not self.twin.translates:
            return Freshness.UNCHECKED
        return Freshness.CURRENT if self.twin.translates == self.original.stamp() else Freshness.STALE

    @property
    def older(self) -> Set[int]:
        """Which blocks of the translation's body are of words that the original no longer has, counted from 0."""
        if not self.twin.translates or self.freshness is not Freshness.STALE:
            return frozenset()
        changed = changed_blocks(self.twin.translates, self.original.stamp())
        aligned, before = self.aligned(), len(self.original.head)
        return frozenset(aligned[group - before] for group in changed if group - before in aligned)

    def aligned(self) -> Mapping[int, int]:
        """Each block of the original, and the one of the translation that tells the same."""
        return blocks.aligned_blocks(
            {text.language: blocks.split_blocks(text.body) for text in (self.original, self.twin)}
        )

    @property
    def changed_on(self) -> date | None:
        """The day on which the original says it changed, where that is after the translation's."""
        translated = self.twin.translated
        updated = getattr(self.original.front, "updated", None)
        days = [updated, *(correction.date for correction in self.original.corrections)]
        return max((day for day in days if day and translated and day >= translated), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageVersions:
    """An original and its translations: the same path in several languages."""

    original: Text
    twins: Sequence[Text] = ()

    @property
    def texts(self) -> Mapping[Language, Text]:
        return {text.language: text for text in (self.original, *self.twins)}

    @property
    def pairs(self) -> Sequence[TranslationPair]:
        """The original with each translation."""
        return [TranslationPair(original=self.original, twin=twin) for twin in self.twins]

    def on(self, language: Language) -> Text:
        """The text for a reader of `language`: the original where theirs is missing."""
        return self.texts.get(language, self.original)

    def has(self, language: Language) -> bool:
        return language in self.texts

    def waits_on(self, language: Language) -> datetime | None:
        """Until when a reader of `language` does not get it, in the preview."""
        return max((text.waits for text in (self.original, self.on(language)) if text.waits), default=None)

    def pair_in(self, language: Language) -> TranslationPair | None:
        """The original with its translation into `language`, None where there is none."""
        return next((pair for pair in self.pairs if pair.twin.language is language), None)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Story:
    """A story in all its languages; `key` is '2014/slug', the same in every language. It equals itself alone.

    `sources`, `people`, `organisations` and `events` are ids, those found in
    the text or written inside the story included.
    """

    key: str
    facts: StoryFacts
    versions: LanguageVersions
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
        until = msg("is not published until {moment:%Y-%m-%d %H:%M}", moment=self.facts.published)
        return msg("is a draft") if self.facts.draft else until

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
    versions: LanguageVersions


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
