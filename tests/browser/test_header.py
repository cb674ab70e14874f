"""The header of every page: sections, languages, search, and dark or light."""

from collections.abc import Iterator, Mapping
from functools import cache

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import served

PAPER = "getComputedStyle(document.body).backgroundColor"
SCREENS = {"phone": {"width": 320, "height": 640}, "desktop": {"width": 1280, "height": 900}}


@pytest.fixture
def dim(browser: Browser) -> Iterator[BrowserContext]:
    """A reader whose system is dark, and who has chosen nothing."""
    context = browser.new_context(color_scheme="dark")
    yield context
    context.close()


def papers(tab: Page, home: str) -> Mapping[str, str]:
    """The colour of the page where the system is light, and where it is dark."""

    @cache
    def paper(scheme: str) -> str:
        tab.emulate_media(color_scheme=scheme)
        return tab.evaluate(PAPER)

    tab.goto(f"{home}en/")
    return {scheme: paper(scheme) for scheme in ("light", "dark")}


def test_the_sections_open_without_scripts_and_by_keyboard(browser: Browser, homes: Mapping[str, str]) -> None:
    tab = browser.new_page(viewport=SCREENS["phone"], java_script_enabled=False)
    tab.goto(f"{homes['docs']}en/{served.STORY}")
    sections = tab.get_by_role("navigation", name="Sections")
    expect(sections).to_be_hidden()
    menu = tab.get_by_role("button", name="Sections")
    menu.focus()
    tab.keyboard.press("Enter")
    expect(sections).to_be_visible()
    tab.keyboard.press("Escape")
    expect(sections).to_be_hidden()
    expect(menu).to_be_focused()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    expect(sections.get_by_role("link").first).to_be_focused()
    sections.get_by_role("link", name="Timeline").click()
    expect(tab).to_have_url(f"{homes['docs']}en/timeline/")
    tab.context.close()


def test_colours_follow_the_system_until_the_reader_chooses(dim: BrowserContext, homes: Mapping[str, str]) -> None:
    home, tab = homes["docs"], dim.new_page()
    paper = papers(tab, home)
    assert paper["light"] != paper["dark"] == tab.evaluate(PAPER)
    dark = tab.get_by_role("button", name="Dark")
    expect(dark).to_have_attribute("aria-pressed", "true")
    dark.click()
    expect(dark).to_have_attribute("aria-pressed", "false")
    assert tab.evaluate(PAPER) == paper["light"]
    tab.goto(f"{home}zh/{served.STORY}")
    assert tab.evaluate(PAPER) == paper["light"]
    tab.get_by_role("button", name="深色").click()
    tab.emulate_media(color_scheme="light")
    assert tab.evaluate(PAPER) == paper["dark"]
    tab.go_back()
    expect(dark).to_have_attribute("aria-pressed", "true")
    assert tab.evaluate(PAPER) == paper["dark"]


def test_the_choice_is_there_before_the_page_is(dim: BrowserContext, homes: Mapping[str, str]) -> None:
    tab = dim.new_page()
    tab.add_init_script(
        """localStorage.theme = "light";
        new MutationObserver((_, all) => {
          if (!document.body) return;
          window.first = document.documentElement.dataset.theme;
          all.disconnect();
        }).observe(document, { childList: true, subtree: true });"""
    )
    tab.goto(f"{homes['docs']}en/")
    assert tab.evaluate("window.first") == "light"


def test_without_scripts_there_is_no_choice_of_colours(browser: Browser, homes: Mapping[str, str]) -> None:
    tab = browser.new_page(java_script_enabled=False)
    tab.goto(f"{homes['docs']}en/")
    expect(tab.locator(".tools__dark")).to_be_hidden()
    tab.context.close()


@pytest.mark.parametrize("screen", SCREENS)
def test_the_tools_stand_at_the_same_place_on_every_page(tab: Page, homes: Mapping[str, str], screen: str) -> None:
    tab.set_viewport_size(SCREENS[screen])
    places = {}
    for page in ("", "404.html", "en/", "en/search/", f"en/{served.STORY}", f"zh/{served.STORY}"):
        tab.goto(homes["docs"] + page)
        places[page] = tab.locator(".tools__dark").bounding_box()
    assert {box["y"] for box in places.values()} == {places["en/"]["y"]}
    assert {box["x"] + box["width"] for box in places.values()} == {places["en/"]["x"] + places["en/"]["width"]}
