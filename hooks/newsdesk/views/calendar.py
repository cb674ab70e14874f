"""Calendars to subscribe to: all events of a language, and those of the summit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsdesk.model.event import Edition, Event
from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.words import address
from newsdesk.words.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Events in one file: `members` are the addresses of the files of each, in order of time."""

    address: str
    page: str
    language: Language
    name: str
    members: Sequence[str]


def calendars(library: Library, site: Site, language: Language) -> Iterator[Calendar]:
    """The calendars of a language in which anything stands."""
    section = site.name.on(language).text
    if of_all(library, language):
        yield Calendar(
            address=address.calendar(language),
            page=address.timeline(language),
            language=language,
            name=section,
            members=_members(library.happenings, language),
        )
    if of_summit(library, language):
        editions = {name: event for name, event in library.happenings.items() if isinstance(event, Edition)}
        yield Calendar(
            address=address.summit_calendar(language),
            page=address.summit(language),
            language=language,
            name=f"{section} · {library.word('summit', language)}",
            members=_members(editions, language),
        )


def of_all(library: Library, language: Language) -> str:
    """The address of the calendar of all events, empty where none has its place in one."""
    return address.calendar(language) if any(map(_dated, library.happenings.values())) else ""


def of_summit(library: Library, language: Language) -> str:
    """The address of the calendar of the summit's editions, empty where none has its place in one."""
    return address.summit_calendar(language) if any(map(_dated, library.registers.editions.values())) else ""


def moved(library: Library, language: Language) -> Iterator[tuple[str, str]]:
    """The old addresses of the calendars of single events, each with that at which it stands."""
    for identifier, event in library.happenings.items():
        if _dated(event):
            for alias in event.aliases:
                yield address.event_calendar(language, alias), address.event_calendar(language, identifier)


def _members(events: Mapping[str, Event], language: Language) -> Sequence[str]:
    return [address.event_calendar(language, name) for name, event in events.items() if _dated(event)]


def _dated(event: Event) -> bool:
    """Whether the date that orders it is exact enough for a calendar."""
    return event.when[0].value.days is not None
