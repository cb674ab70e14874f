"""Forms of a body on the page of a story: reached by everybody, under the policy, on every screen and on paper."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

import served
import sites
from accessible import violations
from newsdesk.i18n.languages import Language
from newsdesk.pages.components import forms_in

STORY = "news/2030/kite-school-opens"
NOTES = {"en": "Footnotes", "zh": "脚注"}
SIZES = {"phone": {"width": 320, "height": 700}, "desktop": {"width": 1280, "height": 900}}
LONG = "```\n" + "a long line of code " * 20 + "\n```"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a newsroom whose story has every form, with the headers that a build writes."""
    site = sites.newsroom(tmp_path_factory.mktemp("forms"))
    for language in sites.LANGUAGES:
        path = site / f"docs/{language}/{STORY}.md"
        path.write_text(f"{path.read_text(encoding='utf-8')}\n\n{forms_in(language)}\n\n{LONG}\n", encoding="utf-8")
    assert sites.newsdesk(site, "build").code == 0
    with served.serve(site / "site") as address:
        yield address


@pytest.mark.parametrize("page", [f"en/{STORY}/", f"zh/{STORY}/", f"zh/{STORY}/with-en/"])
def test_forms_are_for_everybody_and_keep_to_the_policy(tab: Page, home: str, page: str) -> None:
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    for viewport in SIZES.values():
        tab.set_viewport_size(viewport)
        tab.goto(home + page)
        assert tab.locator(".admonition, details, .highlight, .footnote, .task, dl, mark, figcaption").count() > 10
        assert tab.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        for scheme in ("light", "dark"):
            tab.emulate_media(color_scheme=scheme)
            assert violations(tab) == ""
    assert said == []


@pytest.mark.parametrize("language", sites.LANGUAGES)
def test_a_footnote_and_its_reference_lead_to_each_other(tab: Page, home: str, language: Language) -> None:
    tab.goto(f"{home}{language}/{STORY}/")
    tab.locator("[role=doc-noteref]").click()
    note = tab.locator(":target")
    expect(note).to_be_in_viewport()
    expect(tab.locator("[role=doc-endnotes]")).to_have_attribute("aria-label", NOTES[language])
    note.locator("[role=doc-backlink]").click()
    expect(tab.locator("sup:target")).to_be_in_viewport()


def test_long_code_scrolls_by_the_keyboard_and_not_the_page(tab: Page, home: str) -> None:
    tab.set_viewport_size(SIZES["phone"])
    tab.goto(f"{home}en/{STORY}/")
    code = tab.locator(".prose pre").last
    code.focus()
    tab.keyboard.press("ArrowRight")
    # The policy forbids what Playwright's own way to wait for a condition needs.
    assert code.evaluate("code => new Promise((done) => { code.onscroll = () => done(code.scrollLeft); })") > 0


def test_what_readers_unfold_is_printed_and_code_is_not_cut(tab: Page, home: str) -> None:
    tab.set_viewport_size({"width": 660, "height": 980})
    tab.goto(f"{home}en/{STORY}/")
    folded = tab.locator(".prose details > p")
    expect(folded).to_be_hidden()
    tab.emulate_media(media="print", color_scheme="dark")
    expect(folded).to_be_visible()
    expect(tab.locator(".footnote li")).to_be_visible()
    expect(tab.locator(".footnote-backref")).to_be_hidden()
    assert tab.locator(".prose pre").last.evaluate("code => code.scrollWidth <= code.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_right_to_left_boxes_have_their_line_at_the_right_and_code_reads_from_the_left(
    tab: Page, home: str, scheme: str
) -> None:
    tab.goto(f"{home}en/{STORY}/")
    tab.emulate_media(color_scheme=scheme)
    tab.evaluate("document.documentElement.dir = 'rtl'")
    sides = "box => { const style = getComputedStyle(box); return [style.borderRightWidth, style.borderLeftWidth]; }"
    assert tab.locator(".admonition").first.evaluate(sides) == ["4px", "0px"]
    assert tab.locator(".prose pre").first.evaluate("code => getComputedStyle(code).direction") == "ltr"
