"""Lists of stories by topic, organization or person, and the indexes of these."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from newsdesk import urls
from newsdesk.content.library import Library
from newsdesk.content.registers import Organisation, Person
from newsdesk.content.site import Site
from newsdesk.content.story import Story
from newsdesk.i18n.dates import format_edtf
from newsdesk.i18n.languages import Fragment, Language, LocalizedText
from newsdesk.pages.lists import Item, Pager, item, paged, paged_batch, tag_link, with_page
from newsdesk.pages.redirects import entries_discontinued, entries_moved
from newsdesk.pages.view import (
    Dated,
    Link,
    MovedPage,
    PageBatch,
    PageKind,
    View,
    counterparts,
    in_each_language,
    one_in_each_language,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The subject of a list of stories; `address` is the first page, `lines` are shown above the list.

    `kind` is its schema.org type, empty for a topic. `feed` and `timeline` (an address) are empty if it has none.
    """

    name: Fragment
    description: Fragment
    address: str
    section: str
    parent: Link
    stories: Sequence[Story]
    lines: Sequence[Fragment] = ()
    kind: str = ""
    feed: Link | None = None
    timeline: str = ""


@dataclass(frozen=True, kw_only=True)
class SubjectView(View):
    """One page of a subject's stories; `start` is the address of the first, `kind` is as in Subject."""

    is_collection: ClassVar[bool] = True
    kind: str
    start: str
    heading: Fragment
    lines: Sequence[Fragment]
    timeline: str
    count: int
    items: Sequence[Item]
    pager: Pager


def _batch(subject: Subject, library: Library, site: Site, language: Language) -> PageBatch:
    make = partial(_pages, subject, library, site, language)
    return paged_batch(subject.stories, site.page_size, subject.address, make)


def _pages(subject: Subject, library: Library, site: Site, language: Language) -> Iterator[SubjectView]:
    phrase = library.word("page_of", language).text
    for stories, pager in paged(subject.stories, site.page_size, subject.address):
        where = urls.numbered(subject.address, pager.number)
        yield SubjectView(
            address=where,
            language=language,
            title=Fragment(with_page(subject.name.text, pager, phrase), subject.name.lang),
            description=subject.description,
            translations=counterparts(where, site.languages),
            modified=max(story.modified for story in stories),
            crumbs=[subject.parent],
            section=subject.section,
            kind=subject.kind,
            start=subject.address,
            feed=subject.feed,
            heading=subject.name,
            lines=subject.lines,
            timeline=subject.timeline,
            count=len(subject.stories),
            items=[item(story, language) for story in stories],
            pager=pager,
        )


@dataclass(frozen=True, kw_only=True)
class IndexView(View):
    """An index of topics or organizations; the `note` of a link is its number of stories."""

    is_collection: ClassVar[bool] = True
    links: Sequence[Link]


def _tags(library: Library, site: Site, language: Language) -> IndexView:
    start = urls.tags(language)
    most_first = sorted(library.by_tag, key=lambda name: (-len(library.by_tag[name]), name))
    links = [tag_link(name, library, language, count=True) for name in most_first]
    return IndexView(
        address=start,
        language=language,
        title=library.word("topics", language),
        description=library.word("topics_description", language),
        translations=counterparts(start, site.languages),
        section="topics",
        links=links,
    )


def _each_tag(library: Library, site: Site, language: Language) -> Iterator[PageBatch]:
    phrase = library.word("topic_description", language).text
    for name, stories in library.by_tag.items():
        tag = library.registers.tags[name]
        topic = tag.name.in_language(language)
        described = tag.description.in_language(language) if tag.description else None
        subject = Subject(
            name=topic,
            description=described or Fragment(phrase.format(topic=topic)),
            address=urls.tag(language, name),
            section="topics",
            parent=Link(text=library.word("topics", language), address=urls.tags(language)),
            stories=stories,
            feed=Link(text=topic, address=urls.feed(urls.tag(language, name))),
            timeline=urls.timeline_of(urls.tag(language, name)) if name in library.timeline.by_tag else "",
            lines=[described] if described else [],
        )
        yield _batch(subject, library, site, language)


def _moved_tags(library: Library, language: Language) -> Iterator[MovedPage]:
    for name, tag in library.registers.tags.items():
        new = urls.tag(language, name)
        for alias in tag.aliases:
            old = urls.tag(language, alias)
            yield MovedPage(
                old=old,
                new=new,
                language=language,
                title=tag.name.in_language(language),
                feed=urls.feed(old),
                files={urls.feed(old): urls.feed(new)},
            )


STORIES_A_PERSON = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleOnDate:
    """A role of a person on a date."""

    day: Dated
    words: Fragment


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntry:
    """A person in the index: name, names in other languages, roles, newest stories."""

    name: Fragment
    other_names: Sequence[Fragment]
    address: str
    roles: Sequence[RoleOnDate]
    items: Sequence[Item]


@dataclass(frozen=True, kw_only=True)
class PeopleView(View):
    """The index of people named in stories: roles by date and stories, no biography."""

    is_collection: ClassVar[bool] = True
    people: Sequence[PersonEntry]


def _people(library: Library, site: Site, language: Language) -> PeopleView:
    start = urls.people(language)
    known = library.registers.people
    lines = [_person_line(name, known[name], library, language) for name in sorted(library.by_person)]
    return PeopleView(
        address=start,
        language=language,
        title=library.word("people", language),
        description=library.word("people_description", language),
        translations=counterparts(start, site.languages),
        indexable=False,
        section="people",
        people=lines,
    )


def _organisations(library: Library, site: Site, language: Language) -> IndexView:
    start, known = urls.organisations(language), library.registers.organisations
    links = [
        Link(
            text=known[name].name.in_language(language),
            address=urls.organisation(language, name),
            note=str(len(stories)),
        )
        for name, stories in sorted(library.by_organisation.items())
    ]
    return IndexView(
        address=start,
        language=language,
        title=library.word("organisations", language),
        description=library.word("organisations_description", language),
        translations=counterparts(start, site.languages),
        section="organisations",
        links=links,
    )


def _each_organisation(library: Library, site: Site, language: Language) -> Iterator[PageBatch]:
    parent = Link(text=library.word("organisations", language), address=urls.organisations(language))
    for name, stories in library.by_organisation.items():
        body = library.registers.organisations[name]
        subject = Subject(
            name=body.name.in_language(language),
            description=_description(body.name, library, language),
            address=urls.organisation(language, name),
            section="organisations",
            parent=parent,
            stories=stories,
            timeline=urls.timeline_of(urls.organisation(language, name))
            if name in library.timeline.by_organiser
            else "",
            lines=list(_also_known(body, language)),
            kind="Organization",
        )
        yield _batch(subject, library, site, language)


def _each_person(library: Library, site: Site, language: Language) -> Iterator[PageBatch]:
    """Only people with `page: true` in the register."""
    parent = Link(text=library.word("people", language), address=urls.people(language))
    for name, stories in library.by_person.items():
        person = library.registers.people[name]
        if person.page:
            subject = Subject(
                name=person.display_name.in_language(language),
                description=_description(person.name, library, language),
                address=urls.person(language, name),
                section="people",
                parent=parent,
                stories=stories,
                kind="Person",
            )
            yield _batch(subject, library, site, language)


def _description(name: LocalizedText, library: Library, language: Language) -> Fragment:
    return Fragment(library.word("named_description", language).text.format(name=name.in_language(language)))


def _also_known(body: Organisation, language: Language) -> Iterator[Fragment]:
    names = {body.name.in_language(language).text}
    short = [body.short.in_language(language)] if body.short and body.short.has(language) else []
    for found in (*short, *_other_names(body.name, language)):
        if found.text not in names:
            names.add(found.text)
            yield found


def _other_names(name: LocalizedText, language: Language) -> Iterator[Fragment]:
    """The names in other languages; none if `language` has no form of its own and shows one of them."""
    if language in name.by_language:
        yield from (
            Fragment(name.in_language(each).text, each.tag) for each in name.by_language if each is not language
        )


def _person_line(name: str, person: Person, library: Library, language: Language) -> PersonEntry:
    return PersonEntry(
        name=person.display_name.in_language(language),
        other_names=list(_other_names(person.name, language)),
        address=urls.person(language, name) if person.page else "",
        roles=[
            RoleOnDate(
                day=Dated(iso=role.on.html, words=format_edtf(role.on, language)),
                words=role.value.in_language(language),
            )
            for role in person.roles
        ],
        items=[item(story, language) for story in library.by_person[name][:STORIES_A_PERSON]],
    )


PAGES = [
    PageKind(view=IndexView, batches=one_in_each_language(urls.tags, _tags), permanent=True),
    PageKind(
        view=SubjectView,
        batches=in_each_language(_each_tag),
        permanent=True,
        moved=_moved_tags,
        discontinued=entries_discontinued("tags", urls.tag, urls.tags),
    ),
    PageKind(view=PeopleView, batches=one_in_each_language(urls.people, _people), permanent=True),
    PageKind(
        view=SubjectView,
        batches=in_each_language(_each_person),
        permanent=True,
        moved=entries_moved("people", urls.person),
        discontinued=entries_discontinued("people", urls.person, urls.people),
    ),
    PageKind(view=IndexView, batches=one_in_each_language(urls.organisations, _organisations), permanent=True),
    PageKind(
        view=SubjectView,
        batches=in_each_language(_each_organisation),
        permanent=True,
        moved=entries_moved("organisations", urls.organisation),
        discontinued=entries_discontinued("organisations", urls.organisation, urls.organisations),
    ),
]
