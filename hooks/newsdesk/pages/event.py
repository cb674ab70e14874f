"""Events: their summaries in lists, and an event's page with the stories about it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from newsdesk import urls
from newsdesk.content.event import Basis, Edition, Event, Mode, State, is_confirmed
from newsdesk.content.library import Library
from newsdesk.content.registers import SeriesKind
from newsdesk.content.site import Site
from newsdesk.content.story import Story, Text
from newsdesk.i18n.dates import Precision
from newsdesk.i18n.languages import Fragment, Language
from newsdesk.pages.claims import (
    Citation,
    ClaimLine,
    FigureLine,
    citations,
    claim_as_text,
    date_and_place_lines,
    date_claims,
    figure_lines,
    labeled_value,
    name_claims,
    place_claims,
    publisher,
    source_numbers,
    sources_of_claims,
)
from newsdesk.pages.lists import Item, item, tag_links
from newsdesk.pages.redirects import valid_aliases
from newsdesk.pages.view import (
    JsonLd,
    Link,
    MovedPage,
    NamedEntity,
    PageBatch,
    PageKind,
    SearchKind,
    SearchRecord,
    View,
    counterparts,
    entity_identity,
    how_to_cite,
    in_each_language,
    json_ld,
    json_ld_names,
    json_ld_of_named,
    json_ld_reference,
    json_ld_text,
    organisations_named,
    single_page,
    texts_in_page_language,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """A whole-day event, from `first` to `last` inclusive; `id` (UID) is a tag URI, the same in every language.

    `file` is the address of its own calendar and `calendar_id` the tag URI of that, which outlives a move. `revised` is
    the day of its last change (LAST-MODIFIED).
    """

    id: str
    calendar_id: str
    address: str
    file: str
    title: str
    state: State
    first: date
    last: date
    revised: date
    place: str
    description: str
    categories: Sequence[str]


def calendar_event(
    identifier: str, event: Event, library: Library, site: Site, language: Language
) -> CalendarEvent | None:
    """Return an event for a calendar in a language, on its first claimed date; None unless that is exact."""
    days = event.when[0].value.days
    if not days:
        return None
    title, state = event.title[0].value.in_language(language), _state(event)
    where = [claim_as_text(each, language) for each in place_claims(event, library, language, {})[:1]]
    return CalendarEvent(
        id=site.tag(f"events/{event.id or identifier}"),
        calendar_id=site.tag(urls.event_calendar(language, event.id or identifier)),
        address=urls.event(language, identifier),
        file=urls.event_calendar(language, identifier),
        title=title.text
        if state is State.HELD
        else labeled_value(library.word(state.word_key, language), title.text, language),
        state=state,
        first=days[0],
        last=days[1],
        revised=_revised(identifier, event, library) or days[0],
        place="".join(each.text for each in where),
        description="\n".join(_lines(event, library, language)),
        categories=[
            str(tag.name.in_language(language))
            for name in sorted(event.tags)
            if (tag := library.registers.tags.get(name))
        ],
    )


def _state(event: Event) -> State:
    """The state as in the timeline: an event that no source confirms as held is planned."""
    return event.state if event.state is not State.HELD or is_confirmed(event) else State.PLANNED


def _revised(identifier: str, event: Event, library: Library) -> date | None:
    """The newest date of its sources and stories, so that builds do not depend on the clock; None without any."""
    sources = (library.registers.sources.get(name) for name in sources_of_claims(event))
    of_sources = [days[1] for source in sources if source and source.date and (days := source.date.days)]
    return max([*of_sources, *(story.modified for story in library.by_event.get(identifier, ()))], default=None)


def _lines(event: Event, library: Library, language: Language) -> Iterator[str]:
    """Claims of dates and places beyond title, day and place, and the publishers of the sources."""
    yield from date_and_place_lines(event, library, language)
    known = library.registers.sources
    cited = dict.fromkeys(
        str(publisher(known[name], library, language)) for name in sources_of_claims(event) if name in known
    )
    if cited:
        yield labeled_value(
            library.word("sources", language), language.rules.punctuation.semicolon.join(cited), language
        )


def address_of_all(library: Library, language: Language) -> str:
    """Return the address of the calendar of all events, empty if none has an exact date."""
    return urls.calendar(language) if any(map(has_exact_date, library.all_events.values())) else ""


def address_of_summit(library: Library, language: Language) -> str:
    """Return the address of the calendar of the summit's editions, empty if none has an exact date."""
    return urls.summit_calendar(language) if any(map(has_exact_date, library.registers.editions.values())) else ""


def has_exact_date(event: Event) -> bool:
    """Return whether the first claimed date is exact to the day, as calendars require."""
    return event.when[0].value.days is not None


_SCHEMA = "https://schema.org/"
_STATUS: Mapping[State, str] = {
    State.PLANNED: "EventScheduled",
    # schema.org has no status for a past event.
    State.HELD: "EventScheduled",
    State.POSTPONED: "EventPostponed",
    State.CANCELLED: "EventCancelled",
}
_MODE: Mapping[Mode | None, str] = {
    Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Mode.ONLINE: "OnlineEventAttendanceMode",
    Mode.HYBRID: "MixedEventAttendanceMode",
}


def event_json_ld(identifier: str, event: Event, library: Library, site: Site, language: Language) -> JsonLd:
    """Return the schema.org Event of an event, in the words of a language.

    Of conflicting dates, names and places the first is given, as in calendars; the others are alternate names, or in
    the description. A date that is not an exact day is left out: parsers of ISO 8601 read a month as its first day.
    """
    where = urls.event(language, identifier)
    days = event.when[0].value.days
    titles = [json_ld_text(claim.value.in_language(language)) for claim in event.title]
    organisers = organisations_named(event.organisers, library, language)
    rescheduled = list(_given_up(event))
    return json_ld(
        "Event",
        entity_identity(site, where, "event"),
        name=titles[0],
        alternateName=[title for title in titles[1:] if title != titles[0]],
        url=site.absolute(where),
        description="\n".join(date_and_place_lines(event, library, language)),
        startDate=days and days[0].isoformat(),
        endDate=days and days[1].isoformat(),
        previousStartDate=rescheduled,
        eventStatus=_SCHEMA + ("EventRescheduled" if rescheduled else _STATUS[event.state]),
        eventAttendanceMode=event.mode and _SCHEMA + _MODE[event.mode],
        location=_location(event, library, language),
        organizer=[json_ld_of_named("Organization", each, site) for each in organisers],
        superEvent=[json_ld_reference(_series(name, site)) for name in _belongs_to(identifier, library)],
    )


def _location(event: Event, library: Library, language: Language) -> JsonLd | None:
    for place in place_claims(event, library, language, {})[:1]:
        return json_ld(
            "Place", name=json_ld_text(place.text), description=place.qualification and place.qualification.text
        )
    return None


def series_json_ld(name: str, where: str, library: Library, site: Site, language: Language) -> JsonLd:
    """Return the schema.org EventSeries of a series, in the words of a language; `where` is the address of its page."""
    words = library.registers.series[name].name
    return json_ld("EventSeries", _series(name, site), **json_ld_names(words, language), url=site.absolute(where))


def _series(name: str, site: Site) -> str:
    return entity_identity(site, urls.series(site.languages[0], name), "series")


def _belongs_to(identifier: str, library: Library) -> Iterator[str]:
    """The series that the event is part of: neither those it is a forerunner of, nor storylines."""
    for name in library.timeline.series_of[identifier]:
        record = library.registers.series[name]
        if record.kind is SeriesKind.SERIES and identifier not in record.forerunner:
            yield name


def _given_up(event: Event) -> Iterator[str]:
    """The former start dates of a postponed event."""
    if event.state is State.POSTPONED:
        days = [claim.value.days for claim in event.when]
        yield from dict.fromkeys(each[0].isoformat() for each in days[1:] if each and each != days[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSummary:
    """An event or edition in a list, with all claimed dates and places, conflicting ones included.

    The first of `dates` determines its order, `precision` is that of this date (EDTF). `confirmed`: a source does more
    than announce it. `badge` is its state, None if it was held or if its dates already say that it is planned.
    """

    address: str
    title: Fragment
    dates: Sequence[ClaimLine]
    precision: Precision
    places: Sequence[ClaimLine]
    state: State
    mode: Fragment | None
    theme: Fragment | None
    confirmed: bool
    badge: Fragment | None


def event_summary(identifier: str, event: Event, library: Library, language: Language) -> EventSummary:
    """Return the summary of an event by its id, for a list in `language`."""
    theme = event.theme if isinstance(event, Edition) else None
    return EventSummary(
        address=urls.event(language, identifier),
        title=event.title[0].value.in_language(language),
        dates=date_claims(event, library, language, {}),
        precision=event.when[0].value.precision,
        places=place_claims(event, library, language, {}),
        state=event.state,
        mode=library.word(event.mode.word_key, language) if event.mode else None,
        theme=theme.in_language(language) if theme else None,
        confirmed=is_confirmed(event),
        badge=None if _is_told(event) else library.word(event.state.word_key, language),
    )


def event_summaries(identifiers: Iterable[str], library: Library, language: Language) -> Iterator[EventSummary]:
    """Yield the summaries of the events with these ids, in order of time; unknown ids are skipped."""
    found = {name: event for name in identifiers if (event := library.event(name))}
    for name in sorted(found, key=lambda name: (found[name].when[0].value.order, name)):
        yield event_summary(name, found[name], library, language)


def _is_told(event: Event) -> bool:
    """Whether it needs no badge."""
    are_plans = all(claim.basis in (None, Basis.PLANNED) for claim in event.when)
    return event.state is State.HELD or (event.state is State.PLANNED and are_plans)


MAX_REPORTS = 20
"""Maximum number of stories listed before, on and after an event each; those nearest to it are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """Stories about an event in order of time, and the number of all; `compiled` are archive reports.

    Those in `on` are of the event's own day if `on_the_day`, else of days that may be its own.
    """

    before: Sequence[Item]
    on: Sequence[Item]
    on_the_day: bool
    after: Sequence[Item]
    compiled: Sequence[Item]
    count: int


def reports(identifier: str, event: Event, library: Library, language: Language) -> Reports:
    """Return the stories about an event by its id; its dates span all those that sources claim."""
    first, last = min(each.value.earliest for each in event.when), max(each.value.latest for each in event.when)
    stories = library.by_event.get(identifier, ())[::-1]
    reported = [story for story in stories if not story.facts.compiled]
    before = [story for story in reported if story.day < first]
    after = [story for story in reported if story.day > last]
    on = reported[len(before) : len(reported) - len(after)]
    return Reports(
        before=_items(before[-MAX_REPORTS:], language),
        on=_items(on[:MAX_REPORTS], language),
        on_the_day=first == last,
        after=_items(after[:MAX_REPORTS], language),
        compiled=_items([story for story in stories if story.facts.compiled][:MAX_REPORTS], language),
        count=len(stories),
    )


def _items(stories: Sequence[Story], language: Language) -> Sequence[Item]:
    return [item(story, language) for story in stories]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesNeighbours:
    """A series or storyline, with the events in it before and after the one shown; None at its ends."""

    series: Link
    before: EventSummary | None
    after: EventSummary | None


def series_neighbours(identifier: str, library: Library, language: Language) -> Iterator[SeriesNeighbours]:
    """Yield the series of an event by its id, in order of their ids."""
    for name in library.timeline.series_of.get(identifier, ()):
        before, after = library.timeline.adjacent_events[name, identifier]
        yield SeriesNeighbours(
            series=Link(
                text=library.registers.series[name].name.in_language(language), address=urls.series(language, name)
            ),
            before=_shown(before, library, language),
            after=_shown(after, library, language),
        )


def _shown(identifier: str, library: Library, language: Language) -> EventSummary | None:
    event = library.event(identifier) if identifier else None
    return event_summary(identifier, event, library, language) if event else None


@dataclass(frozen=True, kw_only=True)
class EventView(View):
    """The page of an event: `names`, `dates` and `places` are all claims, with the numbers of `sources`.

    `source_numbers` are those of the record's own sources, which support the claims that name none.
    """

    event: EventSummary
    summary: Fragment | None
    names: Sequence[ClaimLine]
    dates: Sequence[ClaimLine]
    places: Sequence[ClaimLine]
    organisers: Sequence[NamedEntity]
    figures: Sequence[FigureLine]
    tags: Sequence[Link]
    topics: Sequence[str]
    years: Sequence[int]
    source_numbers: Sequence[int]
    series: Sequence[SeriesNeighbours]
    reports: Reports
    sources: Sequence[Citation]
    calendar_event: CalendarEvent | None

    @property
    def day(self) -> str:
        """The first claimed date in words, with its basis."""
        return claim_as_text(self.dates[0], self.language).text

    @property
    def searched(self) -> SearchRecord:
        claims = (claim_as_text(each, self.language) for each in (*self.names[1:], *self.dates, *self.places))
        return SearchRecord(
            kind=SearchKind.EVENT,
            day=self.day,
            tags=self.topics,
            years=self.years,
            words=list(
                texts_in_page_language(
                    *claims, *(body.name for body in self.organisers), *(tag.text for tag in self.tags)
                )
            ),
        )


def _each_event(library: Library, site: Site, language: Language) -> Iterator[PageBatch]:
    for identifier, event in library.registers.events.items():
        where = urls.event(language, identifier)
        yield single_page(where, _event, identifier, event, library, site, language)


def _event(identifier: str, event: Event, library: Library, site: Site, language: Language) -> EventView:
    where = urls.event(language, identifier)
    sources = [name for name in sources_of_claims(event) if name in library.registers.sources]
    entered = calendar_event(identifier, event, library, site, language)
    numbers = source_numbers(sources)
    shown = event_summary(identifier, event, library, language)
    modified = max((story.modified for story in library.by_event.get(identifier, ())), default=None)
    text = prose(f"events/{identifier}", library, language)
    phrase = library.word("event_description", language).text
    return EventView(
        address=where,
        language=language,
        title=shown.title,
        description=Fragment(
            text.summary if text else phrase.format(when=claim_as_text(shown.dates[0], language), title=shown.title)
        ),
        translations=counterparts(where, site.languages),
        modified=modified,
        crumbs=_crumbs(event, library, language),
        section="timeline",
        body=text,
        how_to_cite=how_to_cite(
            title=shown.title, url=site.absolute(where), day=modified, site=site, language=language
        ),
        event=shown,
        summary=Fragment(text.summary) if text else None,
        names=name_claims(event.title, library, language, numbers),
        dates=date_claims(event, library, language, numbers),
        places=place_claims(event, library, language, numbers),
        organisers=organisations_named(event.organisers, library, language),
        figures=list(figure_lines(event.figures, library, language, numbers)),
        topics=sorted(event.tags),
        years=sorted({claim.value.year for claim in event.when}),
        source_numbers=[numbers[name] for name in event.sources if name in numbers],
        tags=tag_links(event.tags, library, language),
        series=list(series_neighbours(identifier, library, language)),
        reports=reports(identifier, event, library, language),
        described=[event_json_ld(identifier, event, library, site, language)],
        calendar_event=entered,
        calendar=entered.file if entered else "",
        sources=citations(sources, library, language),
    )


def _crumbs(event: Event, library: Library, language: Language) -> Sequence[Link]:
    year = event.when[0].value.year
    return [
        Link(text=library.word("timeline", language), address=urls.timeline(language)),
        Link(text=Fragment(str(year)), address=urls.timeline_year(language, year)),
    ]


def prose(key: str, library: Library, language: Language) -> Text | None:
    """Return the text about an event or edition in `language`, None without one; `key` is like 'events/2014/fair'."""
    page = library.prose.get(key)
    return page.versions.in_language(language) if page and page.versions.has(language) else None


def events_moved(library: Library, language: Language) -> Iterator[MovedPage]:
    """Yield the former addresses of events and editions, each with that of its calendar."""
    for identifier, event in library.all_events.items():
        for alias in valid_aliases(event.aliases):
            calendar = urls.event_calendar(language, alias) if event.when[0].value.days else ""
            yield MovedPage(
                old=urls.event(language, alias),
                new=urls.event(language, identifier),
                language=language,
                title=event.title[0].value.in_language(language),
                calendar=calendar,
                files={calendar: urls.event_calendar(language, identifier)} if calendar else {},
            )


PAGES = [PageKind(view=EventView, batches=in_each_language(_each_event), permanent=True, moved=events_moved)]
