"""All pages of the site."""

from collections.abc import Iterator, Sequence

from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.views import (
    agent,
    door,
    edition,
    event,
    follow,
    front,
    kept,
    news,
    redirect,
    search,
    standing,
    story,
    summit,
    tag,
    timelines,
)
from newsdesk.views.view import Sheaf, single
from newsdesk.words import address
from newsdesk.words.language import Language


def every_page(library: Library, site: Site) -> Iterator[Sheaf]:
    """Each page once, none of them made yet: the front door, the stories, each language's lists, then old addresses."""
    sheaves = list(_pages(library, site))
    sheaves += kept.redirects(library, site, _addresses(sheaves))
    yield from sheaves
    yield from redirect.redirects(_addresses(sheaves), library, site)


def _addresses(sheaves: Sequence[Sheaf]) -> Sequence[str]:
    return [where for sheaf in sheaves for where in sheaf.addresses]


def _pages(library: Library, site: Site) -> Iterator[Sheaf]:
    yield single("", door.door if len(site.languages) > 1 else door.straight_in, library, site)
    yield single("404.html", door.not_found, library, site)
    yield from story.each_story(library, site)
    for language in site.languages:
        yield from _lists(library, site, language)


def _lists(library: Library, site: Site, language: Language) -> Iterator[Sheaf]:
    yield single(address.home(language), front.front, library, site, language)
    yield single(address.search(language), search.search, library, site, language)
    yield news.news(library, site, language)
    yield from news.years(library, site, language)
    yield single(address.tags(language), tag.tags, library, site, language)
    yield from tag.each_tag(library, site, language)
    yield single(address.people(language), agent.people, library, site, language)
    yield from agent.each_person(library, site, language)
    yield single(address.organisations(language), agent.organisations, library, site, language)
    yield from agent.each_organisation(library, site, language)
    yield from summit.summit_page(library, site, language)
    yield from edition.each_edition(library, site, language)
    yield from timelines.each_timeline(library, site, language)
    yield from event.each_event(library, site, language)
    yield single(address.standing(language, address.FOLLOW), follow.follow, library, site, language)
    for page in (page for key, page in library.pages.items() if key != address.FOLLOW):
        yield single(address.standing(language, page.key), standing.standing, page, library, site, language)
