"""Printed pages: all of the text and its links, and nothing to press."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, expect

from served import HOST, LANGUAGES, STORY

TO_PRESS = ".tools, .sections, .breadcrumb, .jumps, .contents, .strip, .choices, .pager, summary, button"
KINDS = [STORY, "summit/", "summit/2017/", "timeline/", "tags/conferences/"]


@pytest.fixture
def paper(tab: Page) -> Page:
    """A tab that shows what a printer of a reader of dark pages would."""
    tab.emulate_media(media="print", color_scheme="dark")
    tab.set_viewport_size({"width": 660, "height": 980})
    return tab


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_paper_says_where_the_page_stands_and_has_nothing_to_press(
    paper: Page, homes: Mapping[str, str], kind: str, language: str
) -> None:
    paper.goto(f"{homes['docs']}{language}/{kind}")
    assert [each for each in paper.locator(TO_PRESS).all() if each.is_visible()] == []
    stands = paper.locator(".share__address, .paper")
    expect(stands).to_have_count(1)
    expect(stands).to_be_visible()
    expect(stands).to_have_text(f"{HOST}/{language}/{kind}")
    expect(paper.locator(".masthead__publisher")).to_be_visible()
    assert paper.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    assert paper.evaluate("document.documentElement.scrollWidth") <= 660


@pytest.mark.parametrize("kind", [STORY, "summit/"])
def test_each_source_is_printed_with_its_address(paper: Page, homes: Mapping[str, str], kind: str) -> None:
    paper.goto(f"{homes['docs']}en/{kind}")
    links = paper.locator(".sources a[href]")
    printed = links.evaluate_all("links => links.map(link => getComputedStyle(link, '::after').content)")
    assert printed == [f'" <{link.get_attribute("href")}>"' for link in links.all()]
    assert len(printed) > 5


def test_what_is_folded_lies_open_on_paper(paper: Page, homes: Mapping[str, str]) -> None:
    paper.goto(f"{homes['docs']}en/summit/")
    for folded in (".editions .fold", "details:has(.names)", ".rest"):
        expect(paper.locator(f"{folded} :is(li, td)").last).to_be_visible()
