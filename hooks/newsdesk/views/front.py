"""A language's front page: the lead, the latest, the summit, a strip of the timeline, and older stories by topic."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.model.story import Story
from newsdesk.views import strip
from newsdesk.views.door import homes
from newsdesk.views.edition import years
from newsdesk.views.happening import Happening, happenings
from newsdesk.views.listing import Item, fragment, item, newest, tag_links
from newsdesk.views.strip import Bar
from newsdesk.views.summit import last_and_next
from newsdesk.views.view import Link, View
from newsdesk.words import address
from newsdesk.words.language import Language

LATEST = 9
HAPPENINGS = 4
STRIPS = 6
STORIES_A_TAG = 3
TAGS = 18
"""Of more tags the front page names those with the most stories."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagStrip:
    """A tag with its newest stories of those that stand nowhere else on the page."""

    link: Link
    items: Sequence[Item]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summit:
    """The annual summit: its newest edition, one that a source announces, and the years of all."""

    address: str
    editions: Sequence[Happening]
    years: Sequence[Link]


@dataclass(frozen=True, kw_only=True)
class FrontView(View):
    """A language's front page; `bars` and `happenings` are the strip of the timeline.

    `tags` are those whose newest stories all stand elsewhere on the page.
    """

    template: ClassVar[str] = "front.html"
    lead: Item | None
    lead_tags: Sequence[Link]
    latest: Sequence[Item]
    summit: Summit | None
    bars: Sequence[Bar]
    happenings: Sequence[Happening]
    strips: Sequence[TagStrip]
    tags: Sequence[Link]


def front(library: Library, site: Site, language: Language) -> FrontView:
    text = library.fronts.get(language)
    lead = _lead(library, language)
    others = [story for story in library.stories[: LATEST + 1] if story is not lead][:LATEST]
    strips, tags = _by_topic(library, language, [*([lead] if lead else []), *others])
    return FrontView(
        address=address.home(language),
        language=language,
        title=fragment(text.title, language, language) if text else site.name.on(language),
        description=fragment(text.summary, language, language) if text else site.tagline.on(language),
        translations=homes(site),
        modified=max((story.modified for story in library.stories[:1]), default=None),
        section="front",
        body=text,
        lead=item(lead, language) if lead else None,
        lead_tags=tag_links(lead, library, language) if lead else (),
        latest=[item(story, language) for story in others],
        summit=_summit(library, language),
        bars=strip.years(library, language),
        happenings=list(happenings(list(library.timeline.happenings)[-HAPPENINGS:], library, language)),
        strips=strips,
        tags=tags,
    )


def _lead(library: Library, language: Language) -> Story | None:
    """The story that the front page names, else the newest: never one that is not translated."""
    text = library.fronts.get(language)
    named = library.by_key.get(getattr(text.front, "lead", None) or "") if text else None
    if named and named.versions.has(language):
        return named
    return next(iter(newest(library, language, 1)), None)


def _summit(library: Library, language: Language) -> Summit | None:
    if not library.registers.editions:
        return None
    chosen = [f"summit/{year}" for year in last_and_next(library) if year]
    return Summit(
        address=address.summit(language),
        editions=list(happenings(chosen, library, language)),
        years=years(library, language),
    )


def _by_topic(
    library: Library, language: Language, above: Iterable[Story]
) -> tuple[Sequence[TagStrip], Sequence[Link]]:
    """The tags with the most stories: each with stories not yet `above`, and those that are left without one."""
    most = sorted(library.by_tag.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    seen = {story.key for story in above}
    strips: list[TagStrip] = []
    tags: list[Link] = []
    for name, stories in most[:TAGS]:
        link = Link(
            text=library.registers.tags[name].name.on(language),
            address=address.tag(language, name),
            note=str(len(stories)),
        )
        unseen = list(islice((story for story in stories if story.key not in seen), STORIES_A_TAG))
        if unseen and len(strips) < STRIPS:
            seen.update(story.key for story in unseen)
            strips.append(TagStrip(link=link, items=[item(story, language) for story in unseen]))
        else:
            tags.append(link)
    return strips, tags
