"""The registry of pages: every page of the site, none of them made yet."""

from collections.abc import Iterator, Sequence

from newsdesk import urls
from newsdesk.content.library import Library
from newsdesk.content.site import Site
from newsdesk.i18n.languages import Language
from newsdesk.pages import event, front, lists, redirects, static, story, summit, timeline, topics
from newsdesk.pages.view import PageBatch, single_page


def all_pages(library: Library, site: Site) -> Iterator[PageBatch]:
    """Each page once, none of them made yet: the front door, the stories, each language's lists, then old addresses."""
    batches = list(_pages(library, site))
    batches += redirects.ledger_redirects(library, site, _addresses(batches))
    yield from batches
    yield from redirects.redirect_pages(_addresses(batches), library, site)


def _addresses(batches: Sequence[PageBatch]) -> Sequence[str]:
    return [where for batch in batches for where in batch.addresses]


def _pages(library: Library, site: Site) -> Iterator[PageBatch]:
    yield single_page("", front.landing_page if len(site.languages) > 1 else front.landing_redirect, library, site)
    yield single_page("404.html", front.not_found_page, library, site)
    yield from story.each_story(library, site)
    for language in site.languages:
        yield from _lists(library, site, language)


def _lists(library: Library, site: Site, language: Language) -> Iterator[PageBatch]:
    yield single_page(urls.home(language), front.front_page, library, site, language)
    yield single_page(urls.search(language), static.search_page, library, site, language)
    yield lists.news_page(library, site, language)
    yield from lists.news_years(library, site, language)
    yield single_page(urls.tags(language), topics.tags_page, library, site, language)
    yield from topics.each_tag(library, site, language)
    yield single_page(urls.people(language), topics.people_page, library, site, language)
    yield from topics.each_person(library, site, language)
    yield single_page(urls.organisations(language), topics.organisations_page, library, site, language)
    yield from topics.each_organisation(library, site, language)
    yield from summit.summit_page(library, site, language)
    yield from summit.each_edition(library, site, language)
    yield from timeline.each_timeline(library, site, language)
    yield from event.each_event(library, site, language)
    yield single_page(urls.standing(language, urls.FOLLOW), static.follow_page, library, site, language)
    for page in (page for key, page in library.pages.items() if key != urls.FOLLOW):
        yield single_page(urls.standing(language, page.key), static.static_page, page, library, site, language)
