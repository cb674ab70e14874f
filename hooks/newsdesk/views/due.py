"""When the site changes by itself: the next moment at which a build of the same sources makes another site.

The clock is asked in two places only: whether a story may be read yet (`assemble`), and what came in the last two
days, for the news sitemap (`feed.fresh`). No page says that the day of a plan has passed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.model.story import Story
from newsdesk.views.days import entered
from newsdesk.views.feed import FRESH


class Change(StrEnum):
    """What the clock does to a text: its story appears, or it comes into the news sitemap and leaves it."""

    APPEARS = "appears"
    BECOMES_NEWS = "becomes news"
    IS_NO_NEWS = "is no news"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """At this moment, in the site's zone and written without it, the text in the file `path` changes the site."""

    moment: datetime
    change: Change
    path: str


def due(library: Library, site: Site, as_of: datetime) -> list[Due]:
    """What changes first after `as_of`: all that is due at one moment, in order of paths; empty where nothing is."""
    found = [each for each in _every(library, site) if each.moment > as_of]
    first = min((each.moment for each in found), default=None)
    return sorted((each for each in found if each.moment == first), key=lambda each: (each.path, each.change))


def _every(library: Library, site: Site) -> Iterator[Due]:
    """Each change there is, past or to come."""
    waiting = [story for story in library.withheld if not story.facts.draft]
    for story in waiting:
        for text in story.versions.texts.values():
            yield Due(moment=story.facts.published, change=Change.APPEARS, path=text.file.path)
    if site.news_sitemap:
        for story in (*library.stories, *waiting):
            if not story.versions.original.withdrawn:
                yield from _as_news(story, site)


def _as_news(story: Story, site: Site) -> Iterator[Due]:
    """When a story comes into the news sitemap of each language, and when it leaves it; archive reports never do."""
    for text in story.versions.texts.values():
        if text.language in site.languages and not story.facts.compiled:
            came = entered(story, text)
            yield Due(moment=came, change=Change.BECOMES_NEWS, path=text.file.path)
            yield Due(moment=came + FRESH, change=Change.IS_NO_NEWS, path=text.file.path)
