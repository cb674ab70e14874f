"""The front door of all languages, and the page for a dead address, which has no language either."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.views.listing import Item, fragment, item, newest
from newsdesk.views.redirect import RedirectView
from newsdesk.views.view import View
from newsdesk.words import address
from newsdesk.words.language import Language

DOOR_HEADLINES = 5
DEAD_HEADLINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One language's half of a page in all languages."""

    language: Language
    name: str
    tagline: str
    items: Sequence[Item]


@dataclass(frozen=True, kw_only=True)
class DoorView(View):
    """The root of the site: the newest headlines of all languages."""

    template: ClassVar[str] = "door.html"
    sides: Sequence[Side]


@dataclass(frozen=True, kw_only=True)
class NotFoundView(View):
    """The one page for a dead address, in all languages: a static host has only one."""

    template: ClassVar[str] = "404.html"
    anywhere: ClassVar[bool] = True
    sides: Sequence[Side]


def door(library: Library, site: Site) -> DoorView:
    first = site.languages[0]
    front = library.door.front if library.door else None
    title = front.title if front else " · ".join(site.name.on(each).text for each in site.languages)
    return DoorView(
        address="",
        language=first,
        title=fragment(title, first, first),
        description=fragment(front.summary, first, first) if front else site.tagline.on(first),
        translations=homes(site),
        body=library.door,
        sides=_sides(library, site, DOOR_HEADLINES),
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


def not_found(library: Library, site: Site) -> NotFoundView:
    first = site.languages[0]
    return NotFoundView(
        address="404.html",
        language=first,
        title=library.word("not_found", first),
        description=library.word("not_found_description", first),
        indexable=False,
        sides=_sides(library, site, DEAD_HEADLINES),
    )


def homes(site: Site) -> Mapping[str, str]:
    """The front pages, and the door for those who read none of their languages."""
    if len(site.languages) == 1:
        return {}
    return {**{each.tag: address.home(each) for each in site.languages}, "x-default": ""}


def _sides(library: Library, site: Site, headlines: int) -> Sequence[Side]:
    return [
        Side(
            language=language,
            name=site.name.on(language).text,
            tagline=site.tagline.on(language).text,
            items=[item(story, language) for story in newest(library, language, headlines)],
        )
        for language in site.languages
    ]
