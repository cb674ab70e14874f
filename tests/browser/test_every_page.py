"""What holds on every kind of page: it fits, is quiet, asks no one else, and needs no script."""

from collections.abc import Mapping
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from served import COME_NEAR, PAGES

VIOLATIONS = """window.violations = [];
document.addEventListener("securitypolicyviolation", ({ effectiveDirective, originalPolicy, blockedURI }) => {
    window.violations.push([effectiveDirective, blockedURI, originalPolicy]);
});"""
# A phone, the smallest, and a desktop of 1280 x 1024 at 400 percent (WCAG 1.4.10).
SIZES = [(390, 844), (320, 844), (320, 256)]
# What is heard and not seen is cut down to a point on purpose.
CUT_OFF = """[...document.querySelectorAll("body *")].filter((each) => {
    const { overflowX, overflowY, clipPath } = getComputedStyle(each);
    const wide = /hidden|clip/.test(overflowX) && each.scrollWidth > each.clientWidth;
    const high = /hidden|clip/.test(overflowY) && each.scrollHeight > each.clientHeight;
    return (wide || high) && clipPath === "none" && !each.closest("svg");
}).map((each) => each.outerHTML.slice(0, 200))"""
EVERY_PAGE = pytest.mark.parametrize("address", PAGES, indirect=True, ids="-".join)


@EVERY_PAGE
@pytest.mark.parametrize("tab", ["phone"], indirect=True)
def test_no_page_scrolls_sideways_or_cuts_text_off(tab: Page, address: str) -> None:
    tab.goto(address)
    for width, height in SIZES:
        tab.set_viewport_size({"width": width, "height": height})
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        assert tab.evaluate(CUT_OFF) == []


@EVERY_PAGE
def test_a_page_is_quiet_and_asks_no_other_host(tab: Page, address: str) -> None:
    said: list[str] = []
    asked: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(error.message))
    tab.on("requestfailed", lambda request: said.append(f"{request.url}: {request.failure}"))
    tab.on("response", lambda response: said.append(f"{response.url}: {response.status}") if not response.ok else None)
    tab.on("request", lambda request: asked.append(request.url))
    tab.add_init_script(VIOLATIONS)
    tab.goto(address)
    # Each carries structured data in a `script`, which is none to the policy.
    assert tab.locator('script[type="application/ld+json"]').count() == 1
    assert tab.evaluate("window.violations") == []
    assert said == []
    assert address in asked
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(address).netloc}


@pytest.mark.parametrize("page", ["en/", "404.html", "en/search/"])
def test_a_script_that_somebody_wrote_into_a_page_does_not_run(tab: Page, homes: Mapping[str, str], page: str) -> None:
    tab.goto(homes["docs"] + page)
    policies = tab.evaluate("""() => new Promise((resolve) => {
        const seen = [];
        document.addEventListener("securitypolicyviolation", ({ effectiveDirective, originalPolicy }) => {
            if (effectiveDirective === "script-src-elem" && seen.push(originalPolicy) === 2) resolve(seen);
        });
        const script = document.createElement("script");
        script.textContent = "window.ran = true";
        document.body.append(script);
    })""")
    # The header's policy and the element's block it, each for itself.
    assert sorted("frame-ancestors" in each for each in policies) == [False, True]
    assert tab.evaluate("window.ran") is None


@EVERY_PAGE
@pytest.mark.parametrize("tab", ["without-scripts"], indirect=True)
def test_a_page_shows_its_text_without_scripts(tab: Page, address: str) -> None:
    tab.goto(address)
    # What is folded opens without a script, and what stands far below is laid out when a reader comes near; what
    # describes a picture is heard, not seen; what needs a script hides.
    tab.evaluate(COME_NEAR)
    tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    tab.evaluate("document.querySelectorAll('svg, button[hidden], .fold > summary').forEach(each => each.remove())")
    main = tab.get_by_role("main")
    shown, written = main.inner_text().split(), (main.text_content() or "").split()
    assert shown
    assert "".join(shown) == "".join(written)
