"""Bar charts of single measures, to scale from zero, each with a table of the same figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from newsdesk.content.event import Basis, Event, Figure, Mode, State
from newsdesk.content.library import Library
from newsdesk.i18n.dates import format_edtf
from newsdesk.i18n.languages import Fragment, Language
from newsdesk.i18n.typography import width_in_ems
from newsdesk.pages.claims import FigureLine, SourceNumbers, figure_lines, with_qualification

CHART_WIDTH = 288
"""Width of the column on the narrowest phone, in CSS pixels, so that text is never scaled down."""
LABEL_GAP = 7
BAR_HEIGHT = 13
FONT_SIZE = 12
LINE_HEIGHT = 17
ENTRY_GAP = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class BarValue:
    """A figure to draw: `kind` is its CSS class, `label` its text, `qualification` its basis or dispute in words."""

    number: Decimal
    kind: str
    label: str
    qualification: Fragment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartEntry:
    """A row of a chart: several values if sources differ, none if there is only a `note`."""

    name: str
    values: Sequence[BarValue] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBar:
    """A bar that starts at the axis; its length is proportional to its figure."""

    kind: str
    y: float
    length: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartLabel:
    """A line of text, positioned by the start of its baseline."""

    text: str
    x: float
    y: float
    note: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPicture:
    """A chart to draw, from top to bottom; longer bars of a row first, so that shorter ones are drawn over them.

    Every bar starts at the axis, x = `axis_x`, and is `bar_height` units high.
    """

    axis_x: float
    height: float
    bars: Sequence[ChartBar]
    names: Sequence[ChartLabel]
    labels: Sequence[ChartLabel]
    width: int = CHART_WIDTH
    bar_height: int = BAR_HEIGHT


def draw_chart(entries: Sequence[ChartEntry]) -> ChartPicture:
    """Return the chart of these entries, on one scale that leaves room for the longest name and label."""
    zero = ceil(FONT_SIZE * max((width_in_ems(entry.name) for entry in entries), default=0)) + LABEL_GAP
    scale = min((_scale(entry, zero) for entry in entries if entry.values), default=0.0)
    top = 0.0
    bars: list[ChartBar] = []
    names: list[ChartLabel] = []
    labels: list[ChartLabel] = []
    for entry in entries:
        names.append(ChartLabel(text=entry.name, x=0, y=_base(top)))
        bars += [
            ChartBar(kind=each.kind, y=top + (LINE_HEIGHT - BAR_HEIGHT) / 2, length=_long(each, scale))
            for each in _nested(entry)
        ]
        beside = zero + LABEL_GAP + max((_long(each, scale) for each in entry.values), default=0)
        labels += _labels(entry, top, round(beside, 1))
        top += LINE_HEIGHT * max(1, len(entry.values) + bool(entry.note)) + ENTRY_GAP
    return ChartPicture(axis_x=zero, height=top, bars=bars, names=names, labels=labels)


def _scale(entry: ChartEntry, zero: float) -> float:
    """Drawing units per unit of the measure, if this entry alone filled the width."""
    room = CHART_WIDTH - zero - LABEL_GAP - FONT_SIZE * max(width_in_ems(each.label) for each in entry.values)
    return max(room, 1) / float(max(each.number for each in entry.values) or 1)


def _long(value: BarValue, scale: float) -> float:
    return round(float(value.number) * scale, 2)


def _nested(entry: ChartEntry) -> Sequence[BarValue]:
    return sorted(entry.values, key=lambda value: -value.number)


def _labels(entry: ChartEntry, top: float, x: float) -> Sequence[ChartLabel]:
    texts = [(value.label, False) for value in entry.values] + ([(entry.note, True)] if entry.note else [])
    return [
        ChartLabel(text=text, x=x, y=_base(top + LINE_HEIGHT * at), note=note) for at, (text, note) in enumerate(texts)
    ]


def _base(top: float) -> float:
    """Baseline of text centered in a line of height LINE."""
    return round(top + LINE_HEIGHT / 2 + FONT_SIZE * 0.36, 1)


RANGE = "range"
"""`kind` of the higher of two figures that were both reported at the time."""
MAX_CHART_EVENTS = 20
"""Maximum number of events in a chart; the latest are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow:
    """A row of the table below a chart: a year or date with its figures, or a note if it has none."""

    when: str
    lines: Sequence[FigureLine]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A measure over time: `kinds` is its legend (CSS class and words), `said` its text alternative."""

    measure: str
    name: Fragment
    unit: Fragment
    picture: ChartPicture
    kinds: Sequence[tuple[str, Fragment]]
    description: str
    rows: Sequence[ChartRow]


def charts(library: Library, language: Language, numbers: SourceNumbers) -> Iterator[Chart]:
    """Yield a chart of each measure with `chart: true` and figures in two or more editions, most figures first."""
    editions = sorted(library.registers.editions.items())
    for measure in sorted(library.registers.measures, key=lambda name: (-_count(name, editions), name)):
        if library.registers.measures[measure].chart and _count(measure, editions) > 1:
            yield _chart(measure, editions, library, language, numbers)


def charts_beside(library: Library, language: Language, numbers: SourceNumbers) -> Iterator[Chart]:
    """Yield a chart of each measure with `chart: true` and figures in two or more events, but in no edition."""
    for measure, events in events_beside(library).items():
        dated = [(format_edtf(event.when[0].value, language), event) for event in events]
        yield _chart(measure, dated, library, language, numbers)


def events_beside(library: Library) -> Mapping[str, Sequence[Event]]:
    """Return the events to chart by measure, for the measures of `charts_beside`; the latest of each."""
    counted = {figure.measure for edition in library.registers.editions.values() for figure in edition.figures}
    comparable = (name for name, measure in library.registers.measures.items() if measure.chart)
    found: dict[str, list[Event]] = {name: [] for name in sorted(comparable) if name not in counted}
    for event in library.all_events.values():
        for measure in dict.fromkeys(figure.measure for figure in event.figures if figure.measure in found):
            found[measure].append(event)
    return {measure: events[-MAX_CHART_EVENTS:] for measure, events in found.items() if len(events) > 1}


def _count(measure: str, editions: Sequence[tuple[str, Event]]) -> int:
    """The number of editions with a figure of the measure that is not pooled with other years."""
    return sum(any(each.measure == measure and not each.covers for each in event.figures) for _, event in editions)


def _chart(
    measure: str, events: Sequence[tuple[str, Event]], library: Library, language: Language, numbers: SourceNumbers
) -> Chart:
    record = library.registers.measures[measure]
    pooled = {year for _, event in events for each in event.figures if each.measure == measure for year in each.covers}
    entries, rows = [], []
    for name, event in events:
        claims = [figure for figure in event.figures if figure.measure == measure]
        lines = list(figure_lines(claims, library, language, numbers))
        values = list(_values(claims, lines))
        note = _note(event, library, language, any_value=bool(values), pooled=name in pooled)
        entries.append(ChartEntry(name=name, values=values, note=note))
        rows.append(ChartRow(when=name, lines=lines, note=note))
    return Chart(
        measure=measure,
        name=record.name.in_language(language),
        unit=record.unit.in_language(language) if record.unit else Fragment(""),
        picture=draw_chart(entries),
        kinds=list(_kinds(entries, library, language)),
        description=_said(entries, language),
        rows=rows,
    )


def _values(claims: Sequence[Figure], lines: Sequence[FigureLine]) -> Iterator[BarValue]:
    """The values to draw, without pooled figures; the label includes the number of the source."""
    drawn = [(claim, line) for claim, line in zip(claims, lines, strict=True) if not claim.covers]
    least = min((claim.value.number for claim, _ in drawn if claim.basis is Basis.REPORTED), default=None)
    for claim, line in drawn:
        differs = claim.basis is Basis.REPORTED and claim.value.number != least
        yield BarValue(
            number=claim.value.number,
            kind=RANGE if differs else claim.basis,
            label=f"{line.value} [{line.source_number}]" if line.source_number else line.value,
            qualification=line.qualification,
        )


def _note(event: Event, library: Library, language: Language, *, any_value: bool, pooled: bool) -> str:
    """Why there is no figure, and what else sets this year apart."""
    parts = []
    if event.state is not State.HELD and not (any_value and event.state is State.PLANNED):
        parts.append(library.word(event.state.word_key, language).text)
    if event.mode is Mode.ONLINE:
        parts.append(library.word("mode_online", language).text)
    if not any_value and (pooled or event.state is State.HELD):
        parts.append(library.word("only_pooled" if pooled else "not_recorded", language).text)
    return language.rules.punctuation.comma.join(parts)


def _kinds(entries: Sequence[ChartEntry], library: Library, language: Language) -> Iterator[tuple[str, Fragment]]:
    found = {value.kind for entry in entries for value in entry.values}
    for basis in (Basis.REPORTED, Basis.RETROSPECTIVE, Basis.PLANNED):
        if basis in found:
            yield basis, library.word(basis.word_key, language)
    if RANGE in found:
        yield RANGE, library.word("basis_disputed", language)


def _said(entries: Sequence[ChartEntry], language: Language) -> str:
    marks = language.rules.punctuation
    return marks.semicolon.join(
        entry.name
        + marks.colon
        + marks.comma.join(
            [
                *(with_qualification(value.label, value.qualification, language) for value in entry.values),
                *([entry.note] if entry.note else []),
            ]
        )
        for entry in entries
    )
