"""Figures as a reader meets them: tables that fit, charts whose labels are whole, marks that lead on."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from served import LANGUAGES

BEYOND = """(selector) => [...document.querySelectorAll(selector)]
    .filter(each => each.getBoundingClientRect().right > document.documentElement.clientWidth)
    .map(each => each.textContent)"""
CUT = """() => [...document.querySelectorAll('.chart > svg')].flatMap(picture =>
    [...picture.querySelectorAll('text')]
        .filter(text => text.getBoundingClientRect().right > picture.getBoundingClientRect().right + 1)
        .map(text => text.textContent))"""
OVERLAP = """() => [...document.querySelectorAll('.chart > svg')].flatMap(picture => {
    const bars = [...picture.querySelectorAll('rect')].map(bar => bar.getBoundingClientRect())
    return [...picture.querySelectorAll('text')].filter(text => {
        const box = text.getBoundingClientRect()
        const middle = box.top + box.height / 2
        return bars.some(bar => bar.top < middle && middle < bar.bottom && bar.right > box.left && bar.left < box.right)
    }).map(text => text.textContent)
})"""

LATE = """[...document.querySelectorAll("*")].filter(each => getComputedStyle(each).contentVisibility === "auto")
    .map(each => each.localName)"""
BESIDE = 24
"""Pixels beside a source in which its number stands."""


@pytest.mark.parametrize("tab", ["phone", "desktop"], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_fit_and_labels_of_charts_are_whole(tab: Page, homes: Mapping[str, str], language: str) -> None:
    tab.goto(f"{homes['docs']}{language}/summit/")
    expect(tab.locator(".chart > svg")).to_have_count(7)
    assert tab.evaluate(BEYOND, ".editions td, .names td, .chart text") == []
    assert tab.evaluate(CUT) == []
    assert tab.evaluate(OVERLAP) == []


def settled_box(tab: Page, element: Locator) -> FloatRect:
    """Where an element is once nothing above it is still laid out: it is there in two frames, one after the other."""
    before, box = None, element.bounding_box()
    while box != before:
        tab.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        before, box = box, element.bounding_box()
    assert box
    return box


@pytest.mark.parametrize("tab", ["phone", "desktop"], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_sources_that_are_laid_out_late_have_their_numbers(tab: Page, homes: Mapping[str, str], language: str) -> None:
    tab.goto(f"{homes['docs']}{language}/summit/")
    late = tab.evaluate(LATE)
    assert (late.count("figure"), late.count("li")) == (7, 40)
    for number in (1, 9, 40):
        source = tab.locator(f"#source-{number}")
        source.scroll_into_view_if_needed()
        box = settled_box(tab, source)
        beside = {"x": box["x"] - BESIDE, "y": box["y"], "width": BESIDE, "height": box["height"]}
        drawn = tab.screenshot(clip=beside)
        source.evaluate("source => source.style.listStyle = 'none'")
        assert tab.screenshot(clip=beside) != drawn, f"the number of source {number} is not to be seen"


@pytest.mark.parametrize("tab", ["without-scripts"], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mark_leads_to_its_source(tab: Page, homes: Mapping[str, str], language: str) -> None:
    tab.goto(f"{homes['docs']}{language}/summit/2018/")
    mark = tab.locator(".measured .mark").last
    name = mark.inner_text()
    mark.click()
    source = tab.locator(".sources li:target")
    expect(source).to_have_attribute("id", f"source-{name}")
    expect(source).to_be_in_viewport()


@pytest.mark.parametrize("tab", ["without-scripts"], indirect=True)
def test_the_table_of_a_chart_opens_by_keyboard(tab: Page, homes: Mapping[str, str]) -> None:
    tab.goto(f"{homes['docs']}en/summit/")
    chart = tab.locator("#chart-visits")
    expect(chart.get_by_role("img", name="Visits")).to_be_visible()
    expect(chart.get_by_role("table")).to_be_hidden()
    chart.locator("summary").focus()
    tab.keyboard.press("Enter")
    expect(chart.get_by_role("row", name="2015")).to_contain_text("13,000 visits")


def test_bars_are_seen_in_forced_colours(tab: Page, homes: Mapping[str, str]) -> None:
    tab.emulate_media(forced_colors="active")
    tab.goto(f"{homes['docs']}en/summit/")
    fills = tab.locator("#chart-visits > svg rect").evaluate_all("bars => bars.map(bar => getComputedStyle(bar).fill)")
    page = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert fills.count("none") == 1
    assert page not in fills
    tab.emulate_media(forced_colors="none")


@pytest.mark.parametrize("tab", ["without-scripts"], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summit_begins_with_its_last_edition_and_leads_to_its_parts(
    tab: Page, homes: Mapping[str, str], language: str
) -> None:
    tab.goto(f"{homes['docs']}{language}/summit/")
    tab.set_viewport_size({"width": 390, "height": 844})
    expect(tab.locator(".glance")).to_be_in_viewport()
    expect(tab.locator(".glance")).to_contain_text("2025")
    jumps = tab.locator(".contents a")
    expect(jumps).to_have_count(5)
    for jump in jumps.all():
        jump.click()
        expect(tab.locator(":target")).to_be_in_viewport()


@pytest.mark.parametrize("tab", ["without-scripts"], indirect=True)
def test_a_phone_folds_the_lesser_figures_and_a_desktop_shows_them(tab: Page, homes: Mapping[str, str]) -> None:
    tab.goto(f"{homes['docs']}en/summit/")
    lesser = tab.locator(".editions .fold li").first
    expect(lesser).to_be_visible()
    tab.set_viewport_size({"width": 390, "height": 844})
    expect(lesser).to_be_hidden()
    tab.locator(".editions .fold summary").first.click()
    expect(lesser).to_be_visible()


def test_letters_of_charts_are_legible_on_the_narrowest_phone(tab: Page, homes: Mapping[str, str]) -> None:
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.goto(f"{homes['docs']}en/summit/")
    sizes = tab.locator(".chart > svg").evaluate_all(
        "pictures => pictures.map(each => parseFloat(getComputedStyle(each).fontSize) * each.getScreenCTM().a)"
    )
    assert len(sizes) == 7
    assert min(sizes) >= 12
    assert tab.evaluate(BEYOND, ".chart text") == []
