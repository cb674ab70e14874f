"""The registers: YAML files in docs/registers, checked entry by entry."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, RootModel

from newsdesk.model import event, register
from newsdesk.model.kinds import InWords
from newsdesk.model.library import Registers
from newsdesk.model.source import Source
from newsdesk.reading import yaml
from newsdesk.reading.disk import read_text
from newsdesk.reading.schema import typed
from newsdesk.reading.signs import cleared
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


def read(folder: Path, shown: str, names: Sequence[str]) -> tuple[Registers, list[Problem]]:
    """Read the registers `names`, files below `folder`, which problems call `shown`."""
    parts: dict[str, dict[str, Any]] = {name: {} for name in (*ENTRIES, *RECORDS)}
    files: dict[str, Located] = {}
    unreadable: set[str] = set()
    problems: list[Problem] = []
    for name in names:
        text, fault = read_text(folder / name, f"{shown}/{name}")
        if not fault:
            text, unseen = cleared(text, f"{shown}/{name}")
            problems += unseen
        reading = yaml.read(f"{shown}/{name}", text, text)
        faults = [fault] if fault else reading.problems
        problems += faults or _read_into(parts, files, name, reading)
        if faults:
            unreadable.add(name.removesuffix(".yml"))
    interface = {key: word.root for key, word in parts.pop("interface").items()}
    return Registers(**parts, interface=interface, files=files, unreadable=frozenset(unreadable)), problems


def _read_into(
    parts: dict[str, dict[str, Any]], files: dict[str, Located], name: str, reading: yaml.Reading
) -> Iterator[Problem]:
    record = _RECORD.fullmatch(name)
    stem = name.removesuffix(".yml")
    if record and is_slug((record["event"] or record["edition"]).rpartition("/")[2]):
        kind = "events" if record["event"] else "editions"
        identifier = record["event"] or record["edition"]
        value, problems = typed(RECORDS[kind], reading.values, reading.located)
        files[f"{kind}/{identifier}"] = reading.located
        if value:
            parts[kind][identifier] = value
        yield from problems
    elif stem in ENTRIES:
        files[stem] = reading.located
        yield from _read_entries(parts[stem], ENTRIES[stem], reading)
    else:
        known = [f"{register}.yml" for register in ENTRIES]
        near = nearest(name, known) if name.endswith((".yml", ".yaml")) else ""
        cure = (
            said("rename it: {name}", name=near)
            if near
            else said("records stand in events/<year>/<slug>.yml and editions/<year>.yml")
        )
        yield error("unknown-register", reading.located.at(), said("no register is called {name}", name=name), cure)


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
        value, problems = typed(model, values, reading.located, (identifier,))
        yield from problems
        if value:
            entries[identifier] = value
