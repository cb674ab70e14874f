"""What leads on from an old address: of whatever moved, its page and every page below."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from newsdesk.model.event import Event
from newsdesk.model.fault import too_long
from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.model.story import Story
from newsdesk.views.listing import fragment
from newsdesk.views.view import Link, Sheaf, View, single
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language


@dataclass(frozen=True, kw_only=True)
class RedirectView(View):
    """Leads from an address at which something stood to `target`, where it stands."""

    template: ClassVar[str] = "redirect.html"
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
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


def ways(addresses: Iterable[str], library: Library, site: Site) -> Iterator[tuple[str, str, Moved]]:
    """From where to where each of these addresses was moved, once for every alias: old address, new one, what moved."""
    by_new: dict[str, list[Moved]] = defaultdict(list)
    for language in site.languages:
        for moved in _each(library, language):
            by_new[moved.new].append(moved)
    for where in addresses if by_new else ():
        for start in _above(where):
            for moved in by_new.get(start, ()):
                yield moved.old + where.removeprefix(start), where, moved


def redirects(addresses: Iterable[str], library: Library, site: Site) -> Iterator[Sheaf]:
    """The pages at old addresses that lead to these."""
    for old, new, moved in ways(addresses, library, site):
        yield single(old, _redirect, old, new, moved, library)


def _above(where: str) -> Iterator[str]:
    """An address, and those of the folders in which it lies."""
    while where:
        yield where
        where = where.rstrip("/").rpartition("/")[0]
        where = f"{where}/" if where else ""


def _redirect(old: str, new: str, moved: Moved, library: Library) -> RedirectView:
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


def _each(library: Library, language: Language) -> Iterator[Moved]:
    """Everything that has an alias."""
    for story in (*library.stories, *library.withdrawn):
        yield from _stories(story, language)
    for page in library.pages.values():
        text = page.versions.on(language)
        canonical = "" if page.versions.has(language) else address.standing(text.language, page.key)
        for alias in _addresses(getattr(page.versions.original.front, "aliases", ())):
            old, new = address.standing(language, alias), address.standing(language, page.key)
            title = fragment(text.title, text.language, language)
            yield Moved(old=old, new=new, language=language, title=title, canonical=canonical)
    for identifier, event in library.happenings.items():
        yield from _events(identifier, event, language)
    yield from _entries(library, language)


def _addresses(aliases: Iterable[str]) -> Iterator[str]:
    """Those that can be addresses: of the others the check says so, and files called so would stand anywhere."""
    return (alias for alias in aliases if address.is_id(alias) and not too_long(address.last(alias)))


def _stories(story: Story, language: Language) -> Iterator[Moved]:
    text = story.versions.on(language)
    for alias in _addresses(story.facts.aliases):
        yield Moved(
            old=address.story(language, alias),
            new=address.story(language, story.key),
            language=language,
            title=fragment(text.title, text.language, language),
            canonical=address.story(text.language, story.key),
        )


def _events(identifier: str, event: Event, language: Language) -> Iterator[Moved]:
    for alias in event.aliases:
        calendar = address.event_calendar(language, alias) if event.when[0].value.days else ""
        yield Moved(
            old=address.event(language, alias),
            new=address.event(language, identifier),
            language=language,
            title=event.title[0].value.on(language),
            calendar=calendar,
            files={calendar: address.event_calendar(language, identifier)} if calendar else {},
        )


def _entries(library: Library, language: Language) -> Iterator[Moved]:
    """Entries of registers."""
    records = library.registers
    for name, tag in records.tags.items():
        new = address.tag(language, name)
        for alias in tag.aliases:
            old, title = address.tag(language, alias), tag.name.on(language)
            files = {address.feed(old): address.feed(new)}
            yield Moved(old=old, new=new, language=language, title=title, feed=address.feed(old), files=files)
    for where, entries in (
        (address.organisation, records.organisations),
        (address.person, records.people),
        (address.series, records.series),
    ):
        for name, entry in entries.items():
            for alias in entry.aliases:
                old, new = where(language, alias), where(language, name)
                yield Moved(old=old, new=new, language=language, title=entry.name.on(language))
