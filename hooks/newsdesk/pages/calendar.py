"""Calendar events: whole-day entries (RFC 5545) of events with an exact date."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from newsdesk import urls
from newsdesk.content.event import Event, State, is_confirmed
from newsdesk.content.library import Library
from newsdesk.content.site import Site
from newsdesk.i18n.languages import Language
from newsdesk.pages.claims import pair, places, publisher, sources_of_claims, stated, worded


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """A whole-day event, from `first` to `last` inclusive; `id` (UID) is a tag URI, the same in every language.

    `file` is the address of its own calendar and `calendar_id` the tag URI of that, which outlives a move. `revised` is
    the day of its last change (LAST-MODIFIED).
    """

    id: str
    calendar_id: str
    address: str
    file: str
    title: str
    state: State
    first: date
    last: date
    revised: date
    place: str
    description: str
    categories: Sequence[str]


def calendar_event(
    identifier: str, event: Event, library: Library, site: Site, language: Language
) -> CalendarEvent | None:
    """Return an event for a calendar in a language, on its first claimed date; None unless that is exact."""
    days = event.when[0].value.days
    if not days:
        return None
    title, state = event.title[0].value.on(language), _state(event)
    where = [worded(each, language) for each in places(event, library, language, {})[:1]]
    return CalendarEvent(
        id=site.tag(f"events/{event.id or identifier}"),
        calendar_id=site.tag(urls.event_calendar(language, event.id or identifier)),
        address=urls.event(language, identifier),
        file=urls.event_calendar(language, identifier),
        title=title.text if state is State.HELD else pair(library.word(state.word_key, language), title.text, language),
        state=state,
        first=days[0],
        last=days[1],
        revised=_revised(identifier, event, library) or days[0],
        place="".join(each.text for each in where),
        description="\n".join(_lines(event, library, language)),
        categories=[
            str(tag.name.on(language)) for name in sorted(event.tags) if (tag := library.registers.tags.get(name))
        ],
    )


def _state(event: Event) -> State:
    """The state as in the timeline: an event that no source confirms as held is planned."""
    return event.state if event.state is not State.HELD or is_confirmed(event) else State.PLANNED


def _revised(identifier: str, event: Event, library: Library) -> date | None:
    """The newest date of its sources and stories, so that builds do not depend on the clock; None without any."""
    sources = (library.registers.sources.get(name) for name in sources_of_claims(event))
    of_sources = [days[1] for source in sources if source and source.date and (days := source.date.days)]
    return max([*of_sources, *(story.modified for story in library.by_event.get(identifier, ()))], default=None)


def _lines(event: Event, library: Library, language: Language) -> Iterator[str]:
    """Claims of dates and places beyond title, day and place, and the publishers of the sources."""
    yield from stated(event, library, language)
    known = library.registers.sources
    cited = dict.fromkeys(
        str(publisher(known[name], library, language)) for name in sources_of_claims(event) if name in known
    )
    if cited:
        yield pair(library.word("sources", language), language.rules.punctuation.semicolon.join(cited), language)


def address_of_all(library: Library, language: Language) -> str:
    """Return the address of the calendar of all events, empty if none has an exact date."""
    return urls.calendar(language) if any(map(has_exact_date, library.all_events.values())) else ""


def address_of_summit(library: Library, language: Language) -> str:
    """Return the address of the calendar of the summit's editions, empty if none has an exact date."""
    return urls.summit_calendar(language) if any(map(has_exact_date, library.registers.editions.values())) else ""


def has_exact_date(event: Event) -> bool:
    """Return whether the first claimed date is exact to the day, as calendars require."""
    return event.when[0].value.days is not None
