"""Stories and standing pages in all their languages, and the state of each translation."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from newsdesk import urls
from newsdesk.content import blocks
from newsdesk.content.blocks import Manuscript
from newsdesk.content.event import EventWords
from newsdesk.content.front_matter import (
    Correction,
    HomeFacts,
    Image,
    ImageWords,
    PageFacts,
    StoryFacts,
    TranslationWords,
    Withdrawal,
    WithdrawalWords,
)
from newsdesk.content.marks import text_values
from newsdesk.diagnostics import SourceFile
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import Message, msg
from newsdesk.i18n.quantities import without_comments

FAR_FUTURE = datetime.max  # noqa: DTZ901 - datetimes are naive on purpose: all are in the site's zone
"""Later than any publication: the publication time of a draft."""
Front = StoryFacts | TranslationWords | PageFacts | HomeFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text in one language: `path` is below docs/, `body` is Markdown that begins on line `body_line` of `file`."""

    path: str
    language: Language
    front: Front
    body: str
    body_line: int
    file: SourceFile
    withheld_until: datetime | None = None
    """In the preview: when it will be published, FAR_FUTURE for a draft. Always None in what is published."""

    @property
    def title(self) -> str:
        """The title; empty for text on the page of an event, which has its own."""
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
        # Called many times for every text, and a pydantic model is slow to raise AttributeError.
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
        """The words before the body, by field: title, summary and any others marked `TextWords`."""
        return text_values(type(self.front), vars(self.front))

    @property
    def words(self) -> str:
        """Head and body, joined by line breaks, with spaces in place of comments and the like."""
        return "\n".join((*self.head.values(), without_comments(self.body)))

    @property
    def manuscript(self) -> Manuscript:
        return Manuscript(list(self.head.values()), self.body)

    def path_in(self, language: Language) -> str:
        """Return the path of this text in a language, as printed in diagnostics."""
        return self.file.path.removesuffix(self.path) + urls.in_language(self.path, language)

    @property
    def is_translation(self) -> bool:
        return self.translated is not None

    def stamp(self) -> str:
        """Return the digests of this text, which its translation stores."""
        return self.manuscript.stamp()

    def line_of(self, block: int) -> int:
        """Return the line of the file on which a block of the body begins; blocks are counted from 0."""
        start, _ = list(blocks.spans(self.body))[block]
        return self.body_line + self.body.count("\n", 0, start)


class Freshness(StrEnum):
    """The state of a translation; derived, never typed."""

    CURRENT = "current"
    STALE = "stale"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationPair:
    """An original and one translation of it."""

    original: Text
    translation: Text

    @property
    def missing_corrections(self) -> Sequence[date]:
        """Dates of the corrections that are missing from the translation."""
        if not self.original.corrections:
            return ()
        of_original, of_twin = (
            Counter(each.date for each in text.corrections) for text in (self.original, self.translation)
        )
        return sorted((of_original - of_twin).elements())

    @property
    def freshness(self) -> Freshness:
        if self.missing_corrections:
            return Freshness.STALE
        if not self.translation.translates:
            return Freshness.UNCHECKED
        return Freshness.CURRENT if self.translation.translates == self.original.stamp() else Freshness.STALE

    @property
    def stale_blocks(self) -> Set[int]:
        """Indexes (from 0) of the blocks of the translation whose original has changed since."""
        if not self.translation.translates or self.freshness is not Freshness.STALE:
            return frozenset()
        changed = self.original.manuscript.changed_since(self.translation.translates)
        aligned, before = self.aligned(), len(self.original.head)
        return frozenset(aligned[group - before] for group in changed if group - before in aligned)

    def aligned(self) -> Mapping[int, int]:
        """Return the index of each block of the original, and of the corresponding one of the translation."""
        return blocks.aligned_blocks(
            {text.language: blocks.split_blocks(text.body) for text in (self.original, self.translation)}
        )

    @property
    def changed_on(self) -> date | None:
        """The date of the last change stated by the original, if not before the date of the translation."""
        translated = self.translation.translated
        updated = getattr(self.original.front, "updated", None)
        days = [updated, *(correction.date for correction in self.original.corrections)]
        return max((day for day in days if day and translated and day >= translated), default=None)


@dataclass(frozen=True, kw_only=True)
class LanguageVersions:
    """An original and its translations: the same path in several languages."""

    original: Text
    translations: Sequence[Text] = ()

    @cached_property
    def texts(self) -> Mapping[Language, Text]:
        return {text.language: text for text in (self.original, *self.translations)}

    @cached_property
    def pairs(self) -> Sequence[TranslationPair]:
        """The original with each translation."""
        return [TranslationPair(original=self.original, translation=translation) for translation in self.translations]

    def in_language(self, language: Language) -> Text:
        """Return the text in `language`, or the original if it is not translated."""
        return self.texts.get(language, self.original)

    def has(self, language: Language) -> bool:
        return language in self.texts

    def withheld_until(self, language: Language) -> datetime | None:
        """Return when readers of `language` will get it, in the preview; None if published."""
        return max(
            (text.withheld_until for text in (self.original, self.in_language(language)) if text.withheld_until),
            default=None,
        )

    def pair_in(self, language: Language) -> TranslationPair | None:
        """Return the original with its translation into `language`, or None."""
        return next((pair for pair in self.pairs if pair.translation.language is language), None)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Story:
    """A story in all its languages; `key` is '2014/slug', the same in every language. Compared by identity.

    `sources`, `people`, `organisations` and `events` are ids, also those found in the text or defined in the story.
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
        """The date of publication."""
        return self.facts.published.date()

    @property
    def image_path(self) -> str:
        """The path of its image below docs/, as its original names it; empty if it has none."""
        return urls.below_docs(self.versions.original.path, self.facts.image.src) if self.facts.image else ""

    @property
    def permanent_key(self) -> str:
        """The permanent key, used in feeds and by an event defined in the story: it survives a move."""
        return self.facts.id or self.key

    @property
    def texts(self) -> Iterable[Text]:
        """The texts in all languages."""
        return self.versions.texts.values()

    @property
    def order(self) -> tuple[datetime, str]:
        return (self.facts.published, self.key)

    @property
    def why_withheld(self) -> Message:
        """Why it is unpublished, if it is."""
        until = msg("is not published until {moment:%Y-%m-%d %H:%M}", moment=self.facts.published)
        return msg("is a draft") if self.facts.draft else until

    @property
    def modified(self) -> date:
        """The date of the last change that readers are informed of, in any language."""
        days = [self.day, self.facts.updated, self.facts.compiled]
        for text in self.versions.texts.values():
            days += [text.translated, *(correction.date for correction in text.corrections)]
        return max(day for day in days if day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A standing page in all its languages; `key` is its path without language and extension."""

    key: str
    versions: LanguageVersions


def nearest_stories(story: Story, stories: Sequence[Story], reach: int) -> Sequence[Story]:
    """Return the stories nearest to this one in a list sorted newest first: up to `reach` on either side."""
    at = bisect_left(stories, _Descending(story.order), key=lambda other: _Descending(other.order))
    near = stories[max(0, at - reach) : at + reach + 1]
    return [other for other in near if other.key != story.key]


@dataclass(frozen=True, slots=True)
class _Descending:
    """Inverts an order, to bisect a descending list."""

    order: tuple[datetime, str]

    def __lt__(self, other: "_Descending") -> bool:
        return other.order < self.order
