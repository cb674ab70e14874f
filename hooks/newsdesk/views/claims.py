"""What sources say, as a page shows it: each claim with its ground and a mark that leads to its source on the page.

No view words a claim itself: whatever shows one gets it from here, with the words that say
that it was planned or given later, and that sources differ.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from newsdesk.model.claim import Basis, Claim, Figure, WhenClaim, WordsClaim, is_disputed
from newsdesk.model.event import Event, State
from newsdesk.model.library import Library
from newsdesk.views.view import Dated
from newsdesk.words.dates import in_words
from newsdesk.words.figures import in_figures
from newsdesk.words.language import Fragment, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A date, place, name or theme that a source gives; `ground` is what must be said with it, None for nothing.

    `mark` is the number of the source on the page, 0 where the claim names none.
    """

    text: Fragment
    when: Dated | None = None
    ground: Fragment | None
    mark: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """A figure of a measure: 'over 500' 'companies'; `covers` are the years that it pools.

    `ground` is what must be said with it, None for nothing; `disputed` is what
    of that remains to be said where a heading names its `basis`.
    """

    measure: str
    name: Fragment
    value: str
    unit: Fragment
    basis: Fragment
    ground: Fragment | None
    disputed: Fragment | None
    mark: int
    covers: Sequence[str] = ()


Told = TypeVar("Told", WhenClaim, WordsClaim)
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


def dates(event: Event, library: Library, language: Language, numbers: Marks) -> Sequence[Said]:
    """All dates that are claimed, in the order of the record."""
    claims = _as_planned(event.when, event)
    return [
        Said(
            text=Fragment(in_words(claim.value, language)),
            when=Dated(iso=claim.value.html, words=in_words(claim.value, language)),
            ground=_ground(claim, claims, library, language),
            mark=numbers.get(claim.source or "", 0),
        )
        for claim in claims
    ]


def places(event: Event, library: Library, language: Language, numbers: Marks) -> Sequence[Said]:
    """All places that are claimed, in the order of the record."""
    claims = _as_planned(event.place, event)
    return [
        Said(
            text=claim.value.on(language),
            ground=_ground(claim, claims, library, language),
            mark=numbers.get(claim.source or "", 0),
        )
        for claim in claims
    ]


def names(claims: Sequence[WordsClaim], library: Library, language: Language, numbers: Marks) -> Sequence[Said]:
    """All names that are claimed, in the order of the record; a thing may have several, so they are in no dispute."""
    return [
        Said(
            text=claim.value.on(language),
            ground=_ground(claim, (), library, language),
            mark=numbers.get(claim.source or "", 0),
        )
        for claim in claims
    ]


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
                ground=_ground(claim, claims, library, language),
                disputed=_ground(claim, claims, library, language, headed=True),
                mark=numbers.get(claim.source, 0),
                covers=sorted(claim.covers),
            )


def qualified(claim: Figure, library: Library, language: Language) -> str:
    """'over 500' or '超过500': the figure with its qualifier."""
    number = in_figures(claim.value.number, language)
    if not claim.qualifier:
        return number
    return library.word(f"qualifier_{claim.qualifier}", language).text.format(figure=number)


def stated(event: Event, library: Library, language: Language) -> Iterator[str]:
    """A line of text for the dates and one for the places, where more must be said of them than the first."""
    semicolon = "；" if language.is_full_width else "; "
    for key, said in (
        ("when", dates(event, library, language, {})),
        ("where", places(event, library, language, {})),
    ):
        if len(said) > 1 or any(each.ground for each in said):
            yield pair(
                library.word(key, language), semicolon.join(worded(each, language).text for each in said), language
            )


def worded(said: Said, language: Language) -> Fragment:
    """A claim where there is no markup: 'Mill Square (planned)'."""
    return Fragment(grounded(said.text.text, said.ground, language), said.text.lang)


def grounded(text: str, ground: Fragment | None, language: Language) -> str:
    """A text with what must be said with it."""
    if not ground:
        return text
    return f"{text}（{ground}）" if language.is_full_width else f"{text} ({ground})"


def pair(name: Fragment, value: str, language: Language) -> str:
    """'Where: Mill Square'."""
    return f"{name}{'：' if language.is_full_width else ': '}{value}"


def _as_planned(claims: Sequence[Told], event: Event) -> Sequence[Told]:
    """The dates or places of an event: those of one that was not held were planned, unless they say otherwise."""
    if event.state is State.HELD:
        return claims
    return [claim if claim.basis else claim.model_copy(update={"basis": Basis.PLANNED}) for claim in claims]


def _ground(
    claim: Claim, among: Sequence[Claim], library: Library, language: Language, *, headed: bool = False
) -> Fragment | None:
    """The words for a basis, and for the dispute in which a claim is among others; None where there is neither.

    What was reported goes without saying, as does the basis in a column that is `headed` by it.
    """
    unsaid = headed or claim.basis in (None, Basis.REPORTED)
    words = [] if unsaid else [library.word(f"basis_{claim.basis}", language).text]
    if is_disputed(claim, among):
        words.append(library.word("basis_disputed", language).text)
    return Fragment(("，" if language.is_full_width else ", ").join(words)) if words else None
