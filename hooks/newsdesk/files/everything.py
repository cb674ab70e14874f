"""All files that are no pages, but the sitemap."""

from collections.abc import Callable, Iterator

from newsdesk.files.atom import atom
from newsdesk.files.calendar import gathered
from newsdesk.files.content import Contents
from newsdesk.files.jsonfeed import json_feed
from newsdesk.files.rss import rss
from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.views import feed
from newsdesk.views.calendar import calendars
from newsdesk.words import address
from newsdesk.words.language import Language


def every_file(
    library: Library, site: Site, contents: Contents, written: Callable[[str], bytes]
) -> Iterator[tuple[str, bytes]]:
    """Each file once: its address and what is in it; `written` gives what stands beside a page."""
    for language in site.languages:
        yield from _feeds(library, site, language, contents)
        for calendar in calendars(library, site, language):
            yield calendar.address, gathered(calendar, site, filter(None, map(written, calendar.members)))


def _feeds(library: Library, site: Site, language: Language, contents: Contents) -> Iterator[tuple[str, bytes]]:
    news = feed.news(library, site, language)
    for where, write in ((address.rss(language), rss), (address.json_feed(language), json_feed)):
        yield where, write(news, where, site, contents)
    of_tags = (feed.tag(name, library, site, language) for name in library.by_tag)
    of_summit = [feed.summit(library, site, language)] if library.registers.editions else []
    for each in (news, feed.corrected(library, site, language), *of_summit, *of_tags):
        yield each.address, atom(each, site, contents)
