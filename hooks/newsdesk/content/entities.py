"""Entities in texts: whom and what a text names, and every id by which a file refers to one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick

from newsdesk.content.event import Event
from newsdesk.content.front_matter import StoryFacts
from newsdesk.content.library import Library
from newsdesk.content.registers import Registers, Source
from newsdesk.content.story import Story, Text
from newsdesk.diagnostics import KeyPath, SourceFile
from newsdesk.i18n.languages import Language, LocalizedText

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesFound:
    """What a text names: `spans` has the ids whose name counts, each with where it stands first.

    Of names that lie in one another the longest counts; `mentioned` has the shorter ones too.
    """

    spans: Mapping[str, Offsets]
    mentioned: Set[str]


class NameFinder:
    """Finds names in text of one language, all at once, whatever their number (Aho and Corasick)."""

    def __init__(self, names: Iterable[tuple[str, str]], within: str | None = None) -> None:
        """Of (id, name) pairs; a name may be several things'. `within` is all that will be looked through, if known."""
        ids: dict[str, list[str]] = defaultdict(list)
        whole = None if within is None else _flat(within)
        for identifier, name in names:
            if whole is None or _flat(name) in whole:
                ids[_flat(name)].append(identifier)
        self._ids = list(ids.values())
        self._automaton = AhoCorasick(ids)

    def found_in(self, text: str) -> NamesFound:
        """What `text` names; Latin names end at word boundaries."""
        flat = _flat(text)
        matches = self._automaton.find_matches_as_indexes(flat, overlapping=True)
        whole = [match for match in matches if _is_whole(flat, match[1], match[2])]
        spans: dict[str, Offsets] = {}
        for name, start, end in _longest(whole):
            for identifier in self._ids[name]:
                spans.setdefault(identifier, (start, end))
        mentioned = {identifier for name, *_ in whole for identifier in self._ids[name]}
        return NamesFound(spans=spans, mentioned=mentioned)


def names_of(
    identifier: str,
    language: Language,
    name: LocalizedText,
    *others: LocalizedText | None,
    also: Mapping[Language, tuple[str, ...]],
) -> Iterable[tuple[str, str]]:
    """The names by which a text in `language` may name a thing.

    A name without a form in the language is looked for in the form it has,
    since that is the form the language's text prints. One that begins small
    may begin a sentence too.
    """
    forms = [words.on(language).text for words in (name, *others) if words]
    for form in (*forms, *also.get(language, ())):
        yield identifier, form
        if form[0].islower():
            yield identifier, form[0].upper() + form[1:]


def _longest(matches: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """From left to right, the longest that begins first; what overlaps it is left out."""
    reached = 0
    for match in sorted(matches, key=lambda match: (match[1], -match[2])):
        if match[1] >= reached:
            reached = match[2]
            yield match


def _flat(name: str) -> str:
    return name.replace("’", "'")


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no Latin letter goes on where a Latin name begins or ends: \\b means nothing between Han characters."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_joined(before, text[start]) or _joined(text[end - 1], after))


def _joined(left: str, right: str) -> bool:
    return left.isascii() and left.isalpha() and right.isascii() and right.isalpha()


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedIds:
    """The ids of whom a text names."""

    people: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()


NO_NAMES = NamedIds()


class NameFinders:
    """What finds the names of the registers in the texts of each language."""

    def __init__(self, registers: Registers) -> None:
        self.registers = registers
        self._of = cache(self._made)

    def named_in(self, text: Text) -> NamedIds:
        people, organisations = self._of(text.language)
        words = text.words
        found = people.found_in(words).spans, organisations.found_in(words).spans
        return NamedIds(people=frozenset(found[0]), organisations=frozenset(found[1])) if any(found) else NO_NAMES

    def _made(self, language: Language) -> tuple[NameFinder, NameFinder]:
        people = (
            pair
            for identifier, person in self.registers.people.items()
            for pair in names_of(identifier, language, person.name, also=person.also)
        )
        organisations = (
            pair
            for identifier, body in self.registers.organisations.items()
            for pair in names_of(identifier, language, body.name, body.short, also=body.also)
        )
        return NameFinder(people), NameFinder(organisations)


@dataclass(frozen=True, slots=True, kw_only=True)
class IdReference:
    """The id `name` of a thing of some `kind`, as the value of `keys` in `file`.

    A `publisher` is the id of an organisation, or plain text; a `picture` is a file below docs/.
    """

    kind: str
    name: str
    file: SourceFile
    keys: KeyPath


def id_references(library: Library) -> Iterator[IdReference]:
    """All of them: in stories shown and withheld, in those with faults as far as they can be read, and in registers."""
    for story in library.all_stories:
        yield from _of_story(story, library.known)
    for text in library.faulty:
        if isinstance(text.front, StoryFacts):
            yield from _of_names(text.front, text.file)
    yield from _of_events(library.known)
    yield from _of_registers(library.known)
    for text in library.fronts.values():
        if lead := getattr(text.front, "lead", None):
            yield IdReference(kind="story", name=lead, file=text.file, keys=("lead",))


def _all(kind: str, names: Iterable[str], file: SourceFile, *keys: str | int) -> Iterator[IdReference]:
    for number, name in enumerate(names):
        yield IdReference(kind=kind, name=name.removeprefix("-"), file=file, keys=(*keys, number))


def _of_story(story: Story, records: Registers) -> Iterator[IdReference]:
    facts, file = story.facts, story.versions.original.file
    yield from _of_names(facts, file)
    if facts.origin:
        yield IdReference(kind="source", name=facts.origin, file=file, keys=("origin",))
    if facts.image:
        yield IdReference(kind="picture", name=facts.image.src, file=file, keys=("image", "src"))
    if facts.event:
        yield from _of_event(records.events[story.events[0]], file, ("event",))


def _of_names(facts: StoryFacts, file: SourceFile) -> Iterator[IdReference]:
    yield from _all("tag", facts.tags, file, "tags")
    yield from _all("event", facts.events, file, "events")
    yield from _all("person", facts.people, file, "people")
    yield from _all("organisation", facts.organisations, file, "organisations")
    for number, source in enumerate(facts.sources):
        if isinstance(source, Source):
            yield from _of_source(source, file, ("sources", number))
        else:
            yield IdReference(kind="source", name=source, file=file, keys=("sources", number))


def _of_source(source: Source, file: SourceFile, at: KeyPath) -> Iterator[IdReference]:
    if source.publisher.plain:
        yield IdReference(kind="publisher", name=source.publisher.plain, file=file, keys=(*at, "publisher"))


def _of_events(records: Registers) -> Iterator[IdReference]:
    """Those of events and editions with a file of their own: one inside a story is its story's."""
    for identifier, event in records.events.items():
        if file := records.files.get(f"events/{identifier}"):
            yield from _of_event(event, file, ())
    for year, edition in records.editions.items():
        if file := records.files.get(f"editions/{year}"):
            yield from _of_event(edition, file, ())


def _of_event(event: Event, file: SourceFile, at: KeyPath) -> Iterator[IdReference]:
    yield from _all("organisation", event.organisers, file, *at, "organisers")
    yield from _all("tag", event.tags, file, *at, "tags")
    if event.series:
        yield IdReference(kind="series", name=event.series, file=file, keys=(*at, "series"))
    if not at:
        yield from _all("source", event.sources, file, "sources")
    for number, figure in enumerate(event.figures):
        keys = (*at, "figures", number)
        yield IdReference(kind="measure", name=figure.measure, file=file, keys=(*keys, "measure"))
        yield IdReference(kind="source", name=figure.source, file=file, keys=(*keys, "source"))
        yield from _all("edition", figure.covers, file, *keys, "covers")
    for key in ("title", "when", "place"):
        for number, claim in enumerate(getattr(event, key)):
            if claim.source:
                yield IdReference(kind="source", name=claim.source, file=file, keys=(*at, key, number, "source"))


def _of_registers(records: Registers) -> Iterator[IdReference]:
    for identifier, person in records.people.items():
        for number, role in enumerate(person.roles):
            keys = (identifier, "roles", number, "source")
            yield IdReference(kind="source", name=role.source, file=records.files["people"], keys=keys)
    for identifier, body in records.organisations.items():
        yield from _all("source", body.sources, records.files["organisations"], identifier, "sources")
    for identifier, series in records.series.items():
        for key in ("forerunner", "events"):
            yield from _all("event", getattr(series, key), records.files["series"], identifier, key)
    for identifier, source in records.sources.items():
        # A source that a story brought with it is its story's.
        if (file := records.files.get("sources")) and (identifier,) in file.names:
            yield from _of_source(source, file, (identifier,))
