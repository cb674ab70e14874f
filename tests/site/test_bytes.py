"""Two builds of one commit for one moment give the same bytes, wherever and with whatever seed they run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import served
import sites

SOURCES = ("docs", "hooks", "overrides", "mkdocs.yml")
MOMENT = "2026-11-25T18:00"


def built(folder: Path, seed: str) -> dict[str, bytes]:
    """The bytes of the site that a copy of the project in `folder` makes."""
    for name in SOURCES:
        source = served.PROJECT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    # Hours apart and on the other side of midnight: only the moment that is given may count.
    environment = sites.environment(NEWSDESK_AS_OF=MOMENT, PYTHONHASHSEED=seed, TZ=f"X{int(seed) - 12}")
    environment["PYTHONPATH"] = str(folder / "hooks")
    environment["LC_ALL"] = "C" if seed == "1" else os.environ.get("LC_ALL", "C.UTF-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return dict(sites.contents(folder / "site"))


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(tmp_path_factory.mktemp("one"), "1")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(tmp_path_factory.mktemp("another") / "folder" / "of another length", "20")


def test_two_builds_give_the_same_bytes(one: dict[str, bytes], other: dict[str, bytes]) -> None:
    assert len(one) > 100
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []


def test_no_file_says_where_it_was_built(
    other: dict[str, bytes],
) -> None:
    assert [name for name, text in other.items() if b"of another length" in text] == []
