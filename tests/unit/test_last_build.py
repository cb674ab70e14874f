"""Builds that keep what has not changed: which pages are made again, and what damage costs."""

import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PIL import Image

import law
import sites
from newsdesk.cache import FileRecord, RecordStore, digest_of
from newsdesk.last_build import LastBuild
from newsdesk.outputs import feeds

STORY = "docs/en/news/2030/kite-school-opens.md"
PAGE = "site/en/news/2030/kite-school-opens/index.html"
BESIDE = {"en": "en/news/2030/kite-school-opens/with-zh", "zh": "zh/news/2030/kite-school-opens/with-en"}
RECORDS = ".cache/newsdesk/records.sqlite"
NIGHT = """---
title: Kites at night
summary: They fly with lamps.
published: 2031-01-05
sources: [evening-2031-01-04]
---

They are seen from far away.
"""
FINGERPRINTS = """
import sites, sys
from pathlib import Path
from newsdesk.content.assets import read_assets
from newsdesk.pages.registry import all_pages
from newsdesk.rendering import Renderer, theme_environment
folder = Path(sys.argv[1])
library, site = sites.library(folder), sites.identity_of(folder)
assets, _ = read_assets(site.settings.asset_dirs(folder), site.settings.favicon)
renderer = Renderer(theme_environment(folder / site.settings.custom_dir), assets, library, site, frozenset())
for batch in all_pages(library, site):
    for view in batch.make():
        print(view.address, renderer.made_of(view))
"""


@pytest.fixture
def published(site: Path) -> Path:
    """A newsroom with its site."""
    assert sites.newsdesk(site, "build").code == 0
    return site


def changed(site: Path, *options: str) -> set[str]:
    """Build the site and return the paths of the files that the build did not keep."""
    before = {path: path.stat().st_ino for path in (site / "site").rglob("*") if path.is_file()}
    run = sites.newsdesk(site, "build", *options)
    assert run.code == 0, run.err
    after = {path: path.stat().st_ino for path in (site / "site").rglob("*") if path.is_file()}
    return {path.relative_to(site / "site").as_posix() for path in after if after[path] != before.get(path)}


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_without_changes_no_file_is_written(published: Path) -> None:
    assert changed(published) == set()


def test_a_cold_build_writes_every_file_anew(published: Path) -> None:
    files = sites.contents(published / "site")
    assert changed(published, "--cold") == files.keys()
    assert sites.contents(published / "site") == files
    assert changed(published) == set()


def test_an_edit_of_a_body_makes_the_pages_that_show_it(published: Path) -> None:
    """The page of the translation says that its original has changed since."""
    edit(published / STORY, "\n---\n\n", "\n---\n\nOne sentence more.\n\n")
    pages = {path for path in changed(published) if path.endswith(".html")}
    story = "news/2030/kite-school-opens"
    assert pages == {f"{page}/index.html" for each in ("en", "zh") for page in (f"{each}/{story}", BESIDE[each])}


def test_an_edit_of_a_template_makes_every_page(site: Path) -> None:
    shutil.copytree(sites.PROJECT / "overrides", site / "overrides")
    edit(site / "mkdocs.yml", f"custom_dir: {sites.PROJECT.as_posix()}/overrides", "custom_dir: overrides")
    assert sites.newsdesk(site, "build").code == 0
    edit(site / "overrides/base.html", "</body>", "<!-- edited --></body>")
    made, files = changed(site), sites.contents(site / "site")
    pages = {path for path, content in files.items() if b"<!-- edited -->" in content}
    assert pages <= made
    others = [content for path, content in files.items() if path.endswith("/index.html") and path not in pages]
    assert all(b'http-equiv="refresh"' in content for content in others)
    assert len(pages) > 80


def test_a_page_is_made_again_when_a_link_in_it_leads_elsewhere(published: Path) -> None:
    edit(published / STORY, "\n---\n\n", "\n---\n\n[Night](../2031/night.md)\n\n")
    night = published / "docs/en/news/2031/night.md"
    night.write_text(NIGHT, encoding="utf-8")
    assert sites.newsdesk(published, "build").code == 0
    night.unlink()
    assert sites.newsdesk(published, "build").code == 1


def touch(file: Path) -> None:
    os.utime(file)


def append(file: Path) -> None:
    with file.open("ab") as opened:
        opened.write(b"<p>Mine.</p>")


def overwrite(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[::-1])


def chmod(file: Path) -> None:
    file.chmod(0o600)


@pytest.mark.parametrize("tamper", [touch, append, overwrite, chmod, Path.unlink])
def test_a_published_file_that_somebody_touched_is_written_anew(
    published: Path, tamper: Callable[[Path], None]
) -> None:
    files, mode = sites.contents(published / "site"), (published / PAGE).stat().st_mode
    tamper(published / PAGE)
    assert changed(published) == {PAGE.removeprefix("site/")}
    assert sites.contents(published / "site") == files
    assert (published / PAGE).stat().st_mode == mode


def test_what_was_published_is_not_changed_in_place(published: Path, tmp_path: Path) -> None:
    """A reader's server may send the old site until the new one stands."""
    files = sites.contents(published / "site")
    linked = tmp_path / "linked"
    for path in files:
        (linked / path).parent.mkdir(parents=True, exist_ok=True)
        os.link(published / "site" / path, linked / path)
    edit(published / STORY, "title: ", "title: Now ")
    assert "search/en/pagefind-entry.json" in changed(published)
    assert sites.contents(linked) == files


def test_the_index_of_a_build_that_failed_is_not_taken_for_that_of_the_site(published: Path, tmp_path: Path) -> None:
    """Both have the same words: only where a link leads was wrong."""
    edit(published / STORY, "\n---\n\n", "\n---\n\nSee the [zeppelin](../2099/nowhere.md).\n\n")
    assert sites.newsdesk(published, "build").code == 1
    edit(published / STORY, "../2099/nowhere.md", "../../index.md")
    assert any(path.startswith("search/en/index/") for path in changed(published))
    warm = sites.contents(published / "site")
    assert sites.newsdesk(published, "build", "--cold").code == 0
    assert sites.contents(published / "site") == warm


@pytest.mark.parametrize(
    ("names", "indexes"),
    [
        ("en: zeppelin, zh: 飞艇", set()),
        ("en: wind tunnel, zh: 隧道", {"en"}),
        ("en: tunnel of wind, zh: 风洞", {"zh"}),
    ],
    ids=["unsaid", "en", "zh"],
)
def test_a_name_in_a_register_makes_the_indexes_of_pages_that_say_it(
    published: Path, names: str, indexes: set[str]
) -> None:
    """They are found by its name in the other language, too."""
    with (published / "docs/registers/terms.yml").open("a", encoding="utf-8") as file:
        file.write(f"new-term:\n  name: {{{names}}}\n")
    parts = [path.split("/") for path in changed(published)]
    assert {language for kind, language, *_ in parts if kind == "search"} == indexes
    assert changed(published) == set()


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + b"\1" * 4096])
def test_damaged_records_cost_time_alone(published: Path, content: bytes) -> None:
    files = sites.contents(published / "site")
    (published / RECORDS).write_bytes(content)
    assert changed(published) == files.keys()
    assert sites.contents(published / "site") == files
    assert changed(published) == set()


def test_records_with_another_content_are_not_believed(published: Path) -> None:
    with sqlite3.connect(published / RECORDS) as database:
        database.execute("UPDATE record SET value = replace(CAST(value AS TEXT), 'kite', 'kote')")
    files = sites.contents(published / "site")
    assert changed(published)
    assert sites.contents(published / "site") == files


def test_an_entry_that_is_lost_begins_the_build_anew(published: Path) -> None:
    with sqlite3.connect(published / RECORDS) as database:
        database.execute("DELETE FROM record WHERE kind LIKE 'search en' || char(10) || '%'")
    files = sites.contents(published / "site")
    edit(published / STORY, "\n---\n\n", "\n---\n\nOne sentence more.\n\n")
    assert len(changed(published)) > len(files) - 5


@pytest.mark.parametrize("value", ["CAST('2' AS BLOB)", "'1'", "1", "NULL"])
def test_a_record_that_is_not_as_it_was_written_is_missing(tmp_path: Path, value: str) -> None:
    store = RecordStore(tmp_path / "records.sqlite")
    store.write("kind", {"a": b"1", "b": b"1"}, ["a", "b"])
    with sqlite3.connect(store.path) as database:
        database.execute(f"UPDATE record SET value = {value} WHERE key = 'a'")  # noqa: S608 - our own words
    assert store.read("kind") == {"b": b"1"}


def test_records_of_another_user_are_neither_read_nor_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = RecordStore(tmp_path / "records.sqlite")
    store.write("kind", {"a": b"1"}, ["a"])
    assert store.read("kind") == {"a": b"1"}
    own = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: own + 1)
    assert store.read("kind") == {}


def test_a_store_holds_what_was_written_last(tmp_path: Path) -> None:
    store = RecordStore(tmp_path / "new/records.sqlite")
    assert store.read("kind") == {}
    store.write("kind", {"a": b"1", "b": b"2"}, ["a", "b"])
    store.write("other", {"a": b"3"}, ["a"])
    store.write("kind", {"c": b"4"}, ["b", "c"])
    assert (store.read("kind"), store.read("other")) == ({"b": b"2", "c": b"4"}, {"a": b"3"})
    assert RecordStore(store.path, cold=True).read("kind") == {}


def test_the_records_of_a_site_go_with_it(tmp_path: Path) -> None:
    store = RecordStore(tmp_path / "records.sqlite")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_bytes(b"words")
        LastBuild(store, tmp_path / name, tmp_path / name).save([], ["a.txt"])
    assert len(store.kinds()) == 2
    shutil.rmtree(tmp_path / "one")
    LastBuild(store, tmp_path / "two", tmp_path / "two").save([], ["a.txt"])
    assert list(store.kinds()) == [f"files\n{tmp_path / 'two'}"]


def test_a_folder_in_place_of_a_file_and_the_other_way_round(published: Path) -> None:
    """As an earlier build may have left them in what is the staging folder now."""
    spare = published / ".cache/newsdesk/former"
    assert sites.newsdesk(published, "build").code == 0
    page, folder = spare / "en/index.html", spare / "en/news"
    page.unlink()
    page.mkdir()
    shutil.rmtree(folder)
    folder.write_bytes(b"a file")
    files = sites.contents(published / "site")
    (published / "site/en/index.html").unlink()
    assert sites.newsdesk(published, "build").code == 0
    assert sites.contents(published / "site") == files


@pytest.mark.parametrize("can_link", [True, False])
def test_a_file_is_kept_by_link_or_by_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_link: bool) -> None:  # noqa: FBT001
    store, site, staging = RecordStore(tmp_path / "records.sqlite"), tmp_path / "site", tmp_path / "staging"
    (site / "a").mkdir(parents=True)
    (site / "a/b.txt").write_bytes(b"words")
    LastBuild(store, site, site).save([], ["a/b.txt"])
    if not can_link:
        monkeypatch.setattr(os, "link", refuse)
    last = LastBuild(store, site, staging)
    assert not last.keep("a/b.txt", digest_of(b"others"))
    assert not last.keep("a/c.txt", digest_of(b"words"))
    assert last.keep("a/b.txt", digest_of(b"words"))
    assert (staging / "a/b.txt").read_bytes() == b"words"
    assert ((staging / "a/b.txt").stat().st_ino == (site / "a/b.txt").stat().st_ino) == can_link


def refuse(*_: object) -> None:
    raise PermissionError


def test_the_record_of_a_file_is_what_its_disk_says(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"words")
    record = FileRecord.of(str(file), "digest")
    assert (record.size, record.mode, record.digest) == (5, file.stat().st_mode, "digest")


def fingerprints(folder: Path, seed: str) -> Mapping[str, str]:
    command = [sys.executable, "-c", FINGERPRINTS, folder]
    path = os.pathsep.join(map(str, (sites.PROJECT / "hooks", sites.PROJECT / "tests")))
    variables = sites.environment(PYTHONHASHSEED=seed, PYTHONPATH=path)
    run = subprocess.run(command, env=variables, capture_output=True, text=True, check=True)
    return dict(line.rsplit(" ", 1) for line in run.stdout.splitlines())


def test_a_page_has_one_fingerprint_in_every_process(site: Path) -> None:
    one, other = fingerprints(site, "1"), fingerprints(site, "2")
    assert len(one) > 100
    assert one == other


def test_the_law_of_warm_builds() -> None:
    """tests/law.py tries many more; with the seed that is shown here it makes the same edits."""
    seed = secrets.randbelow(10**6)
    differing = [sequel for sequel in law.sequences(40, law.dice(seed)) if sequel.differs]
    assert differing == [], f"seed {seed}"


@pytest.mark.parametrize("register", ["tags.yml", "terms.yml"])
def test_a_check_runs_again_when_a_register_that_it_reads_changes(site: Path, register: str) -> None:
    """What is written so in any register is no slip, whatever the register is for."""
    edit(site / STORY, "title: ", "title: KiteLamps and the ")
    file = site / "docs/registers" / register
    former, finding = file.read_text("utf-8"), 'missing space: "KiteLamps" may be two words'
    file.write_text(f"{former}lamps:\n  name: {{en: KiteLamps, zh: 灯笼}}\n", encoding="utf-8")
    assert finding not in sites.newsdesk(site, "check").out
    file.write_text(former, encoding="utf-8")
    assert finding in sites.newsdesk(site, "check").out


FEEDS = [f"{language}/{name}" for language in ("en", "zh") for name in ("feed.xml", "rss.xml", "feed.json")]


def test_a_feed_is_not_made_again(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for writer in (feeds.Atom1Feed, feeds.Rss201rev2Feed):
        monkeypatch.setattr(writer, "writeString", refuse)
    assert changed(published) == set()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [(STORY, "\n---\n\n", "\n---\n\nOne sentence more.\n\n"), ("mkdocs.yml", "en: News and records", "en: Records")],
    ids=["body", "settings"],
)
def test_a_feed_is_made_again_when_what_it_shows_has_changed(published: Path, file: str, old: str, new: str) -> None:
    edit(published / file, old, new)
    assert {path for path in changed(published) if path in FEEDS} == {path for path in FEEDS if path.startswith("en/")}


def test_a_feed_is_made_again_when_a_picture_in_it_has_changed(published: Path) -> None:
    """Its name in the feed is a digest of its content, of which the text knows nothing."""
    picture = next((published / "docs/media").rglob("*.jpg"))
    edit(published / STORY, "\n---\n\n", f"\n---\n\n![A kite](../../../{picture.relative_to(published / 'docs')})\n\n")
    assert sites.newsdesk(published, "build").code == 0
    Image.new("RGB", (1280, 720), "red").save(picture)
    assert "en/feed.xml" in changed(published)


def test_an_image_that_is_kept_stays_in_the_build_cache(site: Path) -> None:
    """A cold build need not encode it again, however many warm ones there were before."""
    kept = site / ".cache/newsdesk/kept"
    kept.unlink()
    assert sites.newsdesk(site, "build").code == 0
    images = [path for path in kept.glob("*/*") if b"JFIF" in path.read_bytes()[:64]]
    assert images
    for path in images:
        os.utime(path, (0, 1))
    assert changed(site) == set()
    assert all(path.stat().st_mtime > 1 for path in images)
