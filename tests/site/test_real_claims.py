"""In what is published no planned, later or disputed date or place stands without the word for it."""

import re
from collections.abc import Iterator, Mapping, Set
from datetime import datetime
from pathlib import Path

import pytest
from lxml import html

import sites
from newsdesk.content.event import Basis, Event, State
from newsdesk.content.library import Library
from newsdesk.i18n.dates import format_edtf
from newsdesk.i18n.languages import Language

WORDS = {
    Language.EN: {Basis.PLANNED: "planned", Basis.RETROSPECTIVE: "given later", None: "sources differ"},
    Language.ZH: {Basis.PLANNED: "计划", Basis.RETROSPECTIVE: "事后记述", None: "各来源说法不一"},
}
CLAIMED = {"When", "Where", "Dates", "Place", "时间", "地点", "会期"}
_OF = re.compile(r"(?:events/\d{4}/[\w-]+|summit/\d{4})/")


@pytest.fixture(scope="module")
def real() -> Library:
    return sites.library(sites.PROJECT, datetime.fromisoformat("2026-11-25T12:00"))


def grounds(event: Event, language: Language) -> Iterator[tuple[str, str]]:
    """The dates and places of an event that need a word, as they are printed, each with a word that must follow."""
    for claims, in_print in (
        (event.when, lambda claim: format_edtf(claim.value, language)),
        (event.place, lambda claim: claim.value.in_language(language).text),
    ):
        results = {in_print(claim) for claim in claims if claim.basis is not Basis.PLANNED}
        for claim in claims:
            basis = claim.basis or (None if event.state is State.HELD else Basis.PLANNED)
            if basis in (Basis.PLANNED, Basis.RETROSPECTIVE):
                yield in_print(claim), WORDS[language][basis]
            if basis is not Basis.PLANNED and len(results) > 1:
                yield in_print(claim), WORDS[language][None]


def blocks(tree: html.HtmlElement, own: str, summaries: Set[str]) -> Iterator[tuple[str, str]]:
    """What a page says of dates and places beside its prose: the event, and the text without names that are links.

    A description that is one of the `summaries` is prose, too.
    """
    for part in tree.xpath("//*[contains(@class, 'happening ')] | //section[@class='glance'] | //tbody[tr/th/a]"):
        links = [link.get("href") for link in part.iterdescendants("a")]
        named = next((found[0] for href in links if (found := _OF.search(href or own))), own)
        for heading in part.xpath(".//h2 | .//h3 | .//th"):
            heading.clear(keep_tail=True)
        yield named, " ".join(part.text_content().split())
    for row in tree.xpath("//dl[@class='facts']/div[dt]"):
        if row.findtext("dt") in CLAIMED:
            yield own, " ".join(row.text_content().split())
    described = [each for each in tree.xpath("//meta[@name='description']/@content") if each not in summaries]
    head = " ".join([*tree.xpath("//head/title/text()"), *described])
    yield own, head.replace(tree.find(".//h1").text_content(), "")


@pytest.mark.parametrize("language", sites.LANGUAGES)
def test_no_date_or_place_stands_without_its_ground(at_root: Path, real: Library, language: Language) -> None:
    needed: Mapping[str, list[tuple[str, str]]] = {
        f"{name}/" if name.startswith("summit/") else f"events/{name}/": list(grounds(event, language))
        for name, event in real.all_events.items()
    }
    summaries = {text.summary for page in real.prose.values() for text in page.versions.texts.values()}
    bare, looked_at = [], 0
    for path in (at_root / language).rglob("index.html"):
        here = f"{path.parent.relative_to(at_root / language).as_posix()}/"
        for name, text in blocks(html.fromstring(path.read_bytes()), here, summaries):
            for value, ground in needed.get(name, ()):
                for found in re.finditer(re.escape(value), text):
                    looked_at += 1
                    if not re.match(rf"[^·;；:：]{{0,20}}?{ground}", text[found.end() :]):
                        bare.append((here, name, value, ground, text))
    assert bare == []
    assert looked_at > 100


@pytest.mark.parametrize("language", sites.LANGUAGES)
def test_no_calendar_gives_a_place_without_its_ground(at_root: Path, real: Library, language: Language) -> None:
    for name, event in real.all_events.items():
        path = at_root / language / ("" if name.startswith("summit/") else "events") / name / "event.ics"
        if path.exists() and (needed := list(grounds(event, language))):
            text = path.read_bytes().decode().replace("\r\n ", "").replace("\\", "")
            for value, ground in needed:
                assert re.search(rf"^DESCRIPTION:.*{re.escape(value)}（?[^;；]*?{ground}", text, re.MULTILINE)
                assert not re.search(rf"^LOCATION:{re.escape(value)}$", text, re.MULTILINE)


def test_a_target_and_a_hand_over_are_planned_and_not_to_be_held(at_root: Path) -> None:
    pages = [*(at_root / "zh/timeline").rglob("index.html"), *(at_root / "zh/events").rglob("*.*")]
    texts = {path: path.read_text("utf-8") for path in [*pages, at_root / "zh/calendar.ics"]}
    assert [path for path, text in texts.items() if "计划举行" in text] == []
    hand_over = at_root / "zh/events/2018/icloud-transfer/event.ics"
    assert "SUMMARY:计划：" in texts[hand_over]
