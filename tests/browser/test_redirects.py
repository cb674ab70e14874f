"""Redirects: who comes to an old address is led on, without scripts too."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import served

MOVED = [
    ("news/2029/wind-tunnel/", "news/2029/tunnel-closes/"),
    ("news/2031/kite-night/", "news/2031/night-of-kites/"),
    ("tags/mill/", "tags/old-mill/"),
    ("events/2030/kite-day/", "events/2030/day-of-kites/"),
]
ASKED = [
    "?utm_source=wechat#related",
    "#sources",
    "?q=%E9%A3%8E%E7%AD%9D&q=%2F%2Felsewhere.example",
    "?//elsewhere.example#//elsewhere.example",
    "#%E6%95%B0%E6%8D%AE",
]


@pytest.fixture(scope="module", params=["/", "/hub/"])
def home(moved: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("host")
    (folder / "hub").symlink_to(moved / "site")
    at_root = request.param == "/"
    with served.serve(moved / "site" if at_root else folder, request.param, served.headers(moved / "site")) as address:
        yield address


@pytest.mark.parametrize("tab", ["without-scripts"], indirect=True)
@pytest.mark.parametrize("language", served.LANGUAGES)
@pytest.mark.parametrize(("old", "new"), MOVED)
def test_an_old_address_leads_to_the_new_one(tab: Page, home: str, language: str, old: str, new: str) -> None:
    tab.goto(f"{home}{language}/{old}")
    expect(tab).to_have_url(f"{home}{language}/{new}")
    expect(tab.locator("h1")).to_be_visible()


@pytest.mark.parametrize("language", served.LANGUAGES)
@pytest.mark.parametrize(("old", "new"), MOVED)
def test_what_a_reader_asked_of_an_old_address_is_asked_of_the_new_one(
    tab: Page, home: str, language: str, old: str, new: str
) -> None:
    """A campaign's query and a part of the page, where the host reads no list of redirects."""
    for asked in ASKED:
        tab.goto(f"{home}{language}/{old}{asked}")
        tab.wait_for_url(f"{home}{language}/{new}{asked}")
        expect(tab.locator("h1")).to_be_visible()


def test_a_part_of_a_story_that_moved_is_shown(tab: Page, home: str) -> None:
    tab.set_viewport_size({"width": 390, "height": 400})
    tab.goto(f"{home}en/news/2029/wind-tunnel/#sources")
    expect(tab.locator("#sources")).to_be_in_viewport()
    assert tab.evaluate("scrollY") > 0


def test_the_way_back_leads_past_an_old_address(tab: Page, home: str) -> None:
    tab.goto(f"{home}en/news/")
    tab.goto(f"{home}en/tags/mill/?a#b")
    tab.wait_for_url(f"{home}en/tags/old-mill/?a#b")
    tab.go_back()
    expect(tab).to_have_url(f"{home}en/news/")
