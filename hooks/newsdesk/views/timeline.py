"""Timelines: what happened, in order of time, a page at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from newsdesk.model.event import Event
from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.model.timeline import Happenings, kinds
from newsdesk.views.choices import Choices
from newsdesk.views.happening import Happening, happening
from newsdesk.views.listing import Pager, paged, with_page
from newsdesk.views.strip import Bar, anchor
from newsdesk.views.thing import Thing
from newsdesk.views.view import Link, View, both
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language

PAGE = 100
"""Events on one page: no page of a timeline grows with the archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event on a timeline; `tags` and `kinds` are what it can be chosen by, parted by spaces.

    `anchor` is the id of the first event of its month, empty elsewhere.
    """

    happening: Happening
    tags: str
    kinds: str
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Events below one heading, or below none."""

    entries: Sequence[Entry]
    heading: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronicle:
    """A timeline: `address` is where it begins, `years` are the others one may turn to, the current one included."""

    name: Fragment
    address: str
    events: Happenings
    crumbs: Sequence[Link]
    year: int = 0
    years: Sequence[Link] = ()
    bars: Sequence[Bar] = ()
    choices: Choices | None = None
    described: Sequence[Thing] = ()


@dataclass(frozen=True, kw_only=True)
class TimelineView(View):
    """One page of a timeline; `count` is the number of all its events, those of other pages included.

    `heading` is what it is a timeline of, None for that of the hub; `more`
    are other timelines to which the page leads.
    """

    template: ClassVar[str] = "timeline.html"
    heading: Fragment | None
    year: int
    years: Sequence[Link]
    bars: Sequence[Bar]
    choices: Choices | None
    groups: Sequence[Group]
    count: int
    pager: Pager | None
    more: Sequence[Link] = ()

    @property
    def whole(self) -> bool:
        """Whether all of it stands on this page, so that it can be filtered there."""
        return self.count == sum(len(group.entries) for group in self.groups)


def pages(make: Callable[[], Chronicle], library: Library, site: Site, language: Language) -> Iterator[TimelineView]:
    """Every page of the timeline that `make` makes."""
    chronicle = make()
    title = library.word("timeline_of", language).text.format(name=chronicle.name)
    description = Fragment(library.word("timeline_of_description", language).text.format(name=chronicle.name))
    for chosen, pager in paged(list(chronicle.events.items()), PAGE, chronicle.address):
        where = address.numbered(chronicle.address, pager.number)
        yield TimelineView(
            address=where,
            language=language,
            title=Fragment(with_page(title, pager, library.word("page_of", language).text)),
            description=description,
            translations=both(where, site.languages),
            crumbs=chronicle.crumbs,
            described=chronicle.described,
            section="timeline",
            heading=chronicle.name,
            year=chronicle.year,
            years=chronicle.years,
            bars=chronicle.bars,
            choices=chronicle.choices,
            groups=[Group(entries=list(entries(chosen, library, language, by_month=chronicle.year > 0)))],
            count=len(chronicle.events),
            pager=pager,
        )


def entries(
    events: Iterable[tuple[str, Event]], library: Library, language: Language, *, by_month: bool = False
) -> Iterator[Entry]:
    """Events as a timeline lists them; `by_month` gives the first of each month an anchor."""
    seen: set[str] = set()
    for identifier, event in events:
        place = anchor(event.when[0].value.month) if by_month else ""
        yield Entry(
            happening=happening(identifier, event, library, language),
            tags=" ".join(event.tags),
            kinds=" ".join(kinds(event)),
            anchor="" if place in seen else place,
        )
        seen.add(place)
