"""What is promised to stand for ever, and what leads on from where nothing stands any more."""

from collections.abc import Collection, Iterator, Sequence

from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.views.calendar import calendars
from newsdesk.views.redirect import RedirectView
from newsdesk.views.view import Link, Sheaf, single
from newsdesk.words import address
from newsdesk.words.language import Language, Words


def lasting(library: Library, site: Site) -> Iterator[str]:
    """The addresses of things, and of what is subscribed to.

    Lists that come and go with what they list, such as the second page of a year, are promised to nobody.
    """
    for language in site.languages:
        yield from _fronts(language)
        yield from (address.standing(language, key) for key in (*library.pages, address.FOLLOW))
        for story in (*library.stories, *library.withdrawn):
            yield address.story(language, story.key)
        yield from (address.event(language, name) for name in library.happenings)
        yield from (address.series(language, name) for name in library.timeline.by_series)
        yield from (address.tag(language, name) for name in library.by_tag)
        yield from (address.organisation(language, name) for name in library.by_organisation)
        people = library.registers.people
        yield from (address.person(language, name) for name in library.by_person if people[name].page)
        yield from files(library, site, language)
        if library.registers.editions:
            yield address.summit(language)


def files(library: Library, site: Site, language: Language) -> Iterator[str]:
    """The addresses of feeds and calendars."""
    yield address.feed(address.home(language))
    yield address.rss(language)
    yield address.json_feed(language)
    yield address.corrections(language)
    for name in followed(library, language):
        names = (name, *library.registers.tags[name].aliases)
        yield from (address.feed(address.tag(language, each)) for each in names)
    if library.registers.editions:
        yield address.feed(address.summit(language))
    yield from (calendar.address for calendar in calendars(library, site, language))


def followed(library: Library, language: Language) -> Sequence[str]:
    """The tags that have a feed: those with stories, and those that had some, whose readers wait for the next."""
    known = library.registers.tags
    promised = (name for name in known if address.feed(address.tag(language, name)) in library.ledger.promised)
    return list(dict.fromkeys((*library.by_tag, *promised)))


def redirects(library: Library, site: Site, taken: Collection[str]) -> Iterator[Sheaf]:
    """The pages of tags, organisations and people of whom no story tells any more: they lead to the list of all.

    `taken` are the addresses at which something stands.
    """
    records, promised, known = library.registers, library.ledger.promised, frozenset(taken)
    kinds = (
        (records.tags, address.tag, address.tags),
        (records.organisations, address.organisation, address.organisations),
        (records.people, address.person, address.people),
    )
    for language in site.languages:
        for entries, page, index in kinds:
            for name, entry in entries.items():
                if (old := page(language, name)) in promised and old not in known:
                    yield single(old, _redirect, old, index(language), entry.name, library, language)


def _redirect(old: str, new: str, name: Words, library: Library, language: Language) -> RedirectView:
    known = library.ledger.promised
    return RedirectView(
        address=old,
        language=language,
        title=name.on(language),
        description=library.word("moved", language),
        target=new,
        canonical=new,
        indexable=False,
        feed=Link(text=name.on(language), address=address.feed(old)) if address.feed(old) in known else None,
    )


def _fronts(language: Language) -> Iterator[str]:
    """The front page and those that lead to everything."""
    fronts = (
        address.home,
        address.news,
        address.tags,
        address.people,
        address.organisations,
        address.timeline,
        address.search,
    )
    return (front(language) for front in fronts)
