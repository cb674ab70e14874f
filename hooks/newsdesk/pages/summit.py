"""The annual summit: the facts of each edition, an edition's page, and the page of all editions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsdesk import urls
from newsdesk.content.event import Edition, State, WordsClaim
from newsdesk.content.library import Library
from newsdesk.content.registers import Role
from newsdesk.content.site import Site
from newsdesk.content.story import Story
from newsdesk.i18n.languages import Fragment, Language
from newsdesk.pages.chart import Chart, charts, charts_beside, events_beside
from newsdesk.pages.claims import (
    Citation,
    ClaimLine,
    FigureLine,
    FigureTable,
    SourceNumbers,
    citations,
    claim_as_text,
    date_claims,
    figure_lines,
    figure_table,
    name_claims,
    place_claims,
    source_numbers,
    sources_of_claims,
)
from newsdesk.pages.event import (
    CalendarEvent,
    EventSummary,
    Reports,
    address_of_summit,
    calendar_event,
    event_json_ld,
    event_summaries,
    prose,
    reports,
    series_json_ld,
)
from newsdesk.pages.lists import Item, fragment, item
from newsdesk.pages.view import (
    Link,
    NamedEntity,
    PageBatch,
    PageKind,
    SearchKind,
    SearchRecord,
    View,
    counterparts,
    how_to_cite,
    in_each_language,
    organisations_named,
    single_page,
    texts_in_page_language,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedName:
    """A claimed name in the reader's language, None if no source gives one, and in the others.

    `qualification` is its basis in words; `source_number` is the number of its source.
    """

    in_page_language: Fragment | None
    others: Mapping[Language, Fragment]
    qualification: Fragment | None
    source_number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFacts:
    """The facts of an edition as each source gives them; `source_numbers` are those of its record's own.

    `theme`, `mode` and `places` are empty if no source gives them.
    """

    year: str
    address: str
    names: Sequence[ClaimedName]
    theme: Fragment | None
    dates: Sequence[ClaimLine]
    places: Sequence[ClaimLine]
    state: State
    mode: Fragment | None
    source_numbers: Sequence[int]


def edition_facts(year: str, library: Library, language: Language, numbers: SourceNumbers) -> EditionFacts:
    """Return the facts of the edition of a year, for a page with these source numbers."""
    event = library.registers.editions[year]
    return EditionFacts(
        year=year,
        address=urls.event(language, f"summit/{year}"),
        names=[
            _claimed_name(claim, line, language)
            for claim, line in zip(event.title, name_claims(event.title, library, language, numbers), strict=True)
        ],
        theme=event.theme.in_language(language) if event.theme else None,
        dates=date_claims(event, library, language, numbers),
        places=place_claims(event, library, language, numbers),
        state=event.state,
        mode=library.word(event.mode.word_key, language) if event.mode else None,
        source_numbers=[numbers[name] for name in event.sources if name in numbers],
    )


def _claimed_name(claim: WordsClaim, line: ClaimLine, language: Language) -> ClaimedName:
    name = claim.value
    return ClaimedName(
        in_page_language=name.in_language(language) if name.has(language) else None,
        others={
            each: Fragment(name.in_language(each).text, each.tag) for each in name.by_language if each is not language
        },
        qualification=line.qualification,
        source_number=line.source_number,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPerson:
    """A person named in the stories, with the role held at the time; `source_number` is the number of its source."""

    name: Fragment
    role: Fragment
    source_number: int


@dataclass(frozen=True, kw_only=True)
class EditionView(View):
    """The page of an edition; `years` are links to all editions."""

    summary: Fragment | None
    facts: EditionFacts
    organisers: Sequence[NamedEntity]
    figures: FigureTable
    people: Sequence[EditionPerson]
    reports: Reports
    years: Sequence[Link]
    earlier: Link | None
    later: Link | None
    sources: Sequence[Citation]
    calendar_event: CalendarEvent | None

    @property
    def searched(self) -> SearchRecord:
        facts = self.facts
        claims = [claim_as_text(each, self.language) for each in (*facts.dates, *facts.places)]
        return SearchRecord(
            kind=SearchKind.EDITION,
            day=claims[0].text,
            years=[int(facts.year)],
            words=list(
                texts_in_page_language(*(name.in_page_language for name in facts.names[1:]), facts.theme, *claims)
            ),
        )


def _each_edition(library: Library, site: Site, language: Language) -> Iterator[PageBatch]:
    for year in sorted(library.registers.editions):
        yield single_page(urls.event(language, f"summit/{year}"), edition_view, year, library, site, language)


def edition_view(year: str, library: Library, site: Site, language: Language) -> EditionView:
    """Return the page of the edition of a year."""
    event = library.registers.editions[year]
    where = urls.event(language, f"summit/{year}")
    people = list(_roles(year, event, library))
    known = library.registers.sources
    sources = dict.fromkeys([*sources_of_claims(event), *(role.source for _, role in people)])
    cited = [name for name in sources if name in known]
    entered = calendar_event(f"summit/{year}", event, library, site, language)
    numbers = source_numbers(cited)
    modified = max((story.modified for story in library.by_event.get(f"summit/{year}", ())), default=None)
    text = prose(f"summit/{year}", library, language)
    all_years = year_links(library, language)
    at = [link.text.text for link in all_years].index(year)
    name = event.title[0].value.in_language(language)
    summary = fragment(text.summary, language, language) if text else None
    described = Fragment(library.word("edition_description", language).text.format(year=year))
    return EditionView(
        address=where,
        language=language,
        title=name,
        description=summary or described,
        translations=counterparts(where, site.languages),
        modified=modified,
        crumbs=[Link(text=library.word("summit", language), address=urls.summit(language))],
        section="summit",
        body=text,
        how_to_cite=how_to_cite(title=name, url=site.absolute(where), day=modified, site=site, language=language),
        summary=summary,
        facts=edition_facts(year, library, language, numbers),
        organisers=organisations_named(event.organisers, library, language),
        figures=figure_table(event, library, language, numbers),
        people=_edition_people(people, library, language, numbers),
        reports=reports(f"summit/{year}", event, library, language),
        years=all_years,
        earlier=all_years[at - 1] if at else None,
        later=all_years[at + 1] if at + 1 < len(all_years) else None,
        described=[event_json_ld(f"summit/{year}", event, library, site, language)],
        calendar_event=entered,
        calendar=entered.file if entered else "",
        sources=citations(cited, library, language),
    )


def year_links(library: Library, language: Language) -> Sequence[Link]:
    """Return links to all editions, by year."""
    return [
        Link(text=Fragment(year), address=urls.event(language, f"summit/{year}"))
        for year in sorted(library.registers.editions)
    ]


def _roles(year: str, event: Edition, library: Library) -> Iterator[tuple[str, Role]]:
    """People named in the stories about the edition, with their registered roles on any of its days."""
    first, last = min(each.value.earliest for each in event.when), max(each.value.latest for each in event.when)
    stories = library.by_event.get(f"summit/{year}", ())
    for name in sorted({name for story in stories for name in story.people}):
        if person := library.registers.people.get(name):
            during = [role for role in person.roles if role.on.earliest <= last and role.on.latest >= first]
            yield from ((name, role) for role in during)


def _edition_people(
    people: Sequence[tuple[str, Role]], library: Library, language: Language, numbers: SourceNumbers
) -> Sequence[EditionPerson]:
    return [
        EditionPerson(
            name=library.registers.people[name].display_name.in_language(language),
            role=role.value.in_language(language),
            source_number=numbers.get(role.source, 0),
        )
        for name, role in people
    ]


MAX_SUMMIT_STORIES = 50
"""Maximum number of stories on the page of the summit; the newest are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """An edition in the table of all; `main_figures` are its figures of measures with `chart: true`."""

    facts: EditionFacts
    main_figures: Sequence[FigureLine]
    others: Sequence[FigureLine]


@dataclass(frozen=True, kw_only=True)
class SummitView(View):
    """The page of the summit: `last` is the newest edition held, `next` the first one planned after it."""

    last: EditionRow | None
    next: EditionRow | None
    forerunners: Sequence[EventSummary]
    timeline: str
    editions: Sequence[EditionRow]
    stories: Sequence[Item]
    charts: Sequence[Chart]
    charts_beside: Sequence[Chart]
    years: Sequence[Link]
    sources: Sequence[Citation]


def _summit(library: Library, site: Site, language: Language) -> Iterator[PageBatch]:
    if library.registers.editions:
        yield single_page(urls.summit(language), summit_view, library, site, language)


def summit_view(library: Library, site: Site, language: Language) -> SummitView:
    """Return the page of all editions."""
    where, name = urls.summit(language), _series(library)
    cited = _cited(library)
    numbers = source_numbers(cited)
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
        translations=counterparts(where, site.languages),
        modified=modified,
        section="summit",
        feed=summit_feed_link(library, language),
        calendar=address_of_summit(library, language),
        described=[series_json_ld(name, where, library, site, language)] if name else [],
        body=text,
        how_to_cite=how_to_cite(title=title, url=site.absolute(where), day=modified, site=site, language=language),
        last=rows.get(last),
        next=rows.get(following),
        forerunners=_forerunners(library, language),
        timeline=_timeline(library, language),
        editions=list(rows.values()),
        stories=[item(story, language) for story in stories],
        charts=list(charts(library, language, numbers)),
        charts_beside=list(charts_beside(library, language, numbers)),
        years=year_links(library, language),
        sources=citations(cited, library, language),
    )


def series_name(library: Library, language: Language) -> Fragment:
    """Return the name of the series to which the editions belong, else the interface word for the summit."""
    series = library.registers.series.get(_series(library))
    return series.name.in_language(language) if series else library.word("summit", language)


def last_and_next(library: Library) -> tuple[str, str]:
    """Return the years of the newest edition held and of the first one planned after it; empty if there is none."""
    editions = sorted(library.registers.editions.items())
    last = next((year for year, each in reversed(editions) if each.state is State.HELD), "")
    return last, next((year for year, each in editions if each.state is State.PLANNED and year > last), "")


def _series(library: Library) -> str:
    """The id of the series to which the editions belong, empty if it is not registered."""
    known = library.registers.series
    return next((each.series for each in library.registers.editions.values() if each.series in known), None) or ""


def _forerunners(library: Library, language: Language) -> Sequence[EventSummary]:
    series = library.registers.series.get(_series(library))
    return list(event_summaries(series.forerunner if series else (), library, language))


def _timeline(library: Library, language: Language) -> str:
    series = _series(library)
    return urls.series(language, series) if series in library.timeline.by_series else ""


def _stories(library: Library) -> Sequence[Story]:
    found = {story for year in library.registers.editions for story in library.by_event.get(f"summit/{year}", ())}
    return sorted(found, key=lambda story: story.order, reverse=True)[:MAX_SUMMIT_STORIES]


def summit_feed_link(library: Library, language: Language) -> Link:
    """Return a link to the feed of the stories about the editions."""
    return Link(text=series_name(library, language), address=urls.feed(urls.summit(language)))


def _cited(library: Library) -> Sequence[str]:
    """The sources of all editions in order of time, then those of `charts_beside`."""
    editions = library.registers.editions
    named = [name for year in sorted(editions) for name in sources_of_claims(editions[year])]
    for measure, events in events_beside(library).items():
        named += [figure.source for event in events for figure in event.figures if figure.measure == measure]
    return [name for name in dict.fromkeys(named) if name in library.registers.sources]


def _row(year: str, library: Library, language: Language, numbers: SourceNumbers) -> EditionRow:
    event, measures = library.registers.editions[year], library.registers.measures
    lines = list(figure_lines(event.figures, library, language, numbers))
    return EditionRow(
        facts=edition_facts(year, library, language, numbers),
        main_figures=[line for line in lines if measures[line.measure].chart],
        others=[line for line in lines if not measures[line.measure].chart],
    )


PAGES = [
    PageKind(view=SummitView, batches=in_each_language(_summit), permanent=True),
    # `events_moved` includes the former addresses of editions.
    PageKind(view=EditionView, batches=in_each_language(_each_edition), permanent=True),
]
