"""Events and editions: what happened, one record for all languages."""

from enum import StrEnum

from pydantic import Field

from newsdesk.model.claim import Figure, Whens, WordClaims
from newsdesk.model.kinds import Identifier, InWords, Line, Record


class State(StrEnum):
    """What became of an event."""

    PLANNED = "planned"
    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class Mode(StrEnum):
    """How people took part."""

    IN_PERSON = "in-person"
    ONLINE = "online"
    HYBRID = "hybrid"


class Event(Record):
    """Something that happened or was planned, on a date as exact as its source."""

    title: WordClaims
    when: Whens
    place: WordClaims = ()
    state: State = State.HELD
    mode: Mode | None = None
    organisers: tuple[Identifier, ...] = ()
    series: Identifier | None = None
    tags: tuple[Identifier, ...] = ()
    figures: tuple[Figure, ...] = ()
    sources: tuple[Identifier, ...] = Field(min_length=1)


class Edition(Event):
    """An event of the annual summit: it has a year (its file's name) and a theme."""

    theme: InWords | None = None


class EventInStory(Record):
    """An event written inside its first story, in that story's language."""

    title: Line
    when: Whens
    place: Line | None = None
    state: State = State.HELD
    mode: Mode | None = None
    organisers: tuple[Identifier, ...] = ()
    series: Identifier | None = None
    tags: tuple[Identifier, ...] = ()
    figures: tuple[Figure, ...] = ()


class EventWords(Record):
    """A twin's words for the event inside its original."""

    title: Line
    place: Line | None = None
