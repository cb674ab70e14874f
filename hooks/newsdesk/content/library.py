"""The library: everything read, linked and closed; all that is published is a function of it."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TypeVar

from newsdesk import urls
from newsdesk.content.event import Edition, Event, State, is_confirmed
from newsdesk.content.images import Picture, UnfitPicture
from newsdesk.content.ledger import Ledger
from newsdesk.content.registers import Registers, Series
from newsdesk.content.story import LanguageVersions, Page, Story, Text
from newsdesk.content.types import InterfaceEnum
from newsdesk.diagnostics import KeyPath, SourceFile
from newsdesk.i18n.languages import Fragment, Language
from newsdesk.i18n.messages import Message, msg
from newsdesk.i18n.typography import curl_quotes

_GroupKey = TypeVar("_GroupKey")
Happenings = Mapping[str, Event]
"""Events and editions by their ids, in order of time."""


class EventKind(InterfaceEnum):
    """What a reader may want to see alone; a cancelled edition is of two kinds."""

    SUMMIT = "summit"
    EVENTS = "events"
    PLANS = "plans"

    @property
    def word_key(self) -> str:
        return f"kind_{self}"


def event_kinds(event: Event) -> Iterator[EventKind]:
    """An edition of the summit or another event; and what is planned, postponed, cancelled or not known to be more."""
    yield EventKind.SUMMIT if isinstance(event, Edition) else EventKind.EVENTS
    if event.state is not State.HELD or not is_confirmed(event):
        yield EventKind.PLANS


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
    def by_kind(self) -> Mapping[EventKind, Happenings]:
        return self._index(lambda _, event: event_kinds(event))

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

    def _index(self, keys: Callable[[str, Event], Iterable[_GroupKey]]) -> Mapping[_GroupKey, Happenings]:
        index: dict[_GroupKey, dict[str, Event]] = defaultdict(dict)
        for identifier, event in self.happenings.items():
            for key in keys(identifier, event):
                index[key][identifier] = event
        return dict(index)


_Key = TypeVar("_Key")


@dataclass(frozen=True, kw_only=True)
class Library:
    """All of it, sorted, and closed: `stories` holds what may be read now, newest first."""

    registers: Registers
    stories: Sequence[Story]
    withheld: Sequence[Story] = ()
    withdrawn: Sequence[Story] = ()
    """Those that were taken back: their pages say so, and nothing else does."""
    pages: Mapping[str, Page] = field(default_factory=dict)
    prose: Mapping[str, Page] = field(default_factory=dict)
    fronts: Mapping[Language, Text] = field(default_factory=dict)
    landing: Text | None = None
    orphans: Sequence[Text] = ()
    media: frozenset[str] = frozenset()
    pictures: Mapping[str, Picture | UnfitPicture] = field(default_factory=dict)
    """The pictures among the media, by path."""
    unpublished: Sequence[Text] = ()
    """Texts that have no page: withheld, drafts, prose, orphans, those whose front matter is wrong."""
    faulty: Sequence[Text] = ()
    """Of these the last, with as much of their front matter as can be checked all the same."""
    drafts: Mapping[str, Text] = field(default_factory=dict)
    """Translations that are drafts, by path."""
    known: Registers = field(default_factory=Registers)
    """The registers with what withheld stories bring too: for checks, never for a page."""
    ledger: Ledger = field(default_factory=Ledger)
    """What was published before."""
    broken: frozenset[str] = frozenset()
    """Sources whose front matter could not be read: links to them are no further fault."""
    part_of: "Library | None" = None
    asked: frozenset[str] = frozenset()
    """The files below docs/ for which a part was asked."""

    @property
    def whole(self) -> "Library":
        """The library of which this is a part, or itself: whoever asks what else there is must ask it."""
        return self.part_of or self

    def asks_for(self, file: SourceFile) -> bool:
        """Whether a file is to be looked at for its own sake."""
        return not self.part_of or file.path.partition("/")[2] in self.asked

    @property
    def texts(self) -> Sequence[Text]:
        """Every text that has a page."""
        front = [*self.fronts.values(), *([self.landing] if self.landing else [])]
        return [*(text for each in self.versions for text in each.texts.values()), *front]

    @property
    def all_stories(self) -> Sequence[Story]:
        """Those that are withdrawn or withheld too."""
        return [*self.stories, *self.withdrawn, *self.withheld]

    @property
    def versions(self) -> Sequence[LanguageVersions]:
        """What has pages in one language or several: stories, and standing pages."""
        return [*(story.versions for story in self.stories), *(page.versions for page in self.pages.values())]

    @cached_property
    def by_key(self) -> Mapping[str, Story]:
        return {story.key: story for story in self.stories}

    @cached_property
    def recurring(self) -> frozenset[tuple[Language, str]]:
        """The headlines that another page of a language has too: what recurs is told apart by its day."""
        headlines = Counter(
            (language, curl_quotes(text.title))
            for story in self.stories
            for language, text in story.versions.texts.items()
        )
        return frozenset(each for each, number in headlines.items() if number > 1 or each in self._named)

    @cached_property
    def _named(self) -> Set[tuple[Language, str]]:
        """The titles of pages that are no stories, and more, as any word of the interface may be one.

        That of an event has its own day.
        """
        known = self.registers
        named = (known.tags, known.people, known.organisations, known.series)
        words = [record.name for records in named for record in records.values()]
        words += [*known.interface.values(), *(edition.title[0].value for edition in known.editions.values())]
        languages = {language for story in self.stories for language in story.versions.texts}
        return {
            (language, curl_quotes(title))
            for language in languages
            for title in (
                *(each.on(language).text for each in words),
                *(page.versions.on(language).title for page in self.pages.values()),
                *(front.title for front in self.fronts.values()),
                *(self.word("news_of_year", language).text.format(year=year) for year in self.by_year),
            )
        }

    @cached_property
    def event_titles(self) -> Set[str]:
        """Those of the pages of events, in any language."""
        titles = (event.title[0].value for event in self.registers.events.values())
        return {curl_quotes(title) for words in titles for title in (words.plain, *words.each.values())}

    @cached_property
    def not_shown(self) -> Mapping[str, Message]:
        """The keys of stories that exist but have no page now, and why not."""
        broken = {urls.story_key(path): msg("has errors") for path in self.broken}
        return {**broken, **{story.key: story.why_withheld for story in self.withheld}}

    @cached_property
    def persons(self) -> Mapping[str, bool]:
        """The names of registered persons in every language; true where the family name is known to stand first."""
        people = self.registers.people.values()
        return {name: each.pinyin for each in people for name in (*each.name.each.values(), each.name.plain)}

    @cached_property
    def by_year(self) -> Mapping[int, Sequence[Story]]:
        """The stories of each year; like every index here, newest first, and of what the registers know only."""
        return self._index(lambda story: (story.day.year,))

    @cached_property
    def by_tag(self) -> Mapping[str, Sequence[Story]]:
        known = self.registers.tags
        return self._index(lambda story: (name for name in sorted(story.facts.tags) if name in known))

    @cached_property
    def by_person(self) -> Mapping[str, Sequence[Story]]:
        known = self.registers.people
        return self._index(lambda story: (name for name in story.people if name in known))

    @cached_property
    def by_organisation(self) -> Mapping[str, Sequence[Story]]:
        known = self.registers.organisations
        return self._index(lambda story: (name for name in story.organisations if name in known))

    @cached_property
    def happenings(self) -> Mapping[str, Event]:
        """Every event and edition that may be read of, by its id, in order of time."""
        if self.part_of:
            return self.part_of.happenings
        editions = {f"summit/{year}": edition for year, edition in self.registers.editions.items()}
        found = {**self.registers.events, **editions}
        return dict(sorted(found.items(), key=lambda entry: (entry[1].when[0].value.order, entry[0])))

    @cached_property
    def timeline(self) -> Timeline:
        return Timeline(happenings=self.happenings, series=self.registers.series)

    @cached_property
    def by_event(self) -> Mapping[str, Sequence[Story]]:
        return self._index(lambda story: (name for name in sorted(story.events) if self.event(name)))

    @cached_property
    def _ascending(self) -> Sequence[tuple[datetime, str]]:
        return [story.order for story in reversed(self.stories)]

    def word(self, key: str, language: Language) -> Fragment:
        """An interface word; each that is asked for is known, since the check says which are missing."""
        return self.registers.interface[key].on(language)

    def event(self, identifier: str) -> Event | None:
        """An event by its id, if it may be read of."""
        return self.registers.event(identifier)

    def picture(self, path: str) -> Picture | None:
        """The picture at a path, None where there is none that can be shown."""
        found = self.pictures.get(path)
        return found if isinstance(found, Picture) else None

    def neighbours(self, story: Story) -> tuple[Story | None, Story | None]:
        """The stories before and after this one in time."""
        at = len(self.stories) - 1 - bisect_left(self._ascending, story.order)
        earlier = self.stories[at + 1] if at + 1 < len(self.stories) else None
        return earlier, self.stories[at - 1] if at else None

    def _index(self, keys: Callable[[Story], Iterable[_Key]]) -> Mapping[_Key, Sequence[Story]]:
        index: dict[_Key, list[Story]] = defaultdict(list)
        for story in self.stories:
            for key in dict.fromkeys(keys(story)):
                index[key].append(story)
        return dict(index)


def excerpt(library: Library, paths: Collection[str]) -> Library:
    """What stands in these files below docs/ and at their paths in other languages.

    The registers stay whole, but for the places of events and editions.
    """
    same = {_without_language(path) for path in paths}

    def chosen(texts: Iterable[Text]) -> list[Text]:
        return [text for text in texts if _without_language(text.path) in same]

    def stories(given: Iterable[Story]) -> list[Story]:
        return [story for story in given if _without_language(story.versions.original.path) in same]

    def pages(given: Mapping[str, Page]) -> Mapping[str, Page]:
        return {key: page for key, page in given.items() if f"{key}.md" in same}

    return replace(
        library,
        registers=library.registers.at(paths),
        known=library.known.at(paths),
        stories=stories(library.stories),
        withheld=stories(library.withheld),
        withdrawn=stories(library.withdrawn),
        pages=pages(library.pages),
        prose=pages(library.prose),
        fronts={text.language: text for text in chosen(library.fronts.values())},
        landing=library.landing if "" in same else None,
        orphans=chosen(library.orphans),
        unpublished=chosen(library.unpublished),
        faulty=chosen(library.faulty),
        part_of=library.whole,
        asked=frozenset(paths),
    )


def _without_language(path: str) -> str:
    return path.partition("/")[2]


EventHome = tuple[SourceFile, KeyPath]
"""The file that holds an event, and the keys of its record there."""


_PREFIXES = {"events": "", "editions": "summit/"}
"""Of an event's id, by the folder of its record."""


def event_homes(library: Library) -> Iterator[tuple[str, EventHome]]:
    """Where each event stands: in a register, or in the front matter of its story."""
    for name, file in library.known.files.items():
        folder, _, record = name.partition("/")
        if record and library.event(identifier := f"{_PREFIXES[folder]}{record}"):
            yield identifier, (file, ())
    for story in library.stories:
        if story.facts.event:
            yield story.events[0], (story.versions.original.file, ("event",))


def home_of(identifier: str, library: Library) -> EventHome | None:
    """Where one event stands."""
    return next((home for name, home in event_homes(library) if name == identifier), None)
