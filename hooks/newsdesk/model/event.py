"""Events and editions: what happened, one record for all languages."""

from enum import StrEnum

from pydantic import Field

from newsdesk.model.claim import Basis, Figure, Whens, WordClaims
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

    title: WordClaims = Field(min_length=1, description="What happened, in each language that a source carries.")
    when: Whens = Field(
        min_length=1, description="The date, in EDTF; a list of `{is, basis, source}` where sources disagree."
    )
    place: WordClaims = Field((), description="Where; a list of `{is, source}` where sources disagree.")
    state: State = Field(State.HELD, description="planned, held, postponed or cancelled.")
    mode: Mode | None = Field(None, description="in-person, online or hybrid.")
    organisers: tuple[Identifier, ...] = Field((), description="Ids of organisations.yml.")
    series: Identifier | None = Field(None, description="An id of series.yml.")
    tags: tuple[Identifier, ...] = Field((), description="Ids of tags.yml.")
    figures: tuple[Figure, ...] = Field(
        (), description="Claims: measure, value, qualifier, basis, source, and covers where it pools editions."
    )
    sources: tuple[Identifier, ...] = Field(min_length=1, description="Ids of sources.yml; at least one.")


class Edition(Event):
    """An event of the annual summit: it has a year (its file's name) and a theme."""

    theme: InWords | None = Field(None, description="The theme, in each language that a source carries.")


def is_confirmed(event: Event) -> bool:
    """Whether a source says of a date more than that it is planned."""
    return any(claim.basis is not Basis.PLANNED for claim in event.when)


class EventInStory(Record):
    """An event written inside its first story, in that story's language."""

    title: Line
    when: Whens = Field(min_length=1)
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
