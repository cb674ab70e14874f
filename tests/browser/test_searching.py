"""How a reader searches: on the page and in the dialog, with keys alone, under the policy, and without scripts."""

import re
from collections.abc import Mapping
from itertools import product
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from accessible import violations
from served import LANGUAGES, STORY

WORDS = {
    "en": {
        "query": "computing hubs",
        "search": "Search",
        "close": "Close",
        "other": "中文 (",
        "none": "Nothing was found",
    },
    "zh": {"query": "算力枢纽", "search": "搜索", "close": "关闭", "other": "English (", "none": "没有找到"},
}
EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def results(tab: Page, language: str) -> None:
    """Wait until there are results."""
    expect(tab.locator(".search__list mark").first).to_be_visible()
    expect(tab.locator(".search__count")).to_contain_text({"en": " result", "zh": "条结果"}[language])


@EACH_LANGUAGE
@pytest.mark.parametrize("tab", ["phone", "desktop"], indirect=True)
def test_the_search_works_below_a_path_under_its_policy(tab: Page, homes: Mapping[str, str], language: str) -> None:
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(error.message))
    tab.add_init_script("document.addEventListener('securitypolicyviolation', (e) => console.error(e.blockedURI))")
    tab.goto(f"{homes['hub']}{language}/")
    tab.get_by_role("link", name=WORDS[language]["search"], exact=True).click()
    expect(tab.get_by_role("searchbox")).to_be_focused()
    tab.keyboard.insert_text(WORDS[language]["query"])
    results(tab, language)
    tab.locator(".search__list a").first.click()
    expect(tab.get_by_role("heading", level=1)).to_be_visible()
    assert tab.url.startswith(f"{homes['hub']}{language}/")
    assert said == []


@EACH_LANGUAGE
def test_nothing_is_loaded_before_a_reader_asks(tab: Page, homes: Mapping[str, str], language: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(urlsplit(request.url).path))
    tab.goto(f"{homes['docs']}{language}/{STORY}")
    assert [path for path in asked if "search" in path] == []
    tab.keyboard.press("/")
    expect(tab.get_by_role("searchbox")).to_be_focused()
    assert not [path for path in asked if path.startswith("/search/")]


@EACH_LANGUAGE
def test_a_reader_searches_with_keys_alone(tab: Page, homes: Mapping[str, str], language: str) -> None:
    words = WORDS[language]
    tab.goto(f"{homes['docs']}{language}/{STORY}")
    tab.locator(".tools__search").focus()
    tab.keyboard.press("Enter")
    dialog = tab.get_by_role("dialog", name=words["search"], exact=True)
    expect(dialog).to_be_visible()
    expect(tab.get_by_role("searchbox")).to_be_focused()
    tab.keyboard.insert_text(words["query"])
    results(tab, language)
    tab.keyboard.press("ArrowDown")
    expect(dialog.locator(".search__list a").first).to_be_focused()
    tab.keyboard.press("ArrowUp")
    expect(tab.get_by_role("searchbox")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(tab.locator(".tools__search")).to_be_focused()
    tab.keyboard.press("/")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name=words["close"], exact=True).click()
    expect(dialog).to_be_hidden()


@pytest.mark.parametrize("where", ["page", "dialog"])
def test_what_is_still_composed_is_no_question(tab: Page, homes: Mapping[str, str], where: str) -> None:
    """Pinyin stands in the field before an input method makes Chinese of it."""
    tab.goto(f"{homes['docs']}zh/search/" if where == "page" else f"{homes['docs']}zh/{STORY}")
    tab.locator(".tools__search").click()
    expect(tab.get_by_role("searchbox")).to_be_focused()
    tab.evaluate(
        """said => { new MutationObserver(() => said.push(document.querySelector(".search__count").textContent))
        .observe(document.querySelector(".search__count"), { childList: true }); window.said = said; }""",
        [],
    )
    before = tab.url
    method = tab.context.new_cdp_session(tab)
    # The last key before a composition must not ask either, once Pinyin stands behind it.
    method.send("Input.insertText", {"text": "数"})
    for typed in ("b", "bo", "bo h", "bo hui"):
        method.send(
            "Input.imeSetComposition", {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)}
        )
    expect(tab.get_by_role("searchbox")).to_have_value("数bo hui")
    tab.wait_for_timeout(600)
    assert (tab.evaluate("said"), tab.url) == ([], before)
    method.send("Input.insertText", {"text": "博会"})
    results(tab, "zh")
    assert {each.partition("“")[2] for each in tab.evaluate("said")} <= {"数博会”相关的内容", ""}
    if where == "page":
        expect(tab).to_have_url(re.compile("q=%E6%95%B0%E5%8D%9A%E4%BC%9A$"))


@pytest.mark.parametrize("order", [["compositionend", "input"], ["input", "compositionend"]])
def test_the_end_of_a_composition_asks_in_whichever_order_it_is_told(
    tab: Page, homes: Mapping[str, str], order: list[str]
) -> None:
    """In Firefox an `input` follows it, in Chromium and Safari none does."""
    tab.goto(f"{homes['docs']}zh/search/")
    tab.get_by_role("searchbox").evaluate(
        """(field, order) => {
        field.value = "数博会";
        const composing = order[0] === "input";
        for (const type of order) field.dispatchEvent(type === "input"
            ? new InputEvent("input", { bubbles: true, isComposing: composing })
            : new CompositionEvent("compositionend", { bubbles: true, data: "数博会" }));
    }""",
        order,
    )
    results(tab, "zh")


@pytest.mark.parametrize("tell", ["isComposing: true", "keyCode: 229"])
def test_the_keys_of_an_input_method_are_its_own(tab: Page, homes: Mapping[str, str], tell: str) -> None:
    """Escape takes back a composition and leaves the dialog open; Safari only tells by the key's code."""
    tab.goto(f"{homes['docs']}zh/{STORY}")
    tab.locator(".tools__search").click()
    tab.get_by_role("searchbox").fill("数博会")
    results(tab, "zh")
    for key in ("Escape", "ArrowDown"):
        tab.get_by_role("searchbox").evaluate(
            f"field => field.dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', bubbles: true, {tell} }}))"
        )
    expect(tab.get_by_role("dialog")).to_be_visible()
    expect(tab.get_by_role("searchbox")).to_be_focused()


def test_a_reader_is_not_lost_when_results_come_late(tab: Page, homes: Mapping[str, str]) -> None:
    """Who is among results that others replace stands in the field again."""
    tab.goto(f"{homes['docs']}en/search/?q=computing")
    results(tab, "en")
    tab.locator(".search__list a").first.evaluate("""link => {
        const field = document.querySelector("[type=search]");
        field.value = "data";
        field.form.requestSubmit();
        link.focus();
    }""")
    expect(tab.locator(".search__list mark").first).to_have_text(re.compile("data", re.IGNORECASE))
    expect(tab.get_by_role("searchbox")).to_be_focused()


@EACH_LANGUAGE
def test_the_address_keeps_what_was_asked(tab: Page, homes: Mapping[str, str], language: str) -> None:
    words = WORDS[language]
    home = f"{homes['docs']}{language}/search/"
    tab.goto(f"{home}?q={words['query']}")
    results(tab, language)
    tab.get_by_role("checkbox").check()
    expect(tab.get_by_text(words["other"])).to_be_visible()
    other = {"en": "zh-Hans", "zh": "en"}[language]
    assert tab.locator(f".search__other[lang={other}] a").first.get_attribute("href").startswith(homes["docs"])
    tab.reload()
    results(tab, language)
    expect(tab.get_by_role("searchbox")).to_have_value(words["query"])
    expect(tab.get_by_role("checkbox")).to_be_checked()
    tab.get_by_role("combobox").nth(2).select_option("2013")
    expect(tab.locator(".search__count")).to_contain_text(words["none"])
    expect(tab).to_have_url(re.compile("year=2013"))
    expect(tab.locator(".search__list")).to_have_count(0)


@EACH_LANGUAGE
def test_where_nothing_is_found_there_are_ways_on(tab: Page, homes: Mapping[str, str], language: str) -> None:
    tab.goto(f"{homes['docs']}{language}/{STORY}")
    tab.locator(".tools__search").click()
    tab.get_by_role("searchbox").fill("qqqq")
    expect(tab.locator(".search__count")).to_contain_text(WORDS[language]["none"])
    ways = tab.locator(".search__ways a")
    home = f"{homes['docs']}{language}/"
    assert [way.evaluate("way => way.href") for way in ways.all()] == [
        f"{home}{where}" for where in ("tags/", "timeline/", "news/")
    ]
    expect(ways.first).to_be_visible()
    tab.get_by_role("searchbox").fill(WORDS[language]["query"])
    results(tab, language)
    expect(ways.first).to_be_hidden()


@EACH_LANGUAGE
@pytest.mark.parametrize("tab", ["without-scripts"], indirect=True)
def test_without_scripts_the_page_says_what_to_do_instead(tab: Page, homes: Mapping[str, str], language: str) -> None:
    tab.goto(f"{homes['docs']}{language}/")
    tab.get_by_role("link", name=WORDS[language]["search"], exact=True).click()
    expect(tab.get_by_role("main")).to_contain_text("JavaScript")
    expect(tab.get_by_role("searchbox")).to_have_count(0)


@EACH_LANGUAGE
@pytest.mark.parametrize("where", ["page", "dialog"])
def test_axe_finds_no_violation_in_results(tab: Page, homes: Mapping[str, str], language: str, where: str) -> None:
    query = WORDS[language]["query"]
    if where == "page":
        tab.goto(f"{homes['docs']}{language}/search/?q={query}&both=1")
    else:
        tab.goto(f"{homes['docs']}{language}/")
        tab.keyboard.press("/")
        expect(tab.get_by_role("searchbox")).to_be_focused()
        tab.keyboard.insert_text(query)
        results(tab, language)
        tab.get_by_role("checkbox").check()
    expect(tab.locator(".search__other a").first).to_be_visible()
    for width, scheme in product((390, 1280), ("light", "dark")):
        tab.set_viewport_size({"width": width, "height": 844})
        tab.emulate_media(color_scheme=scheme)
        assert not (found := violations(tab)), f"{width}, {scheme}: {found}"
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
