"""The check of the built site records what it reads, and a check with records reports what one without them does."""

import os
import random
import secrets
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import sites
from newsdesk import processes
from newsdesk.cache import NoStore, RecordStore, record_store
from newsdesk.outputs.registry import all_outputs
from newsdesk.site_check import CheckReport, check_site, declared_outputs, reading
from newsdesk.site_check.reading import SiteReader

URL = "https://kites.example/"
OTHER_URL = "https://kites.example/hub/"
STORY = "en/news/2030/kite-school-opens/index.html"
TURNS = 25
LONGEST = 4
IMPORTS = """
import sys
from newsdesk.cli.main import main
try:
    main(["check", "--site", "site"])
finally:
    print("imported", *sys.modules)
"""


@pytest.fixture
def published(site: Path) -> Path:
    """A newsroom with its site, in which every text has compressed copies."""
    configuration = site / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(text.replace("page_size:", "compress: true\n    page_size:"), encoding="utf-8")
    run = sites.newsdesk(site, "build")
    assert run.code == 0, run.err
    return site


def checked(project: Path, store: RecordStore | None = None, url: str = URL) -> list[CheckReport]:
    return check_site(project / "site", url, sites.MOMENT, store=store or record_store(project))


def without_records(project: Path, url: str = URL) -> list[CheckReport]:
    return checked(project, NoStore(), url)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that checks read from now on."""
    paths: list[str] = []
    record = SiteReader.record

    def noted(reader: SiteReader, path: str, known: bytes) -> object:
        paths.append(path)
        return record(reader, path, known)

    monkeypatch.setattr(SiteReader, "record", noted)
    monkeypatch.setattr(processes, "MIN_PARALLEL", sys.maxsize)
    return paths


def test_a_file_is_read_once_as_long_as_it_is_as_the_build_wrote_it(published: Path, read: list[str]) -> None:
    first = checked(published)
    assert {STORY, f"{STORY}.gz", "sitemap.xml", "en/calendar.ics"} <= {*read}
    read.clear()
    assert checked(published) == first
    assert read == []
    file = published / "site" / STORY
    file.write_bytes(file.read_bytes().replace(b"</h1>", b"</h1><h1>Another</h1>"))
    assert checked(published) == without_records(published) != first
    # With records, and without.
    assert read.count(STORY) == 2
    assert read.count("sitemap.xml") == 1


def test_what_was_read_is_known_by_its_content_where_the_build_noted_nothing(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Be a site that was restored from an archive: it is read, but not parsed again."""
    checked(published)
    for path in (published / "site").rglob("*.html"):
        os.utime(path)
    monkeypatch.setattr(reading, "parse_page", None)
    assert [problem for report in checked(published) for problem in report.problems] == []


def test_other_code_and_another_address_read_all_again(
    published: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    checked(published)
    every = sorted(read)
    read.clear()
    assert checked(published, url=OTHER_URL) == without_records(published, OTHER_URL)
    assert sorted(read) == sorted([*every, *every])
    read.clear()
    monkeypatch.setattr(reading, "code_digest", lambda: "other code")
    checked(published, url=OTHER_URL)
    assert sorted(read) == every


def test_an_error_of_syntax_is_found_as_long_as_it_is_there(published: Path) -> None:
    file = published / "site/sitemap.xml"
    good = file.read_bytes()
    file.write_bytes(good[:-9])
    for _ in range(2):
        rules = {problem.rule for report in checked(published) for problem in report.problems}
        assert {"syntax", "stray-file"} <= rules
    file.write_bytes(good)
    assert {problem.rule for report in checked(published) for problem in report.problems} == set()


def test_a_file_whose_name_is_no_text_is_checked_and_nothing_recorded(published: Path, read: list[str]) -> None:
    """Be a name in the encoding of an old archive."""
    (published / "site" / os.fsdecode(b"\xb7\xe7.html")).write_bytes((published / "site" / STORY).read_bytes())
    first = checked(published)
    every = sorted(read)
    assert checked(published) == first
    assert sorted(read) == sorted([*every, *every])


def test_the_outputs_of_the_registry_are_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = RecordStore(tmp_path / "records.sqlite")
    first = declared_outputs.declared_outputs(store)
    monkeypatch.setattr(declared_outputs, "_of_registry", None)
    found = declared_outputs.declared_outputs(store)
    assert found == first
    assert [output.path for output in found.outputs] == [output.path for output in all_outputs()]
    for output in all_outputs():
        path = output.path.replace("{language}", "en").replace("{number}", "2").replace("{", "").replace("}", "")
        declared = found.of(path)
        assert declared is not None
        assert (declared.media_type, declared.linked) == (output.media_type, output.linked)
    assert found.of("no/such/file.zip") is None
    monkeypatch.setattr(declared_outputs, "code_digest", lambda: "other code")
    with pytest.raises(TypeError):
        declared_outputs.declared_outputs(store)


def test_a_check_of_a_known_site_imports_neither_the_content_nor_what_makes_pages(published: Path) -> None:
    variables = sites.environment(PYTHONPATH=str(sites.PROJECT / "hooks"))
    for _ in range(2):
        command = [sys.executable, "-c", IMPORTS]
        run = subprocess.run(command, cwd=published, env=variables, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr
    imported = {*run.stdout.rpartition("imported")[2].split()}
    assert "newsdesk.site_check" in imported
    assert {
        *("newsdesk.content.loader", "newsdesk.lint", "newsdesk.markdown", "newsdesk.outputs", "newsdesk.pages"),
        *("icalendar", "jinja2", "markdown", "mkdocs", "opencc"),
    }.isdisjoint(imported)


def edit(file: Path, dice: random.Random) -> None:
    content = file.read_bytes()
    at = dice.randrange(len(content) + 1)
    new = dice.choice([b"x", b"<", b'"', b"</h1>", b'<a href="gone/">x</a>', b'<img src="https://x.example/a.png">'])
    file.write_bytes(content[:at] + new + content[at:])


def truncate(file: Path, dice: random.Random) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: dice.randrange(len(content) + 1)])


def delete(file: Path, dice: random.Random) -> None:
    del dice
    file.unlink()


def add(file: Path, dice: random.Random) -> None:
    suffix = dice.choice([".html", ".css", ".gz", ".br", ".zip", ".xml", ".svg", "-2"])
    file.with_name(f"{file.name}{suffix}").write_bytes(file.read_bytes())


def swap(file: Path, dice: random.Random) -> None:
    """Exchange two files of a kind."""
    root = next(each for each in file.parents if each.name == "site")
    other, work = dice.choice(sorted(root.rglob(f"*{file.suffix}"))), file.with_name("between")
    file.rename(work)
    if other != file:
        other.rename(file)
    work.rename(other)


def touch(file: Path, dice: random.Random) -> None:
    del dice
    os.utime(file)


def link(file: Path, dice: random.Random) -> None:
    """Put a link to another file in a file's place."""
    other = dice.choice(sorted(each for each in file.parent.iterdir() if each.is_file()))
    if other != file:
        file.unlink()
        file.symlink_to(other.resolve())


TAMPERS: list[Callable[[Path, random.Random], None]] = [edit, edit, truncate, delete, add, add, swap, swap, touch, link]


def damage(file: Path, dice: random.Random) -> None:
    """Flip a byte of the records, or cut them short."""
    content = bytearray(file.read_bytes())
    if dice.random() < 0.5:
        del content[dice.randrange(len(content)) :]
    else:
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    file.write_bytes(content)


def test_with_records_and_without_a_check_reports_the_same(published: Path, tmp_path: Path) -> None:
    """The law, over random tampering with built files and with the records; the seed is shown."""
    seed = secrets.randbelow(10**6)
    dice = random.Random(seed)  # noqa: S311 - nothing here is secret
    folder, good = published / "site", tmp_path / "good"
    sites.shutil.copytree(folder, good)
    done: list[str] = []
    for turn in range(TURNS):
        for _ in range(dice.randint(1, LONGEST)):
            file = dice.choice(sorted(path for path in folder.rglob("*") if path.is_file()))
            tamper = dice.choice(TAMPERS)
            done.append(f"{tamper.__name__} {file.relative_to(folder)}")
            tamper(file, dice)
        if turn % 5 == 4:
            done.append("damage")
            damage(record_store(published).path, dice)
        url = dice.choice([URL, URL, URL, OTHER_URL])
        assert checked(published, url=url) == without_records(published, url), f"seed {seed}: {done}"
        if turn % 4 == 3:
            done.append("good again")
            sites.shutil.copytree(good, folder, dirs_exist_ok=True)
