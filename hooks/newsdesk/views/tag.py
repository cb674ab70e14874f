"""Tags: their list, and each tag's stories."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from newsdesk.model.library import Library
from newsdesk.views.listing import Item, Pager, item, paged
from newsdesk.model.site import Site
from newsdesk.views.view import Link, View, both, in_other_language
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language


@dataclass(frozen=True, kw_only=True)
class TagsView(View):
    """All tags that have stories."""

    template: ClassVar[str] = "tags.html"
    tags: Sequence[Link]


@dataclass(frozen=True, kw_only=True)
class ListView(View):
    """Stories that have one thing in common: a tag, an organisation or a person."""

    template: ClassVar[str] = "list.html"
    kind: str
    heading: Fragment
    lines: Sequence[Fragment]
    count: int
    items: Sequence[Item]
    pager: Pager


def tags(library: Library, site: Site, language: Language) -> TagsView:
    start = address.tags(language)
    links = [
        Link(
            text=library.registers.tags[name].name.on(language),
            address=address.tag(language, name),
            note=str(len(stories)),
        )
        for name, stories in library.by_tag.items()
        if name in library.registers.tags
    ]
    return TagsView(
        address=start,
        language=language,
        title=library.word("topics", language),
        description=library.word("topics_description", language),
        other=in_other_language(start),
        translations=both(start, site.languages[0]),
        section="tags",
        tags=sorted(links, key=lambda link: (-int(link.note), link.address)),
    )


def each_tag(library: Library, site: Site, language: Language) -> Iterator[ListView]:
    """Every page of every tag that has stories."""
    for name, stories in library.by_tag.items():
        tag = library.registers.tags.get(name)
        if not tag:
            continue
        heading = tag.name.on(language)
        crumb = Link(text=library.word("topics", language), address=address.tags(language))
        start = address.tag(language, name)
        phrase = library.word("topic_description", language).text
        lines = [tag.description.on(language)] if tag.description else []
        for chosen, pager in paged(stories, site.page_size, start):
            where = address.numbered(start, pager.number)
            yield ListView(
                address=where,
                language=language,
                title=heading,
                description=lines[0] if lines else Fragment(phrase.format(topic=heading)),
                other=in_other_language(where),
                translations=both(where, site.languages[0]),
                modified=max(story.modified for story in chosen),
                crumbs=[crumb],
                section="tags",
                kind="topic",
                heading=heading,
                lines=lines,
                count=len(stories),
                items=[item(story, library, language) for story in chosen],
                pager=pager,
            )
