"""Timelines: events in order of time, in pages, with filters by kind and topic."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import ClassVar

from newsdesk import urls
from newsdesk.content.event import Event
from newsdesk.content.library import EventKind, Library, OrderedEvents, event_kinds
from newsdesk.content.registers import SeriesKind
from newsdesk.content.site import Site
from newsdesk.i18n import dates
from newsdesk.i18n.dates import format_edtf, format_month, short_month
from newsdesk.i18n.languages import Fragment, Language
from newsdesk.pages.event import EventSummary, address_of_all, event_summary, series_json_ld
from newsdesk.pages.lists import Pager, month_anchor, paged, paged_batch, with_page
from newsdesk.pages.redirects import entries_moved
from newsdesk.pages.view import (
    Batches,
    JsonLd,
    Link,
    PageBatch,
    PageKind,
    View,
    counterparts,
    in_each_language,
    one_in_each_language,
)

MAX_CHOICES = 24
"""Maximum number of topics to filter by; those with most events are kept, the list of all topics has the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterChoice:
    """A filter: its key in the query string and the page of what it selects; `current` marks that page itself."""

    key: str
    text: Fragment
    address: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterChoices:
    """The kinds and topics by which a timeline can be filtered; empty if there is nothing to choose."""

    kinds: Sequence[FilterChoice]
    tags: Sequence[FilterChoice]


def filter_choices(
    events: Iterable[Event], library: Library, language: Language, current: EventKind | None = None
) -> FilterChoices:
    """Return the filters for these events; `current` is the kind of the page, which limits the topics."""
    events = list(events)
    there = [kind for kind in EventKind if any(kind in event_kinds(event) for event in events)]
    return FilterChoices(
        kinds=[
            FilterChoice(
                key=kind,
                text=library.word(kind.word_key, language),
                address=urls.timeline_kind(language, kind),
                current=kind == current,
            )
            for kind in (there if len(there) > 1 else ())
        ],
        tags=list(
            _tags([event for event in events if not current or current in event_kinds(event)], library, language)
        ),
    )


def _tags(events: Iterable[Event], library: Library, language: Language) -> Iterator[FilterChoice]:
    counts = Counter(name for event in events for name in set(event.tags) if name in library.by_tag)
    for name, _ in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))[:MAX_CHOICES]:
        yield FilterChoice(
            key=name,
            text=library.registers.tags[name].name.in_language(language),
            address=urls.timeline_of(urls.tag(language, name)),
        )


MAX_BAR_HEIGHT = 40
"""Height of the tallest bar, in drawing units."""
MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineBar:
    """The bar of a year or month; `height` is 0 to MAX_BAR_HEIGHT, `address` is empty if it has no events.

    `label` is short, `name` is in full.
    """

    label: str
    name: str
    count: int
    height: int
    address: str


CountedEvents = tuple[str, str, int, str]
"""The label of a bar, its full name, the number of its events, and their address."""


def year_bars(library: Library, language: Language) -> Sequence[TimelineBar]:
    """Return a bar for every year with events, linked to its page."""
    counted = [
        (str(year), str(year), len(events), urls.timeline_year(language, year))
        for year, events in library.timeline.by_year.items()
    ]
    return _bars(counted, library, language)


def month_bars(
    events: OrderedEvents, start: str, size: int, library: Library, language: Language
) -> Sequence[TimelineBar]:
    """Return a bar for each month of a year, linked to its first event, and last one for events without a month.

    The year's list starts at the address `start` and has `size` events per page.
    """
    counts: Counter[int] = Counter()
    first: dict[int, str] = {}
    for number, event in enumerate(events.values()):
        month = event.when[0].value.month
        counts[month] += 1
        first.setdefault(month, f"{urls.numbered(start, number // size + 1)}#{month_anchor(month)}")
    counted = [
        (short_month(month, language), format_month(month, language), counts[month], first.get(month, ""))
        for month in MONTHS
    ]
    if counts[0]:
        word = library.word("no_month", language).text
        counted.append((word, word, counts[0], first[0]))
    return _bars(counted, library, language)


def _bars(counted: Iterable[CountedEvents], library: Library, language: Language) -> Sequence[TimelineBar]:
    counted = list(counted)
    most = max((count for _, _, count, _ in counted), default=1)
    phrase = library.word("events_of", language).text
    return [
        TimelineBar(
            label=label,
            name=phrase.format(when=name, number=count),
            count=count,
            height=-(-MAX_BAR_HEIGHT * count // most),
            address=where,
        )
        for label, name, count, where in counted
    ]


TIMELINE_PAGE_SIZE = 100
"""Events per page, limited so that pages do not grow with the archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """An event on a timeline; `tags` and `kinds` are its filter keys, separated by spaces.

    `anchor` is the id of the first event of its month, empty for the others.
    """

    event: EventSummary
    tags: str
    kinds: str
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineGroup:
    """Events under a heading, or without one."""

    entries: Sequence[TimelineEntry]
    heading: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineContent:
    """A timeline: `address` is its first page, `years` are links to those of all years, its own included."""

    name: Fragment
    address: str
    events: OrderedEvents
    crumbs: Sequence[Link]
    year: int = 0
    years: Sequence[Link] = ()
    bars: Sequence[TimelineBar] = ()
    choices: FilterChoices | None = None
    described: Sequence[JsonLd] = ()


@dataclass(frozen=True, kw_only=True)
class TimelineView(View):
    """One page of a timeline; `count` is the number of events on all its pages.

    `heading` is its subject, None on the hub; `more` are links to other timelines.
    """

    is_collection: ClassVar[bool] = True
    heading: Fragment | None
    year: int
    years: Sequence[Link]
    bars: Sequence[TimelineBar]
    choices: FilterChoices | None
    groups: Sequence[TimelineGroup]
    count: int
    pager: Pager | None
    more: Sequence[Link] = ()

    @property
    def is_complete(self) -> bool:
        """Whether all its events are on this page, so that scripts can filter them."""
        return self.count == sum(len(group.entries) for group in self.groups)


def timeline_pages(
    make: Callable[[], TimelineContent], library: Library, site: Site, language: Language
) -> Iterator[TimelineView]:
    """Yield every page of the timeline that `make` returns."""
    content = make()
    title = library.word("timeline_of", language).text.format(name=content.name)
    description = Fragment(library.word("timeline_of_description", language).text.format(name=content.name))
    for chosen, pager in paged(list(content.events.items()), TIMELINE_PAGE_SIZE, content.address):
        where = urls.numbered(content.address, pager.number)
        yield TimelineView(
            address=where,
            language=language,
            title=Fragment(with_page(title, pager, library.word("page_of", language).text)),
            description=description,
            translations=counterparts(where, site.languages),
            crumbs=content.crumbs,
            described=content.described,
            section="timeline",
            heading=content.name,
            year=content.year,
            years=content.years,
            bars=content.bars,
            choices=content.choices,
            groups=[
                TimelineGroup(entries=list(timeline_entries(chosen, library, language, by_month=content.year > 0)))
            ],
            count=len(content.events),
            pager=pager,
        )


def timeline_entries(
    events: Iterable[tuple[str, Event]], library: Library, language: Language, *, by_month: bool = False
) -> Iterator[TimelineEntry]:
    """Yield the entries of these events; with `by_month` the first of each month gets an anchor."""
    seen: set[str] = set()
    for identifier, event in events:
        place = month_anchor(event.when[0].value.month) if by_month else ""
        yield TimelineEntry(
            event=event_summary(identifier, event, library, language),
            tags=" ".join(event.tags),
            kinds=" ".join(event_kinds(event)),
            anchor="" if place in seen else place,
        )
        seen.add(place)


TimelineSource = tuple[str, OrderedEvents, Callable[[], TimelineContent]]
"""The address of a timeline, its events, and the function that returns it in full."""


def _batches(each: Callable[[Library, Site, Language], Iterator[TimelineSource]]) -> Batches:
    def batches(library: Library, site: Site, language: Language) -> Iterator[PageBatch]:
        for start, events, make in each(library, site, language):
            pages = partial(timeline_pages, make, library, site, language)
            yield paged_batch(events, TIMELINE_PAGE_SIZE, start, pages)

    return in_each_language(batches)


def _each_series(library: Library, site: Site, language: Language) -> Iterator[TimelineSource]:
    for name, events in library.timeline.by_series.items():
        yield urls.series(language, name), events, partial(_series, name, library, site, language)


def _each_part(library: Library, site: Site, language: Language) -> Iterator[TimelineSource]:
    del site
    known = library.timeline
    for year, events in known.by_year.items():
        yield urls.timeline_year(language, year), events, partial(_year, year, library, language)
    for kind, events in known.by_kind.items():
        yield urls.timeline_kind(language, kind), events, partial(_kind, kind, library, language)
    for name in sorted(library.by_tag.keys() & known.by_tag.keys()):
        start = urls.timeline_of(urls.tag(language, name))
        yield start, known.by_tag[name], partial(_tag, name, library, language)
    for name in sorted(library.by_organisation.keys() & known.by_organiser.keys()):
        start = urls.timeline_of(urls.organisation(language, name))
        yield start, known.by_organiser[name], partial(_organisation, name, library, language)


def _hub(library: Library, site: Site, language: Language) -> TimelineView:
    """All years as bars, and the latest events by year."""
    start, events = urls.timeline(language), library.timeline.all_events
    return TimelineView(
        address=start,
        language=language,
        title=library.word("timeline", language),
        description=library.word("timeline_description", language),
        translations=counterparts(start, site.languages),
        section="timeline",
        calendar=address_of_all(library, language),
        heading=None,
        year=0,
        years=(),
        bars=year_bars(library, language),
        choices=filter_choices(events.values(), library, language),
        groups=list(_by_year(list(events.items())[-TIMELINE_PAGE_SIZE:], library, language)),
        count=len(events),
        pager=None,
        more=[
            Link(text=library.registers.series[name].name.in_language(language), address=urls.series(language, name))
            for name in sorted(library.timeline.by_series)
        ],
    )


def _by_year(events: Sequence[tuple[str, Event]], library: Library, language: Language) -> Iterator[TimelineGroup]:
    for year, chosen in groupby(events, key=lambda entry: entry[1].when[0].value.year):
        yield TimelineGroup(entries=list(timeline_entries(chosen, library, language)), heading=_to_year(year, language))


def _year(year: int, library: Library, language: Language) -> TimelineContent:
    events, start = library.timeline.by_year[year], urls.timeline_year(language, year)
    return TimelineContent(
        name=Fragment(format_edtf(dates.read_edtf(f"{year:04}"), language)),
        address=start,
        events=events,
        crumbs=[_to_hub(library, language)],
        year=year,
        years=[_to_year(each, language) for each in library.timeline.by_year],
        bars=month_bars(events, start, TIMELINE_PAGE_SIZE, library, language),
        choices=filter_choices(events.values(), library, language),
    )


def _kind(kind: EventKind, library: Library, language: Language) -> TimelineContent:
    return TimelineContent(
        name=library.word(kind.word_key, language),
        address=urls.timeline_kind(language, kind),
        events=library.timeline.by_kind[kind],
        crumbs=[_to_hub(library, language)],
        choices=filter_choices(library.timeline.all_events.values(), library, language, kind),
    )


def _series(name: str, library: Library, site: Site, language: Language) -> TimelineContent:
    where = urls.series(language, name)
    recurs = library.registers.series[name].kind is SeriesKind.SERIES
    return TimelineContent(
        name=library.registers.series[name].name.in_language(language),
        address=where,
        events=library.timeline.by_series[name],
        crumbs=[_to_hub(library, language)],
        described=[series_json_ld(name, where, library, site, language)] if recurs else [],
    )


def _tag(name: str, library: Library, language: Language) -> TimelineContent:
    tag, page = library.registers.tags[name].name.in_language(language), urls.tag(language, name)
    return TimelineContent(
        name=tag,
        address=urls.timeline_of(page),
        events=library.timeline.by_tag[name],
        crumbs=[_to_hub(library, language), Link(text=tag, address=page)],
    )


def _organisation(name: str, library: Library, language: Language) -> TimelineContent:
    body, page = library.registers.organisations[name].name.in_language(language), urls.organisation(language, name)
    return TimelineContent(
        name=body,
        address=urls.timeline_of(page),
        events=library.timeline.by_organiser[name],
        crumbs=[_to_hub(library, language), Link(text=body, address=page)],
    )


def _to_hub(library: Library, language: Language) -> Link:
    return Link(text=library.word("timeline", language), address=urls.timeline(language))


def _to_year(year: int, language: Language) -> Link:
    return Link(text=Fragment(str(year)), address=urls.timeline_year(language, year))


PAGES = [
    PageKind(view=TimelineView, batches=one_in_each_language(urls.timeline, _hub), permanent=True),
    PageKind(
        view=TimelineView, batches=_batches(_each_series), permanent=True, moved=entries_moved("series", urls.series)
    ),
    PageKind(view=TimelineView, batches=_batches(_each_part)),
]
