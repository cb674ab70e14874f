"""JSON-LD of events and series, and JSON-LD as text in a page (https://www.w3.org/TR/json-ld11/)."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup

from newsdesk import urls
from newsdesk.content.event import Event, Mode, State
from newsdesk.content.library import Library
from newsdesk.content.registers import SeriesKind
from newsdesk.content.site import Site
from newsdesk.i18n.languages import Language
from newsdesk.pages.claims import places, stated
from newsdesk.pages.view import (
    JsonLd,
    entity_identity,
    json_ld,
    json_ld_names,
    json_ld_of_named,
    json_ld_reference,
    json_ld_text,
    organisations_named,
)

_SCHEMA = "https://schema.org/"
_STATUS: Mapping[State, str] = {
    State.PLANNED: "EventScheduled",
    # schema.org has no status for a past event.
    State.HELD: "EventScheduled",
    State.POSTPONED: "EventPostponed",
    State.CANCELLED: "EventCancelled",
}
_MODE: Mapping[Mode | None, str] = {
    Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Mode.ONLINE: "OnlineEventAttendanceMode",
    Mode.HYBRID: "MixedEventAttendanceMode",
}


def event_json_ld(identifier: str, event: Event, library: Library, site: Site, language: Language) -> JsonLd:
    """Return the schema.org Event of an event, in the words of a language.

    Of conflicting dates, names and places the first is given, as in calendars; the others are alternate names, or in
    the description. A date that is not an exact day is left out: parsers of ISO 8601 read a month as its first day.
    """
    where = urls.event(language, identifier)
    days = event.when[0].value.days
    titles = [json_ld_text(claim.value.on(language)) for claim in event.title]
    organisers = organisations_named(event.organisers, library, language)
    rescheduled = list(_given_up(event))
    return json_ld(
        "Event",
        entity_identity(site, where, "event"),
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
        organizer=[json_ld_of_named("Organization", each, site) for each in organisers],
        superEvent=[json_ld_reference(_series(name, site)) for name in _belongs_to(identifier, library)],
    )


def _location(event: Event, library: Library, language: Language) -> JsonLd | None:
    for place in places(event, library, language, {})[:1]:
        return json_ld("Place", name=json_ld_text(place.text), description=place.ground and place.ground.text)
    return None


def series_json_ld(name: str, where: str, library: Library, site: Site, language: Language) -> JsonLd:
    """Return the schema.org EventSeries of a series, in the words of a language; `where` is the address of its page."""
    words = library.registers.series[name].name
    return json_ld("EventSeries", _series(name, site), **json_ld_names(words, language), url=site.absolute(where))


def _series(name: str, site: Site) -> str:
    return entity_identity(site, urls.series(site.languages[0], name), "series")


def _belongs_to(identifier: str, library: Library) -> Iterator[str]:
    """The series that the event is part of: neither those it is a forerunner of, nor storylines."""
    for name in library.timeline.series_of[identifier]:
        record = library.registers.series[name]
        if record.kind is SeriesKind.SERIES and identifier not in record.forerunner:
            yield name


def _given_up(event: Event) -> Iterator[str]:
    """The former start dates of a postponed event."""
    if event.state is State.POSTPONED:
        days = [claim.value.days for claim in event.when]
        yield from dict.fromkeys(each[0].isoformat() for each in days[1:] if each and each != days[0])


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def nodes(things: Iterable[JsonLd]) -> str:
    """Return nodes as the inside of a JSON array."""
    return _ENCODER.encode(list(things))[1:-1]


def document(parts: Sequence[str]) -> Markup:
    """Return one graph of nodes for a `script` element; `<` is escaped, so no value can close the element."""
    text = f'{{"@context":"https://schema.org","@graph":[{",".join(parts)}]}}'
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - script elements have no entities
