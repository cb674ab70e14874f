"""All files that are no pages, but the sitemap."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from newsdesk.files.atom import atom
from newsdesk.files.calendar import gathered
from newsdesk.files.content import Contents
from newsdesk.files.jsonfeed import json_feed
from newsdesk.files.news_sitemap import news_sitemap
from newsdesk.files.rss import rss
from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.views import feed
from newsdesk.views.calendar import Calendar, calendars, moved
from newsdesk.views.kept import followed
from newsdesk.words import address
from newsdesk.words.language import Language

Write = Callable[[], bytes]
"""Makes the content of a file."""


def every_file(
    library: Library, site: Site, as_of: datetime, contents: Contents, written: Callable[[str], bytes]
) -> Iterator[tuple[str, Write]]:
    """Each file once, as of a moment in the site's zone: its address, and what makes its content.

    `written` gives what stands beside a page.
    """
    for language in site.languages:
        yield from _feeds(library, site, language, contents)
        for calendar in calendars(library, site, language):
            yield calendar.address, partial(_gathered, calendar, site, written)
        # A program that fetches a calendar or a feed again follows no page that leads on: it is given the file itself.
        for old, new in moved(library, language):
            yield old, partial(written, new)
        if site.news_sitemap:
            fresh = feed.fresh(library, site, language, as_of)
            yield address.news_sitemap(language), partial(news_sitemap, fresh, site, language)


def _gathered(calendar: Calendar, site: Site, written: Callable[[str], bytes]) -> bytes:
    return gathered(calendar, site, filter(None, map(written, calendar.members)))


def _feeds(library: Library, site: Site, language: Language, contents: Contents) -> Iterator[tuple[str, Write]]:
    news = feed.news(library, site, language)
    for where, write in ((address.rss(language), rss), (address.json_feed(language), json_feed)):
        yield where, partial(write, news, where, site, contents)
    topics = followed(library, language)
    of_tags = [feed.tag(name, library, site, language) for name in topics]
    of_summit = [feed.summit(library, site, language)] if library.registers.editions else []
    for each in (news, feed.corrected(library, site, language), *of_summit, *of_tags):
        yield each.address, partial(atom, each, site, contents)
    for name, each in zip(topics, of_tags, strict=True):
        for alias in library.registers.tags[name].aliases:
            yield address.feed(address.tag(language, alias)), partial(atom, each, site, contents)
