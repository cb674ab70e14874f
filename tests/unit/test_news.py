"""The list of all news: every story once, the newest first, in both languages, on as many pages as it takes."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml.html import HtmlElement, parse

import sites
from newsdesk.content.library import Library

BOTH = pytest.mark.parametrize("language", sites.LANGUAGES)


def pages(built_newsroom: Path, language: str) -> Sequence[HtmlElement]:
    """The pages of the list, each reached from the one before."""
    found = [built_newsroom / f"site/{language}/news/index.html"]
    for page in found:
        earlier = parse(page).xpath("//nav[@class='pager']/a[@rel='next']/@href")
        found += [(page.parent / where).resolve() / "index.html" for where in earlier]
    return [parse(page) for page in found]


@BOTH
def test_every_story_stands_in_it_once_and_the_newest_first(
    built_newsroom: Path, library: Library, language: str
) -> None:
    found = pages(built_newsroom, language)
    assert len(found) > 1
    entries = [entry for page in found for entry in page.xpath("//main//article")]
    days = [day for entry in entries for day in entry.xpath(".//time/@datetime")]
    assert days == sorted(days, reverse=True)
    titles = [entry.xpath("string(.//h2/a)") for entry in entries]
    assert len(titles) == len(set(titles)) == len(days) == len(library.stories)
    assert all(entry.xpath("string(.//p[@class='card__summary'])") for entry in entries)


@BOTH
def test_one_that_is_not_translated_says_so(built_newsroom: Path, language: str) -> None:
    badged = [
        entry for page in pages(built_newsroom, language) for entry in page.xpath("//article[.//span[@class='badge']]")
    ]
    assert badged
    assert all(entry.xpath(".//h2/a/@hreflang") and entry.xpath(".//h2/a/span/@lang") for entry in badged)


@BOTH
def test_the_years_stay_beside_it(built_newsroom: Path, library: Library, language: str) -> None:
    for page in pages(built_newsroom, language):
        years = page.xpath("//nav[@class='jumps']//a")
        assert [year.text.strip() for year in years] == [str(year) for year in library.by_year]
        assert sum(int(year.xpath("string(span)")) for year in years) == len(library.stories)


@BOTH
def test_its_further_pages_are_known_to_search_engines_in_both_languages(built_newsroom: Path, language: str) -> None:
    second = parse(built_newsroom / f"site/{language}/news/page/2/index.html")
    assert second.xpath("//link[@rel='alternate'][@hreflang]/@href") == [
        f"https://kites.example/{each}/news/page/2/" for each in (*sites.LANGUAGES, "en")
    ]
    where = f"https://kites.example/{language}/news/page/2/"
    assert second.xpath("//link[@rel='canonical']/@href") == [where]
    assert f"<loc>{where}</loc>" in (built_newsroom / "site/sitemap.xml").read_text(encoding="utf-8")
