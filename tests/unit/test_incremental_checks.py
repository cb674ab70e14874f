"""`newsdesk check FILE` says of a file what `newsdesk check` says of it, whatever is in the parse cache."""

import json
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sites
from newsdesk import urls
from newsdesk.cache import record_store
from newsdesk.content import loader, parse_cache
from newsdesk.content.images import Picture
from newsdesk.content.parse_cache import MAX_UNSTORED_FILES, ParseCache, cache_record
from newsdesk.content.registers import RECORD_MODELS, RegisterFile
from newsdesk.content.source_file import SourceReading, read_source
from newsdesk.diagnostics import Diagnostic, Level
from newsdesk.lint import run
from newsdesk.lint.run import lint_files, lint_site

STORY = "en/news/2031/harbor-loop.md"
RECORDS = ".cache/newsdesk/records.sqlite"
LATER = 10_000_000_000
"""Nanoseconds after which a file that was just written counts as old."""
LONG_RUN = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """A copy of the newsroom, and every file of its docs/ as it was."""

    folder: Path
    contents: Mapping[Path, bytes]

    @property
    def docs(self) -> Path:
        return self.folder / "docs"

    def parse_cache(self, later: int = 0) -> ParseCache:
        return ParseCache.load(self.folder, self.docs, sites.identity_of(self.folder), time.time_ns() + later)

    def all(self, parse_cache: ParseCache | None = None) -> set[Diagnostic]:
        return set(lint_site(self.docs, sites.identity_of(self.folder), sites.MOMENT, parse_cache)[1])

    def some(self, paths: Collection[str]) -> set[Diagnostic]:
        site = sites.identity_of(self.folder)
        return set(lint_files(self.docs, site, sites.MOMENT, self.parse_cache(), frozenset(paths))[1])

    def remember(self) -> None:
        """Read all of it, as if it had long been as it is."""
        (self.folder / RECORDS).unlink(missing_ok=True)
        self.parse_cache(LATER).save(loader.load_files(self.docs, sites.identity_of(self.folder)))

    def restore(self) -> None:
        for path in [*self.docs.rglob("*")]:
            if (path.is_symlink() or path.is_file()) and path not in self.contents:
                path.unlink()
        for path, content in self.contents.items():
            if not path.is_file() or path.read_bytes() != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        self.remember()


@pytest.fixture(scope="module")
def remembered(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """A newsroom that was checked as a whole before."""
    place = sites.newsroom(tmp_path_factory.mktemp("remembered"))
    files = [path for path in (place / "docs").rglob("*") if path.is_file()]
    found = Newsroom(folder=place, contents={path: path.read_bytes() for path in files})
    found.remember()
    return found


@pytest.fixture
def newsroom(remembered: Newsroom) -> Iterator[Newsroom]:
    """The same, to be changed by one test or one example."""
    yield remembered
    remembered.restore()


def concerns(paths: Collection[str], problem: Diagnostic) -> bool:
    """Whether a problem stands in these files, or is of a link that leads to them."""
    place = problem.location
    path = place.path.removeprefix("docs/")
    typed = place.source[place.column - 1 : place.column - 1 + place.length].partition("#")[0]
    return path in paths or (
        problem.rule in ("dead-link", "dead-anchor") and urls.joined(path, unquote(typed)) in paths
    )


def agree(newsroom: Newsroom, paths: Collection[str]) -> None:
    assert newsroom.some(paths) == {problem for problem in newsroom.all() if concerns(paths, problem)}


def test_a_figure_is_compared_where_its_story_alone_is_asked_for(newsroom: Newsroom) -> None:
    fault = next(each for each in sites.faults() if each.name == "figure-unit")
    sites.lay_over(newsroom.folder, fault)
    newsroom.remember()
    found = newsroom.some(["en/news/2030/figure-unit.md"])
    assert [problem.rule for problem in found if problem.level is not Level.NOTE] == ["figure-unit"] * 2


FAULTS = [fault for fault in sites.faults() if (fault / "docs").is_dir()]


@LONG_RUN
@given(st.sampled_from(FAULTS), st.data())
def test_a_fault_is_told_of_its_files_alone_as_it_is_of_all(
    remembered: Newsroom, fault: Path, data: st.DataObject
) -> None:
    try:
        sites.lay_over(remembered.folder, fault)
        files = sorted(path.relative_to(remembered.docs).as_posix() for path in remembered.docs.rglob("*.*"))
        agree(remembered, data.draw(st.sets(st.sampled_from(files), min_size=1, max_size=3)))
        faulty = {problem.location.path.removeprefix("docs/") for problem in remembered.all()}
        agree(remembered, faulty & {*files})
    finally:
        remembered.restore()


LINES = (
    "draft: true\n",
    "aliases: [2031/old-harbor]\n",
    "tags: [kites, nobody]\n",
    "published: 2032-01-01\n",
    "events: [2031/nowhere]\n",
    "\nSee [that](harbor-loop.md#no-heading) and [this](../../tags/kites/) and [there](../../tags/none/).\n",
    "\n## A heading\n",
)


@LONG_RUN
@given(st.data())
def test_whatever_is_changed_a_file_is_told_what_the_whole_is(remembered: Newsroom, data: st.DataObject) -> None:
    names = sorted(path.relative_to(remembered.docs).as_posix() for path in remembered.contents)
    files = [name for name in names if not name.startswith("media/")]
    try:
        for path in data.draw(st.lists(st.sampled_from(files), min_size=1, max_size=4, unique=True)):
            file = remembered.docs / path
            lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
            at = data.draw(st.integers(0, len(lines)))
            kept = data.draw(st.integers(at, min(at + 2, len(lines))))
            added = data.draw(st.lists(st.sampled_from(LINES), max_size=1))
            if data.draw(st.integers(0, 5)):
                file.write_text("".join([*lines[:at], *added, *lines[kept:]]), encoding="utf-8")
            else:
                file.unlink()
        left = [path for path in files if (remembered.docs / path).exists()]
        agree(remembered, data.draw(st.sets(st.sampled_from(left), min_size=1, max_size=3)))
    finally:
        remembered.restore()


def test_a_heading_that_goes_is_told_with_the_links_that_lead_to_it(newsroom: Newsroom) -> None:
    other = newsroom.docs / "en/news/2031/other.md"
    (newsroom.docs / STORY).write_text(_story("## Kites\n"), encoding="utf-8")
    other.write_text(_story("See [the harbor](harbor-loop.md#kites).\n"), encoding="utf-8")
    assert not {problem.rule for problem in newsroom.some([STORY])} & {"dead-anchor"}
    (newsroom.docs / STORY).write_text(_story("Nothing.\n"), encoding="utf-8")
    (dead,) = (problem for problem in newsroom.some([STORY]) if problem.rule == "dead-anchor")
    assert dead.location.path == "docs/en/news/2031/other.md"


def _story(body: str) -> str:
    return (
        "---\ntitle: Kites\nsummary: Kites rise over the harbor.\npublished: 2031-03-01\n"
        f"sources:\n  - publisher: Paper\n    link: none\n---\n\nKites rise.\n\n{body}"
    )


def test_what_did_not_change_is_not_read(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    for module in (loader, run):
        monkeypatch.setattr(module, "read_source", lambda *given: read.append(given[2]) or read_source(*given))
    newsroom.some([STORY])
    assert STORY in read
    assert not {*read} - {STORY, "zh/news/2031/harbor-loop.md", "en/news/2031/kite-fair-opens.md"}


def damage_file(records: Path) -> None:
    records.write_bytes(b"no store")


def damage_value(records: Path) -> None:
    with sqlite3.connect(records) as database:
        database.execute("UPDATE record SET value = '{}' WHERE kind = 'readings'")


def write_as_other_code(records: Path) -> None:
    with sqlite3.connect(records) as database:
        database.execute("UPDATE record SET key = 'another code' WHERE kind = 'readings'")


@pytest.mark.parametrize("damage", [Path.unlink, damage_file, damage_value, write_as_other_code])
def test_a_damaged_parse_cache_is_made_anew(newsroom: Newsroom, damage: Callable[[Path], None]) -> None:
    first = newsroom.some([STORY])
    assert newsroom.parse_cache().known
    damage(newsroom.folder / RECORDS)
    assert not newsroom.parse_cache().known
    assert newsroom.some([STORY]) == first
    newsroom.all(newsroom.parse_cache(LATER))
    assert newsroom.parse_cache().known


def test_what_is_stored_is_json_and_restored_as_it_was_read(newsroom: Newsroom) -> None:
    found = loader.load_files(newsroom.docs, sites.identity_of(newsroom.folder))
    (value,) = record_store(newsroom.folder).read(ParseCache.KIND).values()
    stored, known = json.loads(value), newsroom.parse_cache().known
    assert stored.keys() == known.keys()
    kinds = set()
    for path, reading in known.items():
        whole = found.readings[path]
        assert cache_record(reading) == cache_record(whole)
        kinds.add(type(reading))
        if isinstance(reading, SourceReading) and isinstance(whole, SourceReading):
            assert reading.text
            assert whole.text
            assert type(reading.text.front) is type(whole.text.front)
            for key in reading.values:
                assert getattr(reading.text.front, key) == getattr(whole.text.front, key)
        if isinstance(reading, RegisterFile) and isinstance(whole, RegisterFile) and reading.kind not in RECORD_MODELS:
            assert reading.entries == whole.entries
    assert kinds == {SourceReading, RegisterFile, Picture}


def test_a_title_of_the_same_day_is_found_in_the_cache(newsroom: Newsroom) -> None:
    original = "news/2030/kite-school-opens"
    again = [f"{language}/{original}-2.md" for language in ("en", "zh")]
    for path in again:
        shutil.copy(newsroom.docs / path.replace("-2.md", ".md"), newsroom.docs / path)
    assert sum(problem.rule == "title-twice" for problem in newsroom.some(again)) == 2
    agree(newsroom, again)


@pytest.mark.parametrize("module", ["urls.py", "content/event.py", "i18n/dates.py"])
def test_what_other_code_remembered_is_read_anew(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    package = tmp_path / "newsdesk"
    (package / module).parent.mkdir(parents=True)
    (package / module).write_text("", encoding="utf-8")
    monkeypatch.setattr(parse_cache, "_PACKAGE", package)
    newsroom.remember()
    assert newsroom.parse_cache().known
    (package / module).write_text("changed", encoding="utf-8")
    assert not newsroom.parse_cache().known


def test_a_file_that_changed_within_the_tick_of_a_clock_is_read_again(site: Path) -> None:
    identity = sites.identity_of(site)
    lint_site(
        site / "docs",
        sites.identity_of(site),
        sites.MOMENT,
        ParseCache.load(site, site / "docs", identity, time.time_ns()),
    )
    assert not ParseCache.load(site, site / "docs", identity, time.time_ns()).known


def test_names_of_the_registers_are_looked_for_anew_when_they_change(newsroom: Newsroom) -> None:
    people = newsroom.docs / "registers/people.yml"
    os.utime(people, ns=(1, 1))
    known = newsroom.parse_cache().known
    assert known
    assert all(path.startswith(("registers/", "media/")) for path in known)


def test_few_changes_are_not_written_and_many_are(newsroom: Newsroom) -> None:
    def stored() -> Collection[bytes]:
        return [*record_store(newsroom.folder).read(ParseCache.KIND).values()]

    before = stored()
    shutil.copy(newsroom.docs / STORY, newsroom.docs / "en/news/2031/one-more.md")
    newsroom.all(newsroom.parse_cache(LATER))
    assert stored() == before
    for number in range(MAX_UNSTORED_FILES + 1):
        shutil.copy(newsroom.docs / STORY, newsroom.docs / f"en/news/2031/one-more-{number}.md")
    newsroom.all(newsroom.parse_cache(LATER))
    assert stored() != before


def test_files_folders_and_where_the_command_runs(site: Path) -> None:
    of_file = sites.newsdesk(site, "check", f"docs/{STORY}", "--format", "json")
    assert '"files": 1' in of_file.out
    all_of_it = sites.newsdesk(site, "check")
    assert sites.newsdesk(site, "check", ".").out == all_of_it.out
    assert sites.newsdesk(site / "docs/en", "check", "..").out == sites.newsdesk(site / "docs/en", "check").out
    assert sites.newsdesk(site, "check", "mkdocs.yml").code == 2
    assert sites.newsdesk(site, "check", "docs/nothing.md").code == 2
    (site / "docs/en/empty").mkdir()
    assert sites.newsdesk(site, "check", "docs/en/empty").code == 2
    assert sites.newsdesk(site, "check", f"docs/{STORY}", "--site", "docs").code == 2
