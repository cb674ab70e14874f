"""Tags: their list, and each tag's stories."""

from collections.abc import Iterator

from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.views.index import IndexView, index
from newsdesk.views.subject import Subject, pages
from newsdesk.views.view import Link, Sheaf
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language


def tags(library: Library, site: Site, language: Language) -> IndexView:
    """All tags that have stories, those with most of them first."""
    links = [
        Link(
            text=library.registers.tags[name].name.on(language),
            address=address.tag(language, name),
            note=str(len(stories)),
        )
        for name, stories in sorted(library.by_tag.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    ]
    return index("topics", address.tags(language), links, library, site)


def each_tag(library: Library, site: Site, language: Language) -> Iterator[Sheaf]:
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
            section="topics",
            parent=Link(text=library.word("topics", language), address=address.tags(language)),
            stories=stories,
            feed=Link(text=topic, address=address.feed(address.tag(language, name))),
            timeline=address.timeline_of(address.tag(language, name)) if name in library.timeline.by_tag else "",
            lines=[described] if described else [],
        )
        yield pages(subject, library, site, language)
