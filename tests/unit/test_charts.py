"""Charts hold to their figures: what is drawn is as long as what was counted, and nothing else is drawn."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import parse

import sites
from newsdesk.content.event import Basis
from newsdesk.content.library import Library
from newsdesk.i18n.languages import Language
from newsdesk.i18n.typography import width_in_ems
from newsdesk.pages.chart import CHART_WIDTH, FONT_SIZE, BarValue, Chart, ChartEntry, charts, charts_beside, draw_chart
from newsdesk.pages.claims import source_numbers, sources_of_claims

NUMBERS = st.decimals(0, 10**12, places=2)
VALUES = st.builds(
    BarValue, number=NUMBERS, kind=st.sampled_from(list(Basis)), label=st.text("9 约[超over", max_size=18)
)
ENTRIES = st.lists(st.builds(ChartEntry, name=st.just("2030"), values=st.lists(VALUES, max_size=3), note=st.just("")))


@given(ENTRIES)
def test_bars_are_as_long_as_their_figures(entries: list[ChartEntry]) -> None:
    values = [value for entry in entries for value in sorted(entry.values, key=lambda value: -value.number)]
    bars = draw_chart(entries).bars
    assert [bar.kind for bar in bars] == [value.kind for value in values]
    most = max((value.number for value in values), default=Decimal(0))
    longest = max((bar.length for bar in bars), default=0)
    for value, bar in zip(values, bars, strict=True):
        assert bar.length == pytest.approx(float(value.number / (most or 1)) * longest, abs=0.02)


@given(ENTRIES)
def test_places_are_written_in_few_digits(entries: list[ChartEntry]) -> None:
    picture = draw_chart(entries)
    places = [place for label in (*picture.names, *picture.labels) for place in (label.x, label.y)]
    assert places == [round(place, 1) for place in places]


@given(ENTRIES)
def test_every_label_has_its_place_in_the_picture(entries: list[ChartEntry]) -> None:
    picture = draw_chart(entries)
    assert len(picture.labels) == sum(len(entry.values) for entry in entries)
    assert all(
        label.x >= picture.axis_x and label.x + FONT_SIZE * width_in_ems(label.text) <= CHART_WIDTH + 1
        for label in picture.labels
    )
    heights = [label.y for label in picture.labels]
    assert heights == sorted(set(heights))
    assert all(0 < height < picture.height for height in heights)


@pytest.fixture(scope="module")
def real() -> Library:
    """The library of docs/."""
    return sites.library(sites.PROJECT, datetime.fromisoformat("2026-11-25T12:00"))


@pytest.fixture(scope="module")
def drawn(real: Library) -> dict[str, Chart]:
    numbers = source_numbers(
        sorted({name for edition in real.registers.editions.values() for name in sources_of_claims(edition)})
    )
    return {chart.measure: chart for chart in charts(real, Language.EN, numbers)}


def test_the_charts_are_those_that_an_editor_called_comparable(drawn: dict[str, Chart]) -> None:
    assert set(drawn) == {"amount-invested", "amount-signed", "exhibitors", "projects-signed", "visitors", "visits"}


def test_every_figure_of_docs_is_drawn_as_long_as_it_is(real: Library, drawn: dict[str, Chart]) -> None:
    for measure, chart in drawn.items():
        figures = [
            figure.value.number
            for _, edition in sorted(real.registers.editions.items())
            for figure in sorted(edition.figures, key=lambda figure: -figure.value.number)
            if figure.measure == measure and not figure.covers
        ]
        longest = max(bar.length for bar in chart.picture.bars)
        lengths = [bar.length / longest for bar in chart.picture.bars]
        assert lengths == pytest.approx([float(number / max(figures)) for number in figures], abs=0.001)


def _row(chart: Chart, year: str) -> tuple[list[str], str]:
    row = next(row for row in chart.rows if row.when == year)
    return [line.value for line in row.lines], row.note


def test_figures_in_conflict_are_both_drawn_and_those_given_later_apart(library: Library) -> None:
    later = library.registers.editions["2030"]
    figures = [each.model_copy(update={"basis": Basis.RETROSPECTIVE}) for each in later.figures[-1:]]
    editions = {
        **library.registers.editions,
        "2030": later.model_copy(update={"figures": (later.figures[1], *figures)}),
    }
    told = replace(library, registers=replace(library.registers, editions=editions))
    kites = next(chart for chart in charts(told, Language.EN, {}) if chart.measure == "kites")
    assert _row(kites, "2030") == (["20", "over 25"], "")
    assert [bar.kind for bar in kites.picture.bars[-2:]] == ["retrospective", "reported"]


def test_what_another_measure_counts_is_not_drawn(drawn: dict[str, Chart]) -> None:
    """Companies that the expo attracted are no exhibitors, and 125,000 visitors or visits are neither."""
    assert _row(drawn["exhibitors"], "2015") == ([], "not recorded")
    assert _row(drawn["visitors"], "2019") == _row(drawn["visits"], "2019") == ([], "not recorded")
    assert [bar.kind for bar in drawn["visits"].picture.bars] == ["retrospective", *["reported"] * 3]


def test_a_year_without_a_figure_says_why(drawn: dict[str, Chart]) -> None:
    assert _row(drawn["visits"], "2020") == ([], "Cancelled")
    assert _row(drawn["visits"], "2022") == ([], "online, not recorded")
    assert _row(drawn["visits"], "2024") == ([], "not recorded")
    assert "2020: Cancelled; 2021: not recorded; 2022: online, not recorded" in drawn["visits"].description


def test_what_several_years_share_stands_in_the_table_alone(drawn: dict[str, Chart]) -> None:
    chart = drawn["amount-invested"]
    assert _row(chart, "2016") == (["58.9 billion"], "given only together with other years")
    assert _row(chart, "2015") == ([], "given only together with other years")
    assert not any(label.text.startswith("58.9") for label in chart.picture.labels)


def test_sums_that_were_offered_stand_in_no_chart_of_sums_that_were_signed(drawn: dict[str, Chart]) -> None:
    assert [_row(drawn["amount-signed"], year)[0] for year in ("2024", "2025")] == [[], []]


def test_reports_that_differ_are_a_range_and_a_plan_is_drawn_as_one(library: Library) -> None:
    kites = next(chart for chart in charts(library, Language.ZH, {"museum-2030": 1}) if chart.measure == "kites")
    assert [bar.kind for bar in kites.picture.bars] == ["planned", "reported", "range", "reported"]
    assert [label.text for label in kites.picture.labels] == ["约40 [1]", "30 [1]", "20 [1]", "超过25 [1]"]
    assert [words.text for _, words in kites.kinds] == ["公布", "计划", "各来源说法不一"]
    assert _row(kites, "2030") == (["20", "超过25"], "")


def test_what_no_edition_counts_is_drawn_apart_and_a_target_as_planned(real: Library) -> None:
    (power,) = charts_beside(real, Language.EN, {})
    assert power.measure == "computing-power"
    assert [row.when for row in power.rows] == ["December 2024", "August 2025", "December 2025", "2026"]
    assert [row.note for row in power.rows] == [""] * 4
    assert [bar.kind for bar in power.picture.bars] == ["reported", "reported", "reported", "planned"]
    assert power.description.endswith("2026: 190 (planned)")


SAYING = ("chart", "strip", "share", "icon")
"""What a drawing stands in that says something: figures, counts, an address, a word beside it."""


def test_no_page_has_a_drawing_that_says_nothing(built_newsroom: Path) -> None:
    within = " or ".join(f"contains(concat(' ', @class, ' '), ' {name} ')" for name in SAYING)
    pages = sorted((built_newsroom / "site").rglob("*.html"))
    drawn = {page: parse(page).xpath("//body//*[local-name() = 'svg']") for page in pages}
    assert sum(map(len, drawn.values())) > 100
    assert [page for page, every in drawn.items() for each in every if not each.xpath(f"ancestor::*[{within}]")] == []
