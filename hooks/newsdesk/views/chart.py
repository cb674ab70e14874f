"""Charts of single measures: what each edition counted, drawn to scale, and the table that says the same.

A chart draws one measure. What was reported at the time is drawn full, what was
given later apart, and what was planned as planned; two reports that differ are
a range. A figure for several years together stands in the table alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsdesk.model.claim import Basis, Figure
from newsdesk.model.event import Event, Mode, State
from newsdesk.model.library import Library
from newsdesk.views.bars import Entry, Picture, Value, draw
from newsdesk.views.claims import FigureLine, Marks, figures
from newsdesk.words.language import Fragment, Language

RANGE = "range"
"""How the higher of two figures is drawn that were both reported at the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow:
    """A year in a chart's table: its figures, or a note where there is none."""

    year: str
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


def _count(measure: str, editions: Sequence[tuple[str, Event]]) -> int:
    """In how many editions the measure has a figure of their own."""
    return sum(any(each.measure == measure and not each.covers for each in event.figures) for _, event in editions)


def _chart(
    measure: str, events: Sequence[tuple[str, Event]], library: Library, language: Language, numbers: Marks
) -> Chart:
    record = library.registers.measures[measure]
    pooled = {year for _, event in events for each in event.figures if each.measure == measure for year in each.covers}
    entries, rows = [], []
    for year, event in events:
        claims = [figure for figure in event.figures if figure.measure == measure]
        lines = list(figures(claims, library, language, numbers))
        values = list(_values(claims, lines))
        note = _note(event, library, language, any_value=bool(values), pooled=year in pooled)
        entries.append(Entry(name=year, values=values, note=note))
        rows.append(ChartRow(year=year, lines=lines, note=note))
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
    least = min((claim.value.number for claim in claims if claim.basis is Basis.REPORTED), default=None)
    for claim, line in zip(claims, lines, strict=True):
        if not claim.covers:
            differs = claim.basis is Basis.REPORTED and claim.value.number != least
            yield Value(
                number=claim.value.number,
                kind=RANGE if differs else claim.basis,
                label=f"{line.value} [{line.mark}]",
            )


def _note(event: Event, library: Library, language: Language, *, any_value: bool, pooled: bool) -> str:
    """Why there is no figure, and what else tells this year from the others."""
    parts = []
    if event.state is not State.HELD:
        parts.append(library.word(event.state, language).text)
    if event.mode is Mode.ONLINE:
        parts.append(library.word("mode_online", language).text)
    if pooled:
        parts.append(library.word("only_pooled", language).text)
    elif not any_value and event.state is State.HELD:
        parts.append(library.word("not_recorded", language).text)
    return ("，" if language is Language.ZH else ", ").join(parts)


def _kinds(entries: Sequence[Entry], library: Library, language: Language) -> Iterator[tuple[str, Fragment]]:
    found = {value.kind for entry in entries for value in entry.values}
    for basis in (Basis.REPORTED, Basis.RETROSPECTIVE, Basis.PLANNED):
        if basis in found:
            yield basis, library.word(f"basis_{basis}", language)
    if RANGE in found:
        yield RANGE, library.word("dates_differ", language)


def _said(entries: Sequence[Entry], language: Language) -> str:
    """The chart in one sentence, for those who do not see it."""
    colon, comma, semicolon = ("：", "，", "；") if language is Language.ZH else (": ", ", ", "; ")
    return semicolon.join(
        entry.name
        + colon
        + comma.join([*(value.label for value in entry.values), *([entry.note] if entry.note else [])])
        for entry in entries
    )
