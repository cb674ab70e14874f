"""Structured data: read by a processor of JSON-LD, held to schema.org, and closed: every reference leads somewhere."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html as parser
from pyld import jsonld

import schema_org
import sites
from newsdesk.i18n.typography import has_han
from newsdesk.pages.jsonld import document, nodes
from newsdesk.pages.view import json_ld

HOME = "https://kites.example/"
STORY = "en/news/2030/kite-school-opens/index.html"
CONTEXT = {"@vocab": schema_org.SCHEMA, **{name: {"@type": "@id"} for name in ("archivedAt", "item", "url")}}
"""What of schema.org's context matters here; nothing is fetched."""


def loaded(url: str, options: object) -> Mapping[str, object]:
    del options
    assert url == "https://schema.org", url
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": CONTEXT},
    }


@pytest.fixture(scope="module")
def pages(built_newsroom: Path) -> Mapping[str, Mapping[str, Any]]:
    return dict(schema_org.documents(built_newsroom / "site"))


def test_every_page_describes_itself(built_newsroom: Path, pages: Mapping[str, Mapping[str, Any]]) -> None:
    assert len(pages) > 50
    for page in (built_newsroom / "site").rglob("*.html"):
        text, name = page.read_text(encoding="utf-8"), page.relative_to(built_newsroom / "site").as_posix()
        # A page that only leads on to another describes nothing.
        if 'http-equiv="refresh"' not in text:
            identities = [each["@id"] for each in pages[name]["@graph"]]
            assert f"{HOME}{name.removesuffix('index.html')}" in identities
            assert len(identities) == len(set(identities))


def test_every_page_says_of_the_terms_of_schema_org_only_what_they_allow(
    pages: Mapping[str, Mapping[str, Any]],
) -> None:
    for name, page in pages.items():
        faults = [fault for each in schema_org.nodes(page["@graph"]) for fault in schema_org.faults(each)]
        assert faults == [], name


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"@type": "Evnet"}, "Evnet is no type"),
        ({"@type": "Event", "headline": "A"}, "Event has no headline"),
        ({"@type": "Event", "organizer": {"@type": "Place"}}, "organizer of Event is no Place"),
        ({"@type": "Event", "eventStatus": "https://schema.org/EventGone"}, "EventGone is no eventStatus"),
    ],
)
def test_a_wrong_term_is_found(wrong: Mapping[str, Any], fault: str) -> None:
    assert list(schema_org.faults(wrong)) == [fault]


def test_a_processor_drops_nothing(pages: Mapping[str, Mapping[str, Any]]) -> None:
    for page in pages.values():
        dropped: list[str | None] = []
        expanded = jsonld.expand(page, {"documentLoader": loaded}, dropped.append)
        assert dropped == []
        assert len(expanded) == len(page["@graph"])
        for each in expanded:
            assert all(name.startswith(("@", schema_org.SCHEMA)) for name in each)


def test_every_reference_leads_to_what_describes_it(pages: Mapping[str, Mapping[str, Any]]) -> None:
    assert schema_org.loose_references(pages, HOME) == []


def test_a_reference_that_leads_nowhere_is_found(pages: Mapping[str, Mapping[str, Any]]) -> None:
    page = {"@graph": [{"@type": "Event", "@id": f"{HOME}x", "superEvent": {"@id": f"{HOME}en/#series"}}]}
    assert schema_org.loose_references({**pages, "x": page}, HOME) == [f"x: {HOME}en/#series"]


@pytest.mark.parametrize("name", schema_org.SHOWN)
def test_structured_data_is_as_expected(pages: Mapping[str, Mapping[str, Any]], name: str) -> None:
    expected = sites.EXPECTED / f"{name}.jsonld"
    assert schema_org.as_text(pages[schema_org.SHOWN[name]]) == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("page", "said"),
    [
        # Cancelled, of whole days.
        ("events/2029/tunnel-closed", {"eventStatus": "EventCancelled", "startDate": "2029-06-30"}),
        # A month is no day.
        ("summit/2029", {"eventStatus": "EventScheduled", "startDate": None, "endDate": None}),
        # An edition belongs to the series, its forerunner is counted in none.
        ("summit/2030", {"superEvent": [{"@id": f"{HOME}en/series/fair/#series"}], "endDate": "2030-10-07"}),
        ("events/2030/kite-day", {"superEvent": None, "previousStartDate": ["2030-10-06"]}),
        # A storyline is no series.
        ("events/2030/school-opening", {"superEvent": None, "eventAttendanceMode": "OnlineEventAttendanceMode"}),
    ],
)
def test_an_event_says_what_its_record_says(
    pages: Mapping[str, Mapping[str, Any]], page: str, said: Mapping[str, Any]
) -> None:
    for language in ("en", "zh"):
        event = pages[f"{language}/{page}/index.html"]["@graph"][-1]
        assert event["@type"] == "Event"
        assert event["@id"] == f"{HOME}en/{page}/#event"
        found = {key: event.get(key) for key in said}
        short = {
            key: each.removeprefix(schema_org.SCHEMA) if isinstance(each, str) else each for key, each in found.items()
        }
        assert short == said


def test_a_story_and_its_translation_name_each_other(pages: Mapping[str, Mapping[str, Any]]) -> None:
    story, translation = (pages[schema_org.SHOWN[name]]["@graph"][-1] for name in ("story", "translation"))
    assert story["workTranslation"] == [{"@id": translation["@id"]}]
    assert translation["translationOfWork"] == {"@id": story["@id"]}
    assert "workTranslation" not in translation
    assert "translationOfWork" not in story


def test_chinese_on_an_english_page_says_that_it_is_chinese(pages: Mapping[str, Mapping[str, Any]]) -> None:
    english = {name: page for name, page in pages.items() if name.startswith("en/")}
    assert len(english) > 20
    assert [
        (name, text) for name, page in english.items() for text in schema_org.plain(page["@graph"]) if has_han(text)
    ] == []


def test_a_title_cannot_break_out(site: Path) -> None:
    title = "</script><script>alert(1)</script><!--<script>"
    story = site / "docs/en/news/2030/kite-school-opens.md"
    text = story.read_text(encoding="utf-8")
    old = next(line for line in text.splitlines() if line.startswith("title:"))
    story.write_text(text.replace(old, f"title: {title}"), encoding="utf-8")
    assert sites.build(site).code == 0
    page = site / "site" / STORY
    tree = parser.fromstring(page.read_bytes())
    script, *others = (each for each in tree.iter("script") if each.get("type") == "application/ld+json")
    article = json.loads(script.text)["@graph"][-1]
    assert others == []
    assert "alert(1)" not in "".join(each.text or "" for each in tree.iter("script") if each is not script)
    assert article["headline"] == title


@given(st.text())
@example("</script><script>")
def test_any_text_comes_back_and_none_ends_its_element(text: str) -> None:
    written = document([nodes([json_ld("Thing", name=text)])])
    assert "<" not in written
    (found,) = json.loads(written)["@graph"]
    assert found.get("name", "") == text
