"""The build cache: what is reused by the next build, and what is evicted."""

import os
from pathlib import Path

import pytest

from newsdesk.cache import BuildCache

DAY = 24 * 3600


class Maker:
    """Makes the same each time, and counts how often."""

    def __init__(self, content: bytes = b"a card") -> None:
        self.content, self.times = content, 0

    def __call__(self) -> bytes:
        self.times += 1
        return self.content


def _entry(folder: Path) -> Path:
    (entry,) = folder.glob("*/*")
    return entry


def test_what_was_made_is_not_made_again(tmp_path: Path) -> None:
    make = Maker()
    assert [BuildCache(tmp_path / "kept").get("card", make) for _ in range(3)] == [b"a card"] * 3
    assert make.times == 1


def test_another_key_is_another_thing(tmp_path: Path) -> None:
    cache = BuildCache(tmp_path)
    assert (cache.get("one", Maker(b"1")), cache.get("two", Maker(b"2"))) == (b"1", b"2")


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 32 + b"another content"])
def test_a_damaged_entry_is_made_again_and_mended(tmp_path: Path, damage: bytes) -> None:
    cache, make = BuildCache(tmp_path), Maker()
    cache.get("card", make)
    whole = _entry(tmp_path).read_bytes()
    _entry(tmp_path).write_bytes(damage)
    assert cache.get("card", make) == b"a card"
    assert (make.times, _entry(tmp_path).read_bytes()) == (2, whole)


def test_nothing_is_kept_of_what_could_not_be_made(tmp_path: Path) -> None:
    def fails() -> bytes:
        raise ValueError("no font")

    with pytest.raises(ValueError, match="no font"):
        BuildCache(tmp_path).get("card", fails)
    assert not [*tmp_path.glob("*/*")]


def test_a_folder_that_takes_no_files_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file", encoding="utf-8")
    assert BuildCache(tmp_path / "kept").get("card", Maker()) == b"a card"


@pytest.mark.parametrize(("unused", "stays"), [(30 * DAY, True), (30 * DAY + 1, False)])
def test_what_no_build_has_used_for_thirty_days_is_thrown_away(tmp_path: Path, unused: int, *, stays: bool) -> None:
    cache = BuildCache(tmp_path)
    cache.get("old", Maker())
    os.utime(_entry(tmp_path), (0, 1_900_000_000 - unused))
    old = _entry(tmp_path)
    cache.get("new", Maker())
    (new,) = {*tmp_path.glob("*/*")} - {old}
    os.utime(new, (0, 1_900_000_000))
    cache.evict_unused()
    assert {*tmp_path.glob("*/*")} == ({old, new} if stays else {new})


def test_use_keeps_an_entry(tmp_path: Path) -> None:
    cache = BuildCache(tmp_path)
    cache.get("old", Maker())
    os.utime(_entry(tmp_path), (0, 1))
    cache.get("old", Maker())
    cache.get("new", Maker())
    cache.evict_unused()
    assert len([*tmp_path.glob("*/*")]) == 2


def test_an_empty_store_has_nothing_to_throw_away(tmp_path: Path) -> None:
    BuildCache(tmp_path / "nowhere").evict_unused()
