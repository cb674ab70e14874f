"""The registers: YAML files in docs/registers, checked entry by entry."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, RootModel

from newsdesk.model import event, register
from newsdesk.model.fault import too_long
from newsdesk.model.kinds import InWords
from newsdesk.model.registers import Registers
from newsdesk.model.source import Source
from newsdesk.reading import yaml
from newsdesk.reading.disk import read_text
from newsdesk.reading.schema import typed
from newsdesk.reading.signs import cleared
from newsdesk.words import address
from newsdesk.words.address import is_slug
from newsdesk.words.located import Located
from newsdesk.words.message import said
from newsdesk.words.nearest import nearest
from newsdesk.words.problem import Problem, error


class InterfaceWord(RootModel[InWords]):
    """A word of the site's own."""


ENTRIES: Mapping[str, type[BaseModel]] = {
    "tags": register.Tag,
    "people": register.Person,
    "organisations": register.Organisation,
    "places": register.Place,
    "terms": register.Term,
    "sources": Source,
    "measures": register.Measure,
    "series": register.Series,
    "interface": InterfaceWord,
}
RECORDS: Mapping[str, type[BaseModel]] = {"events": event.Event, "editions": event.Edition}
_RECORD = re.compile(r"(?:events/(?P<event>\d{4}/[^/]+)|editions/(?P<edition>\d{4}))\.yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One file of the registers: `name` is its path among them without the ending, `entries` are of one `kind`.

    `located` is None where its YAML is wrong, or no register is called so; `kind` is empty then.
    """

    name: str
    kind: str = ""
    entries: Mapping[str, Any] = field(default_factory=dict)
    located: Located | None = None
    readable: bool = True
    problems: Sequence[Problem] = ()


def read(path: Path, shown: str, name: str) -> Sheet:
    """Read the register `name`, a path among the registers; problems call it `shown`."""
    stem = name.removesuffix(".yml")
    text, fault = read_text(path, shown)
    if fault:
        return Sheet(name=stem, readable=False, problems=[fault])
    text, unseen = cleared(text, shown)
    reading = yaml.read(shown, text, text)
    if reading.problems:
        return Sheet(name=stem, readable=False, problems=[*unseen, *reading.problems])
    kind = _kind(name)
    if not kind:
        return Sheet(name=stem, problems=[*unseen, _unknown(name, reading.located)])
    entries: dict[str, Any] = {}
    if kind in RECORDS and (long := too_long(address.last(stem))):
        return Sheet(name=stem, readable=False, problems=[error("slug", reading.located.at(), long, said("rename it"))])
    faults = [*unseen, *_read_into(entries, kind, stem, reading)]
    return Sheet(name=stem, kind=kind, entries=entries, located=reading.located, problems=faults)


def joined(sheets: Iterable[Sheet]) -> tuple[Registers, list[Problem]]:
    """The registers that these files are, and all that is wrong with them."""
    parts: dict[str, dict[str, Any]] = {name: {} for name in (*ENTRIES, *RECORDS)}
    sheets = list(sheets)
    for sheet in sheets:
        if sheet.kind:
            parts[sheet.kind].update(sheet.entries)
    interface = {key: word.root for key, word in parts.pop("interface").items()}
    files = {sheet.name: sheet.located for sheet in sheets if sheet.located}
    unreadable = frozenset(sheet.name for sheet in sheets if not sheet.readable)
    problems = [problem for sheet in sheets for problem in sheet.problems]
    return Registers(**parts, interface=interface, files=files, unreadable=unreadable), problems


def _kind(name: str) -> str:
    """What the entries of a file are, empty where no register is called so."""
    record = _RECORD.fullmatch(name)
    if record and is_slug((record["event"] or record["edition"]).rpartition("/")[2]):
        return "events" if record["event"] else "editions"
    stem = name.removesuffix(".yml")
    return stem if stem in ENTRIES else ""


def _read_into(entries: dict[str, Any], kind: str, stem: str, reading: yaml.Reading) -> Iterator[Problem]:
    if kind in ENTRIES:
        yield from _read_entries(entries, ENTRIES[kind], reading)
        return
    value, problems = typed(RECORDS[kind], reading.values, reading.located)
    if value:
        entries[stem.partition("/")[2]] = value
    yield from problems


def _unknown(name: str, located: Located) -> Problem:
    known = [f"{register}.yml" for register in ENTRIES]
    near = nearest(name, known) if name.endswith((".yml", ".yaml")) else ""
    cure = (
        said("rename it: {name}", name=near)
        if near
        else said("records stand in events/<year>/<slug>.yml and editions/<year>.yml")
    )
    return error("unknown-register", located.at(), said("no register is called {name}", name=name), cure)


def _read_entries(entries: dict[str, Any], model: type[BaseModel], reading: yaml.Reading) -> Iterator[Problem]:
    if not isinstance(reading.values, dict):
        yield error("type", reading.located.at(), said("a register must be ids with their records below them"))
        return
    for identifier, values in reading.values.items():
        if model is not InterfaceWord and not is_slug(identifier):
            place = reading.located.name(identifier)
            yield error(
                "id",
                place,
                said('"{identifier}" must be lower-case letters, digits and hyphens', identifier=identifier),
            )
        elif long := too_long(identifier):
            yield error("id", reading.located.name(identifier), long, said("write a shorter one"))
            continue
        value, problems = typed(model, values, reading.located, (identifier,))
        yield from problems
        if value:
            entries[identifier] = value
