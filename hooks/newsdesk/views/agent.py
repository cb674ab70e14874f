"""People and organisations: the indexes, an organisation's page, a person's where the register asks for one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from newsdesk.model.library import Library
from newsdesk.model.register import Organisation, Person
from newsdesk.model.site import Site
from newsdesk.views.index import IndexView, index
from newsdesk.views.listing import Item, item
from newsdesk.views.subject import Subject, pages
from newsdesk.views.view import Dated, Link, Sheaf, View, both
from newsdesk.words import address
from newsdesk.words.dates import in_words
from newsdesk.words.language import Fragment, Language, Words

STORIES_A_PERSON = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLine:
    """What a person was on a day."""

    day: Dated
    words: Fragment


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """A person in the index: name, the names in other languages, roles, stories."""

    name: Fragment
    other_names: Sequence[Fragment]
    address: str
    roles: Sequence[RoleLine]
    items: Sequence[Item]


@dataclass(frozen=True, kw_only=True)
class PeopleView(View):
    """Everyone whom stories name: role on the day, and the stories; no biography."""

    template: ClassVar[str] = "people.html"
    people: Sequence[PersonLine]


def people(library: Library, site: Site, language: Language) -> PeopleView:
    start = address.people(language)
    known = library.registers.people
    lines = [_person_line(name, known[name], library, language) for name in sorted(library.by_person)]
    return PeopleView(
        address=start,
        language=language,
        title=library.word("people", language),
        description=library.word("people_description", language),
        translations=both(start, site.languages),
        indexable=False,
        section="people",
        people=lines,
    )


def organisations(library: Library, site: Site, language: Language) -> IndexView:
    """All organisations that stories name."""
    known = library.registers.organisations
    links = [
        Link(text=known[name].name.on(language), address=address.organisation(language, name), note=str(len(stories)))
        for name, stories in sorted(library.by_organisation.items())
    ]
    return index("organisations", address.organisations(language), links, library, site)


def each_organisation(library: Library, site: Site, language: Language) -> Iterator[Sheaf]:
    """Every page of every organisation that stories name."""
    parent = Link(text=library.word("organisations", language), address=address.organisations(language))
    for name, stories in library.by_organisation.items():
        body = library.registers.organisations[name]
        subject = Subject(
            name=body.name.on(language),
            description=_description(body.name, library, language),
            address=address.organisation(language, name),
            section="organisations",
            parent=parent,
            stories=stories,
            timeline=address.timeline_of(address.organisation(language, name))
            if name in library.timeline.by_organiser
            else "",
            lines=list(_also_known(body, language)),
            kind="Organization",
        )
        yield pages(subject, library, site, language)


def each_person(library: Library, site: Site, language: Language) -> Iterator[Sheaf]:
    """Only people for whom the register says `page: true`."""
    parent = Link(text=library.word("people", language), address=address.people(language))
    for name, stories in library.by_person.items():
        person = library.registers.people[name]
        if person.page:
            subject = Subject(
                name=person.shown.on(language),
                description=_description(person.name, library, language),
                address=address.person(language, name),
                section="people",
                parent=parent,
                stories=stories,
                kind="Person",
            )
            yield pages(subject, library, site, language)


def _description(name: Words, library: Library, language: Language) -> Fragment:
    return Fragment(library.word("named_description", language).text.format(name=name.on(language)))


def _also_known(body: Organisation, language: Language) -> Iterator[Fragment]:
    """The short form and the names in other languages, where they say something new."""
    said = {body.name.on(language).text}
    short = [body.short.on(language)] if body.short and body.short.has(language) else []
    for found in (*short, *_other_names(body.name, language)):
        if found.text not in said:
            said.add(found.text)
            yield found


def _other_names(name: Words, language: Language) -> Iterator[Fragment]:
    """The name in each other language that has a form of its own; none where the reader's own has none."""
    if language in name.each:
        yield from (Fragment(name.on(each).text, each.tag) for each in name.each if each is not language)


def _person_line(name: str, person: Person, library: Library, language: Language) -> PersonLine:
    return PersonLine(
        name=person.shown.on(language),
        other_names=list(_other_names(person.name, language)),
        address=address.person(language, name) if person.page else "",
        roles=[
            RoleLine(
                day=Dated(iso=role.on.html, words=in_words(role.on, language)),
                words=role.value.on(language),
            )
            for role in person.roles
        ],
        items=[item(story, language) for story in library.by_person[name][:STORIES_A_PERSON]],
    )
