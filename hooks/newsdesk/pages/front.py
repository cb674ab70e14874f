"""Home page of each language, the root page, and the not-found page (404)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from newsdesk import urls
from newsdesk.content.library import Library
from newsdesk.content.site import Site
from newsdesk.content.story import Story
from newsdesk.i18n.languages import Language
from newsdesk.pages import timeline
from newsdesk.pages.event import EventSummary, event_summaries
from newsdesk.pages.lists import Item, fragment, item, newest, tag_link, tag_links
from newsdesk.pages.redirects import RedirectView
from newsdesk.pages.summit import last_and_next, year_links
from newsdesk.pages.timeline import TimelineBar
from newsdesk.pages.view import Link, PageBatch, PageKind, View, one_in_each_language, single_page

LANDING_HEADLINES = 5
NOT_FOUND_HEADLINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LandingSide:
    """One language's part of a page in all languages."""

    language: Language
    name: str
    tagline: str
    items: Sequence[Item]


@dataclass(frozen=True, kw_only=True)
class LandingView(View):
    """The root page (`/`): the newest stories in every language."""

    is_collection: ClassVar[bool] = True
    sides: Sequence[LandingSide]


@dataclass(frozen=True, kw_only=True)
class NotFoundView(View):
    """The not-found page (404), one for all languages: a static host serves only one."""

    absolute_links: ClassVar[bool] = True
    sides: Sequence[LandingSide]


def _landing_page(library: Library, site: Site) -> LandingView:
    first = site.languages[0]
    front = library.landing.front if library.landing else None
    title = front.title if front else " · ".join(site.name.in_language(each).text for each in site.languages)
    return LandingView(
        address="",
        language=first,
        title=fragment(title, first, first),
        description=fragment(front.summary, first, first) if front else site.tagline.in_language(first),
        translations=homes(site),
        body=library.landing,
        sides=_sides(library, site, LANDING_HEADLINES),
    )


def _landing_redirect(site: Site) -> RedirectView:
    """On a site with one language the root page is a redirect to its home page."""
    (language,) = site.languages
    return RedirectView(
        address="",
        language=language,
        title=site.name.in_language(language),
        description=site.tagline.in_language(language),
        target=urls.home(language),
        canonical=urls.home(language),
        indexable=False,
    )


def _not_found_page(library: Library, site: Site) -> NotFoundView:
    first = site.languages[0]
    return NotFoundView(
        address=urls.NOT_FOUND,
        language=first,
        title=library.word("not_found", first),
        description=library.word("not_found_description", first),
        indexable=False,
        sides=_sides(library, site, NOT_FOUND_HEADLINES),
    )


def homes(site: Site) -> Mapping[str, str]:
    """Return the home pages by language tag, `x-default` being the root page; empty if the site has one language."""
    if len(site.languages) == 1:
        return {}
    return {**{each.tag: urls.home(each) for each in site.languages}, "x-default": ""}


def _sides(library: Library, site: Site, headlines: int) -> Sequence[LandingSide]:
    return [
        LandingSide(
            language=language,
            name=site.name.in_language(language).text,
            tagline=site.tagline.in_language(language).text,
            items=[item(story, language) for story in newest(library, language, headlines)],
        )
        for language in site.languages
    ]


LATEST = 9
EVENTS = 4
STRIPS = 6
STORIES_A_TAG = 3
TAGS = 18
"""Maximum number of tags on the home page; those with the most stories are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagStrip:
    """A tag with its newest stories that are nowhere else on the page."""

    link: Link
    items: Sequence[Item]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summit:
    """The annual summit: its last and next edition, and links to all by year."""

    address: str
    editions: Sequence[EventSummary]
    years: Sequence[Link]


@dataclass(frozen=True, kw_only=True)
class FrontView(View):
    """The home page of a language; `bars` and `events` are its part of the timeline.

    `tags` are those without a strip, because strips are limited or their newest stories are elsewhere on the page.
    """

    is_collection: ClassVar[bool] = True
    lead: Item | None
    lead_tags: Sequence[Link]
    latest: Sequence[Item]
    summit: Summit | None
    bars: Sequence[TimelineBar]
    events: Sequence[EventSummary]
    strips: Sequence[TagStrip]
    tags: Sequence[Link]


def front_page(library: Library, site: Site, language: Language) -> FrontView:
    text = library.front_pages.get(language)
    lead = _lead(library, language)
    others = [story for story in library.stories[: LATEST + 1] if story is not lead][:LATEST]
    strips, tags = _by_topic(library, language, [*([lead] if lead else []), *others])
    return FrontView(
        address=urls.home(language),
        language=language,
        title=fragment(text.title, language, language) if text else site.name.in_language(language),
        description=fragment(text.summary, language, language) if text else site.tagline.in_language(language),
        translations=homes(site),
        modified=max((story.modified for story in library.stories[:1]), default=None),
        section="front",
        body=text,
        lead=item(lead, language) if lead else None,
        lead_tags=tag_links(lead.facts.tags, library, language) if lead else (),
        latest=[item(story, language) for story in others],
        summit=_summit(library, language),
        bars=timeline.year_bars(library, language),
        events=list(event_summaries(list(library.timeline.all_events)[-EVENTS:], library, language)),
        strips=strips,
        tags=tags,
    )


def _lead(library: Library, language: Language) -> Story | None:
    """The story in the `lead` field of the home page, else the newest; always one that exists in this language."""
    text = library.front_pages.get(language)
    named = library.by_key.get(getattr(text.front, "lead", None) or "") if text else None
    if named and named.versions.has(language):
        return named
    return next(iter(newest(library, language, 1)), None)


def _summit(library: Library, language: Language) -> Summit | None:
    if not library.registers.editions:
        return None
    chosen = [f"summit/{year}" for year in last_and_next(library) if year]
    return Summit(
        address=urls.summit(language),
        editions=list(event_summaries(chosen, library, language)),
        years=year_links(library, language),
    )


def _by_topic(
    library: Library, language: Language, above: Iterable[Story]
) -> tuple[Sequence[TagStrip], Sequence[Link]]:
    """Strips for tags with the most stories, without those `above`, and links to the tags left without a strip."""
    most = sorted(library.by_tag.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    seen = {story.key for story in above}
    strips: list[TagStrip] = []
    tags: list[Link] = []
    for name, stories in most[:TAGS]:
        link = tag_link(name, library, language, count=True)
        unseen = list(islice((story for story in stories if story.key not in seen), STORIES_A_TAG))
        if unseen and len(strips) < STRIPS:
            seen.update(story.key for story in unseen)
            strips.append(TagStrip(link=link, items=[item(story, language) for story in unseen]))
        else:
            tags.append(link)
    return strips, tags


def _landing(library: Library, site: Site) -> Iterator[PageBatch]:
    if len(site.languages) > 1:
        yield single_page("", _landing_page, library, site)
    else:
        yield single_page("", _landing_redirect, site)


def _not_found(library: Library, site: Site) -> Iterator[PageBatch]:
    yield single_page(urls.NOT_FOUND, _not_found_page, library, site)


PAGES = [
    PageKind(view=LandingView, batches=_landing),
    PageKind(view=NotFoundView, batches=_not_found),
    PageKind(view=FrontView, batches=one_in_each_language(urls.home, front_page), permanent=True),
]
