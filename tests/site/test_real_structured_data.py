"""The structured data of the real site: of schema.org's terms only, and closed, wherever the site stands."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import schema_org
import served
from newsdesk.i18n.typography import has_han


@pytest.fixture(params=["/", "/hub/"])
def pages(request: pytest.FixtureRequest) -> tuple[str, Mapping[str, Mapping[str, Any]]]:
    """Where the site stands, and what each of its pages says."""
    site: Path = request.getfixturevalue("at_root" if request.param == "/" else "below_hub")
    return f"{served.HOST}{request.param}", dict(schema_org.documents(site / request.param.strip("/")))


def test_every_term_is_of_schema_org(pages: tuple[str, Mapping[str, Mapping[str, Any]]]) -> None:
    home, found = pages
    things = [each for page in found.values() for each in schema_org.nodes(page["@graph"])]
    assert {"NewsArticle", "Event", "EventSeries", "BreadcrumbList"} <= {str(each.get("@type")) for each in things}
    assert [fault for each in things for fault in schema_org.faults(each)] == []
    assert home in {each["@id"] for each in things if "@id" in each}


def test_every_reference_leads_to_what_describes_it(pages: tuple[str, Mapping[str, Mapping[str, Any]]]) -> None:
    home, found = pages
    assert len(found) > 300
    assert schema_org.loose_references(found, home) == []


def test_chinese_on_an_english_page_says_that_it_is_chinese(
    pages: tuple[str, Mapping[str, Mapping[str, Any]]],
) -> None:
    english = [page for name, page in pages[1].items() if name.startswith("en/")]
    texts = [text for page in english for text in schema_org.plain(page["@graph"])]
    assert len(texts) > 1000
    assert list(filter(has_han, texts)) == []


def test_an_archive_report_is_of_the_day_it_was_compiled_and_covers_the_day_it_tells_of(
    pages: tuple[str, Mapping[str, Mapping[str, Any]]],
) -> None:
    page = pages[1][f"en/{served.STORY}index.html"]
    article = next(each for each in page["@graph"] if each["@type"] == "NewsArticle")
    assert article["datePublished"].startswith("2026-11-")
    assert article["datePublished"].endswith("T00:00:00+08:00")
    assert article["temporalCoverage"] == "2014-02-19"
    assert article["about"]
