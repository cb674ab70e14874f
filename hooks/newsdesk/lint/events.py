"""Lint of events: days in stories, sources of places, basis of late claims, and units of figures."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial

from newsdesk.content.entities import NameFinder
from newsdesk.content.event import Basis, Event, last_day
from newsdesk.content.library import EventLocation, Library, event_locations, location_of
from newsdesk.content.story import Text
from newsdesk.diagnostics import Diagnostic, suggest, warning
from newsdesk.i18n.dates import format_edtf
from newsdesk.i18n.language_rules import DateContext, EventSentences
from newsdesk.i18n.languages import Language, LocalizedText
from newsdesk.i18n.messages import comma_list, msg, msg_by_language, verbatim
from newsdesk.i18n.quantities import Statement, Unit, without_markup
from newsdesk.lint.facts import ComparedText


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A full day (year, month, day) in a text, and its offsets."""

    day: date
    start: int
    end: int


def occurrences(text: str, name: tuple[int, int], rules: EventSentences) -> Iterator[Occurrence]:
    """Yield the days that a sentence gives for the event it names; `name` is the start and end offset of the name."""
    start, end = name
    first = max((match.end() for match in rules.sentence_end.finditer(text, 0, start)), default=0)
    close = rules.sentence_end.search(text, end)
    last = close.start() if close else len(text)
    for match in rules.day.finditer(text, first, last):
        if _fits(rules.name_first, text, (end, match.start()), match.end(), last) or _fits(
            rules.day_first, text, (match.end(), start), end, last
        ):
            month = rules.months.get(match["month"]) or int(match["month"])
            with suppress(ValueError):
                day = date(int(match["year"]), month, int(match["day"]))
                yield Occurrence(day=day, start=match.start(), end=match.end())


def _fits(context: DateContext, text: str, between: tuple[int, int], after: int, last: int) -> bool:
    start, end = between
    return start <= end and bool(context.between.fullmatch(text, start, end) and context.after.match(text, after, last))


MAX_TEXTS_SEARCHED = 20
"""Below this number of texts, event names are first narrowed down to those that the texts contain."""


def check_event_dates(library: Library) -> Iterator[Diagnostic]:
    """Yield days that a story gives for a named event and that no claim of the event has."""
    versions = (story.versions for story in library.stories)
    texts = [text for each in versions for text in each.texts.values() if text.language.rules.event_sentences]
    # For a few texts, it is fast to rule out most of the thousands of names.
    within = (
        "\n".join(ComparedText(text=text).words for text in texts)
        if library.part_of and len(texts) < MAX_TEXTS_SEARCHED
        else None
    )
    finders = {
        language: NameFinder(_names(library, language), within) for language in {text.language for text in texts}
    }
    for text in texts:
        yield from _in_text(text, library, finders[text.language])


def _names(library: Library, language: Language) -> Iterator[tuple[str, str]]:
    """Yield the id and each name of every event: its titles, for an edition also its series' name with the year."""
    records = library.registers
    for identifier, event in records.events.items():
        yield from ((identifier, title) for title in _titles(event, language))
    for year, edition in records.editions.items():
        series = records.series.get(edition.series or "")
        name = series.name.without_fallback(language) if series else ""
        sentences = language.rules.event_sentences
        forms = [form.format(name=name, year=year) for form in sentences.with_year] if name and sentences else []
        yield from ((f"summit/{year}", form) for form in (*_titles(edition, language), *forms))


def _titles(event: Event, language: Language) -> Sequence[str]:
    return [title for claim in event.title if (title := claim.value.without_fallback(language))]


def _in_text(text: Text, library: Library, finder: NameFinder) -> Iterator[Diagnostic]:
    side = ComparedText(text=text)
    for identifier, span in finder.found_in(side.words).spans.items():
        event = library.event(identifier)
        rules = text.language.rules.event_sentences
        found = list(occurrences(side.words, span, rules)) if rules else []
        if not event or not found or any(_claimed(each.day, event) for each in found):
            continue
        if home := location_of(identifier, library.full_library):
            yield _differs(side, found[0], span, event, home)


def _claimed(day: date, event: Event) -> bool:
    return any(claim.value.earliest <= day <= claim.value.latest for claim in event.when)


def _differs(
    side: ComparedText, found: Occurrence, name: tuple[int, int], event: Event, home: EventLocation
) -> Diagnostic:
    file, keys = home
    place = file.value(*keys, "when")
    dates = comma_list(msg_by_language(partial(format_edtf, claim.value)) for claim in event.when)
    day, named = side.words[found.start : found.end], side.words[slice(*name)]
    message = msg(
        'date "{day}" of "{named}" does not match {path}:{line}, which has {dates}',
        day=day,
        named=named,
        path=place.path,
        line=place.line,
        dates=dates,
    )
    suggestion = msg(
        "correct the one that is wrong, or add to when of the event: {{is: {day}, source: …}}", day=found.day
    )
    return warning("event-day", side.place(found.start, found.end), message, suggestion)


LATE = timedelta(days=366)
"""A year's figures are reported until a year after its end; later claims are retrospective."""
_LATER = {"basis": suggest("retrospective"), "source": msg("add `basis: retrospective` to it")}
_PLAIN = re.compile(r"[^\W_][\w .’-]*")
RIVALS = {
    Unit.PEOPLE: Unit.VISITS,
    Unit.VISITS: Unit.PEOPLE,
    Unit.COUNTRIES: Unit.REGIONS,
    Unit.REGIONS: Unit.COUNTRIES,
}
"""Units that are mistaken for each other but count different things."""


def check_claims(library: Library) -> Iterator[Diagnostic]:
    """Yield places without a source, late claims not marked as retrospective, and figures whose units differ."""
    for identifier, (file, keys) in event_locations(library):
        if event := library.event(identifier):
            # An event inside a story has one place, given by the story itself.
            if not keys:
                yield from _places(event, (file, keys))
            yield from _late(event, (file, keys), library)
    for identifier, home in event_locations(library.full_library):
        if event := library.full_library.event(identifier):
            yield from _units(identifier, event, home, library)


def _places(event: Event, home: EventLocation) -> Iterator[Diagnostic]:
    """With several sources, the place must say which one gives it."""
    file, keys = home
    if len(event.sources) < 2:
        return
    for claim in event.place:
        if not claim.source:
            message = msg("place must give its source where an event has several sources")
            words = ", ".join(f"{language}: {_typed(text)}" for language, text in claim.value.by_language.items())
            entry = f"{{is: {_typed(claim.value.plain) if claim.value.plain else f'{{{words}}}'}, source: …}}"
            suggestion = msg(
                "give the source of the place: {line}\nif none has it, delete the field place",
                line=verbatim(f"place: [{entry}]" if len(event.place) == 1 else f"- {entry}"),
            )
            yield warning("place-source", file.name(*keys, "place"), message, suggestion)


def _typed(text: str) -> str:
    """Return a text as a scalar of a YAML flow mapping, quoted if any character could be syntax."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _late(event: Event, home: EventLocation, library: Library) -> Iterator[Diagnostic]:
    """Yield claims whose source is dated long after the event but whose basis is `reported` or missing."""
    file, keys = home
    last = last_day(event).latest
    for key in ("when", "place", "figures"):
        for number, claim in enumerate(getattr(event, key)):
            source = library.registers.sources.get(claim.source or "")
            late = source and source.date and source.date.earliest - last > LATE
            if source and late and claim.basis in (None, Basis.REPORTED):
                message = msg(
                    "source {source} ({date}) is dated more than a year after the event: its statement is "
                    "retrospective",
                    source=claim.source,
                    date=msg_by_language(partial(format_edtf, source.date)),
                )
                written = "basis" if file.has(*keys, key, number, "basis") else "source"
                yield warning("late-source", file.value(*keys, key, number, written), message, _LATER[written])


def _units(identifier: str, event: Event, home: EventLocation, library: Library) -> Iterator[Diagnostic]:
    """Yield figures that a story gives in one of two rival units and the record only in the other."""
    measures = library.registers.measures
    units = [measure.unit if (measure := measures.get(each.measure)) else None for each in event.figures]
    if any(units):
        # When only some files are linted, they may include a story without the record of its event.
        for story in library.full_library.by_event.get(identifier, ()):
            for text in story.versions.texts.values() if story.key in library.by_key else ():
                if reader := text.language.rules.statements:
                    yield from _units_in_text(text, reader.stated(without_markup(text.words)), event, units, home)


def _units_in_text(
    text: Text,
    statements: Iterable[Statement],
    event: Event,
    units: Sequence[LocalizedText | None],
    home: EventLocation,
) -> Iterator[Diagnostic]:
    side, (file, keys) = ComparedText(text=text), home
    for stated in statements:
        if stated.unit not in RIVALS or side.is_in_link(stated.start):
            continue
        counted = {
            unit_of(unit, text.language): (number, unit)
            for number, (figure, unit) in enumerate(zip(event.figures, units, strict=True))
            if unit and figure.value.number == stated.value
        }
        if stated.unit not in counted and RIVALS[stated.unit] in counted:
            number, unit = counted[RIVALS[stated.unit]]
            place = file.value(*keys, "figures", number)
            message = msg(
                '"{found}" has a different unit from {path}:{line}, which counts {unit}',
                found=side.words[stated.start : stated.end],
                path=place.path,
                line=place.line,
                unit=unit.without_fallback(text.language),
            )
            suggestion = msg(
                "correct the one that is wrong, or waive this on the line above: {waiver}",
                waiver=side.waiver("figure-unit", stated.start),
            )
            yield warning("figure-unit", side.place(stated.start, stated.end), message, suggestion)


@cache
def unit_of(words: LocalizedText, language: Language) -> Unit:
    """Return the `Unit` that a language's reader finds in a unit of a register; `Unit.PLAIN` if none."""
    reader = language.rules.statements
    figure = f"9{language.rules.punctuation.word_space}{words.without_fallback(language)}"
    return next((stated.unit for stated in reader.stated(figure)), Unit.PLAIN) if reader else Unit.PLAIN
