"""Every id that something names must be the id of something."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from newsdesk.model.event import Event
from newsdesk.model.library import Library, Registers, Story
from newsdesk.model.story import StoryFacts
from newsdesk.words.located import Keys, Located
from newsdesk.words.nearest import nearest
from newsdesk.words.problem import Problem, error


def check(library: Library) -> Iterator[Problem]:
    """Unknown ids in stories, events, editions, people and series."""
    lookup = _Lookup(library)
    for story in (*library.stories, *library.withheld):
        yield from _of_story(story, lookup)
    for text in library.faulty:
        if isinstance(text.front, StoryFacts):
            yield from _of_names(text.front, text.file, lookup)
    records = library.known
    for identifier, event in records.events.items():
        # An event inside a story is checked with its story.
        if file := records.files.get(f"events/{identifier}"):
            yield from _of_event(event, file, (), lookup)
    for year, edition in records.editions.items():
        yield from _of_event(edition, records.files[f"editions/{year}"], (), lookup)
    yield from _of_registers(records, lookup)
    yield from _of_fronts(library, lookup)


MANY = 50
"""After so many unknown names no more are compared with all that are known: that would take minutes."""


class _Lookup:
    """The ids there are, by the kind of thing."""

    def __init__(self, library: Library) -> None:
        records = library.known
        self.events = records.events
        self.known: Mapping[str, Collection[str]] = {
            "tag": _ids("tags", records),
            "person": _ids("people", records),
            "organisation": _ids("organisations", records),
            "source": {*_ids("sources", records), *records.sources},
            "measure": _ids("measures", records),
            "series": _ids("series", records),
            "event": {*_ids_of_records("events/", records), *_ids_of_records("editions/", records), *records.events},
            "edition": {name.removeprefix("summit/") for name in _ids_of_records("editions/", records)},
            "story": {*library.by_key, *library.not_shown},
        }
        self.guesses = 0
        self.unreadable = {kind for kind, register in _REGISTERS.items() if register in records.unreadable}

    def missing(self, kind: str, name: str, file: Located, *keys: str | int) -> Iterator[Problem]:
        """The problem that there is no `kind` called `name`, which stands at `keys`."""
        known = self.known[kind]
        if not name or name in known or kind in self.unreadable:
            return
        # Of two years neither is nearly the other.
        self.guesses += 1
        near = "" if kind == "edition" or self.guesses > MANY else nearest(name, known)
        cure = f"write: {near}" if near else f"add it to {_HOME[kind]}"
        hint = f'; did you mean "{near}"?' if near else ""
        yield error(f"unknown-{kind}", file.value(*keys), f'no {kind} is called "{name}"{hint}', cure)

    def all_missing(self, kind: str, names: Iterable[str], file: Located, *keys: str | int) -> Iterator[Problem]:
        for number, name in enumerate(names):
            yield from self.missing(kind, name.removeprefix("-"), file, *keys, number)


def _ids(register: str, records: Registers) -> Collection[str]:
    """The ids that stand in a register, those of entries with faults too: one fault is said once."""
    file = records.files.get(register)
    return {str(keys[0]) for keys in file.names if len(keys) == 1} if file else ()


def _ids_of_records(kind: str, records: Registers) -> Collection[str]:
    """The ids of events or editions that have a file, whatever is wrong with it."""
    names = {name for name in (*records.files, *records.unreadable) if name.startswith(kind)}
    return {name.replace("editions/", "summit/").removeprefix("events/") for name in names}


_REGISTERS = {
    "tag": "tags",
    "person": "people",
    "organisation": "organisations",
    "source": "sources",
    "measure": "measures",
    "series": "series",
}
_HOME = {
    "tag": "docs/registers/tags.yml",
    "person": "docs/registers/people.yml",
    "organisation": "docs/registers/organisations.yml",
    "source": "docs/registers/sources.yml, or write it out here: publisher, url",
    "measure": "docs/registers/measures.yml",
    "series": "docs/registers/series.yml",
    "event": "docs/registers/events/<year>/<slug>.yml, or docs/registers/editions/<year>.yml",
    "edition": "docs/registers/editions/<year>.yml",
    "story": "docs/<language>/news/<year>/<slug>.md",
}


def _of_story(story: Story, lookup: _Lookup) -> Iterator[Problem]:
    facts, file = story.facts, story.versions.original.file
    yield from _of_names(facts, file, lookup)
    if facts.origin:
        yield from lookup.missing("source", facts.origin, file, "origin")
    if facts.event:
        yield from _of_event(lookup.events[story.events[0]], file, ("event",), lookup)


def _of_names(facts: StoryFacts, file: Located, lookup: _Lookup) -> Iterator[Problem]:
    yield from lookup.all_missing("tag", facts.tags, file, "tags")
    yield from lookup.all_missing("event", facts.events, file, "events")
    yield from lookup.all_missing("person", facts.people, file, "people")
    yield from lookup.all_missing("organisation", facts.organisations, file, "organisations")
    for number, source in enumerate(facts.sources):
        if isinstance(source, str):
            yield from lookup.missing("source", source, file, "sources", number)


def _of_event(event: Event, file: Located, at: Keys, lookup: _Lookup) -> Iterator[Problem]:
    yield from lookup.all_missing("organisation", event.organisers, file, *at, "organisers")
    yield from lookup.all_missing("tag", event.tags, file, *at, "tags")
    if event.series:
        yield from lookup.missing("series", event.series, file, *at, "series")
    if not at:
        yield from lookup.all_missing("source", event.sources, file, "sources")
    for number, figure in enumerate(event.figures):
        yield from lookup.missing("measure", figure.measure, file, *at, "figures", number, "measure")
        yield from lookup.missing("source", figure.source, file, *at, "figures", number, "source")
        yield from lookup.all_missing("edition", figure.covers, file, *at, "figures", number, "covers")
    for key in ("title", "when", "place"):
        for number, claim in enumerate(getattr(event, key)):
            if claim.source:
                yield from lookup.missing("source", claim.source, file, *at, key, number, "source")


def _of_registers(records: Registers, lookup: _Lookup) -> Iterator[Problem]:
    for identifier, person in records.people.items():
        for number, role in enumerate(person.roles):
            yield from lookup.missing(
                "source", role.source, records.files["people"], identifier, "roles", number, "source"
            )
    for identifier, body in records.organisations.items():
        yield from lookup.all_missing("source", body.sources, records.files["organisations"], identifier, "sources")
    for identifier, series in records.series.items():
        for key in ("forerunner", "events"):
            yield from lookup.all_missing("event", getattr(series, key), records.files["series"], identifier, key)


def _of_fronts(library: Library, lookup: _Lookup) -> Iterator[Problem]:
    for text in library.fronts.values():
        if lead := getattr(text.front, "lead", None):
            yield from lookup.missing("story", lead, text.file, "lead")
