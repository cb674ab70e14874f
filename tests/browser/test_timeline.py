"""The timeline's choices: links without scripts, instant with them; by keyboard, by touch, in both languages."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Locator, Page, expect

from served import LANGUAGES

BOTH = pytest.mark.parametrize("language", LANGUAGES)
SHOWN = ".happening:not([hidden])"
SMALLEST = 24
"""CSS pixels of a target (WCAG 2.2, 2.5.8)."""


def at(homes: Mapping[str, str], language: str, rest: str = "", site: str = "docs") -> str:
    return f"{homes[site]}{language}/timeline/{rest}"


def listed(tab: Page) -> list[str]:
    """What the page shows, in its order, without the language."""
    links = tab.locator(f"{SHOWN} .happening__title a").evaluate_all("links => links.map(link => link.pathname)")
    return [path.split("/", 2)[2] for path in links]


def choice(tab: Page, **key: str) -> Locator:
    (name, value), *_ = key.items()
    return tab.locator(f'[data-choices] [data-{name}="{value}"]')


def test_both_languages_list_the_same_events_in_one_order(tab: Page, homes: Mapping[str, str]) -> None:
    shown = {}
    for language in LANGUAGES:
        tab.goto(at(homes, language))
        shown[language] = listed(tab)
    assert len(shown["en"]) > 60
    assert shown["en"] == shown["zh"]


@pytest.mark.parametrize("tab", ["without-scripts"], indirect=True)
@BOTH
def test_without_scripts_a_choice_is_a_page(tab: Page, homes: Mapping[str, str], language: str) -> None:
    tab.goto(at(homes, language))
    whole = listed(tab)
    choice(tab, tag="data-centers").click()
    tab.wait_for_url(f"{homes['docs']}{language}/tags/data-centers/timeline/")
    assert 0 < len(listed(tab)) < len(whole)
    assert [path for path in whole if path in listed(tab)] == listed(tab)
    tab.goto(at(homes, language))
    choice(tab, kind="summit").click()
    tab.wait_for_url(at(homes, language, "summit/"))
    assert {path.split("/")[0] for path in listed(tab)} == {"summit"}


@pytest.mark.parametrize("key", ["Enter", "Space"])
@BOTH
def test_the_keyboard_chooses_and_takes_back(tab: Page, homes: Mapping[str, str], language: str, key: str) -> None:
    tab.goto(at(homes, language))
    whole = listed(tab)
    expect(choice(tab, kind="summit")).to_have_role("button")
    choice(tab, kind="summit").focus()
    tab.keyboard.press(key)
    expect(choice(tab, kind="summit")).to_have_attribute("aria-pressed", "true")
    summit = listed(tab)
    assert {path.split("/")[0] for path in summit} == {"summit"}
    status = tab.get_by_role("status")
    expect(status).to_contain_text(str(len(summit)))
    expect(status).to_contain_text(str(len(whole)))
    expect(tab).to_have_url(at(homes, language, "?kind=summit"))
    tab.keyboard.press(key)
    expect(choice(tab, kind="summit")).to_have_attribute("aria-pressed", "false")
    assert listed(tab) == whole
    expect(tab).to_have_url(at(homes, language))


@pytest.mark.parametrize("tab", ["without-scripts", "desktop", "phone"], indirect=True)
@pytest.mark.parametrize("kind", ["summit", "events", "plans"])
@BOTH
def test_the_page_of_a_kind_shows_that_kind_as_chosen(
    tab: Page, homes: Mapping[str, str], language: str, kind: str
) -> None:
    tab.goto(at(homes, language, f"{kind}/"))
    chosen = tab.locator('.choices [aria-current="true"], .choices [aria-pressed="true"]')
    expect(chosen).to_have_count(1)
    expect(tab.get_by_role("heading", level=1)).to_contain_text(chosen.inner_text())
    everything = tab.locator(".choices a").first
    everything.click()
    tab.wait_for_url(at(homes, language))
    assert len(listed(tab)) > 60


@BOTH
def test_the_page_of_a_kind_is_narrowed_to_each_of_its_topics(
    tab: Page, homes: Mapping[str, str], language: str
) -> None:
    tab.goto(at(homes, language, "events/"))
    whole = listed(tab)
    topics = tab.locator(".choices button")
    assert topics.count() > 5
    for topic in topics.all():
        topic.click()
        expect(topic).to_have_attribute("aria-pressed", "true")
        assert 0 < len(listed(tab)) < len(whole)
    topics.last.click()
    assert listed(tab) == whole


@BOTH
def test_the_same_events_stand_on_the_page_of_a_choice(tab: Page, homes: Mapping[str, str], language: str) -> None:
    tab.goto(at(homes, language, "?tag=conferences"))
    chosen = listed(tab)
    tab.goto(f"{homes['docs']}{language}/tags/conferences/timeline/")
    assert chosen == listed(tab)


@pytest.mark.parametrize("tab", ["phone"], indirect=True)
@BOTH
def test_a_choice_by_touch_survives_a_reload_and_the_other_language(
    tab: Page, homes: Mapping[str, str], language: str
) -> None:
    tab.goto(at(homes, language))
    tab.locator(".choices summary").tap()
    for choose in (choice(tab, tag="conferences"), choice(tab, kind="plans")):
        choose.tap()
        expect(choose).to_have_attribute("aria-pressed", "true")
    chosen = listed(tab)
    assert chosen == ["summit/2020/"]
    tab.reload()
    assert listed(tab) == chosen
    expect(choice(tab, tag="conferences")).to_have_attribute("aria-pressed", "true")
    tab.locator(".switch a").tap()
    other = "zh" if language == "en" else "en"
    tab.wait_for_url(at(homes, other, "?kind=plans&tag=conferences"))
    assert listed(tab) == chosen
    expect(tab.locator(".era:not([hidden])")).to_have_count(1)
    tab.locator("[data-choices] [data-all]").tap()
    expect(tab).to_have_url(at(homes, other))
    assert len(listed(tab)) > 60


def test_what_the_address_chooses_but_no_page_offers_is_not_chosen(tab: Page, homes: Mapping[str, str]) -> None:
    tab.goto(at(homes, "en", "?tag=nothing&kind=%22%5D"))
    assert len(listed(tab)) > 60
    expect(tab.locator("[data-choices] [data-all]")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("tab", ["phone", "desktop"], indirect=True)
@pytest.mark.parametrize("page", ["", "2014/"])
@BOTH
def test_bars_and_choices_are_large_enough_to_touch(
    tab: Page, homes: Mapping[str, str], language: str, page: str
) -> None:
    tab.goto(at(homes, language, page))
    if (topics := tab.locator(".choices summary")).is_visible():
        topics.click()
    targets = tab.locator(".strip a, .choices button")
    assert targets.count() > 10
    for target in targets.all():
        box = target.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= SMALLEST


@BOTH
def test_a_bar_leads_to_its_year_and_its_month(tab: Page, homes: Mapping[str, str], language: str) -> None:
    tab.goto(at(homes, language))
    tab.locator(".strip a").filter(has_text="2014").click()
    expect(tab).to_have_url(at(homes, language, "2014/"))
    tab.locator(".strip a").last.click()
    expect(tab).to_have_url(at(homes, language, "2014/#month-11"))
    expect(tab.locator("#month-11")).to_be_in_viewport()


@BOTH
def test_beside_its_events_the_year_goes_along(tab: Page, homes: Mapping[str, str], language: str) -> None:
    tab.goto(at(homes, language))
    year = tab.locator("#year-2014")
    tab.locator(".era", has=year).locator(".happening").last.scroll_into_view_if_needed()
    expect(year).to_be_in_viewport()


@BOTH
def test_what_is_not_exact_looks_different_from_what_is(tab: Page, homes: Mapping[str, str], language: str) -> None:
    tab.goto(at(homes, language, "2014/"))
    looks = {
        kind: tab.locator(f".happening--{kind}").first.evaluate(
            "entry => getComputedStyle(entry, '::after').backgroundColor"
        )
        for kind in ("day", "month")
    }
    assert looks["day"] != looks["month"]
