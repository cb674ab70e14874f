"""Litter of editors and systems is passed by, and what Git ignores, as Git says it, with or without Git."""

import os
import subprocess
from pathlib import Path

import pytest

import sites
from newsdesk.content.files import walk_docs
from newsdesk.content.ignored_files import is_litter

LITTER = (
    "kites.md~",
    "#kites.md#",
    ".#kites.md",
    ".kites.md.swp",
    "kites.md.orig",
    "kites.md.rej",
    "kites.md.bak",
    "kites.md.tmp",
    "KITES.MD.BAK",
    "4913",
    "Thumbs.db",
    "desktop.ini",
    ".DS_Store",
)
IGNORE = """# What is not published.
/drafts/
*.draft.md
notes/
!keep.draft.md
docs/en/news/2031/private*
\\#not-a-comment.txt
"""
NESTED = "secret.md\n!important.draft.md\n/2029/\n"
PATHS = (
    "drafts/x.md",
    "docs/drafts/x.md",
    "docs/en/news/2031/a.md",
    "docs/en/news/2031/a.draft.md",
    "docs/en/news/2031/keep.draft.md",
    "docs/en/news/2031/private.md",
    "docs/en/news/2031/private/x.md",
    "docs/en/news/2031/notes.md",
    "docs/en/news/notes/keep.draft.md",
    "docs/zh/news/secret.md",
    "docs/zh/news/2031/secret.md",
    "docs/zh/news/2031/important.draft.md",
    "docs/zh/news/2031/other.draft.md",
    "docs/zh/news/2029/x.md",
    "docs/zh/news/2031/2029/x.md",
    "docs/zh/news/2031/风筝.draft.md",
    "docs/media/#not-a-comment.txt",
)


def repository(folder: Path) -> Path:
    for path in PATHS:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("x", encoding="utf-8")
    (folder / ".gitignore").write_text(IGNORE, encoding="utf-8")
    (folder / "docs/zh/news/.gitignore").write_text(NESTED.replace("\n", "\r\n"), encoding="utf-8")
    return folder


@pytest.mark.parametrize("initialized", [True, False], ids=["with Git", "without Git"])
def test_what_git_ignores_is_passed_by(initialized: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a parameter of pytest
    folder = repository(tmp_path / "project")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    listed = ["git", "-c", "core.quotepath=false", "ls-files", "--others", "--exclude-standard", "docs"]
    done = subprocess.run(listed, cwd=folder, capture_output=True, text=True, check=True)
    if not initialized:
        (folder / ".git").rename(tmp_path / "elsewhere")
    wanted = sorted(line.removeprefix("docs/") for line in done.stdout.splitlines() if ".gitignore" not in line)
    assert len(wanted) == 6
    assert walk_docs(folder / "docs") == (wanted, [])


def test_a_repository_around_the_project_is_read_too(tmp_path: Path) -> None:
    project = repository(tmp_path / "sites/kites")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("/sites/kites/docs/en/\n", encoding="utf-8")
    found = walk_docs(project / "docs")[0]
    assert found
    assert not [path for path in found if path.startswith("en/")]


def test_a_project_in_an_ignored_folder_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("caches/\n*.md~\n", encoding="utf-8")
    folder = tmp_path / "caches/project/docs/en"
    folder.mkdir(parents=True)
    (folder / "index.md").write_text("x", encoding="utf-8")
    assert walk_docs(folder.parent)[0] == ["en/index.md"]


@pytest.mark.parametrize("name", LITTER)
def test_litter_is_passed_by(name: str, site: Path) -> None:
    before = sites.check_output(site)
    for folder in ("docs/en/news/2030", "docs/media/2030", "docs/registers", "docs"):
        (site / folder / name).write_bytes(b"\xff\x00<<<<<<< HEAD\n")
    assert sites.check_output(site) == before == (0, "\n")


def test_what_only_looks_like_litter_is_not() -> None:
    assert not any(map(is_litter, ("4913.md", "bak.md", "thumbs.md", "tmp", "2030", "orig.md", "kites~2.md")))


def test_an_unreadable_list_is_none(tmp_path: Path) -> None:
    (tmp_path / "docs/.gitignore").mkdir(parents=True)
    (tmp_path / "docs/index.md").write_text("x", encoding="utf-8")
    (tmp_path / ".gitignore").write_bytes(os.fsencode("\udcff\n*.bin\n"))
    assert walk_docs(tmp_path / "docs")[0] == ["index.md"]
