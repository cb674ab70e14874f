"""Every id that something names must be the id of something."""

from collections.abc import Collection, Iterator, Mapping

from newsdesk.model.library import Library
from newsdesk.model.mention import Mention, mentions
from newsdesk.model.registers import Registers
from newsdesk.words.message import said
from newsdesk.words.nearest import did_you_mean_it, nearest
from newsdesk.words.problem import Problem, error, write


def check(library: Library) -> Iterator[Problem]:
    """Unknown ids in stories, events, editions, people and series."""
    lookup = _Lookup(library)
    for mention in mentions(library):
        yield from lookup.missing(mention)


MANY = 50
"""After so many unknown names no more are compared with all that are known: that would take minutes."""


class _Lookup:
    """The ids there are, by the kind of thing."""

    def __init__(self, library: Library) -> None:
        library = library.whole
        records = library.known
        self.known: Mapping[str, Collection[str]] = {
            "tag": _ids("tags", records),
            "person": _ids("people", records),
            "organisation": _ids("organisations", records),
            "source": {*_ids("sources", records), *records.sources},
            "measure": _ids("measures", records),
            "series": _ids("series", records),
            "event": {*_ids_of_records("events/", records), *_ids_of_records("editions/", records), *records.events},
            "edition": {name.removeprefix("summit/") for name in _ids_of_records("editions/", records)},
            "story": {*(story.key for story in library.all_stories), *library.not_shown},
        }
        self.guesses = 0
        self.unreadable = {kind for kind, register in _REGISTERS.items() if register in records.unreadable}

    def missing(self, mention: Mention) -> Iterator[Problem]:
        """The problem that there is no such thing; what may be plain text or a file is no id that is missing."""
        kind, name = mention.kind, mention.name
        known = self.known.get(kind)
        if known is None or not name or name in known or kind in self.unreadable:
            return
        # Of two years neither is nearly the other.
        self.guesses += 1
        near = "" if kind == "edition" or self.guesses > MANY else nearest(name, known)
        cure = write(near) if near else said("add it to {home}", home=_HOME[kind])
        sentence = said('no {kind} is called "{name}"{hint}', kind=_NAMES[kind], name=name, hint=did_you_mean_it(near))
        yield error(f"unknown-{kind}", mention.file.value(*mention.keys), sentence, cure)


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
_NAMES = {
    "tag": said("tag"),
    "person": said("person"),
    "organisation": said("organisation"),
    "source": said("source"),
    "measure": said("measure"),
    "series": said("series"),
    "event": said("event"),
    "edition": said("edition"),
    "story": said("story"),
}
_HOME = {
    "tag": "docs/registers/tags.yml",
    "person": "docs/registers/people.yml",
    "organisation": "docs/registers/organisations.yml",
    "source": said("docs/registers/sources.yml, or write it out here: publisher, url"),
    "measure": "docs/registers/measures.yml",
    "series": "docs/registers/series.yml",
    "event": said("docs/registers/events/<year>/<slug>.yml, or docs/registers/editions/<year>.yml"),
    "edition": "docs/registers/editions/<year>.yml",
    "story": "docs/<language>/news/<year>/<slug>.md",
}
