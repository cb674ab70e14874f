"""All pages of the site."""

from collections.abc import Iterator

from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.views import agent, front, news, standing, story, tag
from newsdesk.views.view import View
from newsdesk.words.language import Language


def every_page(library: Library, site: Site) -> Iterator[View]:
    """Each page once: the front door, then each language's pages."""
    yield front.door(library, site)
    yield standing.not_found(library, site)
    for each in library.stories:
        yield from story.in_each_language(each, library, site)
    for language in site.languages:
        yield from _lists(library, site, language)


def _lists(library: Library, site: Site, language: Language) -> Iterator[View]:
    yield front.front(library, site, language)
    yield news.news(library, site, language)
    yield from news.years(library, site, language)
    yield tag.tags(library, site, language)
    yield from tag.each_tag(library, site, language)
    yield agent.people(library, site, language)
    yield from agent.each_person(library, site, language)
    yield agent.organisations(library, site, language)
    yield from agent.each_organisation(library, site, language)
    for page in library.pages.values():
        yield standing.standing(page, library, site, language)
