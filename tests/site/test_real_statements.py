"""What the real site states: who reported a figure, whom it names, and up to when something holds."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from lxml import html

import sites
from newsdesk.content.library import Library
from newsdesk.lint import events

OWN_REPORTER = re.compile(
    r"\b(?:expo|conference|symposium|summit) (?:reports?|counts?|announces?|says)\b|会(?:宣布|公布|报告|称)"
)
"""An event that speaks for itself: it has no voice, somebody reports its figures."""
WITHOUT_END = re.compile(r"\b(?:every|each) year since\b|\bever since\b|历年均|此后每年|此后历年")
"""What is said so grows by a year each year, without a source that says it."""


@pytest.fixture(scope="module")
def real() -> Library:
    """The library of docs/."""
    return sites.library(sites.PROJECT, datetime.fromisoformat("2026-11-30T12:00"))


def pages(site: Path, below: str) -> Iterator[tuple[str, html.HtmlElement]]:
    """The address and the main part of each page below a folder, in each language."""
    for language in ("en", "zh"):
        found = sorted((site / language / below).rglob("index.html"))
        assert found
        for path in found:
            (main,) = html.fromstring(path.read_bytes()).iter("main")
            yield path.relative_to(site).as_posix(), main


def test_no_headline_lets_an_event_report_its_own_figures(at_root: Path) -> None:
    headlines = [
        (where, heading.text_content()) for where, main in pages(at_root, "news") for heading in main.iter("h1")
    ]
    assert len(headlines) > 40
    assert [each for each in headlines if OWN_REPORTER.search(each[1])] == []


def test_nothing_is_said_to_go_on_without_end(at_root: Path) -> None:
    texts = [(where, main.text_content()) for where, main in pages(at_root, "")]
    assert len(texts) > 400
    assert [where for where, text in texts if WITHOUT_END.search(text)] == []


def test_whoever_a_story_names_in_latin_letters_is_in_the_register(at_root: Path, real: Library) -> None:
    known = {
        person.name.without_fallback(language)
        for person in real.registers.people.values()
        for language in person.name.by_language
    }
    named = {
        name.text_content()
        for where, main in pages(at_root, "news")
        for name in main.iter("span")
        if where.startswith("zh/") and name.get("lang") == "zh-Latn"
    }
    assert {"Gao Weidong", "Zhou Hongyi"} <= named
    assert named - known == set()


def test_countries_and_regions_in_a_record_are_none_in_its_stories(real: Library) -> None:
    held = real.registers.editions["2025"]
    figures = tuple(
        each.model_copy(update={"measure": "countries-and-regions-of-guests"})
        if each.measure == "countries-of-guests"
        else each
        for each in held.figures
    )
    editions = {**real.registers.editions, "2025": held.model_copy(update={"figures": figures})}
    wrong = replace(real, registers=replace(real.registers, editions=editions))
    assert [problem.rule for problem in events.check_claims(real)] == []
    assert sorted((problem.rule, problem.location.path) for problem in events.check_claims(wrong)) == [
        ("figure-unit", "docs/en/news/2025/expo-figures.md"),
        ("figure-unit", "docs/zh/news/2025/expo-figures.md"),
    ]
