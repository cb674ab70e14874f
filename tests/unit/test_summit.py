"""The pages of the summit: everything that sources say of an edition, and nothing that they do not."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from lxml import html

import sites
from newsdesk.content.event import Basis, Figure, State
from newsdesk.content.library import Library
from newsdesk.content.registers import Measure
from newsdesk.content.site import Site
from newsdesk.i18n.languages import Language
from newsdesk.pages.claims import ClaimLine, figure_table
from newsdesk.pages.registry import all_pages
from newsdesk.pages.summit import EditionView, SummitView, edition_view, summit_view

YEARS = [str(year) for year in range(2015, 2026)]


@pytest.fixture(scope="module")
def real() -> tuple[Library, Site]:
    """The library of docs/ and what mkdocs.yml says of the site."""
    moment = datetime.fromisoformat("2026-11-25T12:00")
    return sites.library(sites.PROJECT, moment), sites.identity_of(sites.PROJECT)


@pytest.fixture(scope="module")
def all_years(real: tuple[Library, Site]) -> SummitView:
    return summit_view(*real, Language.EN)


def page(year: str, real: tuple[Library, Site], language: Language = Language.EN) -> EditionView:
    return edition_view(year, *real, language)


def dates(lines: list[ClaimLine]) -> list[tuple[str, str]]:
    return [(when.text.text, when.qualification.text if when.qualification else "") for when in lines]


def test_every_year_is_there_and_none_that_no_source_names(all_years: SummitView) -> None:
    assert [row.facts.year for row in all_years.editions] == YEARS
    assert (all_years.last.facts.year if all_years.last else "", all_years.next) == ("2025", None)
    assert [each.address for each in all_years.forerunners] == ["en/events/2014/guizhou-beijing-promotion-conference/"]


def test_every_date_and_figure_has_its_source_on_the_page(all_years: SummitView) -> None:
    marks = range(1, len(all_years.sources) + 1)
    for row in all_years.editions:
        assert row.facts.source_numbers
        assert all(when.source_number in marks for when in row.facts.dates)
        assert all(line.source_number in marks for line in (*row.main_figures, *row.others))


def test_dates_planned_and_reported_stand_side_by_side(real: tuple[Library, Site]) -> None:
    shown = page("2017", real).facts
    assert dates(list(shown.dates)) == [("May 25–28, 2017", ""), ("May 26–29, 2017", "planned")]
    assert dates(list(page("2019", real).facts.dates)) == [
        ("May 26–29, 2019", "sources differ"),
        ("May 25–29, 2019", "sources differ"),
    ]


def test_countries_are_no_countries_and_regions_and_each_count_says_of_whom(all_years: SummitView) -> None:
    counts = {
        row.facts.year: [
            f"{line.name.text} {line.value} {line.unit.text}"
            for line in row.others
            if line.measure.startswith("countries")
        ]
        for row in all_years.editions
    }
    assert counts["2017"] == ["Applicants from 23 countries", "Guests from over 20 countries and regions"]
    assert counts["2018"] == [
        "Exhibitors from 28 countries",
        "Guests from nearly 30 countries",
        "Participants from 29 countries",
    ]
    assert [counts[year] for year in ("2021", "2025")] == [
        ["Guests from 23 countries and regions"],
        ["Guests from 31 countries"],
    ]


def test_what_charts_draw_is_told_first(all_years: SummitView) -> None:
    assert all_years.last
    assert [line.measure for line in all_years.last.main_figures] == ["visits", "exhibitors"]
    assert {line.measure for line in all_years.last.others} >= {"guests", "amount-offered"}


def test_figures_of_one_measure_stand_in_one_row_by_their_basis(real: tuple[Library, Site]) -> None:
    figures = page("2015", real, Language.ZH).figures
    assert [basis.text for basis in figures.bases] == ["公布", "事后记述"]
    rows = {row.name.text: [[line.value for line in cell] for cell in row.cells] for row in figures.rows}
    assert rows == {"吸引企业": [["超过300"], ["约500"]], "参观人次": [[], ["1.3万"]]}


def test_two_measures_of_one_name_stand_in_a_row_each(library: Library) -> None:
    named = {"places": "towns", "lands": "countries"}
    measures = {
        name: Measure.model_validate({"name": {"en": "Guests from"}, "unit": {"en": unit}})
        for name, unit in named.items()
    }
    records = replace(library.registers, measures={**library.registers.measures, **measures})
    figures = tuple(
        Figure.model_validate({"measure": name, "value": "9", "basis": "reported", "source": "museum-2030"})
        for name in named
    )
    event = library.registers.editions["2030"].model_copy(update={"figures": figures})
    shown = figure_table(event, replace(library, registers=records), Language.EN, {})
    assert [[line.unit.text for line in cell] for row in shown.rows for cell in row.cells] == [["towns"], ["countries"]]


def test_sums_are_called_what_their_sources_call_them(real: tuple[Library, Site]) -> None:
    sums = {
        name: {figure.measure: figure.basis for figure in event.figures if figure.measure.startswith("amount-")}
        for name, event in real[0].all_events.items()
    }
    assert all(each.get("amount-signed") in (None, Basis.REPORTED) for each in sums.values())
    assert sums["2014/guizhou-beijing-promotion-conference"] == {"amount-expected": Basis.PLANNED}
    for name in ("2013/guiyang-zhongguancun-agreement", "summit/2021", "summit/2023"):
        assert sums[name] == {"amount-invested": Basis.REPORTED}
    assert sums["summit/2016"] == {"amount-invested": Basis.RETROSPECTIVE}


def test_what_is_known_in_one_language_only_is_marked(real: tuple[Library, Site]) -> None:
    english, chinese = page("2024", real).facts, page("2015", real, Language.ZH).facts
    assert english.theme
    assert (english.theme.lang, chinese.names[0].in_page_language) == ("zh-Hans", None)
    other = chinese.names[0].others[Language.EN]
    assert (other.text, other.lang) == ("Guiyang International Big Data Expo", "en")


def test_the_edition_that_was_cancelled_says_so_and_who_told_it(real: tuple[Library, Site]) -> None:
    shown = page("2020", real)
    assert shown.facts.state == "cancelled"
    assert dates(list(shown.facts.dates)) == [("May 26–29, 2020", "planned")]
    assert [shown.sources[mark - 1].host for mark in shown.facts.source_numbers] == [
        "agenzianova.com",
        "antaranews.com",
    ]
    assert not shown.figures.rows
    assert [each.text.text for each in (shown.earlier, shown.later) if each] == ["2019", "2021"]


def test_only_people_with_a_role_on_the_days_of_the_edition_are_named(real: tuple[Library, Site]) -> None:
    people = {person.name.text: person.role.text for person in page("2017", real).people}
    assert people["Ma Kai"] == "vice-premier"
    assert not page("2020", real).people
    assert all(person.source_number for year in YEARS for person in page(year, real).people)


@pytest.mark.parametrize("key", ["earlier_edition", "editions", "last_edition", "later_edition", "next_edition"])
def test_the_words_of_the_summit_number_no_edition(library: Library, key: str) -> None:
    words = library.registers.interface[key].by_language.values()
    assert not [text for text in words if re.search(r"\d|\bfirst\b|第.届|首届", text)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_mark_leads_to_a_source_and_every_source_is_marked(built_newsroom: Path, language: str) -> None:
    for path in (built_newsroom / "site" / language / "summit").rglob("index.html"):
        tree = html.fromstring(path.read_bytes())
        assert set(_targets(tree)) <= {f"#{each.get('id')}" for each in tree.iterdescendants("li") if each.get("id")}


def _targets(tree: html.HtmlElement) -> Iterator[str]:
    for mark in tree.iterdescendants("a"):
        if mark.get("class") == "mark":
            yield mark.get("href")


def test_a_newsroom_without_editions_has_no_page_of_a_summit(built_newsroom: Path, library: Library) -> None:
    without = replace(library, registers=replace(library.registers, editions={}))
    addresses = [where for batch in all_pages(without, sites.identity_of(built_newsroom)) for where in batch.addresses]
    assert len(addresses) > 50
    assert not [where for where in addresses if "/summit/" in where]


def test_an_edition_that_is_planned_is_announced_and_not_told_as_held(built_newsroom: Path, library: Library) -> None:
    editions = library.registers.editions
    announced = {**editions, "2030": editions["2030"].model_copy(update={"state": State.PLANNED})}
    planned = replace(library, registers=replace(library.registers, editions=announced))
    shown = summit_view(planned, sites.identity_of(built_newsroom), Language.EN)
    assert [each.facts.year for each in (shown.last, shown.next) if each] == ["2029", "2030"]
