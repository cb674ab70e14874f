"""Players and cards of videos: what a page loads, and when it asks another host."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, Route, expect

import media
from accessible import violations
from browser.test_every_page import VIOLATIONS

OWN_PLAYERS = {"Bilibili": "https://player.bilibili.com/", "YouTube": "https://www.youtube-nocookie.com/"}


@pytest.fixture
def asked(tab: Page) -> list[str]:
    """The URLs that are asked for on other hosts, which all answer with an empty page."""
    found: list[str] = []

    def answer(route: Route) -> None:
        found.append(route.request.url)
        route.fulfill(body="<!doctype html><html lang=en><title>A player</title>", content_type="text/html")

    tab.route(lambda url: not url.startswith("http://127.0.0.1"), answer)
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_player_of_another_host_is_loaded_when_the_reader_presses(
    tab: Page, homes: Mapping[str, str], asked: list[str], language: str
) -> None:
    tab.add_init_script(VIOLATIONS)
    tab.goto(f"{homes['media']}{language}/{media.STORY}/")
    cards = tab.locator(".video[data-player]")
    expect(cards).to_have_count(2)
    for number, host in enumerate(OWN_PLAYERS.values()):
        card = cards.nth(number)
        assert len(asked) == number
        # It says what a press does before it does it.
        expect(card).to_contain_text("按下后，" if language == "zh" else "Once you press, ")
        card.get_by_role("button").press("Enter")
        frame = card.locator("iframe")
        expect(frame).to_be_focused()
        expect(frame).to_have_attribute("title", card.get_by_role("link").inner_text())
        tab.wait_for_function("number => document.querySelectorAll('iframe').length === number", arg=number + 1)
        tab.frames[-1].wait_for_load_state()
        assert asked[number].startswith(host)
    assert len(asked) == 2
    assert tab.evaluate("window.violations") == []
    assert not violations(tab)


def test_the_policy_lets_no_other_frame_in(tab: Page, homes: Mapping[str, str], asked: list[str]) -> None:
    tab.goto(f"{homes['media']}en/{media.STORY}/")
    directives = tab.evaluate("""() => new Promise((resolve) => {
        const seen = [];
        document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
            if (seen.push(effectiveDirective) === 2) resolve(seen);
        });
        const frame = document.createElement("iframe");
        frame.src = "https://player.vimeo.com/video/1";
        document.body.append(frame);
    })""")
    assert directives == ["frame-src", "frame-src"]
    assert asked == []


@pytest.mark.parametrize("tab", ["without-scripts"], indirect=True)
def test_without_scripts_a_card_is_a_link(tab: Page, homes: Mapping[str, str]) -> None:
    tab.goto(f"{homes['media']}en/{media.STORY}/")
    card = tab.locator(".video").first
    expect(card.get_by_role("link")).to_have_attribute("href", media.VIDEO)
    expect(card.get_by_role("button")).to_have_count(0)
    # Nor is there room for one.
    after = card.evaluate("each => getComputedStyle(each, '::after').content")
    assert after == "none"


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_stands_below_a_card_does_not_move_when_its_button_comes(
    tab: Page, homes: Mapping[str, str], language: str, width: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.route("**/video.*.js", lambda route: route.abort())
    tab.goto(f"{homes['media']}{language}/{media.STORY}/")
    before = tab.locator(".video").first.bounding_box()
    tab.unroute("**/video.*.js")
    tab.reload()
    after = tab.locator(".video").first.bounding_box()
    assert before
    assert after
    assert abs(before["height"] - after["height"]) <= 2


def test_a_recording_is_loaded_and_played_when_the_reader_presses(tab: Page, homes: Mapping[str, str]) -> None:
    """With its `preload`, nothing is asked for before."""
    loaded: list[str] = []
    tab.on("request", lambda request: loaded.append(request.url.rpartition("/")[2]))
    tab.goto(f"{homes['media']}en/{media.STORY}/")
    assert {name for name in loaded if name.endswith((".mp3", ".mp4", ".webm", ".vtt", ".pdf"))} == set()
    tab.locator("audio").evaluate("each => each.play()")
    tab.wait_for_function("document.querySelector('audio').currentTime > 0")
    assert "wind.mp3" in loaded
