"""The library: all content, parsed, linked and immutable; everything that is published is a function of it."""

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
from newsdesk.content.media import MediaFile
from newsdesk.content.registers import Registers, Series
from newsdesk.content.story import LanguageVersions, Page, Story, Text
from newsdesk.content.types import InterfaceEnum
from newsdesk.diagnostics import KeyPath, SourceFile
from newsdesk.i18n.languages import Fragment, Language
from newsdesk.i18n.messages import Message, msg
from newsdesk.i18n.typography import curl_quotes

_GroupKey = TypeVar("_GroupKey")
OrderedEvents = Mapping[str, Event]
"""Events and editions by id, in chronological order."""


class EventKind(InterfaceEnum):
    """A kind by which readers filter events; a canceled edition has two."""

    SUMMIT = "summit"
    EVENTS = "events"
    PLANS = "plans"

    @property
    def word_key(self) -> str:
        return f"kind_{self}"


def event_kinds(event: Event) -> Iterator[EventKind]:
    """Yield SUMMIT for an edition, else EVENTS; also PLANS if planned, postponed, canceled or unconfirmed."""
    yield EventKind.SUMMIT if isinstance(event, Edition) else EventKind.EVENTS
    if event.state is not State.HELD or not is_confirmed(event):
        yield EventKind.PLANS


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """All events and editions in chronological order (`all_events`), and indexes in the same order."""

    all_events: OrderedEvents
    series: Mapping[str, Series]

    @cached_property
    def by_year(self) -> Mapping[int, OrderedEvents]:
        """By the year of the beginning, or of the end if the beginning is open."""
        found = self._index(lambda _, event: [event.when[0].value.year])
        return dict(sorted(found.items()))

    @cached_property
    def by_kind(self) -> Mapping[EventKind, OrderedEvents]:
        return self._index(lambda _, event: event_kinds(event))

    @cached_property
    def by_tag(self) -> Mapping[str, OrderedEvents]:
        return self._index(lambda _, event: sorted(event.tags))

    @cached_property
    def by_organiser(self) -> Mapping[str, OrderedEvents]:
        return self._index(lambda _, event: event.organisers)

    @cached_property
    def by_series(self) -> Mapping[str, OrderedEvents]:
        return self._index(lambda identifier, _: self.series_of[identifier])

    @cached_property
    def series_of(self) -> Mapping[str, Sequence[str]]:
        """The series and storylines of each event: those that it names, and those that list it, as a forerunner too."""
        naming: dict[str, list[str]] = defaultdict(list)
        for name, record in self.series.items():
            for identifier in (*record.forerunner, *record.events):
                naming[identifier].append(name)
        return {
            identifier: sorted({*naming[identifier], event.series or ""} & self.series.keys())
            for identifier, event in self.all_events.items()
        }

    @cached_property
    def adjacent_events(self) -> Mapping[tuple[str, str], tuple[str, str]]:
        """For each series and event in it, the ids of the previous and the next event; empty at the ends."""
        found = {}
        for series, events in self.by_series.items():
            names = ["", *events, ""]
            for before, name, after in zip(names, names[1:], names[2:], strict=False):
                found[series, name] = (before, after)
        return found

    def _index(self, keys: Callable[[str, Event], Iterable[_GroupKey]]) -> Mapping[_GroupKey, OrderedEvents]:
        index: dict[_GroupKey, dict[str, Event]] = defaultdict(dict)
        for identifier, event in self.all_events.items():
            for key in keys(identifier, event):
                index[key][identifier] = event
        return dict(index)


_Key = TypeVar("_Key")


@dataclass(frozen=True, kw_only=True)
class Library:
    """All content, sorted and immutable; `stories` has the published stories, newest first."""

    registers: Registers
    stories: Sequence[Story]
    withheld: Sequence[Story] = ()
    withdrawn: Sequence[Story] = ()
    """Withdrawn stories: only their own pages say that they were withdrawn."""
    pages: Mapping[str, Page] = field(default_factory=dict)
    prose: Mapping[str, Page] = field(default_factory=dict)
    front_pages: Mapping[Language, Text] = field(default_factory=dict)
    landing: Text | None = None
    orphans: Sequence[Text] = ()
    media: frozenset[str] = frozenset()
    pictures: Mapping[str, Picture | UnfitPicture] = field(default_factory=dict)
    """The images among the media, by path."""
    media_files: Mapping[str, MediaFile] = field(default_factory=dict)
    """The other media, by path."""
    unpublished: Sequence[Text] = ()
    """Texts without a page: scheduled, drafts, text for events, orphans, or with invalid front matter."""
    invalid_texts: Sequence[Text] = ()
    """Texts with invalid front matter, and as much of it as can still be checked."""
    drafts: Mapping[str, Text] = field(default_factory=dict)
    """Draft translations, by path."""
    all_registers: Registers = field(default_factory=Registers)
    """The registers with sources and events of unpublished stories too: for checks, never for a page."""
    ledger: Ledger = field(default_factory=Ledger)
    """What was published before."""
    broken: frozenset[str] = frozenset()
    """Sources with invalid front matter, and their counterparts: links to them are not reported again."""
    part_of: "Library | None" = None
    requested: frozenset[str] = frozenset()
    """In a partial library: the files below docs/ that were requested."""

    @property
    def full_library(self) -> "Library":
        """The library that this is part of, or itself; use it to look up anything outside the part."""
        return self.part_of or self

    def is_requested(self, file: SourceFile) -> bool:
        """Return whether a file was itself requested."""
        return not self.part_of or file.path.partition("/")[2] in self.requested

    @property
    def texts(self) -> Sequence[Text]:
        """Every text that has a page."""
        front = [*self.front_pages.values(), *([self.landing] if self.landing else [])]
        return [*(text for each in self.versions for text in each.texts.values()), *front]

    @cached_property
    def imported(self) -> Set[str]:
        """The paths of all texts of imported stories, translations included."""
        texts = (*(text for story in self.all_stories for text in story.texts), *self.invalid_texts)
        keys = {_without_language(text.path) for text in texts if getattr(text.front, "imported", None)}
        return {text.path for text in (*texts, *self.unpublished) if _without_language(text.path) in keys}

    @property
    def all_stories(self) -> Sequence[Story]:
        """All stories, withdrawn and unpublished ones included."""
        return [*self.stories, *self.withdrawn, *self.withheld]

    @property
    def versions(self) -> Sequence[LanguageVersions]:
        """Everything with pages in one or more languages: stories and standing pages."""
        return [*(story.versions for story in self.stories), *(page.versions for page in self.pages.values())]

    @cached_property
    def by_key(self) -> Mapping[str, Story]:
        return {story.key: story for story in self.stories}

    @cached_property
    def repeated_titles(self) -> frozenset[tuple[Language, str]]:
        """Story titles that another page in the language has too; the date is shown to tell them apart."""
        headlines = Counter(
            (language, curl_quotes(text.title))
            for story in self.stories
            for language, text in story.versions.texts.items()
        )
        return frozenset(each for each, number in headlines.items() if number > 1 or each in self._named)

    @cached_property
    def _named(self) -> Set[tuple[Language, str]]:
        """Titles of pages other than stories, and all interface words, as any may be the title of a page.

        Titles of events are left out: an event has its own date.
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
                *(each.in_language(language).text for each in words),
                *(page.versions.in_language(language).title for page in self.pages.values()),
                *(front.title for front in self.front_pages.values()),
                *(self.word("news_of_year", language).text.format(year=year) for year in self.by_year),
            )
        }

    @cached_property
    def event_titles(self) -> Set[str]:
        """Titles of event pages, in all languages."""
        titles = (event.title[0].value for event in self.registers.events.values())
        return {curl_quotes(title) for words in titles for title in (words.plain, *words.by_language.values())}

    @cached_property
    def reasons_unpublished(self) -> Mapping[str, Message]:
        """Keys of stories that exist but have no page now, and why."""
        broken = {urls.story_key(path): msg("has errors") for path in self.broken}
        return {**broken, **{story.key: story.why_withheld for story in self.withheld}}

    @cached_property
    def person_names(self) -> Mapping[str, bool]:
        """Names of registered people in all languages; True if the family name is known to come first."""
        people = self.registers.people.values()
        return {name: each.pinyin for each in people for name in (*each.name.by_language.values(), each.name.plain)}

    @cached_property
    def by_year(self) -> Mapping[int, Sequence[Story]]:
        """Stories by year; like every index here, newest first, and only for ids in the registers."""
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
    def all_events(self) -> Mapping[str, Event]:
        """All published events and editions by id, in chronological order."""
        if self.part_of:
            return self.part_of.all_events
        editions = {f"summit/{year}": edition for year, edition in self.registers.editions.items()}
        found = {**self.registers.events, **editions}
        return dict(sorted(found.items(), key=lambda entry: (entry[1].when[0].value.order, entry[0])))

    @cached_property
    def timeline(self) -> Timeline:
        return Timeline(all_events=self.all_events, series=self.registers.series)

    @cached_property
    def by_event(self) -> Mapping[str, Sequence[Story]]:
        return self._index(lambda story: (name for name in sorted(story.events) if self.event(name)))

    @cached_property
    def _ascending(self) -> Sequence[tuple[datetime, str]]:
        return [story.order for story in reversed(self.stories)]

    def word(self, key: str, language: Language) -> Fragment:
        """Return an interface word; the keys that are used exist, as a check reports missing ones."""
        return self.registers.interface[key].in_language(language)

    def event(self, identifier: str) -> Event | None:
        """Return a published event by its id, or None."""
        return self.registers.event(identifier)

    def picture(self, path: str) -> Picture | None:
        """Return the image at a path, or None if there is none that can be published."""
        found = self.pictures.get(path)
        return found if isinstance(found, Picture) else None

    def neighbours(self, story: Story) -> tuple[Story | None, Story | None]:
        """Return the previous and the next story in time."""
        at = len(self.stories) - 1 - bisect_left(self._ascending, story.order)
        earlier = self.stories[at + 1] if at + 1 < len(self.stories) else None
        return earlier, self.stories[at - 1] if at else None

    def _index(self, keys: Callable[[Story], Iterable[_Key]]) -> Mapping[_Key, Sequence[Story]]:
        index: dict[_Key, list[Story]] = defaultdict(list)
        for story in self.stories:
            for key in dict.fromkeys(keys(story)):
                index[key].append(story)
        return dict(index)


def partial_library(library: Library, paths: Collection[str]) -> Library:
    """Return the part of a library in these files below docs/ and their counterparts in other languages.

    The registers stay complete, except for the locations of events and editions.
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
        all_registers=library.all_registers.at(paths),
        stories=stories(library.stories),
        withheld=stories(library.withheld),
        withdrawn=stories(library.withdrawn),
        pages=pages(library.pages),
        prose=pages(library.prose),
        front_pages={text.language: text for text in chosen(library.front_pages.values())},
        landing=library.landing if "" in same else None,
        orphans=chosen(library.orphans),
        unpublished=chosen(library.unpublished),
        invalid_texts=chosen(library.invalid_texts),
        part_of=library.full_library,
        requested=frozenset(paths),
    )


def _without_language(path: str) -> str:
    return path.partition("/")[2]


EventLocation = tuple[SourceFile, KeyPath]
"""The file that defines an event, and the keys of its record in the file."""


_PREFIXES = {"events": "", "editions": "summit/"}
"""The prefix of an event's id, by the folder of its record."""


def event_locations(library: Library) -> Iterator[tuple[str, EventLocation]]:
    """Yield the id of each event and where it is defined: in a register, or in the front matter of its story."""
    for name, file in library.all_registers.files.items():
        folder, _, record = name.partition("/")
        if record and library.event(identifier := f"{_PREFIXES[folder]}{record}"):
            yield identifier, (file, ())
    for story in library.stories:
        if story.facts.event:
            yield story.events[0], (story.versions.original.file, ("event",))


def location_of(identifier: str, library: Library) -> EventLocation | None:
    """Return where an event is defined, or None."""
    return next((home for name, home in event_locations(library) if name == identifier), None)
