"""An edition of the annual summit: what was planned, what was reported, and who says so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from newsdesk.model.event import Edition
from newsdesk.model.library import Library
from newsdesk.model.register import Role
from newsdesk.model.site import Site
from newsdesk.views.appointment import Appointment, appointment
from newsdesk.views.citation import Citation, citations
from newsdesk.views.claims import Marks, marks, sources_of, worded
from newsdesk.views.edition_facts import EditionFacts, edition_facts
from newsdesk.views.event import prose
from newsdesk.views.how_to_cite import how_to_cite
from newsdesk.views.listing import fragment
from newsdesk.views.measured import Table, table
from newsdesk.views.named import Named, organisations_named
from newsdesk.views.occasion import occasion
from newsdesk.views.reports import Reports, reports
from newsdesk.views.searched import Kind, Searched, own
from newsdesk.views.view import Link, Sheaf, View, both, single
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """A person whom the stories name, with the role of these days; `mark` is the number of its source."""

    name: Fragment
    role: Fragment
    mark: int


@dataclass(frozen=True, kw_only=True)
class EditionView(View):
    """The page of an edition; `years` are all editions, the others as links."""

    template: ClassVar[str] = "edition.html"
    summary: Fragment | None
    facts: EditionFacts
    organisers: Sequence[Named]
    figures: Table
    people: Sequence[Present]
    reports: Reports
    years: Sequence[Link]
    earlier: Link | None
    later: Link | None
    sources: Sequence[Citation]
    appointment: Appointment | None

    @property
    def searched(self) -> Searched:
        facts = self.facts
        said = [worded(each, self.language) for each in (*facts.whens, *facts.places)]
        return Searched(
            kind=Kind.EDITION,
            day=said[0].text,
            summary=self.description.text if self.body else "",
            years=[int(facts.year)],
            words=list(own(*(name.own for name in facts.names[1:]), facts.theme, *said)),
        )


def each_edition(library: Library, site: Site, language: Language) -> Iterator[Sheaf]:
    """The pages of all editions, in order of time."""
    for year in sorted(library.registers.editions):
        yield single(address.event(language, f"summit/{year}"), edition, year, library, site, language)


def edition(year: str, library: Library, site: Site, language: Language) -> EditionView:
    """The page of the edition of a year."""
    event = library.registers.editions[year]
    where = address.event(language, f"summit/{year}")
    people = list(_roles(year, event, library))
    known = library.registers.sources
    sources = dict.fromkeys([*sources_of(event), *(role.source for _, role in people)])
    cited = [name for name in sources if name in known]
    entered = appointment(f"summit/{year}", event, library, site, language)
    numbers = marks(cited)
    modified = max((story.modified for story in library.by_event.get(f"summit/{year}", ())), default=None)
    text = prose(f"summit/{year}", library, language)
    all_years = years(library, language)
    at = [link.text.text for link in all_years].index(year)
    name = event.title[0].value.on(language)
    summary = fragment(text.summary, language, language) if text else None
    described = Fragment(library.word("edition_description", language).text.format(year=year))
    return EditionView(
        address=where,
        language=language,
        title=name,
        description=summary or described,
        translations=both(where, site.languages),
        modified=modified,
        crumbs=[Link(text=library.word("summit", language), address=address.summit(language))],
        section="summit",
        body=text,
        to_cite=how_to_cite(title=name, url=site.absolute(where), day=modified, site=site, language=language),
        summary=summary,
        facts=edition_facts(year, library, language, numbers),
        organisers=organisations_named(event.organisers, library, language),
        figures=table(event, library, language, numbers),
        people=_present(people, library, language, numbers),
        reports=reports(f"summit/{year}", event, library, language),
        years=all_years,
        earlier=all_years[at - 1] if at else None,
        later=all_years[at + 1] if at + 1 < len(all_years) else None,
        described=[occasion(f"summit/{year}", event, library, site, language)],
        appointment=entered,
        calendar=entered.file if entered else "",
        sources=citations(cited, library, language),
    )


def years(library: Library, language: Language) -> Sequence[Link]:
    """Links to the editions, by year."""
    return [
        Link(text=Fragment(year), address=address.event(language, f"summit/{year}"))
        for year in sorted(library.registers.editions)
    ]


def _roles(year: str, event: Edition, library: Library) -> Iterator[tuple[str, Role]]:
    """People whom the stories of the edition name, where the register has their role on one of its days."""
    first, last = min(each.value.earliest for each in event.when), max(each.value.latest for each in event.when)
    stories = library.by_event.get(f"summit/{year}", ())
    for name in sorted({name for story in stories for name in story.people}):
        if person := library.registers.people.get(name):
            during = [role for role in person.roles if role.on.earliest <= last and role.on.latest >= first]
            yield from ((name, role) for role in during)


def _present(
    people: Sequence[tuple[str, Role]], library: Library, language: Language, numbers: Marks
) -> Sequence[Present]:
    return [
        Present(
            name=library.registers.people[name].shown.on(language),
            role=role.value.on(language),
            mark=numbers.get(role.source, 0),
        )
        for name, role in people
    ]
