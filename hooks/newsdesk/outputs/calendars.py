"""Calendars as iCalendar (RFC 5545, names after RFC 7986)."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from icalendar import Calendar as Component
from icalendar import Event
from icalendar.enums import STATUS, TRANSP

from newsdesk.content.event import State
from newsdesk.content.site import Site
from newsdesk.i18n.languages import Language
from newsdesk.pages.calendar import Calendar, CalendarEvent
from newsdesk.pages.event import EventView
from newsdesk.pages.summit import EditionView
from newsdesk.pages.view import View

REFRESH = timedelta(days=1)
_STATUS: Mapping[State, STATUS] = {
    State.HELD: STATUS.CONFIRMED,
    State.PLANNED: STATUS.TENTATIVE,
    State.POSTPONED: STATUS.TENTATIVE,
    State.CANCELLED: STATUS.CANCELLED,
}
_BREAK = re.compile(r"\r\n?|\\N")
"""icalendar writes a typed `\\N` as a break, too."""
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_END = b"END:VCALENDAR"


def event_calendar_file(appointment: CalendarEvent, site: Site, language: Language) -> bytes:
    """A calendar of one event."""
    calendar = _calendar(appointment.calendar_id, site, language)
    calendar.add_component(_event(appointment, site))
    return bytes(calendar.to_ical())


def merged_calendar(calendar: Calendar, site: Site, files: Iterable[bytes]) -> bytes:
    """A calendar of the events in `files`, each a calendar of one."""
    head = _calendar(site.tag(calendar.address), site, calendar.language)
    head.calendar_name = plain_line(calendar.name)
    head.url = site.absolute(calendar.page)
    head.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    before, end, after = head.to_ical().rpartition(_END)
    return b"".join([before, *map(_inside, files), end, after])


def plain_line(text: str) -> str:
    """Text without the control characters that RFC 5545 (3.3.11) forbids; breaks of every kind are line feeds."""
    return _CONTROL.sub(" ", _BREAK.sub("\n", text))


def _calendar(identifier: str, site: Site, language: Language) -> Component:
    """An empty calendar with its permanent id."""
    name = plain_line(site.name.on(site.languages[0]).text)
    return Component.new(prodid=f"-//{name}//newsdesk//{language.upper()}", uid=identifier)


def _event(appointment: CalendarEvent, site: Site) -> Event:
    """Of whole days: the end is the day after the last. It blocks nobody's day."""
    revised = datetime.combine(appointment.revised, time(), UTC)
    url = site.absolute(appointment.address)
    return Event.new(
        uid=appointment.id,
        stamp=revised,
        last_modified=revised,
        # It must never fall; days of the content only rise.
        sequence=appointment.revised.toordinal(),
        summary=plain_line(appointment.title),
        start=appointment.first,
        end=appointment.last + timedelta(days=1),
        status=_STATUS[appointment.state],
        transparency=TRANSP.TRANSPARENT,
        location=plain_line(appointment.place) or None,
        description=plain_line(f"{appointment.description}\n{url}".strip()),
        categories=tuple(plain_line(name) for name in appointment.categories),
        url=url,
    )


def _inside(file: bytes) -> bytes:
    """The event in a calendar of one."""
    return file[file.index(b"BEGIN:VEVENT") : file.rindex(_END)]


def calendar_of(view: View, site: Site) -> bytes:
    """The calendar that stands beside an event's page; nothing beside others."""
    if isinstance(view, (EventView, EditionView)) and view.appointment:
        return event_calendar_file(view.appointment, site, view.language)
    return b""


class Beside:
    """Writes below a folder what stands beside pages, and reads it again."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.folder = folder
        self.site = site

    def add(self, view: View, body: str) -> None:
        """Write the calendar of an event's page."""
        del body
        if calendar := calendar_of(view, self.site):
            path = self.folder / view.calendar
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(calendar)

    def written(self, address: str) -> bytes:
        """What was written at an address; nothing where its page could not be made."""
        path = self.folder / address
        return path.read_bytes() if path.exists() else b""
