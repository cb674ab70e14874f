"""An event's page: what sources say of it, and the stories that report it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from newsdesk.model.event import Event
from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.model.text import Text
from newsdesk.views.appointment import Appointment, appointment
from newsdesk.views.citation import Citation, citations
from newsdesk.views.claims import FigureLine, Said, dates, figures, marks, names, places, sources_of, worded
from newsdesk.views.happening import Happening, happening
from newsdesk.views.how_to_cite import how_to_cite
from newsdesk.views.listing import tags_named
from newsdesk.views.named import Named, organisations_named
from newsdesk.views.occasion import occasion
from newsdesk.views.reports import Reports, reports
from newsdesk.views.searched import Kind, Searched, own
from newsdesk.views.storyline import Turn, turns
from newsdesk.views.view import Link, Sheaf, View, both, single
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language


@dataclass(frozen=True, kw_only=True)
class EventView(View):
    """An event; `names`, `whens` and `places` are all that is claimed, with the marks of `sources`.

    `marks` are those of the sources of the whole record, on which what names none of its own stands.
    """

    template: ClassVar[str] = "event.html"
    event: Happening
    summary: Fragment | None
    names: Sequence[Said]
    whens: Sequence[Said]
    places: Sequence[Said]
    organisers: Sequence[Named]
    figures: Sequence[FigureLine]
    tags: Sequence[Link]
    topics: Sequence[str]
    years: Sequence[int]
    marks: Sequence[int]
    turns: Sequence[Turn]
    reports: Reports
    sources: Sequence[Citation]
    appointment: Appointment | None

    @property
    def day(self) -> str:
        """The date that orders, in words that say whether it was planned."""
        return worded(self.whens[0], self.language).text

    @property
    def searched(self) -> Searched:
        said = (worded(each, self.language) for each in (*self.names[1:], *self.whens, *self.places))
        return Searched(
            kind=Kind.EVENT,
            day=self.day,
            summary=self.summary.text if self.summary else "",
            tags=self.topics,
            years=self.years,
            words=list(own(*said, *(body.name for body in self.organisers), *(tag.text for tag in self.tags))),
        )


def each_event(library: Library, site: Site, language: Language) -> Iterator[Sheaf]:
    """The page of every event that is no edition."""
    for identifier, event in library.registers.events.items():
        where = address.event(language, identifier)
        yield single(where, _event, identifier, event, library, site, language)


def _event(identifier: str, event: Event, library: Library, site: Site, language: Language) -> EventView:
    where = address.event(language, identifier)
    sources = [name for name in sources_of(event) if name in library.registers.sources]
    entered = appointment(identifier, event, library, site, language)
    numbers = marks(sources)
    shown = happening(identifier, event, library, language)
    modified = max((story.modified for story in library.by_event.get(identifier, ())), default=None)
    text = prose(f"events/{identifier}", library, language)
    phrase = library.word("event_description", language).text
    return EventView(
        address=where,
        language=language,
        title=shown.title,
        description=Fragment(
            text.summary if text else phrase.format(when=worded(shown.whens[0], language), title=shown.title)
        ),
        translations=both(where, site.languages),
        modified=modified,
        crumbs=_crumbs(event, library, language),
        section="timeline",
        body=text,
        to_cite=how_to_cite(title=shown.title, url=site.absolute(where), day=modified, site=site, language=language),
        event=shown,
        summary=Fragment(text.summary) if text else None,
        names=names(event.title, library, language, numbers),
        whens=dates(event, library, language, numbers),
        places=places(event, library, language, numbers),
        organisers=organisations_named(event.organisers, library, language),
        figures=list(figures(event.figures, library, language, numbers)),
        topics=sorted(event.tags),
        years=sorted({claim.value.year for claim in event.when}),
        marks=[numbers[name] for name in event.sources if name in numbers],
        tags=tags_named(event.tags, library, language),
        turns=list(turns(identifier, library, language)),
        reports=reports(identifier, event, library, language),
        described=[occasion(identifier, event, library, site, language)],
        appointment=entered,
        calendar=entered.file if entered else "",
        sources=citations(sources, library, language),
    )


def _crumbs(event: Event, library: Library, language: Language) -> Sequence[Link]:
    year = event.when[0].value.year
    return [
        Link(text=library.word("timeline", language), address=address.timeline(language)),
        Link(text=Fragment(str(year)), address=address.timeline_year(language, year)),
    ]


def prose(key: str, library: Library, language: Language) -> Text | None:
    """What editors wrote about an event or an edition in `language`; `key` is such as 'events/2014/leading-group'."""
    page = library.prose.get(key)
    return page.versions.on(language) if page and page.versions.has(language) else None
