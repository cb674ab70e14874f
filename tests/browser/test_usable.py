"""How readers get on who use no mouse, want nothing to move, or run no scripts."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, expect

from served import KINDS, LANGUAGES, STORY

# What marks the element that has the focus, with it and without it, and whether nothing stands above it on the screen.
FOCUS = """() => {
    const each = document.activeElement;
    const look = () => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(each);
        return [outlineStyle, outlineWidth, outlineColor, boxShadow].join();
    };
    const { left, top, width, height } = each.getClientRects()[0];
    const above = document.elementFromPoint(left + width / 2, top + height / 2);
    const free = Boolean(above) && (each.contains(above) || above.contains(each));
    const marked = look();
    each.blur();
    const plain = look();
    each.focus({ preventScroll: true });
    return { what: each.outerHTML.slice(0, 200), seen: marked !== plain, free };
}"""
MOVING = """[...document.querySelectorAll("*")].filter((each) => {
    const { animationName, scrollBehavior, transitionDuration } = getComputedStyle(each);
    return animationName !== "none" || scrollBehavior !== "auto" || /[1-9]/.test(transitionDuration);
}).map((each) => each.outerHTML.slice(0, 200))"""
STEPS = 120
"""More stops of the Tab key than any way of a reader's."""


def walk(tab: Page, goal: str) -> None:
    """Press Tab until what `goal` selects has the focus, and look at each stop on the way."""
    for _ in range(STEPS):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement === document.body"):
            continue
        focus = tab.evaluate(FOCUS)
        assert focus["seen"], f"the focus does not show on {focus['what']}"
        assert focus["free"], f"something covers {focus['what']}"
        if tab.evaluate("goal => document.activeElement.matches(goal)", goal):
            return
    raise AssertionError(f"the Tab key does not reach {goal} at {tab.url}")


def press(tab: Page, goal: str) -> None:
    """Walk to a link, and follow it."""
    walk(tab, goal)
    with tab.expect_navigation():
        tab.keyboard.press("Enter")


@pytest.mark.parametrize("tab", ["phone", "desktop"], indirect=True)
@pytest.mark.parametrize(("language", "other"), [("en", "zh"), ("zh", "en")])
def test_a_reader_goes_all_the_way_with_keys_alone(
    tab: Page, homes: Mapping[str, str], language: str, other: str
) -> None:
    home = homes["docs"]
    tab.emulate_media(reduced_motion="reduce")
    tab.goto(home)
    press(tab, f"a[href$='/{language}/']")
    assert tab.url == f"{home}{language}/"
    press(tab, "main h2 a")
    story = tab.url
    assert story.startswith(f"{home}{language}/news/")
    press(tab, ".switch a")
    assert tab.url == story.replace(f"/{language}/", f"/{other}/")
    tab.go_back()
    assert tab.url == story
    walk(tab, ".sources a[href^='http']")
    press(tab, "a[href*='/tags/'].tag")
    assert tab.url.startswith(f"{home}{language}/tags/")
    expect(tab.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_where_a_reader_wants_no_motion(tab: Page, homes: Mapping[str, str], kind: str) -> None:
    tab.emulate_media(reduced_motion="reduce")
    tab.goto(f"{homes['docs']}en/{kind}")
    assert tab.evaluate(MOVING) == []
    assert tab.evaluate("document.getAnimations().length") == 0


@pytest.mark.parametrize("tab", ["without-scripts"], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [STORY, "summit/"])
def test_what_is_folded_opens_without_scripts(tab: Page, homes: Mapping[str, str], language: str, kind: str) -> None:
    tab.goto(f"{homes['docs']}{language}/{kind}")
    folds = [each for each in tab.locator("summary").all() if each.is_visible()]
    assert folds
    for fold in folds:
        before = fold.evaluate("each => each.parentElement.open")
        fold.press("Enter")
        assert fold.evaluate("each => each.parentElement.open") != before
