"""A reader's way: the front door, the front pages, a story and its twin, a dead address, paper."""

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, expect

from served import STORY

ROOTS = ["docs", "hub"]
PHONE_AND_DESKTOP = pytest.mark.parametrize("tab", ["phone", "desktop"], indirect=True)

FRONTS = {
    "en": {
        "own name": "English",
        "search": "Search",
        "latest": "Latest",
        "more": "More news",
        "summit": "Annual summit",
        "time": "Timeline",
        "topics": "Topics",
    },
    "zh": {
        "own name": "中文",
        "search": "搜索",
        "latest": "最新",
        "more": "更多报道",
        "summit": "数博会",
        "time": "大事记",
        "topics": "话题",
    },
}
STORIES = {
    "en": {
        "lang": "en",
        "breadcrumb": "Home > Glorious Guiyang > Big Data Hub",
        "publisher": "eguiyang.com.cn",
        "updated": "Updated: February 19, 2014",
        "sources": "Sources",
        "translation": "zh",
    },
    "zh": {
        "lang": "zh-Hans",
        "breadcrumb": "首页 > 魅力贵阳 > 大数据专栏",
        "publisher": "eguiyang.com.cn",
        "updated": "更新：2014年2月19日",
        "sources": "来源",
        "translation": "en",
    },
}


@PHONE_AND_DESKTOP
@pytest.mark.parametrize("language", FRONTS)
@pytest.mark.parametrize("root", ROOTS)
def test_the_front_door_leads_to_the_front_page(tab: Page, homes: Mapping[str, str], root: str, language: str) -> None:
    words = FRONTS[language]
    tab.goto(homes[root])
    tab.get_by_role("main").get_by_role("link", name=words["own name"], exact=True).click()
    expect(tab).to_have_url(f"{homes[root]}{language}/")
    expect(tab.locator(".lead").get_by_role("heading").get_by_role("link")).to_be_visible()
    for region in ("latest", "more", "summit", "time", "topics"):
        links = tab.get_by_role("region", name=words[region], exact=True).get_by_role("link")
        expect(links.first).to_be_visible()


@pytest.mark.parametrize("language", FRONTS)
def test_the_front_page_shows_the_newest_edition_and_the_way_through_the_years(
    tab: Page, homes: Mapping[str, str], language: str
) -> None:
    tab.goto(f"{homes['docs']}{language}/")
    summit = tab.get_by_role("region", name=FRONTS[language]["summit"], exact=True)
    expect(summit.get_by_role("heading", level=3).get_by_role("link")).to_have_attribute(
        "href", re.compile("summit/20")
    )
    jumps = summit.get_by_role("navigation").get_by_role("link")
    assert jumps.all_inner_texts() == [str(year) for year in range(2015, 2026)]
    time = tab.get_by_role("region", name=FRONTS[language]["time"], exact=True)
    expect(time.get_by_role("navigation").get_by_role("link", name="2014")).to_have_attribute(
        "href", re.compile("timeline/2014/$")
    )
    expect(time.get_by_role("heading", level=3)).to_have_count(4)


@pytest.mark.parametrize("language", FRONTS)
@pytest.mark.parametrize("site", ["docs", "newsroom"])
def test_the_lead_is_in_the_readers_language_and_no_headline_stands_twice(
    tab: Page, homes: Mapping[str, str], site: str, language: str
) -> None:
    tab.goto(f"{homes[site]}{language}/")
    expect(tab.locator(".lead__title a[hreflang]")).to_have_count(0)
    links = tab.locator(":is(.lead__title, .card__title, .headlines) a")
    headlines = [link.get_attribute("href") for link in links.all()]
    assert headlines
    assert len(headlines) == len(set(headlines))


@PHONE_AND_DESKTOP
@pytest.mark.parametrize("language", STORIES)
@pytest.mark.parametrize("root", ROOTS)
def test_a_story_and_its_twin_are_one_click_apart(
    tab: Page, homes: Mapping[str, str], root: str, language: str
) -> None:
    translation = STORIES[language]["translation"]
    tab.goto(f"{homes[root]}{language}/{STORY}")
    _is_the_story(tab, language)
    _switch(tab)
    expect(tab).to_have_url(f"{homes[root]}{translation}/{STORY}")
    _is_the_story(tab, translation)
    _switch(tab)
    expect(tab).to_have_url(f"{homes[root]}{language}/{STORY}")


def _is_the_story(tab: Page, language: str) -> None:
    words = STORIES[language]
    expect(tab.locator("html")).to_have_attribute("lang", words["lang"])
    expect(tab.locator(".breadcrumb")).to_have_text(words["breadcrumb"])
    meta = tab.locator(".meta span")
    expect(meta.get_by_text(words["publisher"], exact=True)).to_be_visible()
    expect(meta.get_by_text(words["updated"], exact=True)).to_be_visible()


def _switch(tab: Page) -> None:
    tab.locator(".switch").get_by_role("link").click()


@pytest.mark.parametrize("root", ROOTS)
def test_a_dead_address_gives_a_page_in_both_languages(tab: Page, homes: Mapping[str, str], root: str) -> None:
    home = homes[root]
    dead = f"{home}en/news/2014/none/"
    response = tab.goto(dead)
    assert response
    assert response.status == 404
    expect(tab.get_by_role("heading", level=1)).to_have_text("Page not found 页面不存在")
    sheets = tab.evaluate("[...document.styleSheets].map(sheet => [sheet.href, sheet.cssRules.length])")
    assert [href.rsplit("/", 1)[0] for href, _ in sheets] == [f"{home}assets"]
    assert all(rules for _, rules in sheets)
    for language, name in [("en", "Big Data Hub"), ("zh", "大数据专栏")]:
        tab.goto(dead)
        tab.get_by_role("main").get_by_role("link", name=name, exact=True).click()
        expect(tab).to_have_url(f"{home}{language}/")
        expect(tab.locator(".lead")).to_be_visible()


@pytest.mark.parametrize("language", FRONTS)
def test_a_dead_address_leads_to_the_search(tab: Page, homes: Mapping[str, str], language: str) -> None:
    tab.goto(f"{homes['hub']}en/news/2014/none/")
    form = tab.get_by_role("search", name=FRONTS[language]["search"], exact=True)
    form.get_by_role("searchbox").fill("Apple")
    form.get_by_role("button").click()
    expect(tab).to_have_url(re.compile(rf"/hub/{language}/search/\?q=Apple"))


@pytest.mark.parametrize("tab", ["phone"], indirect=True)
def test_a_table_wider_than_the_phone_scrolls_by_keyboard(tab: Page, homes: Mapping[str, str]) -> None:
    tab.goto(f"{homes['newsroom']}en/news/2030/kite-school-opens/")
    frame = tab.get_by_role("group", name="Course, Pupils", exact=True)
    frame.evaluate("frame => frame.querySelector('td').textContent = 'bamboo'.repeat(40)")
    frame.focus()
    tab.keyboard.press("ArrowRight")
    # Playwright's own way of waiting is a script of the kind that the policy forbids.
    frame.evaluate("""frame => new Promise((done) => {
        const look = () => frame.scrollLeft ? done() : requestAnimationFrame(look);
        look();
    })""")
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("language", STORIES)
@pytest.mark.parametrize("former", ["2030/kite-school", "2029/old-mill"])
def test_a_former_address_leads_to_the_story(tab: Page, homes: Mapping[str, str], language: str, former: str) -> None:
    news = f"{homes['newsroom']}{language}/news/"
    tab.goto(f"{news}{former}/")
    expect(tab).to_have_url(f"{news}2030/kite-school-opens/")


@pytest.mark.parametrize("language", STORIES)
def test_paper_shows_the_story_and_its_sources_alone(tab: Page, homes: Mapping[str, str], language: str) -> None:
    tab.goto(f"{homes['docs']}{language}/{STORY}")
    tab.emulate_media(media="print")
    for shown in (tab.get_by_role("heading", level=1), tab.locator(".meta"), tab.locator(".prose")):
        expect(shown).to_be_visible()
    sources = tab.get_by_role("region", name=STORIES[language]["sources"], exact=True)
    expect(sources.get_by_role("listitem").first).to_be_visible()
    for hidden in (".skip", ".switch", ".sections", ".story__side", ".story__foot", ".footer ul"):
        expect(tab.locator(hidden)).to_be_hidden()


@PHONE_AND_DESKTOP
@pytest.mark.parametrize("language", FRONTS)
def test_a_mark_leads_to_its_source(tab: Page, homes: Mapping[str, str], language: str) -> None:
    """Past charts that are laid out only when a reader comes near."""
    tab.goto(f"{homes['docs']}{language}/summit/")
    mark = tab.locator("main .mark").first
    source = tab.locator(mark.get_attribute("href") or "")
    mark.click()
    expect(source).to_be_in_viewport(ratio=1)
