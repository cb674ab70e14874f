"""The annual summit: all its editions side by side, each figure with its source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from newsdesk.model.event import State
from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.model.story import Story
from newsdesk.views.calendar import of_summit
from newsdesk.views.chart import Chart, beside, charts, charts_beside
from newsdesk.views.citation import Citation, citations
from newsdesk.views.claims import FigureLine, Marks, figures, marks, sources_of
from newsdesk.views.edition import years
from newsdesk.views.edition_facts import EditionFacts, edition_facts
from newsdesk.views.event import prose
from newsdesk.views.happening import Happening, happenings
from newsdesk.views.how_to_cite import how_to_cite
from newsdesk.views.listing import Item, fragment, item
from newsdesk.views.occasion import recurring
from newsdesk.views.view import Link, Sheaf, View, both, single
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language

MOST = 50
"""Of more stories the page lists the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """An edition in the table of all; `chief` are its figures of the measures that charts draw."""

    facts: EditionFacts
    chief: Sequence[FigureLine]
    others: Sequence[FigureLine]


@dataclass(frozen=True, kw_only=True)
class SummitView(View):
    """The page of the summit; `last` is the newest edition that was held, `next` one that a source announces."""

    template: ClassVar[str] = "summit.html"
    last: EditionRow | None
    next: EditionRow | None
    forerunners: Sequence[Happening]
    timeline: str
    editions: Sequence[EditionRow]
    stories: Sequence[Item]
    charts: Sequence[Chart]
    charts_beside: Sequence[Chart]
    years: Sequence[Link]
    sources: Sequence[Citation]


def summit_page(library: Library, site: Site, language: Language) -> Iterator[Sheaf]:
    """The page of the summit, where there is an edition."""
    if library.registers.editions:
        yield single(address.summit(language), summit, library, site, language)


def summit(library: Library, site: Site, language: Language) -> SummitView:
    """What is known of all editions."""
    where, name = address.summit(language), _series(library)
    cited = _cited(library)
    numbers = marks(cited)
    text = prose("summit/index", library, language)
    rows = {year: _row(year, library, language, numbers) for year in sorted(library.registers.editions)}
    last, following = last_and_next(library)
    stories = _stories(library)
    title, modified = series_name(library, language), max((story.modified for story in stories), default=None)
    return SummitView(
        address=where,
        language=language,
        title=title,
        description=fragment(text.summary, language, language)
        if text
        else library.word("summit_description", language),
        translations=both(where, site.languages),
        modified=modified,
        section="summit",
        feed=summit_feed(library, language),
        calendar=of_summit(library, language),
        described=[recurring(name, where, library, site, language)] if name else [],
        body=text,
        to_cite=how_to_cite(title=title, url=site.absolute(where), day=modified, site=site, language=language),
        last=rows.get(last),
        next=rows.get(following),
        forerunners=_forerunners(library, language),
        timeline=_timeline(library, language),
        editions=list(rows.values()),
        stories=[item(story, language) for story in stories],
        charts=list(charts(library, language, numbers)),
        charts_beside=list(charts_beside(library, language, numbers)),
        years=years(library, language),
        sources=citations(cited, library, language),
    )


def series_name(library: Library, language: Language) -> Fragment:
    """The name of the series to which the editions belong."""
    series = library.registers.series.get(_series(library))
    return series.name.on(language) if series else library.word("summit", language)


def last_and_next(library: Library) -> tuple[str, str]:
    """The year of the newest edition that was held, and of the first planned one after it; empty where none is."""
    editions = sorted(library.registers.editions.items())
    last = next((year for year, each in reversed(editions) if each.state is State.HELD), "")
    return last, next((year for year, each in editions if each.state is State.PLANNED and year > last), "")


def _series(library: Library) -> str:
    """The id of the series to which the editions belong; empty where none is known."""
    known = library.registers.series
    return next((each.series for each in library.registers.editions.values() if each.series in known), None) or ""


def _forerunners(library: Library, language: Language) -> Sequence[Happening]:
    series = library.registers.series.get(_series(library))
    return list(happenings(series.forerunner if series else (), library, language))


def _timeline(library: Library, language: Language) -> str:
    """The address of the timeline of the series, empty where it has none."""
    series = _series(library)
    return address.series(language, series) if series in library.timeline.by_series else ""


def _stories(library: Library) -> Sequence[Story]:
    """The newest stories of all editions; each edition's own page has more."""
    found = {story for year in library.registers.editions for story in library.by_event.get(f"summit/{year}", ())}
    return sorted(found, key=lambda story: story.order, reverse=True)[:MOST]


def summit_feed(library: Library, language: Language) -> Link:
    """What leads to the feed of the stories that report the editions."""
    return Link(text=series_name(library, language), address=address.feed(address.summit(language)))


def _cited(library: Library) -> Sequence[str]:
    """The sources of all editions in order of time, then those of what is drawn beside them."""
    editions = library.registers.editions
    named = [name for year in sorted(editions) for name in sources_of(editions[year])]
    for measure, events in beside(library).items():
        named += [figure.source for event in events for figure in event.figures if figure.measure == measure]
    return [name for name in dict.fromkeys(named) if name in library.registers.sources]


def _row(year: str, library: Library, language: Language, numbers: Marks) -> EditionRow:
    event, measures = library.registers.editions[year], library.registers.measures
    lines = list(figures(event.figures, library, language, numbers))
    return EditionRow(
        facts=edition_facts(year, library, language, numbers),
        chief=[line for line in lines if measures[line.measure].chart],
        others=[line for line in lines if not measures[line.measure].chart],
    )
