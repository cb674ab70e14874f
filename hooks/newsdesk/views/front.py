"""The front door of both languages, and each language's front page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from newsdesk.model.library import Library, Story
from newsdesk.model.site import Site
from newsdesk.views.listing import Item, fragment, item, tag_links
from newsdesk.views.redirect import RedirectView
from newsdesk.views.view import Link, View
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language

DOOR_HEADLINES = 5
LATEST = 7
TAGS = 6
STORIES_A_TAG = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One language's half of the front door."""

    language: Language
    name: str
    tagline: str
    items: Sequence[Item]


@dataclass(frozen=True, kw_only=True)
class DoorView(View):
    """The root of the site: the newest headlines of both languages."""

    template: ClassVar[str] = "door.html"
    sides: Sequence[Side]


@dataclass(frozen=True, slots=True, kw_only=True)
class TagStrip:
    """A tag with its newest stories."""

    link: Link
    items: Sequence[Item]


@dataclass(frozen=True, kw_only=True)
class FrontView(View):
    """A language's front page: the lead, the latest, and stories by tag."""

    template: ClassVar[str] = "front.html"
    lead: Item | None
    lead_tags: Sequence[Link]
    latest: Sequence[Item]
    strips: Sequence[TagStrip]


def door(library: Library, site: Site) -> DoorView:
    sides = [
        Side(
            language=language,
            name=site.name.on(language).text,
            tagline=site.tagline.on(language).text,
            items=[item(story, language) for story in _readable(library, language)[:DOOR_HEADLINES]],
        )
        for language in site.languages
    ]
    first = site.languages[0]
    front = library.door.front if library.door else None
    return DoorView(
        address="",
        language=first,
        title=Fragment(front.title if front else " · ".join(site.name.on(each).text for each in site.languages)),
        description=Fragment(front.summary) if front else site.tagline.on(first),
        translations=_homes(site),
        body=library.door,
        sides=sides,
    )


def straight_in(library: Library, site: Site) -> RedirectView:
    """In place of the door where there is nothing to choose: it leads to the front page of the only language."""
    del library
    (language,) = site.languages
    return RedirectView(
        address="",
        language=language,
        title=site.name.on(language),
        description=site.tagline.on(language),
        target=address.home(language),
        canonical=address.home(language),
        indexable=False,
    )


def front(library: Library, site: Site, language: Language) -> FrontView:
    text = library.fronts.get(language)
    lead = _lead(library, language)
    others = [story for story in library.stories[: LATEST + 1] if story is not lead][:LATEST]
    return FrontView(
        address=address.home(language),
        language=language,
        title=fragment(text.title, language, language) if text else site.name.on(language),
        description=fragment(text.summary, language, language) if text else site.tagline.on(language),
        translations=_homes(site),
        modified=max((story.modified for story in library.stories[:1]), default=None),
        section="front",
        body=text,
        lead=item(lead, language) if lead else None,
        lead_tags=tag_links(lead, library, language) if lead else (),
        latest=[item(story, language) for story in others],
        strips=_strips(library, language),
    )


def _homes(site: Site) -> Mapping[str, str]:
    """The front pages, and the door for those who read none of their languages."""
    if len(site.languages) == 1:
        return {}
    return {**{each.tag: address.home(each) for each in site.languages}, "x-default": ""}


def _readable(library: Library, language: Language) -> Sequence[Story]:
    """The newest stories that stand in `language`."""
    found = (story for story in library.stories if story.versions.has(language))
    return [story for story, _ in zip(found, range(DOOR_HEADLINES), strict=False)]


def _lead(library: Library, language: Language) -> Story | None:
    """The story that the front page names, else the newest: never one that is not translated."""
    text = library.fronts.get(language)
    named = library.by_key.get(getattr(text.front, "lead", None) or "") if text else None
    if named and named.versions.has(language):
        return named
    return next(iter(_readable(library, language)), None)


def _strips(library: Library, language: Language) -> Sequence[TagStrip]:
    """The tags with the most stories, each with its newest."""
    most = sorted(library.by_tag.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    return [
        TagStrip(
            link=Link(
                text=library.registers.tags[name].name.on(language),
                address=address.tag(language, name),
                note=str(len(stories)),
            ),
            items=[item(story, language) for story in stories[:STORIES_A_TAG]],
        )
        for name, stories in most[:TAGS]
    ]
