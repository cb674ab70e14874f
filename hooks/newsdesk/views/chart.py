"""Charts of single measures: what each edition counted, drawn to scale, and the table that says the same.

A chart draws one measure. What was reported at the time is drawn full, what was
given later apart, and what was planned as planned; two reports that differ are
a range. A figure for several years together stands in the table alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsdesk.model.claim import Basis, Figure
from newsdesk.model.event import Event, Mode, State
from newsdesk.model.library import Library
from newsdesk.views.bars import Entry, Picture, Value, draw
from newsdesk.views.claims import FigureLine, Marks, figures, grounded
from newsdesk.words.dates import in_words
from newsdesk.words.language import Fragment, Language

RANGE = "range"
"""How the higher of two figures is drawn that were both reported at the time."""
MOST = 20
"""Of more events a chart draws the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow:
    """A year or date in a chart's table: its figures, or a note where there is none."""

    when: str
    lines: Sequence[FigureLine]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A measure over the years; `kinds` are the ways of drawing that occur, each with its words."""

    measure: str
    name: Fragment
    unit: Fragment
    picture: Picture
    kinds: Sequence[tuple[str, Fragment]]
    said: str
    rows: Sequence[ChartRow]


def charts(library: Library, language: Language, numbers: Marks) -> Iterator[Chart]:
    """A chart of each comparable measure of which two editions have a figure, those with most figures first."""
    editions = sorted(library.registers.editions.items())
    for measure in sorted(library.registers.measures, key=lambda name: (-_count(name, editions), name)):
        if library.registers.measures[measure].chart and _count(measure, editions) > 1:
            yield _chart(measure, editions, library, language, numbers)


def charts_beside(library: Library, language: Language, numbers: Marks) -> Iterator[Chart]:
    """A chart of each comparable measure that events have and no edition."""
    for measure, events in beside(library).items():
        dated = [(in_words(event.when[0].value, language), event) for event in events]
        yield _chart(measure, dated, library, language, numbers)


def beside(library: Library) -> Mapping[str, Sequence[Event]]:
    """The events of each comparable measure that no edition has, the last in time of them."""
    counted = {figure.measure for edition in library.registers.editions.values() for figure in edition.figures}
    comparable = (name for name, measure in library.registers.measures.items() if measure.chart)
    found: dict[str, list[Event]] = {name: [] for name in sorted(comparable) if name not in counted}
    for event in library.happenings.values():
        for measure in dict.fromkeys(figure.measure for figure in event.figures if figure.measure in found):
            found[measure].append(event)
    return {measure: events[-MOST:] for measure, events in found.items() if len(events) > 1}


def _count(measure: str, editions: Sequence[tuple[str, Event]]) -> int:
    """In how many editions the measure has a figure of their own."""
    return sum(any(each.measure == measure and not each.covers for each in event.figures) for _, event in editions)


def _chart(
    measure: str, events: Sequence[tuple[str, Event]], library: Library, language: Language, numbers: Marks
) -> Chart:
    record = library.registers.measures[measure]
    pooled = {year for _, event in events for each in event.figures if each.measure == measure for year in each.covers}
    entries, rows = [], []
    for name, event in events:
        claims = [figure for figure in event.figures if figure.measure == measure]
        lines = list(figures(claims, library, language, numbers))
        values = list(_values(claims, lines))
        note = _note(event, library, language, any_value=bool(values), pooled=name in pooled)
        entries.append(Entry(name=name, values=values, note=note))
        rows.append(ChartRow(when=name, lines=lines, note=note))
    return Chart(
        measure=measure,
        name=record.name.on(language),
        unit=record.unit.on(language) if record.unit else Fragment(""),
        picture=draw(entries),
        kinds=list(_kinds(entries, library, language)),
        said=_said(entries, language),
        rows=rows,
    )


def _values(claims: Sequence[Figure], lines: Sequence[FigureLine]) -> Iterator[Value]:
    """What is drawn of the claims; the mark of the source stands in the label too."""
    drawn = [(claim, line) for claim, line in zip(claims, lines, strict=True) if not claim.covers]
    least = min((claim.value.number for claim, _ in drawn if claim.basis is Basis.REPORTED), default=None)
    for claim, line in drawn:
        differs = claim.basis is Basis.REPORTED and claim.value.number != least
        yield Value(
            number=claim.value.number,
            kind=RANGE if differs else claim.basis,
            label=f"{line.value} [{line.mark}]" if line.mark else line.value,
            ground=line.ground,
        )


def _note(event: Event, library: Library, language: Language, *, any_value: bool, pooled: bool) -> str:
    """Why there is no figure, and what else tells this year from the others."""
    parts = []
    if event.state is not State.HELD and not (any_value and event.state is State.PLANNED):
        parts.append(library.word(event.state, language).text)
    if event.mode is Mode.ONLINE:
        parts.append(library.word("mode_online", language).text)
    if not any_value and (pooled or event.state is State.HELD):
        parts.append(library.word("only_pooled" if pooled else "not_recorded", language).text)
    return ("，" if language.is_full_width else ", ").join(parts)


def _kinds(entries: Sequence[Entry], library: Library, language: Language) -> Iterator[tuple[str, Fragment]]:
    found = {value.kind for entry in entries for value in entry.values}
    for basis in (Basis.REPORTED, Basis.RETROSPECTIVE, Basis.PLANNED):
        if basis in found:
            yield basis, library.word(f"basis_{basis}", language)
    if RANGE in found:
        yield RANGE, library.word("basis_disputed", language)


def _said(entries: Sequence[Entry], language: Language) -> str:
    """The chart in one sentence, for those who do not see it."""
    colon, comma, semicolon = ("：", "，", "；") if language.is_full_width else (": ", ", ", "; ")
    return semicolon.join(
        entry.name
        + colon
        + comma.join(
            [
                *(grounded(value.label, value.ground, language) for value in entry.values),
                *([entry.note] if entry.note else []),
            ]
        )
        for entry in entries
    )
