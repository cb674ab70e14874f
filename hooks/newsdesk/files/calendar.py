"""Calendars as iCalendar: https://www.rfc-editor.org/rfc/rfc5545, with names after RFC 7986.

An event is written once, into its own file beside its page; a calendar of many
gathers what stands there, since writing an event takes half a millisecond.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar as Component
from icalendar import Event
from icalendar.enums import STATUS, TRANSP

from newsdesk.model.event import State
from newsdesk.model.site import Site
from newsdesk.views.appointment import Appointment
from newsdesk.views.calendar import Calendar
from newsdesk.words.language import Language

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


def single(appointment: Appointment, site: Site, language: Language) -> bytes:
    """A calendar of one event."""
    calendar = _calendar(appointment.calendar_id, site, language)
    calendar.add_component(_event(appointment, site))
    return bytes(calendar.to_ical())


def gathered(calendar: Calendar, site: Site, files: Iterable[bytes]) -> bytes:
    """A calendar of the events in `files`, each a calendar of one."""
    head = _calendar(site.tag(calendar.address), site, calendar.language)
    head.calendar_name = plain(calendar.name)
    head.url = site.absolute(calendar.page)
    head.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    before, end, after = head.to_ical().rpartition(_END)
    return b"".join([before, *map(_inside, files), end, after])


def plain(text: str) -> str:
    """Text without the control characters that RFC 5545 (3.3.11) forbids; breaks of every kind are line feeds."""
    return _CONTROL.sub(" ", _BREAK.sub("\n", text))


def _calendar(identifier: str, site: Site, language: Language) -> Component:
    """An empty calendar with its permanent id."""
    name = plain(site.name.on(site.languages[0]).text)
    return Component.new(prodid=f"-//{name}//newsdesk//{language.upper()}", uid=identifier)


def _event(appointment: Appointment, site: Site) -> Event:
    """Of whole days: the end is the day after the last. It blocks nobody's day."""
    revised = datetime.combine(appointment.revised, time(), UTC)
    url = site.absolute(appointment.address)
    return Event.new(
        uid=appointment.id,
        stamp=revised,
        last_modified=revised,
        # It must never fall; days of the content only rise.
        sequence=appointment.revised.toordinal(),
        summary=plain(appointment.title),
        start=appointment.first,
        end=appointment.last + timedelta(days=1),
        status=_STATUS[appointment.state],
        transparency=TRANSP.TRANSPARENT,
        location=plain(appointment.place) or None,
        description=plain(f"{appointment.description}\n{url}".strip()),
        categories=tuple(plain(name) for name in appointment.categories),
        url=url,
    )


def _inside(file: bytes) -> bytes:
    """The event in a calendar of one."""
    return file[file.index(b"BEGIN:VEVENT") : file.rindex(_END)]
