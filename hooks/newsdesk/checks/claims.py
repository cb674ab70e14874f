"""What an event's record claims: on the right ground, with its source, and in the unit in which its stories tell it."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cache, partial

from newsdesk.checks.side import Side
from newsdesk.model.claim import Basis
from newsdesk.model.event import Event, last_day
from newsdesk.model.homes import Home, event_homes
from newsdesk.model.library import Library
from newsdesk.model.text import Text
from newsdesk.words.dates import in_words
from newsdesk.words.language import Language, Words
from newsdesk.words.message import said, verbatim, worded
from newsdesk.words.problem import Problem, warning, write
from newsdesk.words.readers import READERS
from newsdesk.words.stated import Unit, spoken

LATE = timedelta(days=366)
"""Reports of a year's figures come until its end is a year past; what comes later looks back."""
_LATER = {"basis": write("basis: retrospective"), "source": said("add `basis: retrospective` beside it")}
_PLAIN = re.compile(r"[^\W_][\w .’-]*")
RIVALS = {
    Unit.PEOPLE: Unit.VISITS,
    Unit.VISITS: Unit.PEOPLE,
    Unit.COUNTRIES: Unit.REGIONS,
    Unit.REGIONS: Unit.COUNTRIES,
}
"""Units that are taken for each other, and count different things."""


def check(library: Library) -> Iterator[Problem]:
    """Places without a source of their own, reports that came late, figures whose unit differs from that of a story."""
    for identifier, (file, keys) in event_homes(library):
        if event := library.event(identifier):
            # The event inside a story has one place, in the story's own words.
            if not keys:
                yield from _places(event, (file, keys))
            yield from _late(event, (file, keys), library)
            yield from _units(identifier, event, (file, keys), library)


def _places(event: Event, home: Home) -> Iterator[Problem]:
    """Of several sources it must be plain which one names the place."""
    file, keys = home
    if len(event.sources) < 2:
        return
    for claim in event.place:
        if not claim.source:
            sentence = said("there are several sources, and none is given as the one that names this place")
            words = ", ".join(f"{language}: {_typed(text)}" for language, text in claim.value.each.items())
            entry = f"{{is: {_typed(claim.value.plain) if claim.value.plain else f'{{{words}}}'}, source: …}}"
            cure = said(
                "write: {line}, with the source that names it; if none does, delete the place",
                line=verbatim(f"place: [{entry}]" if len(event.place) == 1 else f"- {entry}"),
            )
            yield warning("place-source", file.name(*keys, "place"), sentence, cure)


def _typed(text: str) -> str:
    """A text as it may stand in braces: in quotation marks where a sign in it could mean something."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _late(event: Event, home: Home, library: Library) -> Iterator[Problem]:
    """What a source gives long after the event, and the record calls a report or gives no basis."""
    file, keys = home
    last = last_day(event).latest
    for key in ("when", "place", "figures"):
        for number, claim in enumerate(getattr(event, key)):
            source = library.registers.sources.get(claim.source or "")
            late = source and source.date and source.date.earliest - last > LATE
            if source and late and claim.basis in (None, Basis.REPORTED):
                sentence = said(
                    "{source} ({date}) is dated more than a year after the event: what it says here was given later",
                    source=claim.source,
                    date=worded(partial(in_words, source.date)),
                )
                written = "basis" if file.has(*keys, key, number, "basis") else "source"
                yield warning("late-source", file.value(*keys, key, number, written), sentence, _LATER[written])


def _units(identifier: str, event: Event, home: Home, library: Library) -> Iterator[Problem]:
    """Figures that a story tells in the one of two rival units, and the record has in the other alone."""
    measures = library.registers.measures
    units = [measure.unit if (measure := measures.get(each.measure)) else None for each in event.figures]
    if any(units):
        for story in library.by_event.get(identifier, ()):
            for text in story.versions.texts.values():
                if text.language in READERS:
                    yield from _in_text(text, event, units, home)


def _in_text(text: Text, event: Event, units: Sequence[Words | None], home: Home) -> Iterator[Problem]:
    side, (file, keys) = Side(text=text), home
    for stated in READERS[text.language].stated(spoken(side.words)):
        if stated.unit not in RIVALS or side.leads_elsewhere(stated.start):
            continue
        counted = {
            unit_of(unit, text.language): (number, unit)
            for number, (figure, unit) in enumerate(zip(event.figures, units, strict=True))
            if unit and figure.value.number == stated.value
        }
        if stated.unit not in counted and RIVALS[stated.unit] in counted:
            number, unit = counted[RIVALS[stated.unit]]
            place = file.value(*keys, "figures", number)
            sentence = said(
                '"{found}" stands here, but {path}:{line} counts {unit}',
                found=side.words[stated.start : stated.end],
                path=place.path,
                line=place.line,
                unit=unit.own(text.language),
            )
            cure = said(
                "mend the one that is wrong, or write above the line: {waiver}",
                waiver=side.waiver("figure-unit", stated.start),
            )
            yield warning("figure-unit", side.place(stated.start, stated.end), sentence, cure)


@cache
def unit_of(words: Words, language: Language) -> Unit:
    """What a unit of a register counts, as the texts of a language are read."""
    figure = f"9{'' if language.is_full_width else ' '}{words.own(language)}"
    return next((stated.unit for stated in READERS[language].stated(figure)), Unit.PLAIN)
