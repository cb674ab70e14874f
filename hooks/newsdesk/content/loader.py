"""The loader: reads docs/ into the library, with a diagnostic for everything that is wrong."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from newsdesk import processes, urls
from newsdesk.cache import NO_STORE, RecordStore, cache_of
from newsdesk.content import ledger, registers
from newsdesk.content.entities import NO_NAMES, NamedIds, NameFinders
from newsdesk.content.event import Event, EventInStory, WordsClaim, id_of_event_in_story
from newsdesk.content.files import (
    REGISTERS_FOLDER,
    documentation,
    duplicate_addresses,
    fault_in,
    is_other_text,
    is_picture,
    is_source,
    unknown_files,
    walk_docs,
)
from newsdesk.content.front_matter import HomeFacts, StoryFacts, TranslationWords
from newsdesk.content.images import Picture, UnfitPicture
from newsdesk.content.ledger import Ledger
from newsdesk.content.library import Library
from newsdesk.content.media import MediaFile, is_media_file, with_companions
from newsdesk.content.registers import AnySource, RegisterFile, Registers
from newsdesk.content.site import PictureLimits, Site
from newsdesk.content.source_file import SourceReading, read_source
from newsdesk.content.source_records import SourceRecords
from newsdesk.content.story import FAR_FUTURE, LanguageVersions, Page, Story, Text
from newsdesk.diagnostics import Diagnostic, error
from newsdesk.i18n.languages import Language, LocalizedText
from newsdesk.i18n.messages import NOTHING, msg
from newsdesk.processes import OnProgress, no_progress
from newsdesk.urls import MEDIA

_MANY = 20
"""Images that are inspected in less time than worker processes take to start."""

Reading = SourceReading | RegisterFile | Picture | UnfitPicture | MediaFile
Readings = Mapping[str, Reading]
"""Parsed sources and registers, and inspected media, by path below docs/."""


@dataclass(slots=True)
class LoadedFiles:
    """Everything read, by path below docs/: valid texts in `texts`, what is left of invalid ones in `broken`.

    `readings` has each file as it was read.
    """

    languages: Sequence[Language] = ()
    texts: dict[str, Text] = field(default_factory=dict)
    broken: dict[str, Text | None] = field(default_factory=dict)
    media: set[str] = field(default_factory=set)
    pictures: dict[str, Picture | UnfitPicture] = field(default_factory=dict)
    media_files: dict[str, MediaFile] = field(default_factory=dict)
    registers: Registers = field(default_factory=Registers)
    ledger: Ledger = field(default_factory=Ledger)
    problems: list[Diagnostic] = field(default_factory=list)
    readings: dict[str, Reading] = field(default_factory=dict)

    def names(self, path: str) -> NamedIds:
        """Return the ids of the people and organizations that a text names."""
        reading = self.readings[path]
        return reading.names if isinstance(reading, SourceReading) else NO_NAMES


def load_files(  # noqa: PLR0913 - what to read, and what is known of it
    docs: Path,
    site: Site,
    *,
    serial: bool = False,
    on_progress: OnProgress = no_progress,
    remembered: Readings = MappingProxyType({}),
    store: RecordStore = NO_STORE,
) -> LoadedFiles:
    """Read docs/ once, in the languages of the site. Faults are added to `problems`; nothing is raised.

    `serial` stays in this process; `on_progress` is called with the progress. Files in `remembered` are not read again,
    texts recorded in `store` are not parsed again.
    """
    folder = LoadedFiles(languages=site.languages)
    paths, folder.problems = walk_docs(docs)
    names = [path.removeprefix(REGISTERS_FOLDER) for path in paths if path.startswith(REGISTERS_FOLDER)]
    ledgers = [name for name in names if ledger.LEDGER_FILE.fullmatch(name)]
    folder.ledger, problems = ledger.read_ledgers(docs / REGISTERS_FOLDER, f"{docs.name}/registers", ledgers)
    folder.problems += problems
    sheets = {
        f"{REGISTERS_FOLDER}{name}": _register_file(docs, name, remembered) for name in names if name not in ledgers
    }
    folder.readings.update(sheets)
    folder.registers, problems = registers.merge_registers(sheets.values())
    folder.problems += problems
    documents = documentation(docs, paths)
    sources = [path for path in paths if is_source(path) and path not in documents]
    folder.media = {path for path in paths if path.startswith(MEDIA)}
    folder.pictures = _pictures(docs, paths, site.pictures, remembered, serial=serial)
    folder.readings.update(folder.pictures)
    files = _media_files(docs, sorted(folder.media), remembered)
    folder.readings.update(files)
    folder.media_files = {path: with_companions(file, sorted(folder.media)) for path, file in files.items()}
    folder.problems += unknown_files(paths, documents, docs.name)
    folder.problems += [fault for path in paths if is_other_text(path, documents) if (fault := _fault_of(docs, path))]
    folder.problems += duplicate_addresses(sources, docs.name)
    twice = {problem.location.path for problem in folder.problems if problem.rule == "address-twice"}
    folder.broken = {path: None for path in sources if f"{docs.name}/{path}" in twice}
    wanted = [path for path in sources if path not in folder.broken]
    records = SourceRecords(store, docs, site, folder.registers)
    restored = records.readings(path for path in wanted if path not in remembered)
    read_so = partial(_readings, docs, site, wanted, {**remembered, **restored}, NameFinders(folder.registers))
    for path, reading in read_so(serial=serial, on_progress=on_progress).items():
        folder.readings[path] = reading
        folder.problems += reading.problems
        if reading.text and not reading.problems:
            folder.texts[path] = reading.text
        else:
            folder.broken[path] = reading.text
    records.save(folder.readings, restored)
    return folder


def _readings(  # noqa: PLR0913 - everything that sources are read with
    docs: Path,
    site: Site,
    paths: Sequence[str],
    remembered: Readings,
    finders: NameFinders,
    *,
    serial: bool,
    on_progress: OnProgress,
) -> Mapping[str, SourceReading]:
    known = {path: reading for path in paths if isinstance(reading := remembered.get(path), SourceReading)}
    unknown = [path for path in paths if path not in known]
    found = processes.parallel_map(
        lambda path: read_source(docs, site, path, finders), unknown, serial=serial, on_progress=on_progress
    )
    known.update(zip(unknown, found, strict=True))
    return {path: known[path] for path in paths}


def _pictures(
    docs: Path, paths: Sequence[str], limits: PictureLimits, remembered: Readings, *, serial: bool
) -> dict[str, Picture | UnfitPicture]:
    wanted = [path for path in paths if is_picture(path)]
    known = {path: seen for path in wanted if isinstance(seen := remembered.get(path), (Picture, UnfitPicture))}
    if unknown := [path for path in wanted if path not in known]:
        from newsdesk.content.image_files import inspect_picture  # noqa: PLC0415 - Pillow is slow to import

        cache = cache_of(docs.parent)
        found = processes.parallel_map(
            lambda path: inspect_picture(docs, path, limits, cache), unknown, serial=serial, heavy=len(unknown) > _MANY
        )
        known.update(zip(unknown, found, strict=True))
    return {path: known[path] for path in wanted}


def _media_files(docs: Path, paths: Sequence[str], remembered: Readings) -> dict[str, MediaFile]:
    wanted = [path for path in paths if is_media_file(path)]
    known = {path: seen for path in wanted if isinstance(seen := remembered.get(path), MediaFile)}
    if unknown := [path for path in wanted if path not in known]:
        from newsdesk.content.media_files import inspect_media_file  # noqa: PLC0415 - pypdf is slow to import

        cache = cache_of(docs.parent)
        known.update((path, inspect_media_file(docs, path, cache)) for path in unknown)
    return {path: known[path] for path in wanted}


def _fault_of(docs: Path, path: str) -> Diagnostic | None:
    fault = fault_in(docs / path, f"{docs.name}/{path}")
    # A download may be in any encoding: a spreadsheet program may require it.
    return None if fault and fault.rule != "merge-mark" and path.startswith(MEDIA) else fault


def _register_file(docs: Path, name: str, remembered: Readings) -> RegisterFile:
    path = f"{REGISTERS_FOLDER}{name}"
    known = remembered.get(path)
    return (
        known if isinstance(known, RegisterFile) else registers.read_register(docs / path, f"{docs.name}/{path}", name)
    )


@dataclass(slots=True, kw_only=True)
class StoryDefinitions:
    """Sources and events defined in stories, by the ids assigned to them; `by_url` has the id of every source URL."""

    by_url: dict[str, str]
    sources: dict[str, AnySource] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)

    @classmethod
    def for_registers(cls, registers: Registers) -> "StoryDefinitions":
        """Return an empty collection that knows the sources of these registers."""
        return cls(by_url={source.url: name for name, source in registers.sources.items() if source.url})

    def source(self, key: str, number: int, source: str | AnySource) -> str:
        """Add a story's source and return its id: story key and number, unless its URL already has an id."""
        if isinstance(source, str):
            return source
        name = self.by_url.get(source.url or "") or f"{key}/{number + 1}"
        if source.url:
            self.by_url[source.url] = name
        self.sources.setdefault(name, source)
        return name

    def event(self, key: str, event: EventInStory, versions: LanguageVersions, sources: tuple[str, ...]) -> str:
        """Add the event defined in a story and return its id."""
        identifier = id_of_event_in_story(key, event)
        translations = {
            translation.language: translation.event for translation in versions.translations if translation.event
        }
        titles, places = (
            {each: getattr(words, key) for each, words in translations.items()} for key in ("title", "place")
        )
        facts = {name: getattr(event, name) for name in EventInStory.model_fields}
        facts["title"] = _claims({versions.original.language: event.title, **titles})
        facts["place"] = _claims({versions.original.language: event.place, **places})
        self.events[identifier] = Event.model_construct(**facts, sources=sources)
        return identifier

    def added_to(self, registers: Registers) -> Registers:
        """Return the registers with these sources and events; entries of a register win."""
        return replace(
            registers,
            sources={**self.sources, **registers.sources},
            events={**self.events, **registers.events},
        )


def _claims(texts: Mapping[Language, str | None]) -> tuple[WordsClaim, ...]:
    each = {language: text for language, text in texts.items() if text}
    return (WordsClaim.model_construct(value=LocalizedText(each), basis=None, source=None),) if each else ()


@dataclass(frozen=True, slots=True)
class TextsAtPath:
    """The texts at one path, in the order of the site's languages; there should be one original."""

    originals: Sequence[Text]
    translations: Sequence[Text]

    @property
    def versions(self) -> Sequence[LanguageVersions]:
        """Each original with its translations, without drafts."""
        translations = [each for each in self.translations if not _is_draft_translation(each)]
        return [LanguageVersions(original=original, translations=translations) for original in self.originals]


Paths = Mapping[str, TextsAtPath]
"""By path below the language folder."""


def preview_library(folder: LoadedFiles, as_of: datetime) -> Library:
    """Return the library with drafts and scheduled stories, each marked with `Text.withheld_until`, for previews."""
    texts = {path: _as_if_published(text, as_of) for path, text in folder.texts.items()}
    library, _ = assemble_library(replace(folder, texts=texts), FAR_FUTURE)
    return library


def _as_if_published(text: Text, as_of: datetime) -> Text:
    """Return a text as if published, marked with the time when it will be."""
    front = text.front
    if getattr(front, "draft", False):
        return replace(text, front=front.model_copy(update={"draft": False}), withheld_until=FAR_FUTURE)
    if isinstance(front, StoryFacts) and front.published > as_of:
        return replace(text, withheld_until=front.published)
    return text


def assemble_library(folder: LoadedFiles, as_of: datetime) -> tuple[Library, list[Diagnostic]]:
    """Return the library as published at `as_of`, a naive datetime in the site's zone, and diagnostics."""
    seen, withheld = StoryDefinitions.for_registers(folder.registers), StoryDefinitions.for_registers(folder.registers)
    registers, paths = folder.registers, _paths(folder)
    every = [versions for same in paths.values() for versions in same.versions]
    stories = [each for each in every if isinstance(each.original.front, StoryFacts)]
    open_to_all = [each for each in stories if _is_published(each.original.front, as_of)]
    waiting = [each for each in stories if not _is_published(each.original.front, as_of)]
    library = Library(
        stories=_stories([each for each in open_to_all if not each.original.withdrawn], folder, seen),
        withdrawn=_stories([each for each in open_to_all if each.original.withdrawn], folder, seen),
        withheld=_stories(waiting, folder, withheld),
        registers=seen.added_to(registers),
        all_registers=withheld.added_to(seen.added_to(registers)),
        pages=_pages(paths, "about/"),
        prose=_pages(paths, "events/", "summit/"),
        front_pages={text.language: text for path, text in folder.texts.items() if path == f"{text.language}/index.md"},
        landing=folder.texts.get("index.md"),
        orphans=[
            text
            for same in paths.values()
            if not same.originals
            for text in same.translations
            if _is_orphan(text, folder)
        ],
        drafts={
            text.path: text for same in paths.values() for text in same.translations if _is_draft_translation(text)
        },
        invalid_texts=[text for text in folder.broken.values() if text],
        media=frozenset(folder.media),
        pictures=folder.pictures,
        media_files=folder.media_files,
        ledger=folder.ledger,
        broken=_unreadable(folder),
    )
    return replace(library, unpublished=_texts_without_page(folder, library)), list(_two_originals(paths))


def _paths(folder: LoadedFiles) -> Paths:
    texts: dict[str, list[Text]] = defaultdict(list)
    for text in folder.texts.values():
        texts[text.path.partition("/")[2] or text.path].append(text)
    return {
        path: _texts_at_path(sorted(each, key=lambda text: folder.languages.index(text.language)))
        for path, each in texts.items()
    }


def _texts_at_path(texts: Sequence[Text]) -> TextsAtPath:
    return TextsAtPath(
        [text for text in texts if not text.is_translation], [text for text in texts if text.is_translation]
    )


def _stories(versions: Sequence[LanguageVersions], folder: LoadedFiles, definitions: StoryDefinitions) -> list[Story]:
    """Return the stories, newest first, and add what they define to `definitions`."""
    stories = [
        _story(each, each.original.front, definitions, folder)
        for each in versions
        if isinstance(each.original.front, StoryFacts)
    ]
    return sorted(stories, key=lambda story: story.order, reverse=True)


def _pages(paths: Paths, *sections: str) -> Mapping[str, Page]:
    within = {path.removesuffix(".md"): same for path, same in paths.items() if path.startswith(sections)}
    return {key: Page(key=key, versions=versions) for key, same in within.items() for versions in same.versions}


def _texts_without_page(folder: LoadedFiles, library: Library) -> Sequence[Text]:
    shown = {text.path for text in library.texts}
    return [text for text in (*folder.texts.values(), *library.invalid_texts) if text.path not in shown]


def _unreadable(folder: LoadedFiles) -> frozenset[str]:
    """Return the invalid sources and their counterparts, which have no page without them."""
    return frozenset(each for path in folder.broken for each in (path, *_other_paths(path, folder)))


def _other_paths(path: str, folder: LoadedFiles) -> Sequence[str]:
    same = (urls.in_language(path, language) for language in folder.languages)
    return [each for each in same if each != path]


def _is_draft_translation(text: Text) -> bool:
    return isinstance(text.front, TranslationWords) and text.front.draft


def _is_orphan(translation: Text, folder: LoadedFiles) -> bool:
    """Return whether the original of a translation does not exist, as opposed to being unreadable."""
    return not any(path in folder.broken for path in _other_paths(translation.path, folder))


def _two_originals(paths: Paths) -> Iterable[Diagnostic]:
    several = (same.originals for same in paths.values() if len(same.originals) > 1)
    for text, others in ((text, texts) for texts in several for text in texts if not isinstance(text.front, HomeFacts)):
        # Reported only for the second of the two.
        for rival in [each for each in others if each.path < text.path][:1]:
            message = msg("{path} is also an original: one of the two must be the translation", path=rival.file.path)
            is_story = isinstance(text.front, StoryFacts)
            instead = msg(' instead of "published"') if is_story else NOTHING
            suggestion = msg('in the translation, write "translated: <date>"{instead}', instead=instead)
            yield error("two-originals", text.file.name("published" if is_story else "title"), message, suggestion)


def _is_published(facts: Any, as_of: datetime) -> bool:
    return not facts.draft and facts.published <= as_of


def _story(versions: LanguageVersions, facts: StoryFacts, definitions: StoryDefinitions, folder: LoadedFiles) -> Story:
    key = urls.story_key(versions.original.path)
    sources = [definitions.source(key, number, source) for number, source in enumerate(facts.sources)]
    events = list(facts.events)
    if facts.event:
        events.insert(0, definitions.event(facts.id or key, facts.event, versions, tuple(sources)))
    if facts.origin and facts.origin not in sources:
        sources.insert(0, facts.origin)
    names = [folder.names(text.path) for text in (versions.original, *versions.translations)]
    return Story(
        key=key,
        facts=facts,
        versions=versions,
        sources=tuple(sources),
        events=tuple(events),
        people=_named((each.people for each in names), facts.people),
        organisations=_named((each.organisations for each in names), facts.organisations),
    )


def _named(found: Iterable[frozenset[str]], listed: Iterable[str]) -> tuple[str, ...]:
    """Return the ids found in the texts, with those that the front matter adds and without those that it removes."""
    added = {name for name in listed if not name.startswith("-")}
    removed = {name.removeprefix("-") for name in listed if name.startswith("-")}
    return tuple(sorted(added.union(*found) - removed))
