"""axe on every kind of page, and the way through a page by keyboard."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, expect

from accessible import violations
from served import COME_NEAR, LANGUAGES, PAGES, STORY

SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
SCHEMES = ["light", "dark"]


@pytest.mark.parametrize("address", PAGES, indirect=True, ids="-".join)
def test_axe_finds_no_violation(tab: Page, address: str) -> None:
    for size, viewport in SIZES.items():
        tab.set_viewport_size(viewport)
        # Loaded anew in each size, as readers do: a page that is still being set anew stands in no place.
        tab.goto(address)
        assert_no_violation(tab, size)
        if tab.evaluate(COME_NEAR):
            assert_no_violation(tab, f"{size}, from near")


def assert_no_violation(tab: Page, how: str) -> None:
    """Let axe look at the page as it stands, in light and in dark."""
    for scheme in SCHEMES:
        tab.emulate_media(color_scheme=scheme)
        assert not (found := violations(tab)), f"{how}, {scheme}: {found}"


@pytest.mark.parametrize("page", ["", "404.html", "en/", "zh/", f"en/{STORY}", f"zh/{STORY}"])
def test_the_first_key_reaches_the_skip_link(tab: Page, homes: Mapping[str, str], page: str) -> None:
    tab.goto(homes["docs"] + page)
    tab.keyboard.press("Tab")
    skip = tab.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("main")).to_be_focused()
    tab.keyboard.press("Tab")
    expect(tab.locator("main :focus")).to_have_count(1)


@pytest.mark.parametrize("tab", ["phone", "desktop"], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_language_switch_shows_that_the_keyboard_reached_it(
    tab: Page, homes: Mapping[str, str], language: str, scheme: str
) -> None:
    tab.emulate_media(color_scheme=scheme)
    tab.goto(f"{homes['docs']}{language}/{STORY}")
    masthead = tab.locator(".masthead")
    before = masthead.screenshot()
    tab.locator(".tools__search").focus()
    tab.keyboard.press("Tab")
    expect(tab.locator(".switch a")).to_be_focused()
    assert masthead.screenshot() != before
