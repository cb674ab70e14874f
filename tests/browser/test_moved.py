"""Who comes to an old address is led on, without scripts too."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import served


@pytest.fixture(scope="module")
def home(moved: Path) -> Iterator[str]:
    with served.serve(moved / "site") as address:
        yield address


@pytest.mark.parametrize("tab", ["without-scripts"], indirect=True)
@pytest.mark.parametrize("language", served.LANGUAGES)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("news/2029/wind-tunnel/", "news/2029/tunnel-closes/"),
        ("news/2031/kite-night/", "news/2031/night-of-kites/"),
        ("tags/mill/", "tags/old-mill/"),
        ("events/2030/kite-day/", "events/2030/day-of-kites/"),
    ],
)
def test_an_old_address_leads_to_the_new_one(tab: Page, home: str, language: str, old: str, new: str) -> None:
    tab.goto(f"{home}{language}/{old}")
    expect(tab).to_have_url(f"{home}{language}/{new}")
    expect(tab.locator("h1")).to_be_visible()
