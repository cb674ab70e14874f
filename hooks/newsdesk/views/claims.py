"""What sources say, as a page shows it: each claim with its basis and a mark that leads to its source on the page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsdesk.model.claim import Basis, Figure, WhenClaim, WordsClaim
from newsdesk.model.event import Event
from newsdesk.model.library import Library
from newsdesk.views.view import Dated
from newsdesk.words.dates import in_words
from newsdesk.words.figures import in_figures
from newsdesk.words.language import Fragment, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A date, place, name or theme that a source gives; `basis` is the interface word, None where nothing is said.

    `mark` is the number of the source on the page, 0 where the claim names none.
    """

    text: Fragment
    when: Dated | None = None
    basis: Fragment | None
    mark: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """A figure of a measure: 'over 500' 'companies'; `covers` are the years that it pools."""

    measure: str
    name: Fragment
    value: str
    unit: Fragment
    basis: Fragment
    planned: bool
    mark: int
    covers: Sequence[str] = ()


Marks = Mapping[str, int]
"""The ids of a page's sources, and their numbers on the page, from 1."""


def sources_of(event: Event) -> Sequence[str]:
    """The ids of all sources of an event, its claims' included, in the order in which they are named."""
    of_words = [claim.source for claim in (*event.title, *event.place)]
    of_dates = [claim.source for claim in event.when]
    of_figures = [figure.source for figure in event.figures]
    return list(dict.fromkeys(name for name in (*event.sources, *of_words, *of_dates, *of_figures) if name))


def marks(sources: Sequence[str]) -> Marks:
    """The numbers of a page's sources."""
    return {name: number for number, name in enumerate(sources, start=1)}


def dates(claims: Sequence[WhenClaim], library: Library, language: Language, numbers: Marks) -> Sequence[Said]:
    """All dates that are claimed, in the order of the record."""
    return [
        Said(
            text=Fragment(in_words(claim.value, language)),
            when=Dated(iso=claim.value.html, words=in_words(claim.value, language)),
            basis=basis(claim.basis, library, language),
            mark=numbers.get(claim.source or "", 0),
        )
        for claim in claims
    ]


def words(claims: Sequence[WordsClaim], library: Library, language: Language, numbers: Marks) -> Sequence[Said]:
    """All names or places that are claimed, in the order of the record."""
    return [
        Said(
            text=claim.value.on(language),
            basis=basis(claim.basis, library, language),
            mark=numbers.get(claim.source or "", 0),
        )
        for claim in claims
    ]


def contradict(claims: Sequence[Said]) -> bool:
    """Whether sources differ on one ground: a plan and what came of it are no conflict."""
    return len({claim.basis for claim in claims}) < len(claims)


def figures(claims: Sequence[Figure], library: Library, language: Language, numbers: Marks) -> Iterator[FigureLine]:
    """All figures whose measure is known, in the order of the record."""
    for claim in claims:
        if measure := library.registers.measures.get(claim.measure):
            yield FigureLine(
                measure=claim.measure,
                name=measure.name.on(language),
                value=qualified(claim, library, language),
                unit=measure.unit.on(language) if measure.unit else Fragment(""),
                basis=library.word(f"basis_{claim.basis}", language),
                planned=claim.basis is Basis.PLANNED,
                mark=numbers.get(claim.source, 0),
                covers=sorted(claim.covers),
            )


def qualified(claim: Figure, library: Library, language: Language) -> str:
    """'over 500' or '超过500': the figure with its qualifier."""
    number = in_figures(claim.value.number, language)
    if not claim.qualifier:
        return number
    return library.word(f"qualifier_{claim.qualifier}", language).text.format(figure=number)


def basis(said: Basis | None, library: Library, language: Language) -> Fragment | None:
    """The word for a basis, None where nothing is said."""
    return library.word(f"basis_{said}", language) if said else None
