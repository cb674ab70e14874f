"""Every fragment in another language says so, or a screen reader speaks it in the wrong voice."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page

# Reads a page as text, without loading it. Han is Chinese or Japanese wherever it stands; four Latin
# words in a row are not: names of hosts and abbreviations are shorter.
UNMARKED = """html => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const HAN = /\\p{Script=Han}/u, LATIN = /[a-z][a-z’'-]*(?:[,.:;]?\\s+[a-z][a-z’'-]*){3}/i;
    const faults = [];
    const look = (text, element) => {
        const lang = element.closest("[lang]").lang;
        const written = (lang.startsWith("zh") && lang !== "zh-Latn") || lang === "ja";
        if (written ? LATIN.test(text) : HAN.test(text)) faults.push([lang, element.localName, text.trim()]);
    };
    const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) look(texts.currentNode.data, texts.currentNode.parentElement);
    for (const name of ["alt", "title", "aria-label"])
        for (const element of page.body.querySelectorAll(`[${name}]`)) look(element.getAttribute(name), element);
    return faults;
}"""


@pytest.mark.parametrize(("site", "least"), [("docs", 100), ("newsroom", 50)])
def test_every_fragment_in_another_language_is_marked(
    tab: Page, folders: Mapping[str, Path], site: str, least: int
) -> None:
    pages = sorted(folders[site].rglob("*.html"))
    found = {str(page.relative_to(folders[site])): tab.evaluate(UNMARKED, page.read_text("utf-8")) for page in pages}
    assert len(pages) >= least
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_an_unmarked_fragment_is_found(tab: Page) -> None:
    english = '<html lang="en"><p>the 数博会</p><p><b lang="zh-Hans">数博会</b></p>'
    assert tab.evaluate(UNMARKED, english) == [["en", "p", "the 数博会"]]
    chinese = '<html lang="zh-Hans"><p>见eguiyang.com.cn的Big Data Expo</p><img alt="A park of data centers">'
    assert tab.evaluate(UNMARKED, chinese) == [["zh-Hans", "img", "A park of data centers"]]
