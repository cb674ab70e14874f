"""How to follow the site: its feeds and calendars, and what each is for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.views.calendar import of_all, of_summit
from newsdesk.views.standing import StandingView, about_links, standing
from newsdesk.views.summit import summit_feed
from newsdesk.views.view import Link, both
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What can be followed, what it is for, and the addresses at which it is to be had in one format or another."""

    name: Fragment
    about: Fragment
    formats: Sequence[Link]


@dataclass(frozen=True, kw_only=True)
class FollowView(StandingView):
    """A standing page, below whose text are the feeds and calendars of its language."""

    template: ClassVar[str] = "follow.html"
    feeds: Sequence[Offer]
    topics: Sequence[Link]
    calendars: Sequence[Offer]


def follow(library: Library, site: Site, language: Language) -> FollowView:
    """The editors' text where there is one, and what there is to follow."""
    page = library.pages.get(address.FOLLOW)
    said = standing(page, library, site, language) if page else _without_text(library, site, language)
    topics = [
        Link(
            text=library.registers.tags[name].name.on(language),
            address=address.feed(address.tag(language, name)),
        )
        for name in library.by_tag
    ]
    return FollowView(
        **vars(said),
        feeds=list(_feeds(library, language)),
        topics=sorted(topics, key=lambda link: link.address),
        calendars=list(_calendars(library, language)),
    )


def _feeds(library: Library, language: Language) -> Iterator[Offer]:
    yield Offer(
        name=library.word("all_news", language),
        about=library.word("news_feed", language),
        formats=[
            Link(text=Fragment("Atom"), address=address.feed(address.home(language))),
            Link(text=Fragment("RSS"), address=address.rss(language)),
            Link(text=Fragment("JSON Feed"), address=address.json_feed(language)),
        ],
    )
    if library.registers.editions:
        feed = summit_feed(library, language)
        yield Offer(
            name=feed.text,
            about=library.word("summit_feed", language),
            formats=[Link(text=Fragment("Atom"), address=feed.address)],
        )
    yield Offer(
        name=library.word("corrections", language),
        about=library.word("corrections_feed", language),
        formats=[Link(text=Fragment("Atom"), address=address.corrections(language))],
    )


def _calendars(library: Library, language: Language) -> Iterator[Offer]:
    if where := of_all(library, language):
        yield Offer(
            name=library.word("calendar_of_all", language),
            about=library.word("calendar_of_all_about", language),
            formats=[Link(text=Fragment("iCalendar"), address=where)],
        )
    if where := of_summit(library, language):
        yield Offer(
            name=library.word("calendar_of_summit", language),
            about=library.word("calendar_of_summit_about", language),
            formats=[Link(text=Fragment("iCalendar"), address=where)],
        )


def _without_text(library: Library, site: Site, language: Language) -> StandingView:
    where = address.standing(language, address.FOLLOW)
    return StandingView(
        address=where,
        language=language,
        title=library.word("follow", language),
        description=library.word("follow_description", language),
        translations=both(where, site.languages),
        section="about",
        updated=None,
        siblings=about_links(library, language),
        text_lang="",
    )
