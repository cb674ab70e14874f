"""Events as structured data: https://schema.org/Event and https://schema.org/EventSeries"""

from collections.abc import Iterator, Mapping

from newsdesk.model.event import Event, Mode, State
from newsdesk.model.library import Library
from newsdesk.model.register import SeriesKind
from newsdesk.model.site import Site
from newsdesk.views.claims import places, stated
from newsdesk.views.named import organisations_named
from newsdesk.views.thing import Thing, agent, named, of_all, reference, said, thing
from newsdesk.words import address
from newsdesk.words.language import Language

_SCHEMA = "https://schema.org/"
_STATUS: Mapping[State, str] = {
    State.PLANNED: "EventScheduled",
    # schema.org has no word for what has been held.
    State.HELD: "EventScheduled",
    State.POSTPONED: "EventPostponed",
    State.CANCELLED: "EventCancelled",
}
_MODE: Mapping[Mode | None, str] = {
    Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Mode.ONLINE: "OnlineEventAttendanceMode",
    Mode.HYBRID: "MixedEventAttendanceMode",
}


def occasion(identifier: str, event: Event, library: Library, site: Site, language: Language) -> Thing:
    """An event in the words of a language.

    Of dates, names and places in conflict the first is given, as in calendars;
    the others are names too, or stand in the description. A date that is no exact day is left out: readers
    of ISO 8601 take a month for its first day.
    """
    where = address.event(language, identifier)
    days = event.when[0].value.days
    titles = [said(claim.value.on(language)) for claim in event.title]
    organisers = organisations_named(event.organisers, library, language)
    rescheduled = list(_given_up(event))
    return thing(
        "Event",
        of_all(site, where, "event"),
        name=titles[0],
        alternateName=[title for title in titles[1:] if title != titles[0]],
        url=site.absolute(where),
        description="\n".join(stated(event, library, language)),
        startDate=days and days[0].isoformat(),
        endDate=days and days[1].isoformat(),
        previousStartDate=rescheduled,
        eventStatus=_SCHEMA + ("EventRescheduled" if rescheduled else _STATUS[event.state]),
        eventAttendanceMode=event.mode and _SCHEMA + _MODE[event.mode],
        location=_location(event, library, language),
        organizer=[agent("Organization", each, site) for each in organisers],
        superEvent=[reference(_series(name, site)) for name in _belongs_to(identifier, library)],
    )


def _location(event: Event, library: Library, language: Language) -> Thing | None:
    """The first place, with what must be said with it."""
    for place in places(event, library, language, {})[:1]:
        return thing("Place", name=said(place.text), description=place.ground and place.ground.text)
    return None


def recurring(name: str, where: str, library: Library, site: Site, language: Language) -> Thing:
    """A series in the words of a language, on the page at the address `where`."""
    words = library.registers.series[name].name
    return thing("EventSeries", _series(name, site), **named(words, language), url=site.absolute(where))


def _series(name: str, site: Site) -> str:
    return of_all(site, address.series(site.languages[0], name), "series")


def _belongs_to(identifier: str, library: Library) -> Iterator[str]:
    """The series of which an event is one; a forerunner is not counted, and a storyline is no series."""
    for name in library.timeline.series_of[identifier]:
        record = library.registers.series[name]
        if record.kind is SeriesKind.SERIES and identifier not in record.forerunner:
            yield name


def _given_up(event: Event) -> Iterator[str]:
    """The days for which a postponed event was planned at first."""
    if event.state is State.POSTPONED:
        days = [claim.value.days for claim in event.when]
        yield from dict.fromkeys(each[0].isoformat() for each in days[1:] if each and each != days[0])
