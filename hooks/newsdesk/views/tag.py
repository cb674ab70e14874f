"""Tags: their list, and each tag's stories."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.views.subject import Subject, SubjectView, pages
from newsdesk.views.view import Link, View, both
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language


@dataclass(frozen=True, kw_only=True)
class TagsView(View):
    """All tags that have stories."""

    template: ClassVar[str] = "tags.html"
    tags: Sequence[Link]


def tags(library: Library, site: Site, language: Language) -> TagsView:
    start = address.tags(language)
    links = [
        Link(
            text=library.registers.tags[name].name.on(language),
            address=address.tag(language, name),
            note=str(len(stories)),
        )
        for name, stories in library.by_tag.items()
    ]
    return TagsView(
        address=start,
        language=language,
        title=library.word("topics", language),
        description=library.word("topics_description", language),
        other=address.in_other_language(start),
        translations=both(start, site.languages[0]),
        section="tags",
        tags=sorted(links, key=lambda link: (-int(link.note), link.address)),
    )


def each_tag(library: Library, site: Site, language: Language) -> Iterator[SubjectView]:
    """Every page of every tag that has stories."""
    phrase = library.word("topic_description", language).text
    for name, stories in library.by_tag.items():
        tag = library.registers.tags[name]
        topic = tag.name.on(language)
        described = tag.description.on(language) if tag.description else None
        subject = Subject(
            name=topic,
            description=described or Fragment(phrase.format(topic=topic)),
            address=address.tag(language, name),
            section="tags",
            parent=Link(text=library.word("topics", language), address=address.tags(language)),
            stories=stories,
            lines=[described] if described else [],
        )
        yield from pages(subject, library, site, language)
