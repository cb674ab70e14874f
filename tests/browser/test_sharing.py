"""Taking a page along: its address, its citations and its code."""

import base64
from collections.abc import Mapping
from datetime import date

import pytest
import zxingcpp
from playwright.sync_api import Browser, Page, expect

import served

PIXELS = """async (png) => {
  const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  canvas.drawImage(picture, 0, 0);
  const { data } = canvas.getImageData(0, 0, picture.width, picture.height);
  return [picture.height, picture.width, Array.from(data).filter((_, index) => index % 4 === 1)];
}"""


def read(png: bytes, tab: Page) -> str:
    """What a phone reads in a picture."""
    tab.goto("about:blank")
    height, width, greens = tab.evaluate(PIXELS, base64.b64encode(png).decode())
    found = zxingcpp.read_barcode(memoryview(bytes(greens)).cast("B", (height, width)))
    assert found
    return str(found.text)


@pytest.mark.parametrize(("media", "kind"), [("print", f"zh/{served.STORY}"), ("screen", "en/summit/2017/")])
def test_the_code_is_read_as_the_address(homes: Mapping[str, str], browser: Browser, media: str, kind: str) -> None:
    """In the dark too, and on paper."""
    tab = browser.new_page(color_scheme="dark")
    try:
        tab.goto(homes["hub"] + kind)
        tab.emulate_media(media=media)  # type: ignore[arg-type]
        canonical = tab.locator("link[rel=canonical]").get_attribute("href")
        assert canonical == f"{served.HOST}/hub/{kind}"
        assert read(tab.locator(".share svg").screenshot(), tab) == canonical
    finally:
        tab.close()


# Copying ends some time after it was asked for; what Playwright has for waiting is a script that the policy forbids.
COPIED = """async (part) => {
  let text = "";
  for (let frame = 0; frame < 300 && !text.includes(part); frame++) {
    await new Promise(requestAnimationFrame);
    text = await navigator.clipboard.readText();
  }
  return text;
}"""


def test_a_citation_is_copied_with_the_day_of_the_reader(homes: Mapping[str, str], browser: Browser) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], timezone_id="Asia/Shanghai")
    tab = context.new_page()
    try:
        tab.clock.set_fixed_time("2031-05-01T20:00:00Z")
        tab.goto(homes["docs"] + f"en/{served.STORY}")
        tab.get_by_role("button", name="Copy link").click()
        expect(tab.locator(".share [role=status]")).to_have_text("Copied")
        assert tab.evaluate("navigator.clipboard.readText()") == f"{served.HOST}/en/{served.STORY}"
        tab.get_by_text("Cite this page").click()
        tab.get_by_role("button", name="Copy GB/T 7714—2025").click()
        copied = tab.evaluate(COPIED, "[EB/OL]")
        assert f"[{date(2031, 5, 2)}]. {served.HOST}/en/{served.STORY}." in copied
        assert copied == tab.locator("#cite-gbt").inner_text()
        assert not tab.locator("[data-share]").is_visible()
    finally:
        context.close()


def test_a_phone_hands_the_page_on(homes: Mapping[str, str], browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    context.add_init_script("window.given = new Promise((done) => { navigator.share = async (what) => done(what); })")
    tab = context.new_page()
    try:
        tab.goto(homes["docs"] + f"zh/{served.STORY}")
        tab.get_by_role("button", name="分享").tap()
        assert tab.evaluate("given.then((what) => what.url)") == f"{served.HOST}/zh/{served.STORY}"
    finally:
        context.close()


@pytest.mark.parametrize("tab", ["without-scripts"], indirect=True)
def test_without_scripts_all_of_it_is_text(homes: Mapping[str, str], tab: Page) -> None:
    tab.goto(homes["docs"] + f"zh/{served.STORY}")
    tab.get_by_text("引用格式").click()
    assert "[EB/OL]" in tab.locator("#cite-gbt").inner_text()
    assert "[引用日期]" in tab.locator("#cite-gbt").inner_text()
    assert [button.is_visible() for button in tab.locator(".share button").all()] == [False] * 4
