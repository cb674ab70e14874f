"""iCalendar files (RFC 5545; calendar properties per RFC 7986): one per event, and merged ones to subscribe to."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from newsdesk import urls
from newsdesk.content.event import Edition, Event, State
from newsdesk.content.library import Library
from newsdesk.content.site import Site
from newsdesk.i18n.languages import Language
from newsdesk.outputs.registry import Output, OutputContext
from newsdesk.pages.event import CalendarEvent, EventView, address_of_all, address_of_summit, has_exact_date
from newsdesk.pages.summit import EditionView
from newsdesk.pages.view import View

if TYPE_CHECKING:
    from icalendar import Calendar as Component
    from icalendar import Event as EventComponent

REFRESH = timedelta(days=1)
_STATUS = {
    State.HELD: "CONFIRMED",
    State.PLANNED: "TENTATIVE",
    State.POSTPONED: "TENTATIVE",
    State.CANCELLED: "CANCELLED",
}
_BREAK = re.compile(r"\r\n?|\\N")
"""icalendar also turns a literal `\\N` into a line break."""
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_END = b"END:VCALENDAR"


def event_calendar_file(calendar_event: CalendarEvent, site: Site, language: Language) -> bytes:
    """Return the iCalendar file of a single event, in UTF-8."""
    calendar = _calendar(calendar_event.calendar_id, site, language)
    calendar.add_component(_event(calendar_event, site))
    return bytes(calendar.to_ical())


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A calendar of several events: its own address, and `page`, the address of the page that shows the same events."""

    address: str
    page: str
    language: Language
    name: str


def merged_calendar(calendar: Calendar, site: Site, files: Iterable[bytes]) -> bytes:
    """Return one iCalendar file with the events of `files`, each a calendar with one event, in chronological order."""
    head = _calendar(site.tag(calendar.address), site, calendar.language)
    head.calendar_name = plain_line(calendar.name)
    head.url = site.absolute(calendar.page)
    head.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    before, end, after = head.to_ical().rpartition(_END)
    return b"".join([before, *map(_inside, files), end, after])


def plain_line(text: str) -> str:
    """Return text with "\\n" for each line break, and a space for each control character (RFC 5545, 3.3.11)."""
    return _CONTROL.sub(" ", _BREAK.sub("\n", text))


def _calendar(identifier: str, site: Site, language: Language) -> "Component":
    from icalendar import Calendar as Component  # noqa: PLC0415 - slow to import, and `check` makes no calendar

    name = plain_line(site.name.in_language(site.languages[0]).text)
    return Component.new(prodid=f"-//{name}//newsdesk//{language.upper()}", uid=identifier)


def _event(calendar_event: CalendarEvent, site: Site) -> "EventComponent":
    """Build the VEVENT of an all-day event: DTEND is exclusive, and the event does not block time (TRANSPARENT)."""
    from icalendar import Event as EventComponent  # noqa: PLC0415 - as above
    from icalendar.enums import STATUS, TRANSP  # noqa: PLC0415

    revised = datetime.combine(calendar_event.revised, time(), UTC)
    url = site.absolute(calendar_event.address)
    return EventComponent.new(
        uid=calendar_event.id,
        stamp=revised,
        last_modified=revised,
        # SEQUENCE must never decrease; the content's dates only increase.
        sequence=calendar_event.revised.toordinal(),
        summary=plain_line(calendar_event.title),
        start=calendar_event.first,
        end=calendar_event.last + timedelta(days=1),
        status=STATUS(_STATUS[calendar_event.state]),
        transparency=TRANSP.TRANSPARENT,
        location=plain_line(calendar_event.place) or None,
        description=plain_line(f"{calendar_event.description}\n{url}".strip()),
        categories=tuple(plain_line(name) for name in calendar_event.categories),
        url=url,
    )


def _inside(file: bytes) -> bytes:
    """Return the VEVENT of a calendar with one event."""
    return file[file.index(b"BEGIN:VEVENT") : file.rindex(_END)]


def calendar_of(view: View, site: Site) -> bytes:
    """Return the iCalendar file beside an event's or edition's page, empty for other pages and undated events."""
    if isinstance(view, (EventView, EditionView)) and view.calendar_event:
        return event_calendar_file(view.calendar_event, site, view.language)
    return b""


def _all_events(context: OutputContext, language: Language) -> bytes:
    name = context.site.name.in_language(language).text
    calendar = Calendar(address=urls.calendar(language), page=urls.timeline(language), language=language, name=name)
    return _gathered(calendar, Event, context)


def _all_editions(context: OutputContext, language: Language) -> bytes:
    name = f"{context.site.name.in_language(language)} · {context.library.word('summit', language)}"
    calendar = Calendar(
        address=urls.summit_calendar(language), page=urls.summit(language), language=language, name=name
    )
    return _gathered(calendar, Edition, context)


def _gathered(calendar: Calendar, kind: type[Event], context: OutputContext) -> bytes:
    events = context.library.all_events.items()
    dated = (name for name, event in events if isinstance(event, kind) and has_exact_date(event))
    files = (context.calendar(urls.event_calendar(calendar.language, name)) for name in dated)
    return merged_calendar(calendar, context.site, filter(None, files))


def _former_addresses(library: Library, site: Site) -> Iterator[tuple[str, ...]]:
    dated = {name: event for name, event in library.all_events.items() if has_exact_date(event)}
    for language in site.languages:
        for event in dated.values():
            yield from ((urls.event(language, alias),) for alias in event.aliases)


def _moved(context: OutputContext, page: str) -> bytes:
    """Return an event's calendar at a former address: calendar programs do not follow an HTML redirect page."""
    language = Language(page.partition("/")[0])
    for name, event in context.library.all_events.items():
        if page in (urls.event(language, alias) for alias in event.aliases):
            return context.calendar(urls.event_calendar(language, name))
    return b""


_MEDIA_TYPE = "text/calendar"
OUTPUTS = [
    Output(
        path="{language}/calendar.ics",
        media_type=_MEDIA_TYPE,
        make=_all_events,
        when=lambda library, site: bool(address_of_all(library, site.languages[0])),
        permanent=True,
    ),
    Output(
        path="{language}/summit/calendar.ics",
        media_type=_MEDIA_TYPE,
        make=_all_editions,
        when=lambda library, site: bool(address_of_summit(library, site.languages[0])),
        permanent=True,
    ),
    Output(path="{page}event.ics", media_type=_MEDIA_TYPE, make=_moved, each=_former_addresses),
]
