"""Standing pages, the follow page, the search page, and the preview of files that have no page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsdesk import urls
from newsdesk.content.library import Library
from newsdesk.content.site import Site
from newsdesk.content.story import Page, Text
from newsdesk.i18n.languages import Fragment, Language, language_of
from newsdesk.pages.event import address_of_all, address_of_summit
from newsdesk.pages.lists import dated, fragment, unpublished_notice
from newsdesk.pages.redirects import valid_aliases
from newsdesk.pages.story import StaleNotice, stale_notice, with_stale_marks
from newsdesk.pages.summit import summit_feed_link
from newsdesk.pages.view import (
    Dated,
    Link,
    MovedPage,
    PageBatch,
    PageKind,
    SearchKind,
    SearchRecord,
    View,
    counterparts,
    in_each_language,
    one_in_each_language,
    single_page,
)


@dataclass(frozen=True, kw_only=True)
class StaticView(View):
    """A standing page, such as those below about/; `siblings` are links to all of them."""

    updated: Dated | None
    stale: StaleNotice | None = None
    siblings: Sequence[Link]
    text_lang: str

    @property
    def searched(self) -> SearchRecord:
        day = self.updated.words if self.updated else ""
        # Without a body text there is no summary in `head` to index.
        return SearchRecord(kind=SearchKind.PAGE, day=day, words=[] if self.body else [self.description.text])


@dataclass(frozen=True, kw_only=True)
class InvalidView(View):
    """Preview only: what can be shown of a file that has no page, such as one with errors."""


def _static_page(page: Page, library: Library, site: Site, language: Language) -> StaticView:
    """An untranslated page shows its original, marked as such."""
    text = page.versions.in_language(language)
    where = urls.static(language, page.key)
    updated = getattr(page.versions.original.front, "updated", None)
    readable = page.versions.has(language)
    return StaticView(
        address=where,
        language=language,
        title=fragment(text.title, text.language, language),
        description=fragment(text.summary, text.language, language),
        translations=counterparts(where, [each for each in site.languages if page.versions.has(each)])
        if readable
        else {},
        canonical="" if readable else urls.in_language(where, text.language),
        indexable=readable,
        modified=updated,
        section="about",
        body=with_stale_marks(page.versions, language),
        unpublished_reason=unpublished_notice(page.versions, library, language),
        updated=dated(updated, language) if updated else None,
        stale=stale_notice(page.versions, language),
        siblings=about_links(library, language),
        text_lang="" if readable else text.language.tag,
    )


def about_links(library: Library, language: Language) -> Sequence[Link]:
    """Return links to all standing pages, index pages first; always includes the follow page."""
    pages = sorted(library.pages.values(), key=lambda page: (not page.key.endswith("/index"), page.key))
    links = [
        Link(
            text=fragment(
                page.versions.in_language(language).title, page.versions.in_language(language).language, language
            ),
            address=urls.static(language, page.key),
        )
        for page in pages
    ]
    if urls.FEEDS_PAGE not in library.pages:
        links.append(Link(text=library.word("follow", language), address=urls.static(language, urls.FEEDS_PAGE)))
    return links


def invalid_text_page(path: str, site: Site, text: Text | None = None) -> InvalidView:
    """Return what could be read of the file at `path` below docs/, at the address its page would have."""
    where = urls.of_source(path)
    own = language_of(where)
    return InvalidView(
        address=where,
        language=own if own in site.languages else site.languages[0],
        title=Fragment(path),
        description=Fragment(path),
        indexable=False,
        body=text,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A feed or calendar to follow: its name, what it is for, and links to its formats."""

    name: Fragment
    about: Fragment
    formats: Sequence[Link]


@dataclass(frozen=True, kw_only=True)
class FollowView(StaticView):
    """The follow page: a standing page with the feeds and calendars of its language below the text."""

    feeds: Sequence[Subscription]
    topics: Sequence[Link]
    calendars: Sequence[Subscription]


def _follow_page(library: Library, site: Site, language: Language) -> FollowView:
    page = library.pages.get(urls.FEEDS_PAGE)
    view = _static_page(page, library, site, language) if page else _without_text(library, site, language)
    topics = [
        Link(
            text=library.registers.tags[name].name.in_language(language),
            address=urls.feed(urls.tag(language, name)),
        )
        for name in library.by_tag
    ]
    return FollowView(
        **vars(view),
        feeds=list(_feeds(library, language)),
        topics=sorted(topics, key=lambda link: link.address),
        calendars=list(_calendars(library, language)),
    )


def _feeds(library: Library, language: Language) -> Iterator[Subscription]:
    yield Subscription(
        name=library.word("all_news", language),
        about=library.word("news_feed", language),
        formats=[
            Link(text=Fragment("Atom"), address=urls.feed(urls.home(language))),
            Link(text=Fragment("RSS"), address=urls.rss(language)),
            Link(text=Fragment("JSON Feed"), address=urls.json_feed(language)),
        ],
    )
    if library.registers.editions:
        feed = summit_feed_link(library, language)
        yield Subscription(
            name=feed.text,
            about=library.word("summit_feed", language),
            formats=[Link(text=Fragment("Atom"), address=feed.address)],
        )
    yield Subscription(
        name=library.word("corrections", language),
        about=library.word("corrections_feed", language),
        formats=[Link(text=Fragment("Atom"), address=urls.corrections(language))],
    )


def _calendars(library: Library, language: Language) -> Iterator[Subscription]:
    if where := address_of_all(library, language):
        yield Subscription(
            name=library.word("calendar_of_all", language),
            about=library.word("calendar_of_all_about", language),
            formats=[Link(text=Fragment("iCalendar"), address=where)],
        )
    if where := address_of_summit(library, language):
        yield Subscription(
            name=library.word("calendar_of_summit", language),
            about=library.word("calendar_of_summit_about", language),
            formats=[Link(text=Fragment("iCalendar"), address=where)],
        )


def _without_text(library: Library, site: Site, language: Language) -> StaticView:
    where = urls.static(language, urls.FEEDS_PAGE)
    return StaticView(
        address=where,
        language=language,
        title=library.word("follow", language),
        description=library.word("follow_description", language),
        translations=counterparts(where, site.languages),
        section="about",
        updated=None,
        siblings=about_links(library, language),
        text_lang="",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchChoice:
    """One value of a search filter."""

    value: str
    text: Fragment


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexLocation:
    """The address of the search index of a language."""

    language: Language
    address: str


@dataclass(frozen=True, kw_only=True)
class SearchView(View):
    """The search page: its filters, and the search indexes of its own language and the others."""

    kinds: Sequence[SearchChoice]
    topics: Sequence[SearchChoice]
    years: Sequence[SearchChoice]
    index: IndexLocation
    others: Sequence[IndexLocation]


def _search_page(library: Library, site: Site, language: Language) -> SearchView:
    where = urls.search(language)
    years = sorted({*library.by_year, *_years_of_events(library)}, reverse=True)
    topics = [
        SearchChoice(value=name, text=library.registers.tags[name].name.in_language(language))
        for name in library.by_tag
    ]
    return SearchView(
        address=where,
        language=language,
        title=library.word("search", language),
        description=library.word("search_description", language),
        translations=counterparts(where, site.languages),
        kinds=list(_kinds(library, language)),
        topics=sorted(topics, key=lambda topic: topic.value),
        years=[SearchChoice(value=str(year), text=Fragment(str(year))) for year in years],
        index=_index(language),
        others=[_index(other) for other in site.languages if other is not language],
    )


def _index(language: Language) -> IndexLocation:
    return IndexLocation(language=language, address=urls.search_index(language))


def _kinds(library: Library, language: Language) -> Iterator[SearchChoice]:
    if library.stories:
        yield SearchChoice(value=SearchKind.STORY, text=library.word("news", language))
    if library.registers.events:
        yield SearchChoice(value=SearchKind.EVENT, text=library.word("timeline", language))
    if library.registers.editions:
        yield SearchChoice(value=SearchKind.EDITION, text=library.word("summit", language))
    if library.pages:
        yield SearchChoice(value=SearchKind.PAGE, text=library.word("about", language))


def _years_of_events(library: Library) -> Iterator[int]:
    return (event.when[0].value.earliest.year for event in library.all_events.values())


def _each_page(library: Library, site: Site, language: Language) -> Iterator[PageBatch]:
    for key, page in library.pages.items():
        if key != urls.FEEDS_PAGE:
            yield single_page(urls.static(language, key), _static_page, page, library, site, language)


def _moved(library: Library, language: Language) -> Iterator[MovedPage]:
    for page in library.pages.values():
        text = page.versions.in_language(language)
        canonical = "" if page.versions.has(language) else urls.static(text.language, page.key)
        for alias in valid_aliases(getattr(page.versions.original.front, "aliases", ())):
            old, new = urls.static(language, alias), urls.static(language, page.key)
            title = fragment(text.title, text.language, language)
            yield MovedPage(old=old, new=new, language=language, title=title, canonical=canonical)


def _follow_address(language: Language) -> str:
    return urls.static(language, urls.FEEDS_PAGE)


PAGES = [
    PageKind(view=StaticView, batches=in_each_language(_each_page), permanent=True, moved=_moved),
    PageKind(view=FollowView, batches=one_in_each_language(_follow_address, _follow_page), permanent=True),
    PageKind(view=SearchView, batches=one_in_each_language(urls.search, _search_page), permanent=True),
]
