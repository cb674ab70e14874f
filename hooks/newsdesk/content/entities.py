"""Entities: the people, organizations, places and terms that a text names, and all references by id."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from newsdesk.content.library import Library
from newsdesk.content.marks import ids_in
from newsdesk.content.registers import ENTRY_MODELS, RECORD_MODELS, Organisation, Person, Place, Registers, Term
from newsdesk.content.story import Text
from newsdesk.diagnostics import KeyPath, SourceFile
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import msg

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesFound:
    """The names in a text: `spans` has the offsets of the first occurrence of each id.

    Of overlapping names the longest is in `spans`; `mentioned` has the ids of the shorter ones too.
    """

    spans: Mapping[str, Offsets]
    mentioned: Set[str]


class NameFinder:
    """Finds all names in text of one language in a single pass, whatever their number (Aho-Corasick)."""

    def __init__(self, names: Iterable[tuple[str, str]], within: str | None = None) -> None:
        """Take (id, name) pairs; ids may share a name. `within` is all the text that will be searched, if known."""
        ids: dict[str, list[str]] = defaultdict(list)
        whole = None if within is None else _flat(within)
        for identifier, name in names:
            if whole is None or _flat(name) in whole:
                ids[_flat(name)].append(identifier)
        self._ids = list(ids.values())
        self._automaton = AhoCorasick(ids)

    def found_in(self, text: str) -> NamesFound:
        """Return the names in `text`; names in Latin letters match whole words only."""
        flat = _flat(text)
        matches = self._automaton.find_matches_as_indexes(flat, overlapping=True)
        whole = [match for match in matches if _is_whole(flat, match[1], match[2])]
        spans: dict[str, Offsets] = {}
        for name, start, end in _longest(whole):
            for identifier in self._ids[name]:
                spans.setdefault(identifier, (start, end))
        mentioned = {identifier for name, *_ in whole for identifier in self._ids[name]}
        return NamesFound(spans=spans, mentioned=mentioned)


Named = Person | Organisation | Place | Term


def names_of(entries: Mapping[str, Named], language: Language) -> Iterator[tuple[str, str]]:
    """Yield (id, name) pairs for every name by which a text in `language` may refer to these entries.

    For a name without a form in the language, the form it has is used, since that is what texts print. A name in
    lowercase is also yielded capitalized, as it may begin a sentence.
    """
    for identifier, entry in entries.items():
        forms = [words.in_language(language).text for words in (entry.name, getattr(entry, "short", None)) if words]
        for form in (*forms, *entry.also.get(language, ())):
            yield identifier, form
            if form[0].islower():
                yield identifier, form[0].upper() + form[1:]


def _longest(matches: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield the longest match from left to right, without those that overlap it."""
    reached = 0
    for match in sorted(matches, key=lambda match: (match[1], -match[2])):
        if match[1] >= reached:
            reached = match[2]
            yield match


def _flat(name: str) -> str:
    return name.replace("’", "'")


def _is_whole(text: str, start: int, end: int) -> bool:
    """Return whether no Latin word is cut; \\b means nothing between Han characters."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_joined(before, text[start]) or _joined(text[end - 1], after))


def _joined(left: str, right: str) -> bool:
    return left.isascii() and left.isalpha() and right.isascii() and right.isalpha()


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedIds:
    """The ids of the people and organizations that a text names."""

    people: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()


NO_NAMES = NamedIds()


class NameFinders:
    """Name finders for the registers, built once per language."""

    def __init__(self, registers: Registers) -> None:
        self.registers = registers
        self._of: dict[Language, tuple[NameFinder, NameFinder]] = {}

    def named_in(self, text: Text) -> NamedIds:
        if text.language not in self._of:
            self._of[text.language] = self._made(text.language)
        people, organisations = self._of[text.language]
        words = text.words
        found = people.found_in(words).spans, organisations.found_in(words).spans
        return NamedIds(people=frozenset(found[0]), organisations=frozenset(found[1])) if any(found) else NO_NAMES

    def _made(self, language: Language) -> tuple[NameFinder, NameFinder]:
        known = self.registers
        return NameFinder(names_of(known.people, language)), NameFinder(names_of(known.organisations, language))


REGISTER_OF = {
    "tag": "tags",
    "person": "people",
    "organisation": "organisations",
    "publisher": "organisations",
    "series": "series",
    "place": "places",
    "source": "sources",
    "measure": "measures",
    "term": "terms",
}
"""The register of each kind of id (`marks.IdOf`); records of the other kinds have files of their own."""
ENTITY_TITLES = {
    "story": msg("story"),
    "event": msg("event"),
    "edition": msg("edition"),
    "page": msg("page"),
    "picture": msg("image"),
    "tag": msg("tag"),
    "person": msg("person"),
    "organisation": msg("organization"),
    "series": msg("series"),
    "place": msg("place"),
    "source": msg("source"),
    "measure": msg("measure"),
    "term": msg("term"),
}
"""What messages call each kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdReference:
    """A reference to an id: `name`, of some `kind` (`marks.IdOf`), as the value of `keys` in `file`."""

    kind: str
    name: str
    file: SourceFile
    keys: KeyPath


def id_references(library: Library) -> Iterator[IdReference]:
    """Yield all id references: in published and unpublished stories, invalid ones where readable, and registers."""
    for record, file, at in _records(library):
        for mark, name, keys in ids_in(record, at):
            yield IdReference(kind=mark.kind, name=name, file=file, keys=keys)


def _records(library: Library) -> Iterator[tuple[object, SourceFile, KeyPath]]:
    """Yield each record that may hold ids, with its file and the keys that lead to it."""
    yield from ((story.facts, story.versions.original.file, ()) for story in library.all_stories)
    yield from ((text.front, text.file, ()) for text in (*library.invalid_texts, *library.front_pages.values()))
    known = library.all_registers
    for register in ENTRY_MODELS:
        # A source defined in a story is in the story's file.
        if file := known.files.get(register):
            entries = getattr(known, register).items()
            yield from ((entry, file, (name,)) for name, entry in entries if (name,) in file.names)
    for register in RECORD_MODELS:
        for name, record in getattr(known, register).items():
            if file := known.files.get(f"{register}/{name}"):
                yield record, file, ()
    for name, records in known.faulty.items():
        if file := known.files.get(name):
            yield from ((record, file, at) for at, record in records.items())
