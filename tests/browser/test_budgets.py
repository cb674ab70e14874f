"""What a page may weigh and do while it loads, as Chromium counts it with compression on."""

from collections.abc import Mapping
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

import budgets
from served import LANGUAGES, STORY

FIRST, FIRST_REQUESTS, NEXT = 45_000, 6, 12_000
"""Bytes and requests of a story at a reader's first visit, and bytes after another page."""
MODES = {"phone": budgets.PHONE, "desktop": {"viewport": {"width": 1280, "height": 900}}}
WORDS = {"en": "apple", "zh": "苹果"}
KINDS = ["", STORY, "summit/", "timeline/", "search/"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_keeps_to_its_budget(browser: Browser, homes: Mapping[str, str], language: str) -> None:
    home = f"{homes['docs']}{language}/"
    first, later = budgets.visits(browser, home + STORY, home, **budgets.PHONE)
    assert 10_000 < first.size <= FIRST
    assert first.requests <= FIRST_REQUESTS
    assert 1_000 < later.size <= NEXT


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_shifts_or_blocks_and_search_waits(
    browser: Browser, homes: Mapping[str, str], language: str, kind: str, mode: str
) -> None:
    context = browser.new_context(**MODES[mode])
    seen = budgets.visit(context, f"{homes['docs']}{language}/{kind}")
    context.close()
    assert seen.shift == 0
    assert seen.blocking == 0
    assert not [each for each in seen.addresses if urlsplit(each).path.startswith("/search/")]


@pytest.mark.parametrize("tab", MODES, indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_shifts_when_the_search_opens_over_a_story(tab: Page, homes: Mapping[str, str], language: str) -> None:
    tab.goto(f"{homes['docs']}{language}/{STORY}")
    tab.keyboard.press("/")
    expect(tab.get_by_role("searchbox")).to_be_focused()
    assert tab.evaluate(budgets.SHIFT) == 0
    before = tab.evaluate("scrollY")
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("searchbox")).to_be_hidden()
    assert tab.evaluate("scrollY") == before
    assert tab.evaluate(budgets.SHIFT) == 0


@pytest.mark.parametrize("tab", MODES, indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_shifts_when_results_come(tab: Page, homes: Mapping[str, str], language: str) -> None:
    tab.goto(f"{homes['docs']}{language}/search/?q={WORDS[language]}")
    expect(tab.locator(".search__list a").first).to_be_visible()
    assert tab.evaluate(budgets.SHIFT) == 0
