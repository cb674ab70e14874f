"""References to ids: the one walk over them finds each in every file, so that checks and renames know them all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import sites
from newsdesk.content.entities import id_references
from newsdesk.content.library import Library
from newsdesk.content.loader import assemble_library, load_files
from newsdesk.diagnostics import KeyPath, SourceFile
from newsdesk.urls import is_id

OTHER = {"id", "aliases", *sites.LANGUAGES}
"""Keys below which a thing says what it is called itself, or words stand."""


def ids(library: Library) -> set[str]:
    records = library.all_registers
    registers = (records.tags, records.people, records.organisations, records.sources, records.measures, records.series)
    editions = {f"summit/{year}" for year in records.editions}
    return {name for register in registers for name in register} | {*records.events, *library.by_key} | editions


def standing(library: Library) -> Iterator[tuple[str, KeyPath, str]]:
    """Every value in a file that is the id of something: where it stands, and the id."""
    known = ids(library)
    texts = [text for each in library.versions for text in each.texts.values()]
    withheld = [text for story in library.withheld for text in story.versions.texts.values()]
    files = [text.file for text in (*texts, *withheld, *library.front_pages.values())] + [
        *library.registers.files.values()
    ]
    for file in files:
        for keys, mark in file.values.items():
            if OTHER.isdisjoint(map(str, keys)) and (name := typed(file, mark)) in known:
                yield file.path, keys, name


def typed(file: SourceFile, mark: tuple[int, int, int]) -> str:
    line, column, length = mark
    value = file.at(line).source[column - 1 : column - 1 + length].strip("\"'").removeprefix("-")
    return value if is_id(value) else ""


@pytest.mark.parametrize("docs", [sites.NEWSROOM / "docs", sites.PROJECT / "docs"], ids=["newsroom", "docs"])
def test_every_id_that_stands_in_a_file_is_a_mention(docs: Path) -> None:
    library, _ = assemble_library(load_files(docs, sites.identity_of(docs.parent)), sites.MOMENT)
    found = {(each.file.path, each.keys) for each in id_references(library)}
    wanted = list(standing(library))
    assert len(wanted) > 30
    assert [each for each in wanted if each[:2] not in found] == []
