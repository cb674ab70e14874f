"""Claims and sources as a page shows them: each claim with its basis and the number of its source."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError

from newsdesk.content.event import Basis, Claim, Event, Figure, State, WhenClaim, WordsClaim, is_disputed
from newsdesk.content.library import Library
from newsdesk.content.registers import AnySource, OwnReporting
from newsdesk.i18n.dates import format_edtf, format_number
from newsdesk.i18n.languages import Fragment, Language
from newsdesk.pages.view import Dated


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claimed date, place, name or theme; `qualification` is its basis or dispute in words, None if there is neither.

    `source_number` is the number of the source on the page, 0 if the claim names none.
    """

    text: Fragment
    when: Dated | None = None
    qualification: Fragment | None
    source_number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """A figure of a measure: 'over 500' 'companies'; `covers` are the years that it pools.

    `qualification` is its basis or dispute in words, None if neither is stated; `dispute` is the dispute alone, for use
    under a heading that names the `basis`.
    """

    measure: str
    name: Fragment
    value: str
    unit: Fragment
    basis: Fragment
    qualification: Fragment | None
    dispute: Fragment | None
    source_number: int
    covers: Sequence[str] = ()


DateOrWords = TypeVar("DateOrWords", WhenClaim, WordsClaim)
SourceNumbers = Mapping[str, int]
"""The numbers of a page's sources, from 1, by their ids."""


def sources_of_claims(event: Event) -> Sequence[str]:
    """Return the ids of all sources of an event and its claims, each once, in the order in which they are named."""
    of_words = [claim.source for claim in (*event.title, *event.place)]
    of_dates = [claim.source for claim in event.when]
    of_figures = [figure.source for figure in event.figures]
    return list(dict.fromkeys(name for name in (*event.sources, *of_words, *of_dates, *of_figures) if name))


def source_numbers(sources: Sequence[str]) -> SourceNumbers:
    """Return the numbers of a page's sources."""
    return {name: number for number, name in enumerate(sources, start=1)}


def date_claims(event: Event, library: Library, language: Language, numbers: SourceNumbers) -> Sequence[ClaimLine]:
    """Return all claimed dates, in the order of the record."""
    claims = _as_planned(event.when, event)
    return [
        ClaimLine(
            text=Fragment(format_edtf(claim.value, language)),
            when=Dated(iso=claim.value.html, words=format_edtf(claim.value, language)),
            qualification=_qualification(claim, claims, library, language),
            source_number=numbers.get(claim.source or "", 0),
        )
        for claim in claims
    ]


def place_claims(event: Event, library: Library, language: Language, numbers: SourceNumbers) -> Sequence[ClaimLine]:
    """Return all claimed places, in the order of the record."""
    claims = _as_planned(event.place, event)
    return [
        ClaimLine(
            text=claim.value.in_language(language),
            qualification=_qualification(claim, claims, library, language),
            source_number=numbers.get(claim.source or "", 0),
        )
        for claim in claims
    ]


def name_claims(
    claims: Sequence[WordsClaim], library: Library, language: Language, numbers: SourceNumbers
) -> Sequence[ClaimLine]:
    """Return all claimed names, in the order of the record; several names are no dispute."""
    return [
        ClaimLine(
            text=claim.value.in_language(language),
            qualification=_qualification(claim, (), library, language),
            source_number=numbers.get(claim.source or "", 0),
        )
        for claim in claims
    ]


def figure_lines(
    claims: Sequence[Figure], library: Library, language: Language, numbers: SourceNumbers
) -> Iterator[FigureLine]:
    """Yield all figures of registered measures, in the order of the record."""
    for claim in claims:
        if measure := library.registers.measures.get(claim.measure):
            yield FigureLine(
                measure=claim.measure,
                name=measure.name.in_language(language),
                value=figure_with_qualifier(claim, library, language),
                unit=measure.unit.in_language(language) if measure.unit else Fragment(""),
                basis=library.word(claim.basis.word_key, language),
                qualification=_qualification(claim, claims, library, language),
                dispute=_qualification(claim, claims, library, language, headed=True),
                source_number=numbers.get(claim.source, 0),
                covers=sorted(claim.covers),
            )


def figure_with_qualifier(claim: Figure, library: Library, language: Language) -> str:
    """Return a figure with its qualifier: 'over 500', '超过500'."""
    number = format_number(claim.value.number, language)
    if not claim.qualifier:
        return number
    return library.word(claim.qualifier.word_key, language).text.format(figure=number)


def date_and_place_lines(event: Event, library: Library, language: Language) -> Iterator[str]:
    """Yield a line of text each for dates and places, if there are several or one has a basis or dispute to state."""
    semicolon = language.rules.punctuation.semicolon
    for name, lines in (
        (library.word("when", language), date_claims(event, library, language, {})),
        (library.word("where", language), place_claims(event, library, language, {})),
    ):
        if len(lines) > 1 or any(each.qualification for each in lines):
            yield labeled_value(name, semicolon.join(claim_as_text(each, language).text for each in lines), language)


def claim_as_text(line: ClaimLine, language: Language) -> Fragment:
    """Return a claim as plain text: 'Mill Square (planned)'."""
    return Fragment(with_qualification(line.text.text, line.qualification, language), line.text.lang)


def with_qualification(text: str, qualification: Fragment | None, language: Language) -> str:
    """Return a text followed by its basis or dispute in parentheses, if any."""
    if not qualification:
        return text
    return text + language.rules.punctuation.parentheses.format(qualification)


def labeled_value(name: Fragment, value: str, language: Language) -> str:
    """Return a name and its value: 'Where: Mill Square'."""
    return f"{name}{language.rules.punctuation.colon}{value}"


def _as_planned(claims: Sequence[DateOrWords], event: Event) -> Sequence[DateOrWords]:
    """Dates and places of an event that was not held are planned, unless the claim states its basis."""
    if event.state is State.HELD:
        return claims
    return [claim if claim.basis else claim.model_copy(update={"basis": Basis.PLANNED}) for claim in claims]


def _qualification(
    claim: Claim, among: Sequence[Claim], library: Library, language: Language, *, headed: bool = False
) -> Fragment | None:
    """The basis and dispute in words, None if there is neither.

    "Reported" is the default and left out, as is the basis in a column `headed` by it.
    """
    basis = None if headed or claim.basis is Basis.REPORTED else claim.basis
    words = [library.word(basis.word_key, language).text] if basis else []
    if is_disputed(claim, among):
        words.append(library.word("basis_disputed", language).text)
    return Fragment(language.rules.punctuation.comma.join(words)) if words else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A row for a measure; `cells` are its figures by basis, in the order of the table's `bases`."""

    name: Fragment
    cells: Sequence[Sequence[FigureLine]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTable:
    """A table of figures, one column per basis; conflicting figures share a cell or stand side by side."""

    bases: Sequence[Fragment]
    rows: Sequence[FigureRow]


def figure_table(event: Event, library: Library, language: Language, numbers: SourceNumbers) -> FigureTable:
    """Return the table of an event's figures, with columns only for the bases that occur."""
    lines = list(figure_lines(event.figures, library, language, numbers))
    words = [library.word(basis.word_key, language) for basis in (Basis.REPORTED, Basis.RETROSPECTIVE, Basis.PLANNED)]
    bases = [word for word in words if any(line.basis == word for line in lines)]
    rows = [
        FigureRow(
            name=next(line.name for line in lines if line.measure == measure),
            cells=[[line for line in lines if (line.measure, line.basis) == (measure, basis)] for basis in bases],
        )
        for measure in dict.fromkeys(line.measure for line in lines)
    ]
    return FigureTable(bases=bases, rows=rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A source as cited: `title` is marked with the source's own language, `url` is empty if it is not linked.

    Of own reporting (`is_own`), `publisher` says that it is, and `who` and `where` whose it is.
    """

    publisher: Fragment
    date: Dated | None
    title: Fragment | None = None
    language: str = ""
    url: str = ""
    host: str = ""
    archived: str = ""
    is_own: bool = False
    who: Fragment | None = None
    where: Fragment | None = None


def citations(identifiers: Sequence[str], library: Library, language: Language) -> Sequence[Citation]:
    """Return the registered sources with these ids, in this order."""
    sources = library.registers.sources
    return [_citation(sources[name], library, language) for name in identifiers if name in sources]


def publisher(source: AnySource, library: Library, language: Language) -> Fragment:
    """Return the publisher's name: that of a registered organization, else as the source gives it.

    Of own reporting, return that it is.
    """
    if isinstance(source, OwnReporting):
        return library.word("own_reporting", language)
    body = library.registers.organisations.get(source.publisher.plain)
    return (body.name if body else source.publisher).in_language(language)


def _citation(source: AnySource, library: Library, language: Language) -> Citation:
    date = Dated(iso=source.date.html, words=format_edtf(source.date, language)) if source.date else None
    if isinstance(source, OwnReporting):
        return Citation(
            publisher=publisher(source, library, language),
            is_own=True,
            who=source.who.in_language(language) if source.who else None,
            where=source.where.in_language(language) if source.where else None,
            date=date,
        )
    return Citation(
        title=Fragment(source.title, source.lang or "").on_page_in(language) if source.title else None,
        publisher=publisher(source, library, language),
        date=date,
        language=_language_name(source.lang, language) if source.lang else "",
        url=source.address,
        host=_host(source.address),
        archived=source.archived or "",
    )


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


@lru_cache
def _language_name(tag: str, language: Language) -> str:
    """The name of a language, such as 'Japanese' or '日语'; the tag itself if CLDR has none."""
    try:
        # Without the script: a reader needs "Chinese", not which characters.
        known = Locale.parse(tag.partition("-")[0])
    except (UnknownLocaleError, ValueError):
        return tag
    return known.get_display_name(language.locale) or tag
