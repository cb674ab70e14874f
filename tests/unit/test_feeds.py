"""Feeds: one language each, whole addresses, ids and days of their own. tests/expected/ has those of tests/newsroom."""

import json
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from lxml import etree
from lxml.html import fragment_fromstring, tostring
from markupsafe import escape

import sites
from newsdesk.content.library import Library
from newsdesk.i18n.languages import Language
from newsdesk.markdown.converter import FeedContent
from newsdesk.outputs import feeds
from newsdesk.outputs.feeds import atom_feed, json_feed_document, rss_feed

HOST = "kites.example"
TAGS = {"en": "en", "zh": "zh-Hans"}
FEEDS = [f"{language}/{name}" for language in TAGS for name in ("feed.xml", "rss.xml", "corrections.xml")]
EXPECTED = [*FEEDS, "en/summit/feed.xml", "en/feed.json", "zh/feed.json", "en/tags/mill/feed.xml"]
SCHOOL = "tag:kites.example,2029:en/news/kite-school"


def parsed(site: Path, name: str) -> Any:
    return feedparser.parse((site / "site" / name).read_bytes())


def meant(html: str) -> bytes:
    """HTML in its one canonical form: feed readers write elements and attributes in their own."""
    return bytes(tostring(fragment_fromstring(html, create_parent="div"), method="c14n"))


def ids(site: Path, name: str = "en/feed.xml") -> list[str]:
    return [entry.id for entry in parsed(site, name).entries]


def with_line(site: Path, name: str, old: str, new: str) -> Path:
    """The site with `new` for `old` in a source, built."""
    path = site / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    run = sites.build(site)
    assert run.code == 0, run.err
    return site


@pytest.mark.parametrize("name", EXPECTED)
def test_the_feeds_are_as_expected(built_newsroom: Path, name: str) -> None:
    assert sites.unmarked((built_newsroom / "site" / name).read_text("utf-8")) == (sites.EXPECTED / name).read_text(
        "utf-8"
    )


def test_every_feed_is_read_without_complaint_and_in_its_language(built_newsroom: Path) -> None:
    names = [path.relative_to(built_newsroom / "site").as_posix() for path in (built_newsroom / "site").rglob("*.xml")]
    names.remove("sitemap.xml")
    assert set(FEEDS) < set(names)
    for name in names:
        read = parsed(built_newsroom, name)
        assert not read.bozo, name
        assert read.feed.language == TAGS[name[:2]], name
        assert read.feed.title, name
        assert all(entry.id and entry.title and entry.link and entry.published for entry in read.entries), name


@pytest.mark.parametrize("language", TAGS)
def test_the_three_formats_say_the_same(built_newsroom: Path, language: str) -> None:
    said = json.loads((built_newsroom / "site" / language / "feed.json").read_text("utf-8"))
    atom, rss = parsed(built_newsroom, f"{language}/feed.xml"), parsed(built_newsroom, f"{language}/rss.xml")
    assert said["language"] == atom.feed.language == rss.feed.language
    for item, entry, other in zip(said["items"], atom.entries, rss.entries, strict=True):
        assert (item["id"], item["title"], item["url"]) == (entry.id, entry.title, entry.link)
        assert (item["id"], item["title"], item["url"]) == (other.id, other.title, other.link)
        assert item["date_published"] == entry.published
        assert item["date_modified"] == entry.updated
        assert entry.published_parsed == other.published_parsed
        assert meant(item["content_html"]) == meant(entry.content[0].value) == meant(other.summary)


def test_every_address_in_a_feed_names_its_host(built_newsroom: Path) -> None:
    found = 0
    for name in EXPECTED:
        text = (built_newsroom / "site" / name).read_text("utf-8").replace("&quot;", '"').replace('\\"', '"')
        for address in re.findall(r'(?:href|src)="([^"]*)"', text):
            found += 1
            assert urlsplit(address).scheme in ("http", "https"), f"{name}: {address}"
            if urlsplit(address).hostname == HOST:
                path = built_newsroom / "site" / urlsplit(address).path.lstrip("/")
                assert path.exists(), address
    assert found > 40


def test_a_feed_has_only_what_stands_in_its_language(built_newsroom: Path) -> None:
    assert not any("kite-night" in each for each in ids(built_newsroom))
    assert any("kite-night" in each for each in ids(built_newsroom, "zh/feed.xml"))
    assert "anary" not in "".join((built_newsroom / "site" / name).read_text("utf-8") for name in EXPECTED)


def test_a_translation_enters_on_its_own_day(built_newsroom: Path) -> None:
    for language, moment in (("zh", "2030-12-01T18:00:00+08:00"), ("en", "2030-12-02T00:00:00+08:00")):
        entries = parsed(built_newsroom, f"{language}/feed.xml").entries
        (museum,) = [entry for entry in entries if entry.id.endswith("kite-museum-plan")]
        assert museum.published == museum.updated == moment


def test_an_archive_report_enters_when_it_is_compiled_and_says_what_day_it_tells_of(built_newsroom: Path) -> None:
    (school,) = [entry for entry in parsed(built_newsroom, "en/feed.xml").entries if entry.id == SCHOOL]
    assert school.published == "2030-11-01T00:00:00+08:00"
    assert school.summary.startswith("April 13, 2030: ")
    assert school.content[0].value.startswith("<p>News of April 13, 2030</p>")


def test_the_newest_come_first_and_the_feed_is_as_new_as_they_are(built_newsroom: Path) -> None:
    for name in FEEDS:
        read = parsed(built_newsroom, name)
        moments = [entry.published_parsed for entry in read.entries]
        assert moments == sorted(moments, reverse=True)
        if read.entries and "rss" not in name:
            assert read.feed.updated == max(entry.updated for entry in read.entries)


def test_an_id_outlives_a_change_and_a_move(built_newsroom: Path, site: Path) -> None:
    story = "docs/en/news/2030/kite-school-opens.md"
    with_line(site, story, "updated: 2030-04-15", "updated: 2031-05-20")
    assert ids(site) == ids(built_newsroom)
    assert SCHOOL in ids(site)
    (school,) = [entry for entry in parsed(site, "en/feed.xml").entries if entry.id == SCHOOL]
    assert school.updated == "2031-05-20T00:00:00+08:00"
    assert school.published == "2030-11-01T00:00:00+08:00"


def test_ids_do_not_change_with_the_host(built_newsroom: Path, site: Path) -> None:
    assert sites.build(site, SITE_URL="https://elsewhere.example/hub/").code == 0
    for name in FEEDS:
        assert ids(site, name) == ids(built_newsroom, name)
    assert "https://elsewhere.example/hub/en/news/2029/wind-tunnel/" in (site / "site/en/feed.xml").read_text("utf-8")


def test_no_two_items_of_all_feeds_share_an_id(built_newsroom: Path) -> None:
    for name in FEEDS:
        assert len(set(ids(built_newsroom, name))) == len(ids(built_newsroom, name))
    assert not set(ids(built_newsroom, "en/feed.xml")) & set(ids(built_newsroom, "zh/feed.xml"))


def test_feeds_carry_summaries_alone_where_the_site_says_so(built_newsroom: Path, site: Path) -> None:
    with_line(site, "mkdocs.yml", "page_size: 3", "page_size: 3\n    feeds: summary")
    entries = parsed(site, "en/feed.xml").entries
    assert [entry.id for entry in entries] == ids(built_newsroom)
    assert not any("content" in entry for entry in entries)
    item = json.loads((site / "site/en/feed.json").read_text("utf-8"))["items"][0]
    assert item["content_text"] == item["summary"]
    assert "content_html" not in item


def test_corrections_have_a_feed_of_their_own(built_newsroom: Path) -> None:
    (english,) = parsed(built_newsroom, "en/corrections.xml").entries
    assert english.id == f"{SCHOOL}#correction-2030-04-15"
    assert english.title == "Correction: Kite school opens at Pinebridge’s old mill"
    assert english.summary == "The story gave 42 pupils. There are 24."
    assert english.link == "https://kites.example/en/news/2030/kite-school-opens/#corrections"
    days = [entry.updated[:10] for entry in parsed(built_newsroom, "zh/corrections.xml").entries]
    assert days == ["2030-04-20", "2030-04-15"]


def test_a_feed_holds_the_newest_fifty_alone(library: Library, built_newsroom: Path) -> None:
    story = library.stories[0]
    many = [replace(story, key=f"{story.day.year}/story-{number:02}") for number in range(60)]
    items = feeds.news_feed(replace(library, stories=many), sites.identity_of(built_newsroom), Language.EN).items
    assert [item.address for item in items] == [f"en/news/{each.key}/" for each in reversed(many[10:])]


@pytest.mark.parametrize(
    ("write", "path"), [(atom_feed, "{*}entry/{*}summary"), (rss_feed, "channel/item/description")]
)
def test_what_looks_like_html_in_a_summary_is_text(
    write: Any, path: str, library: Library, built_newsroom: Path
) -> None:
    identity = sites.identity_of(built_newsroom)
    news = feeds.news_feed(library, identity, Language.EN)
    typed = "Kites & wind: <b>24</b> &amp; more"
    one = replace(news, items=[replace(news.items[0], summary=typed, body=None)])
    shown = etree.fromstring(write(one, identity, lambda _: FeedContent())).findtext(path)
    assert shown == escape(typed)


def test_a_change_is_told_in_every_format_that_can(library: Library, built_newsroom: Path) -> None:
    identity = sites.identity_of(built_newsroom)
    news = feeds.news_feed(library, identity, Language.EN)
    one = replace(news, items=[replace(news.items[0], published=datetime(2031, 1, 1), updated=datetime(2031, 1, 2))])
    (entry,) = feedparser.parse(atom_feed(one, identity, lambda _: FeedContent())).entries
    (item,) = json.loads(json_feed_document(one, identity, lambda _: FeedContent()))["items"]
    days = ("2031-01-01T00:00:00+08:00", "2031-01-02T00:00:00+08:00")
    assert (entry.published, entry.updated) == (item["date_published"], item["date_modified"]) == days


def test_a_translation_of_today_stands_above_a_story_of_yesterday(library: Library, built_newsroom: Path) -> None:
    plan, loop = library.by_key["2030/kite-museum-plan"], library.by_key["2031/harbor-loop"]
    between = replace(loop, facts=loop.facts.model_copy(update={"published": datetime(2030, 12, 1, 20)}))
    items = feeds.news_feed(
        replace(library, stories=[between, plan]), sites.identity_of(built_newsroom), Language.EN
    ).items
    assert [item.address for item in items] == ["en/news/2030/kite-museum-plan/", "en/news/2031/harbor-loop/"]


def test_every_page_names_the_feed_of_its_language_and_a_tag_its_own(built_newsroom: Path) -> None:
    link = re.compile(r'<link rel="alternate" type="application/atom\+xml" title="([^"]*)" href="([^"]*)">')
    looked_at = 0
    for path in (built_newsroom / "site").glob("??/**/*.html"):
        name, html = path.relative_to(built_newsroom / "site").as_posix(), path.read_text("utf-8")
        if 'http-equiv="refresh"' not in html:
            looked_at += 1
            title, first = link.findall(html)[0]
            assert title == {"en": "Kite Desk", "zh": "风筝专栏"}[name[:2]]
            assert first == f"{'../' * name.count('/')}{name[:2]}/feed.xml"
    assert looked_at > 40
    html = (built_newsroom / "site/en/tags/mill/index.html").read_text("utf-8")
    assert link.findall(html)[1] == ("The old mill · Kite Desk", "../../../en/tags/mill/feed.xml")


@pytest.mark.parametrize("language", TAGS)
def test_one_page_of_a_language_offers_all_its_feeds(built_newsroom: Path, language: str) -> None:
    html = (built_newsroom / "site" / language / "about/subscribe/index.html").read_text("utf-8")
    offered = {href.removeprefix("../../../") for href in re.findall(r'<a class="tag" href="([^"]*)"', html)}
    folder = built_newsroom / "site" / language
    there = {path.relative_to(built_newsroom / "site").as_posix() for path in folder.rglob("*.xml")} | {
        f"{language}/feed.json"
    }
    assert len(there) >= 8
    assert offered >= there


def test_the_feed_of_the_summit_has_the_stories_that_report_it(built_newsroom: Path) -> None:
    assert ids(built_newsroom, "en/summit/feed.xml") == [SCHOOL]
    assert parsed(built_newsroom, "en/summit/feed.xml").feed.title == "Kite Fair · Kite Desk"
