"""A claim never stands without its ground: that it was planned or given later, and that sources differ."""

import gzip
import html as markup
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from lxml import html

import sites
from newsdesk.content.event import Basis, WhenClaim, is_disputed
from newsdesk.i18n import dates

RECORDS = {
    "events/2030/canary-day.yml": """
title: {en: A day of canaries, zh: 雀日}
when:
  - {is: 2030-03-03, basis: retrospective, source: museum-2030}
  - {is: 2030-03-04, basis: planned, source: evening-2031-01-04}
place:
  - {is: {en: Canary Hall, zh: 金雀厅}, basis: retrospective, source: museum-2030}
  - {is: {en: Canary Annex, zh: 金雀楼}, basis: planned, source: museum-2030}
tags: [festivals]
series: fair
figures:
  - {measure: kites, value: 7331, basis: planned, source: museum-2030}
  - {measure: kites, value: 7332, basis: reported, source: museum-2030}
  - {measure: kites, value: 7333, basis: retrospective, source: evening-2031-01-04}
sources: [museum-2030]
""",
    "events/2030/canary-rivals.yml": """
title: {en: Rival canaries, zh: 雀争}
when:
  - {is: 2030-03-11, source: museum-2030}
  - {is: 2030-03-12, source: evening-2031-01-04}
place:
  - {is: {en: Canary Bank, zh: 金雀岸}, source: museum-2030}
  - {is: {en: Canary Pier, zh: 金雀桥}, source: evening-2031-01-04}
tags: [festivals]
series: fair
sources: [museum-2030, evening-2031-01-04]
""",
    "events/2030/canary-gone.yml": """
title: {en: No canaries, zh: 无雀}
when: 2030-03-21
place: {en: Canary Moor, zh: 金雀原}
state: cancelled
sources: [museum-2030]
""",
    "editions/2032.yml": """
title: {en: Pinebridge Kite Fair 2032, zh: 2032松桥风筝节}
when: 2032-10-09
place: {en: Canary Quay, zh: 金雀港}
state: planned
series: fair
figures:
  - {measure: kites, value: 7334, basis: planned, source: museum-2030}
  - {measure: visitors, value: 7335, basis: reported, source: museum-2030}
  - {measure: visitors, value: 7336, basis: reported, source: evening-2031-01-04}
sources: [museum-2030, evening-2031-01-04]
""",
}
GROUNDS = {
    "en": {
        "March 3, 2030": "given later",
        "March 4, 2030": "planned",
        "Canary Hall": "given later",
        "Canary Annex": "planned",
        "7,331": "planned",
        "7,332": "sources differ",
        "7,333": "given later, sources differ",
        "March 11, 2030": "sources differ",
        "March 12, 2030": "sources differ",
        "Canary Bank": "sources differ",
        "Canary Pier": "sources differ",
        "March 21, 2030": "planned",
        "Canary Moor": "planned",
        "October 9, 2032": "planned",
        "Canary Quay": "planned",
        "7,334": "planned",
        "7,335": "sources differ",
        "7,336": "sources differ",
    },
    "zh": {
        "2030年3月3日": "事后记述",
        "2030年3月4日": "计划",
        "金雀厅": "事后记述",
        "金雀楼": "计划",
        "7331": "计划",
        "7332": "各来源说法不一",
        "7333": "事后记述，各来源说法不一",
        "2030年3月11日": "各来源说法不一",
        "2030年3月12日": "各来源说法不一",
        "金雀岸": "各来源说法不一",
        "金雀桥": "各来源说法不一",
        "2030年3月21日": "计划",
        "金雀原": "计划",
        "2032年10月9日": "计划",
        "金雀港": "计划",
        "7334": "计划",
        "7335": "各来源说法不一",
        "7336": "各来源说法不一",
    },
}
OUTPUTS = {"html", "title", "description", "jsonld", "ics", "pf_fragment"}


@pytest.fixture(scope="module")
def canaries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of a newsroom in which claims of every ground stand."""
    folder = sites.newsroom(tmp_path_factory.mktemp("claims"))
    for name, text in RECORDS.items():
        (folder / "docs/registers" / name).write_text(text.lstrip(), encoding="utf-8")
    run = sites.build(folder)
    assert run.code == 0, run.err
    return folder / "site"


def texts(site: Path, language: str) -> Iterator[tuple[str, str, str]]:
    """Everything that a site says in a language: the file, which output of it, and its text, a line for each block."""
    for path in sorted((*(site / language).rglob("*.*"), *(site / "search" / language).rglob("*.pf_fragment"))):
        name, content = path.relative_to(site).as_posix(), path.read_bytes()
        if path.suffix == ".html":
            yield from ((name, *each) for each in _of_page(html.fromstring(content)))
        elif path.suffix == ".ics":
            yield name, "ics", content.decode().replace("\r\n ", "").replace("\\", "")
        elif path.suffix == ".pf_fragment":
            found = json.loads(gzip.decompress(content).decode().partition("{")[2].join(("{", "")))
            yield name, "pf_fragment", f"{found['meta']['day']}\n{found['content']}"
        elif path.suffix in (".xml", ".json"):
            yield name, path.suffix[1:], markup.unescape(content.decode())


def _of_page(tree: html.HtmlElement) -> Iterator[tuple[str, str]]:
    yield "title", " ".join(tree.xpath("//head/title/text()"))
    yield "description", "\n".join(tree.xpath("//meta[@name='description' or @property='og:description']/@content"))
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        yield "jsonld", "\n".join(map(_of_place, _nodes(json.loads(script))))
    for gone in tree.xpath("//script | //style | //svg//text"):
        gone.text = ""
    for value in tree.xpath("//td[@data-label]/p"):
        value.append(html.fromstring(f"<span> {value.getparent().get('data-label')}</span>"))
    for block in tree.xpath("//p | //li | //dt | //dd | //td | //th | //br | //h1 | //h2 | //h3 | //desc | //div"):
        block.tail = f"\n{block.tail or ''}"
    yield "html", tree.body.text_content()


def _nodes(value: object) -> Iterator[Mapping[str, object]]:
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _nodes(each)


def _of_place(node: Mapping[str, object]) -> str:
    """A node in a line: its name and description beside each other, since neither is read without the other."""
    return f"{node.get('name', '')} {node.get('description', '')}"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_claim_stands_anywhere_without_its_ground(canaries: Path, language: str) -> None:
    bare, seen = [], defaultdict(set)
    for name, output, text in texts(canaries, language):
        for value, ground in GROUNDS[language].items():
            for found in re.finditer(rf"(?<!\d){re.escape(value)}(?!\d)", text):
                seen[value].add(output)
                if not re.match(rf"[^\n;；·]{{0,24}}?{ground}", text[found.end() :]):
                    bare.append((name, output, text[found.start() : found.end() + 60]))
    assert bare == []
    assert seen.keys() == GROUNDS[language].keys()
    assert set.union(*seen.values()) >= OUTPUTS


@pytest.mark.parametrize("language", ["en", "zh"])
def test_rivals_are_not_joined_to_look_like_one_address(canaries: Path, language: str) -> None:
    first, second = ("Canary Bank", "Canary Pier") if language == "en" else ("金雀岸", "金雀桥")
    lists = [
        (name, line)
        for name, output, text in texts(canaries, language)
        for line in text.split("\n")
        if output == "html" and first in line and second in line
    ]
    assert lists == []


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("2030-03-03", "2030-03-04", True),
        ("2030-03-03", "2030-03-03", False),
        ("2030-03-03", "2030-03", False),
        ("2030", "2030-03", False),
        ("2030-03-03", "2030-04", True),
        ("2030-03-03/2030-03-05", "2030-03-03", True),
        ("2030-03-03?", "2030-03-03", False),
        ("2030-02/..", "2030-03-03", False),
    ],
)
def test_dates_differ_only_where_one_of_them_must_be_wrong(one: str, other: str, *, differ: bool) -> None:
    first, second = (WhenClaim.model_construct(value=dates.read_edtf(each)) for each in (one, other))
    assert is_disputed(first, [first, second]) == is_disputed(second, [first, second]) == differ


def test_a_plan_and_what_came_of_it_are_no_dispute() -> None:
    plan, result = (
        WhenClaim.model_construct(value=dates.read_edtf(day), basis=basis)
        for day, basis in (("2030-03-03", Basis.PLANNED), ("2030-03-04", Basis.REPORTED))
    )
    assert not is_disputed(plan, [plan, result])
    assert not is_disputed(result, [plan, result])
