"""What hosts, phones and machines ask a site for: robots.txt, icons, manifests, security.txt, compressed copies."""

import gzip
import json
import struct
from datetime import date, datetime
from pathlib import Path

import brotli
import pytest

import sites
from newsdesk.cache import RecordStore
from newsdesk.content.assets import read_assets
from newsdesk.content.library import Library
from newsdesk.content.registers import Registers
from newsdesk.content.site import Site
from newsdesk.diagnostics import Level
from newsdesk.last_build import LastBuild
from newsdesk.lint import content
from newsdesk.outputs.host import OUTPUTS, compress_all
from newsdesk.site_check import check_site

CONTACT = """    security:
      contact: [mailto:desk@kites.example, "https://kites.example/report/"]
      expires: 2031-12-01
      policy: https://kites.example/policy/
    compress: true
"""
ASSETS, _ = read_assets([sites.NEWSROOM / "docs", sites.PROJECT / "overrides"])
PNG = b"\x89PNG\r\n\x1a\n"


def write(site: Path, more: str) -> None:
    path = site / "mkdocs.yml"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")


def configured(site: Path) -> Site:
    write(site, CONTACT)
    return sites.identity_of(site, "https://kites.example/")


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height, from the header of the file (RFC 2083, 11.2.2)."""
    assert png.startswith(PNG)
    return struct.unpack(">II", png[16:24])


def test_robots_txt_names_the_sitemap_by_its_whole_address(built_newsroom: Path) -> None:
    lines = (built_newsroom / "site/robots.txt").read_text(encoding="utf-8").splitlines()
    assert lines == ["User-agent: *", "Disallow:", "", "Sitemap: https://kites.example/sitemap.xml"]


def _files(site: Site) -> set[str]:
    library = Library(registers=Registers(), stories=[])
    return {name for output in OUTPUTS for name, _ in output.files(library, site)}


def test_below_a_path_nothing_is_made_that_is_asked_of_the_root(site: Path) -> None:
    identity = configured(site)
    assert _files(identity) == {
        "_headers",
        "robots.txt",
        "favicon.ico",
        ".well-known/security.txt",
        "en/manifest.webmanifest",
        "zh/manifest.webmanifest",
    }
    below = identity.model_copy(update={"url": "https://kites.example/hub/"})
    assert _files(below) == {
        "_headers",
        "en/manifest.webmanifest",
        "zh/manifest.webmanifest",
    }


def test_icons_are_drawn_in_their_sizes_on_the_colour_of_paper(built_newsroom: Path) -> None:
    for pixels in (180, 192, 512):
        assert (
            size_of((built_newsroom / "site" / sites.asset(built_newsroom / "site", f"icon-{pixels}.png")).read_bytes())
            == (pixels,) * 2
        )
    icon = (built_newsroom / "site/favicon.ico").read_bytes()
    kind, count, width, height, _, _, _, bits, length, start = struct.unpack("<2xHHBBBBHHII", icon[:22])
    assert (kind, count, width, height, bits, len(icon)) == (1, 1, 32, 32, 32, start + length)
    assert size_of(icon[start:]) == (32, 32)


@pytest.mark.parametrize(
    ("drawing", "rule", "sentence"),
    [
        (None, "asset", 'asset "icon.svg" does not exist'),
        ("<svg><path", "syntax", "invalid syntax: "),
        ("<?xml version='1.0'?><svg/>", "asset", "cannot render the image: "),
    ],
)
def test_an_icon_that_cannot_be_drawn_is_an_error(
    tmp_path: Path, drawing: str | None, rule: str, sentence: str
) -> None:
    (tmp_path / "assets").mkdir()
    if drawing:
        (tmp_path / "assets/icon.svg").write_text(drawing, encoding="utf-8")
    assets, [problem] = read_assets([tmp_path])
    assert (problem.rule, problem.location.path.rpartition("/")[2]) == (rule, "icon.svg")
    assert str(problem.message).startswith(sentence)
    assert "icon-180.png" in assets.named


@pytest.mark.parametrize(("language", "name", "tag"), [("en", "Kite Desk", "en"), ("zh", "风筝专栏", "zh-Hans")])
def test_a_manifest_names_the_section_and_icons_that_are_there(
    built_newsroom: Path, language: str, name: str, tag: str
) -> None:
    folder = built_newsroom / "site" / language
    said = json.loads((folder / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert (said["name"], said["lang"], said["start_url"], said["scope"]) == (name, tag, "./", "../")
    for icon in said["icons"]:
        width, height = size_of((folder / icon["src"]).read_bytes())
        assert icon["sizes"] == f"{width}x{height}"


def test_without_a_contact_there_is_no_security_txt(built_newsroom: Path) -> None:
    assert not (built_newsroom / "site/.well-known").exists()


def test_a_site_with_a_contact_and_compressed_copies_has_no_fault(site: Path) -> None:
    configured(site)
    run = sites.build(site)
    assert run.code == 0, run.err
    assert (site / "site/.well-known/security.txt").read_text(encoding="utf-8").splitlines() == [
        "Contact: mailto:desk@kites.example",
        "Contact: https://kites.example/report/",
        "Expires: 2031-12-01T00:00:00+08:00",
        "Preferred-Languages: en, zh",
        "Canonical: https://kites.example/.well-known/security.txt",
        "Policy: https://kites.example/policy/",
    ]
    reports = check_site(site / "site", "https://kites.example/", sites.MOMENT)
    assert [problem for report in reports for problem in report.problems] == []
    page = site / "site/en/index.html"
    assert gzip.decompress((page.parent / "index.html.gz").read_bytes()) == page.read_bytes()
    assert brotli.decompress((page.parent / "index.html.br").read_bytes()) == page.read_bytes()


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (date(2031, 10, 31), []),
        (date(2031, 11, 1), [("security-soon", Level.NOTE, "security.txt expires on 2031-12-01")]),
        (date(2031, 11, 30), [("security-soon", Level.NOTE, "security.txt expires on 2031-12-01")]),
        (date(2031, 12, 1), [("security-expired", Level.WARNING, "security.txt expired on 2031-12-01")]),
    ],
)
def test_a_contact_that_expires_is_told_thirty_days_before(
    site: Path, today: date, found: list[tuple[str, Level, str]]
) -> None:
    problems = list(content.check_security_expiry(configured(site), today))
    assert [(each.rule, each.level, str(each.message)) for each in problems] == found
    assert {each.location.path for each in problems} <= {"mkdocs.yml"}
    assert {each.location.source.strip() for each in problems} <= {"expires: 2031-12-01"}


def test_the_check_of_the_newsroom_says_so(site: Path) -> None:
    configured(site)
    rules = {problem.rule for problem in sites.lint(site, datetime(2032, 1, 1))[1]}
    assert "security-expired" in rules


def test_a_contact_is_an_address(site: Path) -> None:
    write(site, CONTACT.replace("mailto:desk", "desk"))
    run = sites.newsdesk(site, "check")
    assert run.code == 2
    assert 'contact must be a list of URLs such as mailto:desk@news.example; found "desk@kites.example"' in run.err


def test_copies_are_made_of_texts_that_are_worth_it_and_twice_the_same(tmp_path: Path) -> None:
    files = {"a.html": "风筝" * 400, "small.html": "x", "b.css": "p {}" * 400, "picture.png": "x" * 2000}
    found = []
    for folder in (tmp_path / "one", tmp_path / "other"):
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        compress_all(files, LastBuild(RecordStore(tmp_path / "none.sqlite"), tmp_path / "none", folder), serial=True)
        found.append(sites.contents(folder))
    assert found[0].keys() == files.keys() | {"a.html.gz", "a.html.br", "b.css.gz", "b.css.br"}
    assert found[0] == found[1]
