"""The registry of outputs: all files that are no pages, and how they are written."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from shutil import copyfile

from newsdesk import processes, urls
from newsdesk.content.library import Library
from newsdesk.content.site import Site
from newsdesk.i18n.languages import Language
from newsdesk.outputs import feeds
from newsdesk.outputs.calendars import merged_calendar
from newsdesk.outputs.feeds import Contents, atom_feed, json_feed_document, rss_feed
from newsdesk.outputs.sitemaps import news_sitemap_file
from newsdesk.pages.calendar import Calendar, calendars, moved_calendars
from newsdesk.pages.redirects import followed

Write = Callable[[], bytes]
"""Makes the content of a file."""


def all_outputs(
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
        for old, new in moved_calendars(library, language):
            yield old, partial(written, new)
        if site.news_sitemap:
            fresh = feeds.fresh_items(library, site, language, as_of)
            yield urls.news_sitemap(language), partial(news_sitemap_file, fresh, site, language)


def _gathered(calendar: Calendar, site: Site, written: Callable[[str], bytes]) -> bytes:
    return merged_calendar(calendar, site, filter(None, map(written, calendar.members)))


def _feeds(library: Library, site: Site, language: Language, contents: Contents) -> Iterator[tuple[str, Write]]:
    news = feeds.news_feed(library, site, language)
    for where, write in ((urls.rss(language), rss_feed), (urls.json_feed(language), json_feed_document)):
        yield where, partial(write, news, where, site, contents)
    topics = followed(library, language)
    of_tags = [feeds.tag_feed(name, library, site, language) for name in topics]
    of_summit = [feeds.summit_feed(library, site, language)] if library.registers.editions else []
    for each in (news, feeds.corrections_feed(library, site, language), *of_summit, *of_tags):
        yield each.address, partial(atom_feed, each, site, contents)
    for name, each in zip(topics, of_tags, strict=True):
        for alias in library.registers.tags[name].aliases:
            yield urls.feed(urls.tag(language, alias)), partial(atom_feed, each, site, contents)


def write_all(files: Iterable[tuple[str, Write]], staging: Path, *, serial: bool) -> None:
    """Make every file and write it below the staging folder."""

    def write(file: tuple[str, Write]) -> None:
        where, make = file
        path = staging / where
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make())

    deque(processes.parallel_map(write, list(files), serial=serial, heavy=True), maxlen=0)


def copy_all(paths: Iterable[str], docs: Path, staging: Path) -> None:
    """Copy files below docs/ as they are to the same place below the staging folder."""
    for path in paths:
        (staging / path).parent.mkdir(parents=True, exist_ok=True)
        copyfile(docs / path, staging / path)
