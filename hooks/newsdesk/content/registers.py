"""Registers: sources, tags, people, organizations, places and other entries by id, and the files that hold them."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, ValidationInfo, field_validator

from newsdesk import urls
from newsdesk.content import event
from newsdesk.content.event import Edition, Event
from newsdesk.content.marks import IdOf, with_ids_only
from newsdesk.content.text_files import MAX_REGISTER_SIZE, read_text, without_invisible_characters
from newsdesk.content.types import (
    READ_ONLY,
    EventId,
    Flag,
    Identifier,
    InAnyOrder,
    LanguageTag,
    Line,
    LocalizedValue,
    NamesByLanguage,
    Record,
    SourceId,
    UrlValue,
    WhenValue,
    too_long,
    value_fault,
)
from newsdesk.content.validation import validated
from newsdesk.content.yaml import YamlReading, read_yaml
from newsdesk.diagnostics import Diagnostic, KeyPath, SourceFile, error, nearest
from newsdesk.i18n.languages import LocalizedText
from newsdesk.i18n.messages import MESSAGE_LANGUAGES, msg
from newsdesk.urls import is_slug


class Source(Record):
    """A text that the site cites; each URL is one source."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["url"]}, {"required": ["link"]}]})

    title: Line | None = Field(None, description=msg("The title as published by the source; omit if unknown."))
    publisher: Annotated[LocalizedValue, IdOf("publisher")] = Field(
        description=msg("An ID from organisations.yml, or a name."), examples=["an-id-of-organisations-yml"]
    )
    url: UrlValue | None = Field(
        None, description=msg("The URL where it was read."), examples=["https://example.org/2014/article"]
    )
    link: Literal["none"] | None = Field(
        None, description=msg("`none` if the source is cited without a link."), validate_default=True
    )
    archived: UrlValue | None = Field(
        None, description=msg("The URL of an archived copy."), examples=["https://archive.example.org/article"]
    )
    date: WhenValue | None = Field(
        None, description=msg("The publication date of the source in EDTF."), examples=["2014-02-19"]
    )
    lang: LanguageTag | None = Field(
        None, description=msg("The language of the source (BCP 47)."), examples=["zh-Hans"]
    )

    @field_validator("link")
    @classmethod
    def _linked_or_said_not_to_be(cls, link: str | None, others: ValidationInfo) -> str | None:
        if not link and others.data.get("url", "invalid") is None:
            message = msg("a source must have url; if there is no public page, add link: none")
            raise value_fault("source-link", message, "", "link: none", whole=True)
        return link

    @property
    def address(self) -> str:
        """The URL to link to; empty if the source is cited without a link."""
        return "" if self.link else (self.url or "")


class OwnReporting(Record):
    """A source that no one has published before: a reporter of the newsroom was there, or asked."""

    own: Literal["reporting"] = Field(description=msg("`reporting`: the newsroom's own."))
    who: LocalizedValue | None = Field(
        None, description=msg("Who reported; omit if the byline says it."), examples=["Ada Lindqvist"]
    )
    where: LocalizedValue | None = Field(None, description=msg("Where they were."), examples=["Pinebridge"])
    date: WhenValue | None = Field(None, description=msg("When they were there, in EDTF."), examples=["2014-02-19"])

    url: ClassVar[None] = None
    address: ClassVar[str] = ""
    title: ClassVar[None] = None


AnySource = Source | OwnReporting
OWN_REPORTING = "own reporting"
"""The short form of a story's own reporting, in place of an ID."""


_NAME = msg("The name, in each language in which it has been verified.")
_ALSO = msg("Other names used in texts, by language.")
_ALIASES = msg("Former IDs; their URLs redirect here.")
_OTHERS = {str(language): ["…"] for language in MESSAGE_LANGUAGES}


class Tag(Record):
    """A topic; a tag without stories has no page."""

    name: LocalizedValue = Field(description=_NAME)
    description: LocalizedValue | None = Field(None, description=msg("One sentence shown at the top of its page."))
    id: Identifier | None = Field(
        None,
        description=msg("Permanent ID of a tag that was renamed, used in its feed; written by `newsdesk`."),
        json_schema_extra=READ_ONLY,
    )
    aliases: tuple[Identifier, ...] = Field((), description=_ALIASES, examples=[["the-old-id"]])


class Role(Record):
    """A role of a person on a date, with its source."""

    on: WhenValue = Field(description=msg("When the role is attested, in EDTF."), examples=["2014-02"])
    value: LocalizedValue = Field(alias="is", description=msg("The role or position."))
    source: SourceId = Field(description=msg("The source, an ID from sources.yml."))


class Person(Record):
    """A person named in stories; has a page only with `page: true`."""

    name: LocalizedValue = Field(description=_NAME)
    also: NamesByLanguage = Field(default_factory=dict, description=_ALSO, examples=[_OTHERS])
    pinyin: Flag = Field(False, description=msg("`true` for a Chinese name known only in romanized form."))
    roles: tuple[Role, ...] = Field((), description=msg("The person's roles, each with date and source."))
    page: Flag = Field(False, description=msg("`true` gives the person a page."))
    aliases: tuple[Identifier, ...] = Field((), description=_ALIASES, examples=[["the-old-id"]])

    @property
    def display_name(self) -> LocalizedText:
        """The name, marked if its Latin form is pinyin."""
        return replace(self.name, pinyin=self.pinyin)


class Organisation(Record):
    """An organization named in stories, with its short name and other names."""

    name: LocalizedValue = Field(description=_NAME)
    short: LocalizedValue | None = Field(None, description=msg("The short name."))
    also: NamesByLanguage = Field(default_factory=dict, description=_ALSO, examples=[_OTHERS])
    sources: tuple[SourceId, ...] = Field((), description=msg("Sources that verify the names, IDs from sources.yml."))
    aliases: tuple[Identifier, ...] = Field((), description=_ALIASES, examples=[["the-old-id"]])


class Place(Record):
    """A place, in all languages."""

    name: LocalizedValue = Field(description=_NAME)
    also: NamesByLanguage = Field(default_factory=dict, description=_ALSO, examples=[_OTHERS])


class Term(Record):
    """A term that has one form in each language."""

    name: LocalizedValue = Field(description=_NAME)
    also: NamesByLanguage = Field(default_factory=dict, description=_ALSO, examples=[_OTHERS])


class Measure(Record):
    """What a figure counts, and in which unit."""

    name: LocalizedValue = Field(description=_NAME)
    unit: LocalizedValue | None = Field(None, description=msg("The unit written after the number."))
    chart: Flag = Field(
        False, description=msg("`true` shows a chart over the years; only if every year counts the same thing.")
    )


class SeriesKind(StrEnum):
    """A series recurs (schema.org EventSeries); a storyline is a list of events."""

    SERIES = "series"
    STORYLINE = "storyline"


class Series(Record):
    """A series or a storyline of events."""

    kind: SeriesKind = Field(
        description=msg("`series` is a recurring event; `storyline` is a list of related events."),
        examples=["storyline"],
    )
    name: LocalizedValue = Field(description=_NAME)
    forerunner: InAnyOrder[EventId] = Field(
        (), description=msg("IDs of the events that preceded a series."), examples=[["2014/leading-group"]]
    )
    events: InAnyOrder[EventId] = Field(
        (), description=msg("IDs of the events in a storyline."), examples=[["2014/leading-group", "summit/2015"]]
    )
    aliases: tuple[Identifier, ...] = Field((), description=_ALIASES, examples=[["the-old-id"]])


Faulty = Mapping[KeyPath, BaseModel]
"""The readable part of each invalid record of a file, by the keys that lead to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registers:
    """The registers by name, each a mapping from id to record; `files` has the location of every entry."""

    tags: Mapping[str, Tag] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    sources: Mapping[str, AnySource] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    series: Mapping[str, Series] = field(default_factory=dict)
    interface: Mapping[str, LocalizedText] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    editions: Mapping[str, Edition] = field(default_factory=dict)
    files: Mapping[str, SourceFile] = field(default_factory=dict)
    faulty: Mapping[str, Faulty] = field(default_factory=dict)
    """Invalid records with as much of them as can still be checked, by the name of their file."""
    unreadable: frozenset[str] = frozenset()
    """Registers and records with invalid YAML: what they hold is unknown, not missing."""

    def event(self, identifier: str) -> Event | None:
        """Return an event by its id ('2014/leading-group', or 'summit/2015' for an edition), or None."""
        if identifier.startswith("summit/"):
            return self.editions.get(identifier.removeprefix("summit/"))
        return self.events.get(identifier)

    def at(self, paths: Collection[str]) -> "Registers":
        """Return the registers, locating only those events and editions that are in these files below docs/."""
        files = {
            name: file
            for name, file in self.files.items()
            if not name.startswith(("events/", "editions/")) or f"registers/{name}.yml" in paths
        }
        return replace(self, files=files)


class InterfaceWord(RootModel[LocalizedValue]):
    """A word of the user interface of the site."""


ENTRY_MODELS: Mapping[str, type[BaseModel]] = {
    "tags": Tag,
    "people": Person,
    "organisations": Organisation,
    "places": Place,
    "terms": Term,
    "sources": Source,
    "measures": Measure,
    "series": Series,
    "interface": InterfaceWord,
}


def registers_with(key: str) -> Sequence[str]:
    """Return the registers whose entries may have a field, such as `name` or `aliases`."""
    return [name for name, model in ENTRY_MODELS.items() if key in model.model_fields]


RECORD_MODELS: Mapping[str, type[BaseModel]] = {"events": event.Event, "editions": event.Edition}
_RECORD = re.compile(r"(?:events/(?P<event>\d{4}/[^/]+)|editions/(?P<edition>\d{4}))\.yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFile:
    """A register file: `name` is its path below docs/registers/ without extension, `entries` are of one `kind`.

    `source_file` is None if the YAML is invalid or no such register exists; `kind` is empty then. `values` is its
    content as parsed, before validation.
    """

    name: str
    kind: str = ""
    values: Any = None
    entries: Mapping[str, Any] = field(default_factory=dict)
    source_file: SourceFile | None = None
    readable: bool = True
    faulty: Faulty = field(default_factory=dict)
    problems: Sequence[Diagnostic] = ()


def read_register(path: Path, shown: str, name: str) -> RegisterFile:
    """Read the register `name`, a path below docs/registers/; diagnostics call it `shown`."""
    stem = name.removesuffix(".yml")
    text, fault = read_text(path, shown, MAX_REGISTER_SIZE)
    if fault:
        return RegisterFile(name=stem, readable=False, problems=[fault])
    text, unseen = without_invisible_characters(text, shown)
    reading = read_yaml(shown, text)
    if reading.problems:
        return RegisterFile(name=stem, readable=False, problems=[*unseen, *reading.problems])
    kind = _kind(name)
    if not kind:
        return RegisterFile(name=stem, problems=[*unseen, _unknown(name, reading.source_file)])
    if kind in RECORD_MODELS and (long := too_long(urls.last_segment(stem))):
        fault = error("slug", reading.source_file.at(), long, msg("rename it"))
        return RegisterFile(name=stem, readable=False, problems=[*unseen, fault])
    return typed_register(name, reading, unseen)


def typed_register(name: str, reading: YamlReading, unseen: Sequence[Diagnostic] = ()) -> RegisterFile:
    """Return the register `name` from its parsed content; `unseen` are the problems found before."""
    stem, kind = name.removesuffix(".yml"), _kind(name)
    entries: dict[str, Any] = {}
    faulty: dict[KeyPath, BaseModel] = {}
    return RegisterFile(
        name=stem,
        kind=kind,
        values=reading.values,
        entries=entries,
        source_file=reading.source_file,
        faulty=faulty,
        problems=[*unseen, *_read_into(entries, faulty, kind, stem, reading)],
    )


def merge_registers(register_files: Iterable[RegisterFile]) -> tuple[Registers, list[Diagnostic]]:
    """Return the registers in these files, and all their diagnostics."""
    parts: dict[str, dict[str, Any]] = {name: {} for name in (*ENTRY_MODELS, *RECORD_MODELS)}
    register_files = list(register_files)
    for file in register_files:
        if file.kind:
            parts[file.kind].update(file.entries)
    interface = {key: word.root for key, word in parts.pop("interface").items()}
    files = {file.name: file.source_file for file in register_files if file.source_file}
    unreadable = frozenset(file.name for file in register_files if not file.readable)
    problems = [problem for file in register_files for problem in file.problems]
    faulty = {file.name: file.faulty for file in register_files if file.faulty}
    return Registers(**parts, interface=interface, files=files, faulty=faulty, unreadable=unreadable), problems


def _kind(name: str) -> str:
    """Return the register that a file belongs to, or an empty string."""
    record = _RECORD.fullmatch(name)
    if record and is_slug((record["event"] or record["edition"]).rpartition("/")[2]):
        return "events" if record["event"] else "editions"
    stem = name.removesuffix(".yml")
    return stem if stem in ENTRY_MODELS else ""


def _read_into(
    entries: dict[str, Any], faulty: dict[KeyPath, BaseModel], kind: str, stem: str, reading: YamlReading
) -> Iterator[Diagnostic]:
    if kind in ENTRY_MODELS:
        yield from _read_entries(entries, faulty, ENTRY_MODELS[kind], reading)
        return
    value, problems = validated(RECORD_MODELS[kind], reading.values, reading.source_file)
    if value:
        entries[stem.partition("/")[2]] = value
    else:
        faulty[()] = with_ids_only(RECORD_MODELS[kind], reading.values)
    yield from problems


def _unknown(name: str, located: SourceFile) -> Diagnostic:
    known = [f"{register}.yml" for register in ENTRY_MODELS]
    near = nearest(name, known) if name.endswith((".yml", ".yaml")) else ""
    suggestion = (
        msg("rename it: {name}", name=near)
        if near
        else msg("records must be in events/<year>/<slug>.yml or editions/<year>.yml")
    )
    return error("unknown-register", located.at(), msg("no register named {name}", name=name), suggestion)


def _read_entries(
    entries: dict[str, Any], faulty: dict[KeyPath, BaseModel], model: type[BaseModel], reading: YamlReading
) -> Iterator[Diagnostic]:
    if not isinstance(reading.values, dict):
        yield error("type", reading.source_file.at(), msg("a register must be a mapping of IDs to records"))
        return
    for identifier, values in reading.values.items():
        if model is not InterfaceWord and not is_slug(identifier):
            place = reading.source_file.name(identifier)
            yield error(
                "id",
                place,
                msg('"{identifier}" must be lowercase letters, digits and hyphens', identifier=identifier),
            )
        elif long := too_long(identifier):
            yield error("id", reading.source_file.name(identifier), long, msg("use a shorter name"))
            continue
        value, problems = validated(model, values, reading.source_file, (identifier,))
        yield from problems
        if value:
            entries[identifier] = value
        elif model is not InterfaceWord:
            faulty[identifier,] = with_ids_only(model, values)
