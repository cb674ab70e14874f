"""Stories that have one thing in common: a tag, an organisation, a person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.model.story import Story
from newsdesk.views.listing import Item, Pager, item, page_addresses, paged, with_page
from newsdesk.views.view import Link, Sheaf, View, both
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the stories have in common; `address` is where its list begins, `lines` stand above it.

    `kind` is its type of schema.org, empty for what is no thing but a topic.
    `feed` leads to its feed, `timeline` is the address of its timeline, where it has one.
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
    """One page of a subject's stories; `start` is the first, `kind` as in the subject."""

    template: ClassVar[str] = "subject.html"
    kind: str
    start: str
    heading: Fragment
    lines: Sequence[Fragment]
    timeline: str
    count: int
    items: Sequence[Item]
    pager: Pager


def pages(subject: Subject, library: Library, site: Site, language: Language) -> Sheaf:
    """Every page of a subject's list."""
    return Sheaf(
        addresses=page_addresses(subject.stories, site.page_size, subject.address),
        make=partial(_pages, subject, library, site, language),
    )


def _pages(subject: Subject, library: Library, site: Site, language: Language) -> Iterator[SubjectView]:
    phrase = library.word("page_of", language).text
    for stories, pager in paged(subject.stories, site.page_size, subject.address):
        where = address.numbered(subject.address, pager.number)
        yield SubjectView(
            address=where,
            language=language,
            title=Fragment(with_page(subject.name.text, pager, phrase), subject.name.lang),
            description=subject.description,
            translations=both(where, site.languages),
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
