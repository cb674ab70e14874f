"""Events and editions: one record for all languages, each statement a claim with its source."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field

from newsdesk.content.types import (
    READ_ONLY,
    AmountValue,
    EditionId,
    Identifier,
    InAnyOrder,
    InterfaceEnum,
    LocalizedValue,
    MeasureId,
    OrganisationId,
    Phrase,
    Record,
    SeriesId,
    SourceId,
    TagId,
    WhenValue,
    as_claims,
)
from newsdesk.i18n.dates import EdtfDate
from newsdesk.i18n.messages import msg

_BASIS = msg("How the source knows it: planned in advance, reported at the time, or retrospective.")
_SOURCE = msg("The source, an ID from sources.yml.")


class Basis(InterfaceEnum):
    """How the source of a claim knows it."""

    PLANNED = "planned"
    REPORTED = "reported"
    RETROSPECTIVE = "retrospective"

    @property
    def word_key(self) -> str:
        return f"basis_{self}"


class Qualifier(InterfaceEnum):
    """The precision of a figure; without one, it is exact."""

    ABOUT = "about"
    OVER = "over"
    NEARLY = "nearly"

    @property
    def word_key(self) -> str:
        return f"qualifier_{self}"


class WhenClaim(Record):
    """A date (EDTF, ISO 8601-2), with its basis and source."""

    value: WhenValue = Field(alias="is", description=msg("The date in EDTF."), examples=["2014-02-19"])
    basis: Basis | None = Field(None, description=_BASIS)
    source: SourceId | None = Field(None, description=_SOURCE)

    def agrees(self, other: "WhenClaim") -> bool:
        return self.value.agrees(other.value)


class WordsClaim(Record):
    """A name or a location, with its basis and source."""

    value: LocalizedValue = Field(alias="is", description=msg("The text, in each language the source uses."))
    basis: Basis | None = Field(None, description=_BASIS)
    source: SourceId | None = Field(None, description=_SOURCE)

    def agrees(self, other: "WordsClaim") -> bool:
        return self.value.agrees(other.value)


class Figure(Record):
    """A figure of a measure; basis and source are required."""

    measure: MeasureId = Field(description=msg("An ID from measures.yml."), examples=["visitors"])
    value: AmountValue = Field(
        description=msg("The value, such as 316, 167.33亿 or 16.733 billion, in the unit of the measure."),
        examples=["316"],
    )
    qualifier: Qualifier | None = Field(None, description=msg("about, over or nearly; omit for an exact figure."))
    basis: Basis = Field(description=_BASIS, examples=["reported"])
    source: SourceId = Field(description=_SOURCE)
    covers: InAnyOrder[EditionId] = Field(
        (), description=msg("The editions covered by a combined figure, by year."), examples=[["2015", "2016"]]
    )

    def agrees(self, other: "Figure") -> bool:
        counted, theirs = (self.measure, sorted(self.covers)), (other.measure, sorted(other.covers))
        return counted != theirs or (self.value.number, self.qualifier) == (other.value.number, other.qualifier)


Claim = TypeVar("Claim", WhenClaim, WordsClaim, Figure)


def is_disputed(claim: Claim, among: Iterable[Claim]) -> bool:
    """Return whether another claim contradicts this one; a plan and its outcome do not."""
    is_plan = claim.basis is Basis.PLANNED
    others = (each for each in among if each is not claim)
    return any((each.basis is Basis.PLANNED) is is_plan and not claim.agrees(each) for each in others)


DateClaims = Annotated[
    tuple[WhenClaim, ...], BeforeValidator(as_claims, json_schema_input_type=WhenValue | tuple[WhenClaim, ...])
]
WordClaims = Annotated[
    tuple[WordsClaim, ...],
    BeforeValidator(as_claims, json_schema_input_type=LocalizedValue | tuple[WordsClaim, ...]),
]


class State(InterfaceEnum):
    """The state of an event."""

    PLANNED = "planned"
    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"

    @property
    def word_key(self) -> str:
        """Empty for `held`, which needs no label."""
        return "" if self is State.HELD else str(self)


class Mode(InterfaceEnum):
    """The attendance mode of an event (schema.org eventAttendanceMode)."""

    IN_PERSON = "in-person"
    ONLINE = "online"
    HYBRID = "hybrid"

    @property
    def word_key(self) -> str:
        return f"mode_{self}"


class EventFacts(Record):
    """Fields of every event; `title` and `place` are claims in a record, plain text in a story."""

    title: Any
    when: DateClaims = Field(
        min_length=1,
        description=msg("The date in EDTF; a list of `{{is, basis, source}}` where sources disagree."),
        examples=["2014-02-19"],
    )
    place: Any = None
    state: State = Field(State.HELD, description=msg("planned, held, postponed or cancelled."))
    mode: Mode | None = Field(None, description=msg("in-person, online or hybrid."))
    organisers: tuple[OrganisationId, ...] = Field((), description=msg("IDs from organisations.yml."))
    series: SeriesId | None = Field(None, description=msg("An ID from series.yml."))
    tags: InAnyOrder[TagId] = Field((), description=msg("IDs from tags.yml."))
    figures: tuple[Figure, ...] = Field(
        (),
        description=msg(
            "Figures, each with measure, value, qualifier, basis and source, plus covers where it combines editions."
        ),
    )


class Event(EventFacts):
    """An event that was held or planned; its date is as precise as its source."""

    title: WordClaims = Field(min_length=1, description=msg("The name of the event, in each language a source uses."))
    place: WordClaims = Field((), description=msg("The location; a list of `{{is, source}}` where sources disagree."))
    sources: tuple[SourceId, ...] = Field(min_length=1, description=msg("IDs from sources.yml; at least one."))
    id: Identifier | None = Field(
        None,
        description=msg("Permanent ID of an event that was moved; written by `newsdesk`."),
        json_schema_extra=READ_ONLY,
    )
    aliases: tuple[Identifier, ...] = Field(
        (), description=msg("Former event IDs; their URLs redirect here."), examples=[["2014/the-old-slug"]]
    )


class Edition(Event):
    """An edition of the annual event: it has a year (its file name) and a theme."""

    theme: LocalizedValue | None = Field(None, description=msg("The theme, in each language a source uses."))


def is_confirmed(event: Event) -> bool:
    """Return whether a source gives a date that is more than planned."""
    return any(claim.basis is not Basis.PLANNED for claim in event.when)


def last_day(event: Event) -> EdtfDate:
    """Return the latest date that a source gives."""
    return max((claim.value for claim in event.when), key=lambda when: when.latest)


def is_past_plan(event: Event, today: date) -> bool:
    """Return whether an event is still planned although the last day that a source gives is before `today`."""
    return event.state is State.PLANNED and last_day(event).latest < today


class EventInStory(EventFacts):
    """An event defined in the first story about it, in that story's language."""

    title: Phrase = Field(description=msg("The name of the event, in the language of the story."))
    place: Phrase | None = Field(None, description=msg("The location, in the language of the story."))


class EventWords(Record):
    """A translation's words for the event defined in its original."""

    title: Phrase = Field(description=msg("The name of the event in this language."))
    place: Phrase | None = Field(None, description=msg("The location in this language."))


def id_of_event_in_story(story: str, event: EventInStory) -> str:
    """Return the id of an event defined in a story with the permanent key `story`, as if it had its own file."""
    return f"{event.when[0].value.earliest.year}/{story.rpartition('/')[2]}"
