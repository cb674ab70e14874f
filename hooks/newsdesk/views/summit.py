"""The annual summit: all its editions side by side, each figure with its source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from newsdesk.model.event import State
from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.views.chart import Chart, charts
from newsdesk.views.citation import Citation, citations
from newsdesk.views.claims import FigureLine, Marks, figures, marks, sources_of
from newsdesk.views.edition import years
from newsdesk.views.edition_facts import EditionFacts, edition_facts
from newsdesk.views.listing import fragment
from newsdesk.views.view import Link, Sheaf, View, both, single
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """An edition in the table of all."""

    facts: EditionFacts
    figures: Sequence[FigureLine]


@dataclass(frozen=True, kw_only=True)
class SummitView(View):
    """The page of the summit; `last` is the newest edition that was held, `next` one that a source announces.

    `text_lang` is the language of the prose where it is not the reader's.
    """

    template: ClassVar[str] = "summit.html"
    last: EditionFacts | None
    next: EditionFacts | None
    editions: Sequence[EditionRow]
    charts: Sequence[Chart]
    years: Sequence[Link]
    sources: Sequence[Citation]
    text_lang: str


def summit_page(library: Library, site: Site, language: Language) -> Iterator[Sheaf]:
    """The page of the summit, where there is an edition."""
    if library.registers.editions:
        yield single(address.summit(language), summit, library, site, language)


def summit(library: Library, site: Site, language: Language) -> SummitView:
    """What is known of all editions."""
    where = address.summit(language)
    cited = _cited(library)
    numbers = marks(cited)
    prose = library.prose.get("summit/index")
    text = prose.pair.on(language) if prose else None
    rows = [_row(year, library, language, numbers) for year in sorted(library.registers.editions)]
    held = [row.facts for row in rows if row.facts.state is State.HELD]
    after = [
        row.facts for row in rows if row.facts.state is State.PLANNED and (not held or row.facts.year > held[-1].year)
    ]
    return SummitView(
        address=where,
        language=language,
        title=series_name(library, language),
        description=fragment(text.summary, text.language, language)
        if text
        else library.word("summit_description", language),
        other=address.in_other_language(where),
        translations=both(where, site.languages[0]),
        section="summit",
        feed=summit_feed(library, language),
        body=text,
        last=held[-1] if held else None,
        next=after[0] if after else None,
        editions=rows,
        charts=list(charts(library, language, numbers)),
        years=years(library, language),
        sources=citations(cited, library, language),
        text_lang=text.language.tag if text and text.language is not language else "",
    )


def series_name(library: Library, language: Language) -> Fragment:
    """The name of the series to which the editions belong."""
    named = [edition.series for edition in library.registers.editions.values() if edition.series]
    series = library.registers.series.get(named[0]) if named else None
    return series.name.on(language) if series else library.word("summit", language)


def summit_feed(library: Library, language: Language) -> Link:
    """What leads to the feed of the stories that report the editions."""
    return Link(text=series_name(library, language), address=address.feed(address.summit(language)))


def _cited(library: Library) -> Sequence[str]:
    """The sources of all editions, in order of time."""
    editions = library.registers.editions
    named = dict.fromkeys(name for year in sorted(editions) for name in sources_of(editions[year]))
    return [name for name in named if name in library.registers.sources]


def _row(year: str, library: Library, language: Language, numbers: Marks) -> EditionRow:
    event = library.registers.editions[year]
    return EditionRow(
        facts=edition_facts(year, library, language, numbers),
        figures=list(figures(event.figures, library, language, numbers)),
    )
