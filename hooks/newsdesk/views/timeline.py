"""The timeline of the hub: its years, and what happened in each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from newsdesk.model.event import Event
from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.views.happening import Happening, happening
from newsdesk.views.index import IndexView, index
from newsdesk.views.listing import Pager, page_addresses, paged, with_page
from newsdesk.views.view import Link, Sheaf, View, both
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language

PAGE = 100
"""Happenings on one page: no page of a timeline grows with the archive."""


@dataclass(frozen=True, kw_only=True)
class TimelineView(View):
    """One page of a timeline, in order of time."""

    template: ClassVar[str] = "timeline.html"
    years: Sequence[Link]
    year: int
    happenings: Sequence[Happening]
    pager: Pager


def timeline(library: Library, site: Site, language: Language) -> IndexView:
    """The years there are."""
    return index("timeline", address.timeline(language), _years(library, language), library, site)


def years(library: Library, site: Site, language: Language) -> Iterator[Sheaf]:
    """All pages of all years."""
    for number, events in library.timeline.by_year.items():
        start = address.timeline_year(language, number)
        yield Sheaf(
            addresses=page_addresses(list(events), PAGE, start),
            make=partial(_year, number, events, library, site, language),
        )


def _year(
    number: int, events: Mapping[str, Event], library: Library, site: Site, language: Language
) -> Iterator[TimelineView]:
    start = address.timeline_year(language, number)
    title = library.word("timeline_of_year", language).text.format(year=number)
    description = library.word("timeline_of_year_description", language).text.format(year=number)
    for chosen, pager in paged(list(events.items()), PAGE, start):
        where = address.numbered(start, pager.number)
        yield TimelineView(
            address=where,
            language=language,
            title=Fragment(with_page(title, pager, library.word("page_of", language).text)),
            description=Fragment(description),
            other=address.in_other_language(where),
            translations=both(where, site.languages[0]),
            crumbs=[Link(text=library.word("timeline", language), address=address.timeline(language))],
            section="timeline",
            years=_years(library, language),
            year=number,
            happenings=[happening(identifier, event, library, language) for identifier, event in chosen],
            pager=pager,
        )


def _years(library: Library, language: Language) -> Sequence[Link]:
    return [
        Link(text=Fragment(str(number)), address=address.timeline_year(language, number), note=str(len(events)))
        for number, events in library.timeline.by_year.items()
    ]
