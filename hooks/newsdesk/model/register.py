"""The registers: things that have no language of their own, by their ids."""

from dataclasses import replace
from enum import StrEnum

from pydantic import Field

from newsdesk.model.kinds import READ_ONLY, Flag, Identifier, Ids, InWords, Names, Record, When
from newsdesk.words.language import Words
from newsdesk.words.message import said

_NAME = said("The name, in each language in which it is verified.")
_ALSO = said("Other names by which texts may call it, for each language.")
_ALIASES = said("Ids that it had before; its page is still found there.")
_OTHERS = {"en": ["…"], "zh": ["…"]}


class Tag(Record):
    """A topic; a tag without stories has no page."""

    name: InWords = Field(description=_NAME)
    description: InWords | None = Field(None, description=said("One sentence at the head of its page."))
    id: Identifier | None = Field(
        None,
        description=said(
            "The permanent id of a topic that was renamed, by which its feed is known; `newsdesk` writes it."
        ),
        json_schema_extra=READ_ONLY,
    )
    aliases: tuple[Identifier, ...] = Field((), description=_ALIASES, examples=[["the-old-id"]])


class Role(Record):
    """What a person was on a day, and who says so."""

    on: When = Field(description=said("When a source says so, in EDTF."), examples=["2014-02"])
    value: InWords = Field(alias="is", description=said("What the person was."))
    source: Identifier = Field(description=said("Who says so, an id of sources.yml."))


class Person(Record):
    """A person named in stories; a page of their own only by `page: true`."""

    name: InWords = Field(description=_NAME)
    also: Names = Field(default_factory=dict, description=_ALSO, examples=[_OTHERS])
    pinyin: Flag = Field(False, description=said("`true` for a Chinese name that is known in Latin letters only."))
    roles: tuple[Role, ...] = Field((), description=said("What the person was, each with its day and its source."))
    page: Flag = Field(False, description=said("`true` gives the person a page."))
    aliases: tuple[Identifier, ...] = Field((), description=_ALIASES, examples=[["the-old-id"]])

    @property
    def shown(self) -> Words:
        """The name, with a mark where its Latin form is pinyin."""
        return replace(self.name, pinyin=self.pinyin)


class Organisation(Record):
    """An organisation named in stories, its short form and other names."""

    name: InWords = Field(description=_NAME)
    short: InWords | None = Field(None, description=said("The short form."))
    also: Names = Field(default_factory=dict, description=_ALSO, examples=[_OTHERS])
    sources: tuple[Identifier, ...] = Field((), description=said("Where the names are verified, ids of sources.yml."))
    aliases: tuple[Identifier, ...] = Field((), description=_ALIASES, examples=[["the-old-id"]])


class Place(Record):
    """A place, in both languages."""

    name: InWords = Field(description=_NAME)
    also: Names = Field(default_factory=dict, description=_ALSO, examples=[_OTHERS])


class Term(Record):
    """A word that has one form in each language."""

    name: InWords = Field(description=_NAME)
    also: Names = Field(default_factory=dict, description=_ALSO, examples=[_OTHERS])


class Measure(Record):
    """What a figure counts, and in which unit."""

    name: InWords = Field(description=_NAME)
    unit: InWords | None = Field(None, description=said("What is written behind the number."))
    chart: Flag = Field(
        False, description=said("`true` draws it over the years; only where every year counts the same thing.")
    )


class SeriesKind(StrEnum):
    """A series recurs (schema.org EventSeries); a storyline is a list of events."""

    SERIES = "series"
    STORYLINE = "storyline"


class Series(Record):
    """Events that belong together."""

    kind: SeriesKind = Field(
        description=said("`series` recurs; `storyline` is a list of events."), examples=["storyline"]
    )
    name: InWords = Field(description=_NAME)
    forerunner: Ids = Field(
        (), description=said("Ids of events that came before a series."), examples=[["2014/leading-group"]]
    )
    events: Ids = Field(
        (), description=said("Ids of the events of a storyline."), examples=[["2014/leading-group", "summit/2015"]]
    )
    aliases: tuple[Identifier, ...] = Field((), description=_ALIASES, examples=[["the-old-id"]])
