"""What a page may weigh and do while it loads, as Chromium counts it with compression on."""

from collections.abc import Mapping
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

import budgets
from served import LANGUAGES, STORY

FIRST, FIRST_REQUESTS, NEXT = 45_000, 6, 12_000
"""Bytes and requests of a story at a reader's first visit, and bytes after another page."""
MODES = {"phone": budgets.PHONE, "desktop": {"viewport": {"width": 1280, "height": 900}}}
KINDS = ["", STORY, "summit/", "timeline/"]


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
