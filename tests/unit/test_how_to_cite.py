"""How to cite a page: its citations in APA and GB/T 7714 style, and where they are shown."""

from datetime import date
from pathlib import Path
from typing import Any

import lxml.html
import pytest
import yaml

import sites
from newsdesk.content.site import Site
from newsdesk.i18n.languages import Fragment, Language
from newsdesk.i18n.person_names import authors, in_apa, in_gbt, translators_in_apa
from newsdesk.pages.view import CitationLine, how_to_cite

ROWS = yaml.load((sites.CASES / "citations.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
SITE = Site.model_validate(
    {
        "name": {"en": "Kite Desk", "zh": "风筝专栏"},
        "tagline": {"en": "Kites", "zh": "风筝"},
        "publisher": {"en": "City of Songqiao", "zh": "松桥市"},
        "languages": ["en", "zh"],
        "authority": "songqiao.example,2026",
        "url": "https://songqiao.example/",
    }
)
REGISTERED = {"Ada Lindqvist": False, "Jean-Luc Okafor": False, "Wen Qiao": True}
STORY = "news/2030/kite-school-opens/"


def citation_text(line: CitationLine, title: str) -> str:
    return f"{line.before}{title}{line.after}{line.end}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: ascii(row["title"]))
def test_a_page_is_cited_as_the_standards_say(row: dict[str, Any]) -> None:
    cite = how_to_cite(
        title=Fragment(row["title"]),
        url="https://songqiao.example/x/",
        day=date.fromisoformat(row["day"]) if "day" in row else None,
        site=SITE,
        language=Language(row.get("language", "en")),
        authors=authors(row.get("byline", ""), REGISTERED),
        translators=authors(row.get("translator", ""), REGISTERED),
    )
    assert citation_text(cite.apa, row["title"]) == row["apa"]
    assert f"{cite.gbt.before}{row['title']}{cite.gbt.after}[]{cite.gbt.end}" == row["gbt"]


def test_of_nobody_nothing_is_printed() -> None:
    assert (in_apa([]), in_gbt([]), translators_in_apa([])) == ("", "", "")


def test_the_page_prints_them_where_no_script_runs(built_newsroom: Path) -> None:
    """Of the day that the story was compiled: neither text of it was here before."""
    page = lxml.html.parse(built_newsroom / "site/en" / STORY / "index.html")
    url, title = f"https://kites.example/en/{STORY}", "Kite school opens at Pinebridge’s old mill"
    assert said(page, "share-address") == url
    assert said(page, "cite-apa") == f"The Kite Desk. (2030, November 1). {title}. Kite Desk. {url}"
    assert said(page, "cite-gbt") == f"The Kite Desk. {title}[EB/OL]. （2030-11-01）[access date]. {url}."
    page = lxml.html.parse(built_newsroom / "site/zh" / STORY / "index.html")
    url, title = f"https://kites.example/zh/{STORY}", "松桥老磨坊风筝学校开学"
    assert said(page, "cite-apa") == f"本栏. (2030, November 1). {title} (林帆, Trans.). 风筝专栏. {url}"
    assert said(page, "cite-gbt") == f"本栏. {title}[EB/OL]. 林帆，译. （2030-11-01）[引用日期]. {url}."


def said(page: Any, part: str) -> str:
    return page.xpath(f'//*[@id="{part}"]')[0].text_content()


@pytest.mark.parametrize("kind", ["news/2030/", "tags/", "timeline/", ""])
def test_lists_are_not_cited(built_newsroom: Path, kind: str) -> None:
    page = lxml.html.parse(built_newsroom / "site/en" / kind / "index.html")
    assert not page.xpath('//*[@class="share"]')


@pytest.mark.parametrize("kind", [STORY, "events/2030/kite-day/", "summit/", "summit/2030/"])
def test_buttons_wait_for_the_script(built_newsroom: Path, kind: str) -> None:
    page = lxml.html.parse(built_newsroom / "site" / "zh" / kind / "index.html")
    buttons = page.xpath('//section[@class="share"]//button')
    assert [button.get("hidden") for button in buttons] == [""] * 4
