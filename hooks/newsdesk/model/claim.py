"""Claims: what a source says, kept apart from what another source says."""

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from newsdesk.model.kinds import Amount, Identifier, InWords, Record, When, one_or_claims


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

    value: When = Field(alias="is")
    basis: Basis | None = None
    source: Identifier | None = None


class WordsClaim(Record):
    """A name or a place, and who says so."""

    value: InWords = Field(alias="is")
    basis: Basis | None = None
    source: Identifier | None = None


class Figure(Record):
    """One figure of one measure: never without its basis and its source."""

    measure: Identifier
    value: Amount
    qualifier: Qualifier | None = None
    basis: Basis
    source: Identifier
    covers: tuple[Identifier, ...] = ()


Whens = Annotated[tuple[WhenClaim, ...], BeforeValidator(one_or_claims)]
WordClaims = Annotated[tuple[WordsClaim, ...], BeforeValidator(one_or_claims)]
