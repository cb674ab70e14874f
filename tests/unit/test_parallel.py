"""A story in two languages side by side."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml.html import HtmlElement, document_fromstring

import sites
from newsdesk.i18n.languages import Language
from newsdesk.pages.parallel import align_bodies

SCHOOL = "news/2030/kite-school-opens"
PAGES = [f"en/{SCHOOL}/with-zh/", f"zh/{SCHOOL}/with-en/", "en/news/2029/wind-tunnel/with-zh/"]

P, Q = "<p>…</p>", "<p>另</p>"
H, J = '<h2 id="a">A</h2>', '<h2 id="a">甲</h2>'
LAYOUTS = [
    pytest.param(P + H + P, Q + J + Q, ["p|p", "h2|h2", "p|p"], id="blocks"),
    pytest.param(P + P + H + P, Q + J + Q, ["pp|p", "h2|h2", "p|p"], id="section-by-section"),
    pytest.param(H + P + H + P + P, J + Q + J + Q, ["h2|h2", "p|p", "h2|h2", "pp|p"], id="only-what-differs-is-one"),
    pytest.param(P + H + P, Q + Q, ["ph2p|pp"], id="whole-against-whole"),
    pytest.param(
        "<p>In 2013.</p><ul><li>40</li></ul>",
        "<ol><li>40</li></ol><p>2013年。</p>",
        ["p|p", "ulli|olli"],
        id="in-another-order",
    ),
    pytest.param("<p>12 kites.</p>" + P, "<p>12只。</p>", ["p|p", "p|"], id="what-only-one-has"),
    pytest.param(P, "", ["p|"], id="nothing-on-one-side"),
    pytest.param("", "", [], id="nothing"),
]


def side_by_side(left: str, right: str) -> list[tuple[str, str]]:
    bodies = (f'<div class="prose">{html}</div>' for html in (left, right))
    return [*align_bodies(*zip(bodies, (Language.EN, Language.ZH), strict=True)).rows]


def tags(html: str) -> str:
    return "".join(re.findall(r"<(\w+)", html))


def page(built_newsroom: Path, name: str) -> HtmlElement:
    return document_fromstring((built_newsroom / "site" / name / "index.html").read_bytes())


def every_page(built_newsroom: Path) -> Iterator[str]:
    """Of every pair; an old address only leads on."""
    for path in sorted((built_newsroom / "site").rglob("with-*/index.html")):
        if 'http-equiv="refresh"' not in path.read_text("utf-8"):
            yield path.parent.relative_to(built_newsroom / "site").as_posix() + "/"


@pytest.mark.parametrize(("left", "right", "expected"), LAYOUTS)
def test_blocks_stand_beside_each_other_where_they_correspond(left: str, right: str, expected: list[str]) -> None:
    assert [f"{tags(one)}|{tags(other)}" for one, other in side_by_side(left, right)] == expected


def test_nothing_is_lost_and_ids_are_told_apart() -> None:
    ((one, other),) = side_by_side('<h2 id="a">A</h2>', '<h2 id="a"><a href="#a">甲</a> 乙</h2>')
    assert one == '<h2 id="en-a">A</h2>'
    assert other == '<h2 id="zh-a"><a href="#zh-a">甲</a> 乙</h2>'


def test_links_lead_where_they_led_from_one_level_above() -> None:
    html = '<p><a href="../x/">x</a> <a href="https://y.example/">y</a> <img src="../a.png" alt="A"></p>'
    ((one, _),) = side_by_side(html, "<p></p>")
    assert [part.get("href") or part.get("src") for part in document_fromstring(one).iter("a", "img")] == [
        "../../x/",
        "https://y.example/",
        "../../a.png",
    ]


def test_every_story_with_a_twin_has_a_page_in_both_languages(built_newsroom: Path) -> None:
    found = list(every_page(built_newsroom))
    assert set(PAGES) < set(found)
    assert len(found) == 2 * 3
    assert not any("kite-night" in name or "harbor-loop" in name for name in found)


def test_the_page_stands_for_the_story_and_is_not_searched_for(built_newsroom: Path) -> None:
    sitemap = (built_newsroom / "site/sitemap.xml").read_text("utf-8")
    for name in every_page(built_newsroom):
        head = page(built_newsroom, name)
        story = name.rpartition("with-")[0]
        assert head.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert head.xpath("//link[@rel='canonical']/@href") == [f"https://kites.example/{story}"]
        assert not head.xpath("//link[@hreflang]")
        assert name not in sitemap


def test_both_pages_of_a_pair_agree_each_in_its_own_order() -> None:
    bodies = ("<p>In 2013.</p><ul><li>40</li></ul>", "<ol><li>40</li></ol><p>2013年。</p>")
    left, right = (f'<div class="prose">{html}</div>' for html in bodies)
    aligned = align_bodies((left, Language.EN), (right, Language.ZH))
    assert [f"{tags(one)}|{tags(other)}" for one, other in aligned.rows] == ["p|p", "ulli|olli"]
    assert [f"{tags(one)}|{tags(other)}" for one, other in aligned.turned.rows] == ["olli|ulli", "p|p"]
    assert sorted(aligned.turned.rows) == sorted((other, one) for one, other in aligned.rows)


def test_the_two_pages_of_every_story_show_the_same_pairs(built_newsroom: Path) -> None:
    for key in (SCHOOL, "news/2029/wind-tunnel"):
        english, chinese = (
            [
                ["".join(cell.text_content().split()) for cell in row]
                for row in page(built_newsroom, name).find_class("parallel__row")
            ]
            for name in (f"en/{key}/with-zh/", f"zh/{key}/with-en/")
        )
        assert sorted(map(tuple, english)) == sorted((one, other) for other, one in chinese)


@pytest.mark.parametrize("name", PAGES)
def test_each_side_has_its_language_and_no_id_stands_twice(built_newsroom: Path, name: str) -> None:
    tree = page(built_newsroom, name)
    for row in tree.find_class("parallel__row"):
        own, other = (cell.get("lang") for cell in row)
        assert (own[:2], other[:2]) == (name[:2], name[-3:-1])
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert not tree.xpath("//main//script")


def test_the_story_leads_there_and_the_switch_to_the_other_side(built_newsroom: Path) -> None:
    (link,) = page(built_newsroom, f"en/{SCHOOL}/").find_class("story__beside")
    assert link.text_content() == "Side by side with the Chinese"
    assert link.find("a").get("href") == f"../../../../en/{SCHOOL}/with-zh/"
    (switch,) = page(built_newsroom, f"en/{SCHOOL}/with-zh/").xpath("//nav[@class='switch']/a/@href")
    assert switch.endswith(f"/zh/{SCHOOL}/with-en/")
    assert not page(built_newsroom, "zh/news/2031/kite-night/").find_class("story__beside")


def test_both_texts_stand_on_the_page_whole(built_newsroom: Path) -> None:
    tree = page(built_newsroom, PAGES[0])
    for language in ("en", "zh"):
        (prose,) = page(built_newsroom, f"{language}/{SCHOOL}/").find_class("prose")
        cells = [cell for cell in tree.find_class("prose") if cell.get("lang")[:2] == language]
        assert "".join("".join(cell.text_content() for cell in cells).split()) == "".join(prose.text_content().split())


def test_a_draft_translation_is_not_shown(site: Path) -> None:
    translation = site / f"docs/zh/{SCHOOL}.md"
    translation.write_text(translation.read_text("utf-8").replace("draft: false", "draft: true"), encoding="utf-8")
    assert sites.build(site).code == 0
    assert not list((site / "site").glob(f"*/{SCHOOL}/with-*"))
