"""The registers: things that have no language of their own, by their ids."""

from dataclasses import replace
from enum import StrEnum

from pydantic import Field

from newsdesk.model.kinds import Flag, Identifier, InWords, Names, Record, When
from newsdesk.words.language import Words


class Tag(Record):
    """A topic; a tag without stories has no page."""

    name: InWords
    description: InWords | None = None


class Role(Record):
    """What a person was on a day, and who says so."""

    on: When
    value: InWords = Field(alias="is")
    source: Identifier


class Person(Record):
    """A person named in stories; a page of their own only by `page: true`."""

    name: InWords
    also: Names = Field(default_factory=dict)
    pinyin: Flag = False
    roles: tuple[Role, ...] = ()
    page: Flag = False

    @property
    def shown(self) -> Words:
        """The name, with a mark where its Latin form is pinyin."""
        return replace(self.name, pinyin=self.pinyin)


class Organisation(Record):
    """An organisation named in stories, its short form and other names."""

    name: InWords
    short: InWords | None = None
    also: Names = Field(default_factory=dict)
    sources: tuple[Identifier, ...] = ()


class Place(Record):
    """A place, in both languages."""

    name: InWords
    also: Names = Field(default_factory=dict)


class Term(Record):
    """A word that has one form in each language."""

    name: InWords
    also: Names = Field(default_factory=dict)


class Measure(Record):
    """What a figure counts, and in which unit."""

    name: InWords
    unit: InWords | None = None
    chart: Flag = False


class SeriesKind(StrEnum):
    """A series recurs (schema.org EventSeries); a storyline is a list of events."""

    SERIES = "series"
    STORYLINE = "storyline"


class Series(Record):
    """Events that belong together."""

    kind: SeriesKind
    name: InWords
    forerunner: tuple[Identifier, ...] = ()
    events: tuple[Identifier, ...] = ()
