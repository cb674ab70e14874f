"""A story's sources: own reporting is one, and a story may have none where the rule `unsourced` is lowered."""

import json
import re
from pathlib import Path

import pytest
from lxml import html

import sites

STORY = """---
title: Kites over the mill
summary: Four kites flew on May 1, 2030.
published: 2030-05-02
{sources}
---

The wind blew.
"""
TRANSLATION = """---
title: 风筝飞过磨坊
summary: 2030年5月1日，四只风筝放飞。
translated: 2030-05-03
---

起风了。
"""
IN_FULL = """sources:
  - {own: reporting, who: Ada Lindqvist, where: {en: Pinebridge, zh: 松桥}, date: 2030-05-01}
  - own reporting"""


def built(site: Path, sources: str, *, rules: str = "") -> Path:
    """The newsroom, built with a story in two languages that names these sources."""
    for language, text in (("en", STORY.format(sources=sources)), ("zh", TRANSLATION)):
        (site / f"docs/{language}/news/2030/kites.md").write_text(text, encoding="utf-8")
    if rules:
        configuration = site / "mkdocs.yml"
        before = configuration.read_text(encoding="utf-8")
        configuration.write_text(before.replace("    zone:", f"    rules: {rules}\n    zone:"), encoding="utf-8")
    run = sites.newsdesk(site, "build", "--site", "built")
    assert run.code == 0, run.err
    assert "Traceback" not in run.err
    return site / "built"


def page(folder: Path, language: str) -> html.HtmlElement:
    return html.fromstring((folder / language / "news/2030/kites/index.html").read_bytes())


def cited(folder: Path, language: str) -> list[str]:
    found = page(folder, language).xpath("//section[@aria-labelledby='sources']//li")
    return [re.sub(r"\s+", " ", each.text_content()).strip() for each in found]


def article(folder: Path, language: str) -> dict[str, object]:
    graph = json.loads(page(folder, language).xpath("//script[@type='application/ld+json']")[0].text)["@graph"]
    return next(each for each in graph if each["@type"] == "NewsArticle")


def test_own_reporting_is_cited_with_who_and_where(site: Path) -> None:
    folder = built(site, IN_FULL)
    assert cited(folder, "en") == ["Own reporting: Ada Lindqvist, Pinebridge · May 1, 2030", "Own reporting"]
    assert cited(folder, "zh") == ["本站采访：Ada Lindqvist，松桥 · 2030年5月1日", "本站采访"]


def test_own_reporting_is_no_publication_to_search_engines(site: Path) -> None:
    found = article(built(site, IN_FULL), "zh")
    assert found["contributor"] == [{"@type": "Person", "name": "Ada Lindqvist"}]
    assert found["locationCreated"] == [{"@type": "Place", "name": "松桥"}]
    assert "citation" not in found


def test_a_figure_may_come_from_a_source_beside_own_reporting(site: Path) -> None:
    event = "event:\n  title: A day of kites\n  when: 2030-05-01\n  place: Pinebridge\n  state: held"
    folder = built(site, f"{IN_FULL}\n  - mill-archive\n{event}")
    assert len(cited(folder, "en")) == 3
    assert sites.newsdesk(site, "check", "--site", "built").code == 0
    calendar = next(folder.glob("en/events/2030/*/*.ics"))
    assert "Own reporting" in calendar.read_text(encoding="utf-8").replace("\r\n ", "")


@pytest.mark.parametrize("sources", ["", "sources: []", "sources:"])
def test_a_story_without_sources_is_an_error_that_can_be_lowered(sources: str, site: Path) -> None:
    folder = built(site, sources, rules="{unsourced: note}")
    for language in sites.LANGUAGES:
        assert cited(folder, language) == []
        assert not page(folder, language).xpath("//*[@id='sources']")
        assert "citation" not in article(folder, language)
    assert sites.newsdesk(site, "check", "--site", "built").code == 0
    (site / "mkdocs.yml").write_text(
        (site / "mkdocs.yml").read_text(encoding="utf-8").replace("{unsourced: note}", "{}"), encoding="utf-8"
    )
    code, text = sites.check_output(site)
    assert code == 1
    assert "docs/en/news/2030/kites.md:" in text
    assert "error[unsourced]: the story has no source" in text
    assert "| for example: sources: [an-id-of-sources-yml]" in text
    assert " the line: sources: [own reporting]" in text


def test_the_origin_of_a_story_is_a_source(site: Path) -> None:
    built(site, "origin: mill-archive")


def test_what_is_wrong_with_own_reporting_is_said_at_its_line(site: Path) -> None:
    wrong = "sources:\n  - {own: reporting, whom: Ada Lindqvist}\n  - {own: work}\n  - Own reporting"
    (site / "docs/en/news/2030/kites.md").write_text(STORY.format(sources=wrong), encoding="utf-8")
    _, text = sites.check_output(site)
    lines = [line for line in text.splitlines() if line.startswith("docs/en/news/2030/kites.md")]
    assert [line.partition(": ")[0].split(":")[1] for line in lines] == ["6", "7", "8"]
    assert 'unknown field "whom"; did you mean "who"?' in lines[0]
    assert "reporting" in lines[1]


def test_an_editor_starts_a_story_of_their_own(site: Path) -> None:
    run = sites.newsdesk(site, "new", "story", "A day of kites", "--source", "own reporting")
    assert run.code == 0, run.err
    [story] = site.glob("docs/en/news/*/a-day-of-kites.md")
    assert "sources: [own reporting]" in story.read_text(encoding="utf-8")
