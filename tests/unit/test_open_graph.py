"""What is shown where a page is shared: the Open Graph protocol (https://ogp.me)."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from lxml import html

from newsdesk.i18n.languages import Language

HOME = "https://kites.example/"
ONCE = ("og:title", "og:description", "og:type", "og:url", "og:site_name", "og:locale")
STORY = "en/news/2030/kite-school-opens/"


def said(page: html.HtmlElement, name: str) -> Sequence[str]:
    return page.xpath(f"/html/head/meta[@property='{name}' or @name='{name}']/@content")


def page_at(built_newsroom: Path, address: str) -> html.HtmlElement:
    return html.fromstring((built_newsroom / "site" / address / "index.html").read_bytes())


def test_every_page_that_leads_nowhere_else_says_once_what_it_is(built_newsroom: Path) -> None:
    pages = [html.fromstring(path.read_bytes()) for path in sorted((built_newsroom / "site").rglob("*.html"))]
    pages = [page for page in pages if not page.xpath("//meta[@http-equiv='refresh']")]
    assert len(pages) > 50
    for page in pages:
        assert all(len(said(page, name)) == 1 and said(page, name)[0].strip() for name in ONCE)
        assert said(page, "og:url") == page.xpath("//link[@rel='canonical']/@href")
        assert said(page, "og:description") == said(page, "description")
        assert said(page, "twitter:card") == ["summary_large_image" if said(page, "og:image") else "summary"]


def test_a_story_is_an_article_with_its_moments(built_newsroom: Path) -> None:
    page = page_at(built_newsroom, STORY)
    assert said(page, "og:type") == ["article"]
    assert said(page, "og:url") == [HOME + STORY]
    published, modified = (
        datetime.fromisoformat(said(page, f"article:{name}_time")[0]) for name in ("published", "modified")
    )
    assert published.tzinfo
    assert published <= modified


def test_a_page_that_is_no_story_is_a_website(built_newsroom: Path) -> None:
    page = page_at(built_newsroom, "zh/news/2030")
    assert said(page, "og:type") == ["website"]
    assert said(page, "article:published_time") == []


def test_only_real_translations_are_named(built_newsroom: Path) -> None:
    page = page_at(built_newsroom, "zh/news/2030/kite-school-opens")
    assert said(page, "og:locale") == ["zh_CN"]
    assert said(page, "og:locale:alternate") == ["en_US"]
    missing = page_at(built_newsroom, "en/news/2031/kite-night")
    assert said(missing, "og:locale:alternate") == []


@pytest.mark.parametrize(("code", "locale"), [("en", "en_US"), ("zh", "zh_CN"), ("ja", "ja_JP"), ("pt", "pt_BR")])
def test_a_locale_names_its_likely_territory(code: str, locale: str) -> None:
    assert Language(code).with_territory == locale
