"""Claims: what a source says, kept apart from what another source says."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, Field

from newsdesk.model.kinds import Amount, Identifier, Ids, InWords, Record, When, one_or_claims
from newsdesk.words.message import said

_BASIS = said("On what ground the source says it.")
_SOURCE = said("Who says so, an id of sources.yml.")


class Basis(StrEnum):
    """On what ground a claim stands."""

    PLANNED = "planned"
    REPORTED = "reported"
    RETROSPECTIVE = "retrospective"


class Qualifier(StrEnum):
    """How exact a figure is; absent means exactly."""

    ABOUT = "about"
    OVER = "over"
    NEARLY = "nearly"


class WhenClaim(Record):
    """A date, and who says so."""

    value: When = Field(alias="is", description=said("The date, in EDTF."), examples=["2014-02-19"])
    basis: Basis | None = Field(None, description=_BASIS)
    source: Identifier | None = Field(None, description=_SOURCE)

    def agrees(self, other: "WhenClaim") -> bool:
        return self.value.agrees(other.value)


class WordsClaim(Record):
    """A name or a place, and who says so."""

    value: InWords = Field(alias="is", description=said("The words, in each language that the source carries."))
    basis: Basis | None = Field(None, description=_BASIS)
    source: Identifier | None = Field(None, description=_SOURCE)

    def agrees(self, other: "WordsClaim") -> bool:
        return self.value.agrees(other.value)


class Figure(Record):
    """One figure of one measure: never without its basis and its source."""

    measure: Identifier = Field(description=said("An id of measures.yml."), examples=["visitors"])
    value: Amount = Field(
        description=said("The figure, such as 316, 167.33亿 or 16.733 billion; the measure knows its unit."),
        examples=["316"],
    )
    qualifier: Qualifier | None = Field(
        None, description=said("about, over or nearly; without it the figure is exact.")
    )
    basis: Basis = Field(description=_BASIS, examples=["reported"])
    source: Identifier = Field(description=_SOURCE)
    covers: Ids = Field(
        (), description=said("The editions that it pools, by their years."), examples=[["2015", "2016"]]
    )

    def agrees(self, other: "Figure") -> bool:
        counted, theirs = (self.measure, sorted(self.covers)), (other.measure, sorted(other.covers))
        return counted != theirs or (self.value.number, self.qualifier) == (other.value.number, other.qualifier)


Claim = TypeVar("Claim", WhenClaim, WordsClaim, Figure)


def is_disputed(claim: Claim, among: Iterable[Claim]) -> bool:
    """Whether one of those claims contradicts it: a plan and what came of it do not."""
    is_plan = claim.basis is Basis.PLANNED
    return any((each.basis is Basis.PLANNED) is is_plan and not claim.agrees(each) for each in among)


Whens = Annotated[
    tuple[WhenClaim, ...], BeforeValidator(one_or_claims, json_schema_input_type=When | tuple[WhenClaim, ...])
]
WordClaims = Annotated[
    tuple[WordsClaim, ...], BeforeValidator(one_or_claims, json_schema_input_type=InWords | tuple[WordsClaim, ...])
]
