"""Events and editions: what happened, one record for all languages."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from newsdesk.model.claim import Basis, Figure, Whens, WordClaims
from newsdesk.model.kinds import READ_ONLY, Identifier, Ids, InWords, Line, Record
from newsdesk.words.edtf import When
from newsdesk.words.message import said


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


_WHEN = said("The date, in EDTF; a list of `{{is, basis, source}}` where sources disagree.")
_STATE = said("planned, held, postponed or cancelled.")
_MODE = said("in-person, online or hybrid.")
_ORGANISERS = said("Ids of organisations.yml.")
_SERIES = said("An id of series.yml.")
_TAGS = said("Ids of tags.yml.")
_FIGURES = said("Claims: measure, value, qualifier, basis, source, and covers where it pools editions.")


class Event(Record):
    """Something that happened or was planned, on a date as exact as its source."""

    title: WordClaims = Field(min_length=1, description=said("What happened, in each language that a source carries."))
    when: Whens = Field(min_length=1, description=_WHEN, examples=["2014-02-19"])
    place: WordClaims = Field((), description=said("Where; a list of `{{is, source}}` where sources disagree."))
    state: State = Field(State.HELD, description=_STATE)
    mode: Mode | None = Field(None, description=_MODE)
    organisers: tuple[Identifier, ...] = Field((), description=_ORGANISERS)
    series: Identifier | None = Field(None, description=_SERIES)
    tags: Ids = Field((), description=_TAGS)
    figures: tuple[Figure, ...] = Field((), description=_FIGURES)
    sources: tuple[Identifier, ...] = Field(min_length=1, description=said("Ids of sources.yml; at least one."))
    id: Identifier | None = Field(
        None,
        description=said("The permanent id of an event that was moved; `newsdesk` writes it."),
        json_schema_extra=READ_ONLY,
    )
    aliases: tuple[Identifier, ...] = Field(
        (), description=said("Ids of events at whose addresses it stood before."), examples=[["2014/the-old-slug"]]
    )


class Edition(Event):
    """An event of the annual summit: it has a year (its file's name) and a theme."""

    theme: InWords | None = Field(None, description=said("The theme, in each language that a source carries."))


def is_confirmed(event: Event) -> bool:
    """Whether a source says of a date more than that it is planned."""
    return any(claim.basis is not Basis.PLANNED for claim in event.when)


def last_day(event: Event) -> When:
    """The latest date that a source gives."""
    return max((claim.value for claim in event.when), key=lambda when: when.latest)


def is_past_plan(event: Event, today: date) -> bool:
    """Whether it is planned still, though the last day that a source gives lies before `today`."""
    return event.state is State.PLANNED and last_day(event).latest < today


class EventInStory(Record):
    """An event written inside its first story, in that story's language."""

    title: Line = Field(description=said("What happens, in the language of the story."))
    when: Whens = Field(min_length=1, description=_WHEN, examples=["2014-02-19"])
    place: Line | None = Field(None, description=said("Where, in the language of the story."))
    state: State = Field(State.HELD, description=_STATE)
    mode: Mode | None = Field(None, description=_MODE)
    organisers: tuple[Identifier, ...] = Field((), description=_ORGANISERS)
    series: Identifier | None = Field(None, description=_SERIES)
    tags: Ids = Field((), description=_TAGS)
    figures: tuple[Figure, ...] = Field((), description=_FIGURES)


class EventWords(Record):
    """A twin's words for the event inside its original."""

    title: Line = Field(description=said("What happens, in this language."))
    place: Line | None = Field(None, description=said("Where, in this language."))


def inside_id(story: str, event: EventInStory) -> str:
    """The id of an event inside a story, whose permanent key is `story`: as if it stood in a file of its own."""
    return f"{event.when[0].value.earliest.year}/{story.rpartition('/')[2]}"
