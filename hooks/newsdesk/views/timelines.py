"""The timelines there are: the hub's, and those of a year, a kind, a topic, an organisation, a series."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby

from newsdesk.model.event import Event
from newsdesk.model.library import Library
from newsdesk.model.register import SeriesKind
from newsdesk.model.site import Site
from newsdesk.model.timeline import Happenings, Kind
from newsdesk.views import strip
from newsdesk.views.calendar import of_all
from newsdesk.views.choices import choices
from newsdesk.views.listing import page_addresses
from newsdesk.views.occasion import recurring
from newsdesk.views.timeline import PAGE, Chronicle, Group, TimelineView, entries, pages
from newsdesk.views.view import Link, Sheaf, both, single
from newsdesk.words import address, edtf
from newsdesk.words.dates import in_words
from newsdesk.words.language import Fragment, Language

Made = tuple[str, Happenings, Callable[[], Chronicle]]
"""Where a timeline begins, its events, and what makes the rest of it."""


def each_timeline(library: Library, site: Site, language: Language) -> Iterator[Sheaf]:
    """Every page of every timeline."""
    yield single(address.timeline(language), hub, library, site, language)
    for start, events, make in _each(library, site, language):
        addresses = page_addresses(list(events), PAGE, start)
        yield Sheaf(addresses=addresses, make=partial(pages, make, library, site, language))


def _each(library: Library, site: Site, language: Language) -> Iterator[Made]:
    known = library.timeline
    for year, events in known.by_year.items():
        yield address.timeline_year(language, year), events, partial(_year, year, library, language)
    for kind, events in known.by_kind.items():
        yield address.timeline_kind(language, kind), events, partial(_kind, kind, library, language)
    for name, events in known.by_series.items():
        yield address.series(language, name), events, partial(_series, name, library, site, language)
    for name in sorted(library.by_tag.keys() & known.by_tag.keys()):
        start = address.timeline_of(address.tag(language, name))
        yield start, known.by_tag[name], partial(_tag, name, library, language)
    for name in sorted(library.by_organisation.keys() & known.by_organiser.keys()):
        start = address.timeline_of(address.organisation(language, name))
        yield start, known.by_organiser[name], partial(_organisation, name, library, language)


def hub(library: Library, site: Site, language: Language) -> TimelineView:
    """The years, and the latest events, by year."""
    start, events = address.timeline(language), library.timeline.happenings
    return TimelineView(
        address=start,
        language=language,
        title=library.word("timeline", language),
        description=library.word("timeline_description", language),
        translations=both(start, site.languages),
        section="timeline",
        calendar=of_all(library, language),
        heading=None,
        year=0,
        years=(),
        bars=strip.years(library, language),
        choices=choices(events.values(), library, language),
        groups=list(_by_year(list(events.items())[-PAGE:], library, language)),
        count=len(events),
        pager=None,
        more=[
            Link(text=library.registers.series[name].name.on(language), address=address.series(language, name))
            for name in sorted(library.timeline.by_series)
        ],
    )


def _by_year(events: Sequence[tuple[str, Event]], library: Library, language: Language) -> Iterator[Group]:
    for year, chosen in groupby(events, key=lambda entry: entry[1].when[0].value.year):
        yield Group(entries=list(entries(chosen, library, language)), heading=_to_year(year, language))


def _year(year: int, library: Library, language: Language) -> Chronicle:
    events, start = library.timeline.by_year[year], address.timeline_year(language, year)
    return Chronicle(
        name=Fragment(in_words(edtf.parse(f"{year:04}"), language)),
        address=start,
        events=events,
        crumbs=[_to_hub(library, language)],
        year=year,
        years=[_to_year(each, language) for each in library.timeline.by_year],
        bars=strip.months(events, start, PAGE, library, language),
        choices=choices(events.values(), library, language),
    )


def _kind(kind: Kind, library: Library, language: Language) -> Chronicle:
    return Chronicle(
        name=library.word(f"kind_{kind}", language),
        address=address.timeline_kind(language, kind),
        events=library.timeline.by_kind[kind],
        crumbs=[_to_hub(library, language)],
        choices=choices(library.timeline.happenings.values(), library, language, kind),
    )


def _series(name: str, library: Library, site: Site, language: Language) -> Chronicle:
    where = address.series(language, name)
    recurs = library.registers.series[name].kind is SeriesKind.SERIES
    return Chronicle(
        name=library.registers.series[name].name.on(language),
        address=where,
        events=library.timeline.by_series[name],
        crumbs=[_to_hub(library, language)],
        described=[recurring(name, where, library, site, language)] if recurs else [],
    )


def _tag(name: str, library: Library, language: Language) -> Chronicle:
    tag, page = library.registers.tags[name].name.on(language), address.tag(language, name)
    return Chronicle(
        name=tag,
        address=address.timeline_of(page),
        events=library.timeline.by_tag[name],
        crumbs=[_to_hub(library, language), Link(text=tag, address=page)],
    )


def _organisation(name: str, library: Library, language: Language) -> Chronicle:
    body, page = library.registers.organisations[name].name.on(language), address.organisation(language, name)
    return Chronicle(
        name=body,
        address=address.timeline_of(page),
        events=library.timeline.by_organiser[name],
        crumbs=[_to_hub(library, language), Link(text=body, address=page)],
    )


def _to_hub(library: Library, language: Language) -> Link:
    return Link(text=library.word("timeline", language), address=address.timeline(language))


def _to_year(year: int, language: Language) -> Link:
    return Link(text=Fragment(str(year)), address=address.timeline_year(language, year))
