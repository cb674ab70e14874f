"""Permalinks: what is promised to stand for ever, and the pages that lead on from old addresses."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from newsdesk import urls
from newsdesk.content.event import Event
from newsdesk.content.library import Library
from newsdesk.content.site import Site
from newsdesk.content.story import Story
from newsdesk.content.types import too_long
from newsdesk.i18n.languages import Fragment, Language, LocalizedText
from newsdesk.pages.calendar import calendars
from newsdesk.pages.lists import fragment
from newsdesk.pages.view import Link, PageBatch, View, single_page


@dataclass(frozen=True, kw_only=True)
class RedirectView(View):
    """Leads from an address at which something stood to `target`, where it stands."""

    template: ClassVar[str] = "redirect.html"
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedPage:
    """A page that stood at `old` and stands at `new`, in one language; so do the pages below it.

    `canonical` is the page that search engines keep where `new` is none. `feed` and `calendar` are what programs
    still ask for below `old`, `files` are the old and new addresses of what stands beside the page.
    """

    old: str
    new: str
    language: Language
    title: Fragment
    canonical: str = ""
    feed: str = ""
    calendar: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


def old_addresses(addresses: Iterable[str], library: Library, site: Site) -> Iterator[tuple[str, str, MovedPage]]:
    """From where to where each of these addresses was moved, once for every alias: old address, new one, what moved."""
    by_new: dict[str, list[MovedPage]] = defaultdict(list)
    for language in site.languages:
        for moved in _each(library, language):
            by_new[moved.new].append(moved)
    for where in addresses if by_new else ():
        for start in _above(where):
            for moved in by_new.get(start, ()):
                yield moved.old + where.removeprefix(start), where, moved


def redirect_pages(addresses: Iterable[str], library: Library, site: Site) -> Iterator[PageBatch]:
    """The pages at old addresses that lead to these."""
    for old, new, moved in old_addresses(addresses, library, site):
        yield single_page(old, _redirect, old, new, moved, library)


def _above(where: str) -> Iterator[str]:
    """An address, and those of the folders in which it lies."""
    while where:
        yield where
        where = where.rstrip("/").rpartition("/")[0]
        where = f"{where}/" if where else ""


def _redirect(old: str, new: str, moved: MovedPage, library: Library) -> RedirectView:
    is_start = old == moved.old
    return RedirectView(
        address=old,
        language=moved.language,
        title=moved.title,
        description=library.word("moved", moved.language),
        target=new,
        canonical=moved.canonical or new,
        indexable=False,
        feed=Link(text=moved.title, address=moved.feed) if moved.feed and is_start else None,
        calendar=moved.calendar if is_start else "",
    )


def _each(library: Library, language: Language) -> Iterator[MovedPage]:
    """Everything that has an alias."""
    for story in (*library.stories, *library.withdrawn):
        yield from _stories(story, language)
    for page in library.pages.values():
        text = page.versions.on(language)
        canonical = "" if page.versions.has(language) else urls.standing(text.language, page.key)
        for alias in _addresses(getattr(page.versions.original.front, "aliases", ())):
            old, new = urls.standing(language, alias), urls.standing(language, page.key)
            title = fragment(text.title, text.language, language)
            yield MovedPage(old=old, new=new, language=language, title=title, canonical=canonical)
    for identifier, event in library.happenings.items():
        yield from _events(identifier, event, language)
    yield from _entries(library, language)


def _addresses(aliases: Iterable[str]) -> Iterator[str]:
    """Those that can be addresses: of the others the check says so, and files called so would stand anywhere."""
    return (alias for alias in aliases if urls.is_id(alias) and not too_long(urls.last(alias)))


def _stories(story: Story, language: Language) -> Iterator[MovedPage]:
    text = story.versions.on(language)
    for alias in _addresses(story.facts.aliases):
        yield MovedPage(
            old=urls.story(language, alias),
            new=urls.story(language, story.key),
            language=language,
            title=fragment(text.title, text.language, language),
            canonical=urls.story(text.language, story.key),
        )


def _events(identifier: str, event: Event, language: Language) -> Iterator[MovedPage]:
    for alias in event.aliases:
        calendar = urls.event_calendar(language, alias) if event.when[0].value.days else ""
        yield MovedPage(
            old=urls.event(language, alias),
            new=urls.event(language, identifier),
            language=language,
            title=event.title[0].value.on(language),
            calendar=calendar,
            files={calendar: urls.event_calendar(language, identifier)} if calendar else {},
        )


def _entries(library: Library, language: Language) -> Iterator[MovedPage]:
    """Entries of registers."""
    records = library.registers
    for name, tag in records.tags.items():
        new = urls.tag(language, name)
        for alias in tag.aliases:
            old, title = urls.tag(language, alias), tag.name.on(language)
            files = {urls.feed(old): urls.feed(new)}
            yield MovedPage(old=old, new=new, language=language, title=title, feed=urls.feed(old), files=files)
    for where, entries in (
        (urls.organisation, records.organisations),
        (urls.person, records.people),
        (urls.series, records.series),
    ):
        for name, entry in entries.items():
            for alias in entry.aliases:
                old, new = where(language, alias), where(language, name)
                yield MovedPage(old=old, new=new, language=language, title=entry.name.on(language))


def permanent_addresses(library: Library, site: Site) -> Iterator[str]:
    """The addresses of things, and of what is subscribed to.

    Lists that come and go with what they list, such as the second page of a year, are promised to nobody.
    """
    for language in site.languages:
        yield from _fronts(language)
        yield from (urls.standing(language, key) for key in (*library.pages, urls.FOLLOW))
        for story in (*library.stories, *library.withdrawn):
            yield urls.story(language, story.key)
        yield from (urls.event(language, name) for name in library.happenings)
        yield from (urls.series(language, name) for name in library.timeline.by_series)
        yield from (urls.tag(language, name) for name in library.by_tag)
        yield from (urls.organisation(language, name) for name in library.by_organisation)
        people = library.registers.people
        yield from (urls.person(language, name) for name in library.by_person if people[name].page)
        yield from permanent_files(library, site, language)
        if library.registers.editions:
            yield urls.summit(language)


def permanent_files(library: Library, site: Site, language: Language) -> Iterator[str]:
    """The addresses of feeds and calendars."""
    yield urls.feed(urls.home(language))
    yield urls.rss(language)
    yield urls.json_feed(language)
    yield urls.corrections(language)
    for name in followed(library, language):
        names = (name, *library.registers.tags[name].aliases)
        yield from (urls.feed(urls.tag(language, each)) for each in names)
    if library.registers.editions:
        yield urls.feed(urls.summit(language))
    yield from (calendar.address for calendar in calendars(library, site, language))


def followed(library: Library, language: Language) -> Sequence[str]:
    """The tags that have a feed: those with stories, and those that had some, whose readers wait for the next."""
    known = library.registers.tags
    promised = (name for name in known if urls.feed(urls.tag(language, name)) in library.ledger.promised)
    return list(dict.fromkeys((*library.by_tag, *promised)))


def ledger_redirects(library: Library, site: Site, taken: Collection[str]) -> Iterator[PageBatch]:
    """The pages of tags, organisations and people of whom no story tells any more: they lead to the list of all.

    `taken` are the addresses at which something stands.
    """
    records, promised, known = library.registers, library.ledger.promised, frozenset(taken)
    kinds = (
        (records.tags, urls.tag, urls.tags),
        (records.organisations, urls.organisation, urls.organisations),
        (records.people, urls.person, urls.people),
    )
    for language in site.languages:
        for entries, page, index in kinds:
            for name, entry in entries.items():
                if (old := page(language, name)) in promised and old not in known:
                    yield single_page(old, _ledger_redirect, old, index(language), entry.name, library, language)


def _ledger_redirect(old: str, new: str, name: LocalizedText, library: Library, language: Language) -> RedirectView:
    known = library.ledger.promised
    return RedirectView(
        address=old,
        language=language,
        title=name.on(language),
        description=library.word("moved", language),
        target=new,
        canonical=new,
        indexable=False,
        feed=Link(text=name.on(language), address=urls.feed(old)) if urls.feed(old) in known else None,
    )


def _fronts(language: Language) -> Iterator[str]:
    """The front page and those that lead to everything."""
    fronts = (
        urls.home,
        urls.news,
        urls.tags,
        urls.people,
        urls.organisations,
        urls.timeline,
        urls.search,
    )
    return (front(language) for front in fronts)
