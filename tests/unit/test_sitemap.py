"""A sitemap of many pages: an index of several files, which the check of the site follows."""

import re
import shutil
from pathlib import Path

import pytest
from lxml import etree

import sites
from newsdesk.outputs.sitemaps import sitemaps
from newsdesk.pages.view import SitemapEntry
from newsdesk.site_check import check_site

SITE = sites.identity_of(sites.NEWSROOM, "https://kites.example/")
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def locs(xml: bytes) -> list[str]:
    return [each.text or "" for each in etree.fromstring(xml).iter(LOC)]


@pytest.mark.parametrize(("pages", "files"), [(0, 1), (3, 1), (4, 3), (7, 4)])
def test_many_pages_stand_in_several_files(pages: int, files: int) -> None:
    entries = [SitemapEntry(address=f"en/{number}/", modified=None, translations={}) for number in range(pages)]
    first, *parts = [(name, make()) for name, make in sitemaps(reversed(entries), SITE, most=3)]
    assert first[0] == "sitemap.xml"
    assert len(parts) == files - 1
    if parts:
        assert locs(first[1]) == [f"https://kites.example/{name}" for name, _ in parts]
    found = [where for _, xml in (parts or [first]) for where in locs(xml)]
    assert found == [f"https://kites.example/{entry.address}" for entry in entries]


def test_no_file_has_more_pages_than_the_protocol_allows() -> None:
    """https://www.sitemaps.org/protocol.html: 50,000, in an index too."""
    entries = [SitemapEntry(address=f"en/{number}/", modified=None, translations={}) for number in range(50_001)]
    first, *parts = [locs(make()) for _, make in sitemaps(entries, SITE)]
    assert len(first) == len(parts) > 1
    assert sum(map(len, parts)) == len(entries)
    assert max(map(len, parts)) <= 50_000


@pytest.fixture
def parted(built_newsroom: Path, tmp_path: Path) -> Path:
    """A built site whose sitemap names another file, in which all pages are."""
    site = shutil.copytree(built_newsroom / "site", tmp_path / "site")
    shutil.move(site / "sitemap.xml", site / "sitemap-1.xml")
    index = "<sitemap><loc>https://kites.example/sitemap-1.xml</loc></sitemap>"
    xml = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{index}</sitemapindex>'
    (site / "sitemap.xml").write_text(xml, encoding="utf-8")
    return site


def problems(site: Path) -> list[str]:
    reports = check_site(site, "https://kites.example/", sites.MOMENT)
    return [f"{problem.location.path}: {problem.message}" for report in reports for problem in report.problems]


def test_the_check_follows_an_index(parted: Path) -> None:
    assert problems(parted) == []
    part = parted / "sitemap-1.xml"
    text = part.read_text(encoding="utf-8")
    part.write_text(re.sub("(?s)<url>.*?</url>", "", text, count=1), encoding="utf-8")
    (found,) = problems(parted)
    assert found == "site/sitemap.xml: index.html is indexable but not in the sitemap"
    part.write_text("<urlset>", encoding="utf-8")
    (found,) = problems(parted)
    assert found.startswith("site/sitemap-1.xml: invalid syntax: Premature end")


def test_an_index_names_files_that_are_there(parted: Path) -> None:
    (parted / "sitemap-1.xml").unlink()
    found = problems(parted)
    assert found[0] == "site/sitemap.xml: sitemap-1.xml is not a file of the site"
