"""The news sitemap: what came in the last two days, by the clock of the build; off unless a site asks for it."""

from pathlib import Path

import pytest
from lxml import etree

import sites
from newsdesk.site_check import check_site

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "n": "http://www.google.com/schemas/sitemap-news/0.9"}
MUSEUM = "https://kites.example/{}/news/2030/kite-museum-plan/"
NIGHT = "https://kites.example/zh/news/2031/kite-night/"


@pytest.fixture
def asking(site: Path) -> Path:
    """A newsroom that asks for news sitemaps."""
    path = site / "mkdocs.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("    page_size: 3", "    page_size: 3\n    news_sitemap: true"), encoding="utf-8")
    return site


def news(site: Path, language: str, as_of: str) -> list[tuple[str, list[str]]]:
    """The addresses in a news sitemap, each with what is said of it as news."""
    assert sites.build(site, NEWSDESK_AS_OF=as_of).code == 0
    tree = etree.parse(str(site / "site" / language / "news-sitemap.xml"))
    urls = tree.xpath("/s:urlset/s:url", namespaces=NAMES)
    assert urls, "no sitemap may be empty"
    said = "n:news/n:publication/n:name | n:news/n:publication/n:language | n:news/n:publication_date | n:news/n:title"
    return [
        (url.findtext("s:loc", namespaces=NAMES), [each.text for each in url.xpath(said, namespaces=NAMES)])
        for url in urls
    ]


def test_there_is_none_unless_the_site_asks(built_newsroom: Path) -> None:
    assert not list((built_newsroom / "site").rglob("news-sitemap.xml"))


def test_what_is_news_is_said_in_its_language(asking: Path) -> None:
    moment = "2030-12-01T18:00:00+08:00"
    title = "松桥风筝博物馆定于2031年开馆"
    assert news(asking, "zh", "2030-12-02") == [(MUSEUM.format("zh"), ["风筝专栏", "zh-cn", moment, title])]
    ((where, (name, language, day, _)),) = news(asking, "en", "2030-12-02")
    assert (where, name, language) == (MUSEUM.format("en"), "Kite Desk", "en")
    assert day == "2030-12-02T00:00:00+08:00"


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2031-01-04", NIGHT),
        ("2031-01-05T23:59", NIGHT),
        ("2031-01-06T00:00", "https://kites.example/zh/"),
        # An archive report is no news on the day on which it is compiled.
        ("2030-11-01T12:00", "https://kites.example/zh/"),
    ],
)
def test_news_is_news_for_two_days(asking: Path, as_of: str, expected: str) -> None:
    assert [where for where, _ in news(asking, "zh", as_of)] == [expected]


def test_a_translation_is_no_news_before_its_day(asking: Path) -> None:
    assert [where for where, _ in news(asking, "en", "2030-12-01T20:00")] == ["https://kites.example/en/"]


def test_without_news_it_is_padded_and_the_site_has_no_fault(asking: Path) -> None:
    assert news(asking, "en", sites.AS_OF) == [("https://kites.example/en/", [])]
    reports = check_site(asking / "site", "https://kites.example/", sites.MOMENT)
    assert [problem for report in reports for problem in report.problems] == []
