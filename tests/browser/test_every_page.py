"""What holds on every kind of page: it fits, is quiet, asks no one else, and needs no script."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from served import PAGES

EVERY_PAGE = pytest.mark.parametrize("address", PAGES, indirect=True, ids="-".join)


@EVERY_PAGE
@pytest.mark.parametrize("tab", ["phone"], indirect=True)
def test_no_page_scrolls_sideways(tab: Page, address: str) -> None:
    tab.goto(address)
    for width in (390, 320):
        tab.set_viewport_size({"width": width, "height": 844})
        assert tab.evaluate("document.documentElement.scrollWidth") <= width


@EVERY_PAGE
def test_a_page_is_quiet_and_asks_no_other_host(tab: Page, address: str) -> None:
    said: list[str] = []
    asked: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(error.message))
    tab.on("requestfailed", lambda request: said.append(f"{request.url}: {request.failure}"))
    tab.on("response", lambda response: said.append(f"{response.url}: {response.status}") if not response.ok else None)
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(address)
    assert said == []
    assert address in asked
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(address).netloc}


@EVERY_PAGE
@pytest.mark.parametrize("tab", ["without-scripts"], indirect=True)
def test_a_page_shows_its_text_without_scripts(tab: Page, address: str) -> None:
    tab.goto(address)
    # What is folded opens without a script; what describes a picture is heard, not seen.
    tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    tab.evaluate("document.querySelectorAll('svg').forEach(each => each.remove())")
    main = tab.get_by_role("main")
    shown, written = main.inner_text().split(), (main.text_content() or "").split()
    assert shown
    assert "".join(shown) == "".join(written)
