"""What browser editors for Git write is taken as it is meant, and tidied: dates with an offset, and empty values.

Sveltia CMS: https://sveltiacms.app/en/docs/fields/datetime, Decap CMS: https://decapcms.org/docs/widgets/#datetime
"""

from datetime import date, datetime
from pathlib import Path

import pytest

import sites
from newsdesk.content.front_matter import StoryFacts, TranslationWords
from newsdesk.content.types import in_zone

SHANGHAI, NEW_YORK = "Asia/Shanghai", "America/New_York"
STORY = """---
title: Kites over the mill
summary: Four kites flew on May 1, 2030.
published: {published}
{more}
sources: [mill-archive]
---

The wind blew.
"""
PATH = "docs/en/news/2031/kites.md"


def story(site: Path, published: str = "2031-05-20", more: str = "") -> StoryFacts:
    """The facts of a story with these lines, which is valid."""
    (site / PATH).write_text(STORY.format(published=published, more=more).replace("\n\nsources", "\nsources"), "utf-8")
    library, problems = sites.lint(site)
    assert [each for each in problems if each.location.path == PATH and each.level.value != "note"] == []
    return library.by_key["2031/kites"].facts


@pytest.mark.parametrize(
    ("typed", "zone", "meant"),
    [
        ("2031-05-20", "", "2031-05-20T00:00"),
        ("2031-05-20T00:00:00.000Z", SHANGHAI, "2031-05-20T08:00"),
        ("2031-05-20T00:00:00.000Z", NEW_YORK, "2031-05-19T20:00"),
        ("2031-05-19T16:00:00Z", SHANGHAI, "2031-05-20T00:00"),
        ("2031-05-20T08:00:00+08:00", SHANGHAI, "2031-05-20T08:00"),
        ("2031-05-20T08:00:00.123456-0400", SHANGHAI, "2031-05-20T20:00"),
        ("2031-05-20T08:00:00", SHANGHAI, "2031-05-20T08:00"),
        ("2031-05-20T08:00:59", "", "2031-05-20T08:00"),
        ("2031-05-20 08:00", SHANGHAI, "2031-05-20T08:00"),
        ("2031-05-20 08:00:00", SHANGHAI, "2031-05-20T08:00"),
        ("2031-05-20T08:00:00Z", "", None),
        ("2031-05-32", SHANGHAI, None),
        ("2031-05-20T25:00", SHANGHAI, None),
        ("0001-01-01T00:00Z", NEW_YORK, None),
        ("9999-12-31T23:00Z", SHANGHAI, None),
        ("20310520T080000Z", SHANGHAI, None),
        ("2031-W21-2", SHANGHAI, None),
    ],
)
def test_a_moment_in_the_zone_of_the_site(typed: str, zone: str, meant: str | None) -> None:
    assert in_zone(typed, zone) == (datetime.fromisoformat(meant) if meant else None)


@pytest.mark.parametrize(
    ("typed", "moment", "tidied"),
    [
        ("2031-05-20T00:00:00.000Z", datetime(2031, 5, 20, 8), "2031-05-20T08:00"),
        ('"2031-05-20T08:00:00+08:00"', datetime(2031, 5, 20, 8), "2031-05-20T08:00"),
        ("2031-05-19T16:00:00Z", datetime(2031, 5, 20), "2031-05-20"),
        ("2031-05-20T08:00:00", datetime(2031, 5, 20, 8), "2031-05-20T08:00"),
        ("2031-05-20 08:00", datetime(2031, 5, 20, 8), "2031-05-20T08:00"),
        ("2031-05-20T00:00", datetime(2031, 5, 20), "2031-05-20"),
    ],
)
def test_published_is_a_moment(typed: str, moment: datetime, tidied: str, site: Path) -> None:
    assert story(site, typed).published == moment
    assert sites.newsdesk(site, "tidy", PATH).code == 0
    assert f"\npublished: {tidied}\n" in (site / PATH).read_text("utf-8")
    assert story(site, tidied).published == moment


@pytest.mark.parametrize("key", ["updated", "compiled"])
@pytest.mark.parametrize("typed", ["2031-05-21T16:00:00.000Z", "2031-05-22T23:59:59+08:00", "2031-05-22 10:00"])
def test_other_dates_are_days(key: str, typed: str, site: Path) -> None:
    assert getattr(story(site, more=f"{key}: {typed}"), key) == date(2031, 5, 22)
    sites.newsdesk(site, "tidy", PATH)
    assert f"\n{key}: 2031-05-22\n" in (site / PATH).read_text("utf-8")


def test_the_zone_of_the_site_decides_the_day(site: Path) -> None:
    """And what was read for a site in another zone is read again."""
    file = site / "mkdocs.yml"
    typed = "2031-05-20T00:00:00.000Z"
    assert story(site, typed).published.date() == date(2031, 5, 20)
    assert sites.newsdesk(site, "check", PATH).code == 0
    file.write_text(file.read_text("utf-8").replace(SHANGHAI, NEW_YORK), "utf-8")
    assert story(site, typed).published.date() == date(2031, 5, 19)
    assert sites.newsdesk(site, "check", PATH).code == 0


EMPTY = ["updated", "image", "draft", "events", "tags", "byline", "people", "corrections", "withdrawn", "lang", "event"]


@pytest.mark.parametrize("value", ['""', "''", "null", "~", "[]", ""])
@pytest.mark.parametrize("key", EMPTY)
def test_an_empty_field_is_none(key: str, value: str, site: Path) -> None:
    assert story(site, more=f"{key}: {value}") == story(site)


def test_empty_fields_of_an_image_are_none(site: Path) -> None:
    assert story(site, more='image:\n  src: ""\n  alt: ""').image is None
    image = story(site, more='image:\n  src: media/2030/mill.png\n  alt: A mill\n  caption: ""\n  credit: null').image
    assert image
    assert (image.caption, image.credit) == (None, None)


def test_tidying_leaves_out_what_is_empty_and_keeps_comments(site: Path) -> None:
    more = 'updated: ""\n# Whether it is finished.\ndraft: null\nevents: null\ntags: []\nimage:\n  src: ""\n  alt: ""'
    facts = story(site, more=more)
    sites.newsdesk(site, "tidy", PATH)
    text = (site / PATH).read_text("utf-8")
    assert "\n# Whether it is finished.\ndraft: null\n" in text
    assert not any(f"\n{key}:" in text for key in ("updated", "events", "tags", "image"))
    assert sites.library(site).by_key["2031/kites"].facts == facts
    before = text
    sites.newsdesk(site, "tidy", PATH)
    assert (site / PATH).read_text("utf-8") == before


@pytest.mark.parametrize("value", ['""', "null", "~"])
def test_an_empty_title_is_an_error(value: str, site: Path) -> None:
    text = STORY.format(published="2031-05-20", more="byline: x").replace("Kites over the mill", value)
    (site / PATH).write_text(text, encoding="utf-8")
    assert f"{PATH}:2:8: error[empty]: title must not be empty" in sites.check_output(site)[1]


def test_an_original_may_leave_the_fields_of_a_translation_empty_and_a_translation_those_of_an_original(
    site: Path,
) -> None:
    story(site, more='translated: ""\ntranslator: x'.partition("\n")[0])
    translation = (
        "---\ntitle: 风筝飞过磨坊\nsummary: 2030年5月1日，四只风筝放飞。\n"
        'translated: 2031-05-20T16:00:00.000Z\nupdated: ""\ntags: []\nimage: null\n---\n\n起风了。\n'
    )
    (site / PATH.replace("/en/", "/zh/")).write_text(translation, encoding="utf-8")
    library, problems = sites.lint(site)
    assert {each.level.value for each in problems} == {"note"}
    [pair] = library.by_key["2031/kites"].versions.pairs
    assert isinstance(pair.translation.front, TranslationWords)
    assert pair.translation.translated == date(2031, 5, 21)
