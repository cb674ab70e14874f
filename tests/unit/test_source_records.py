"""Records of sources: a build takes from them what it would read again, and nothing else."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

import sites
from newsdesk.cache import RecordStore
from newsdesk.content import loader, source_records
from newsdesk.content.source_file import SourceReading

STORY = "en/news/2030/kite-school-opens.md"


def read(folder: Path, store: RecordStore) -> Mapping[str, SourceReading]:
    found = loader.load_files(folder / "docs", sites.identity_of(folder), serial=True, store=store)
    return {path: each for path, each in found.readings.items() if isinstance(each, SourceReading)}


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that are parsed from now on."""
    paths: list[str] = []
    parse = loader.read_source

    def noted(docs: Path, site: loader.Site, path: str, finders: loader.NameFinders) -> SourceReading:
        paths.append(path)
        return parse(docs, site, path, finders)

    monkeypatch.setattr(loader, "read_source", noted)
    return paths


@pytest.mark.parametrize("folder", [sites.NEWSROOM, sites.PROJECT], ids=["newsroom", "docs"])
def test_what_is_recorded_is_what_was_read(folder: Path, tmp_path: Path, parsed: list[str]) -> None:
    store = RecordStore(tmp_path / "records.sqlite")
    first = read(folder, store)
    parsed.clear()
    again = read(folder, store)
    assert parsed == []
    assert len(again) > 10
    assert {path: replace(each, problems=()) for path, each in first.items()} == again


def test_a_text_is_parsed_again_when_it_has_changed(site: Path, tmp_path: Path, parsed: list[str]) -> None:
    store = RecordStore(tmp_path / "records.sqlite")
    read(site, store)
    parsed.clear()
    file = site / "docs" / STORY
    file.write_text(file.read_text("utf-8").replace("title: ", "title: Now "), encoding="utf-8")
    text = read(site, store)[STORY].text
    assert parsed == [STORY]
    assert text
    assert text.title.startswith("Now ")


def test_a_text_with_a_problem_is_read_again_until_it_has_none(site: Path, tmp_path: Path, parsed: list[str]) -> None:
    store = RecordStore(tmp_path / "records.sqlite")
    file = site / "docs" / STORY
    file.write_text(file.read_text("utf-8").replace("\n---\n\n", "\ncolour: red\n---\n\n"), encoding="utf-8")
    assert read(site, store)[STORY].problems
    parsed.clear()
    assert read(site, store)[STORY].problems
    assert parsed == [STORY]


def test_all_texts_are_parsed_again_for_other_names(site: Path, tmp_path: Path, parsed: list[str]) -> None:
    """Whom a text names depends on the registers."""
    store = RecordStore(tmp_path / "records.sqlite")
    read(site, store)
    parsed.clear()
    with (site / "docs/registers/people.yml").open("a", encoding="utf-8") as file:
        file.write("mill-miller:\n  name: {en: Ribbon Cutter, zh: 老磨坊}\n")
    assert "mill-miller" in read(site, store)[STORY.replace("en/", "zh/", 1)].names.people
    assert len(parsed) > 10


def test_all_texts_are_parsed_again_by_other_code(
    site: Path, tmp_path: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = RecordStore(tmp_path / "records.sqlite")
    read(site, store)
    parsed.clear()
    monkeypatch.setattr(source_records, "code_digest", lambda: "other")
    assert len(read(site, store)) == len(parsed)
