"""What lies in docs/: every file once, and what should not lie there."""

import os
from collections.abc import Iterator
from pathlib import Path

from newsdesk.reading.disk import unreadable
from newsdesk.words.address import MEDIA
from newsdesk.words.message import said
from newsdesk.words.problem import Place, Problem, error


def walk(docs: Path) -> tuple[list[str], list[Problem]]:
    """The paths of all files below `docs`, sorted, and the problems with names and links among them.

    Files whose name begins with a dot belong to other tools, and MkDocs passes them by.
    """
    files: list[str] = []
    problems: list[Problem] = []
    root = docs.resolve()
    start = len(os.path.join(docs, ""))  # noqa: PTH118 - as long as what scandir puts before each path
    for entry in _entries(docs, docs, problems):
        path = entry.path[start:].replace(os.sep, "/")
        if problem := _nameless(path, docs.name) or (_link(entry, path, docs, root) if entry.is_symlink() else None):
            problems.append(problem)
        elif entry.is_file():
            files.append(path)
    return sorted(files), problems


def _entries(folder: Path, docs: Path, problems: list[Problem]) -> Iterator["os.DirEntry[str]"]:
    try:
        entries = list(os.scandir(folder))
    except OSError as wrong:
        problems.append(unreadable(f"{docs.name}/{folder.relative_to(docs).as_posix()}", wrong))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(folder / entry.name, docs, problems)
        else:
            yield entry


def _nameless(path: str, docs: str) -> Problem | None:
    """A name in another encoding, out of an old archive: it cannot even be printed."""
    if path.isprintable():
        return None
    shown = path.encode("unicode_escape").decode("ascii")
    sentence = said("the name of this file holds signs that cannot be printed")
    return error("file-name", Place(path=f"{docs}/{shown}"), sentence, said("rename it"))


def _link(entry: "os.DirEntry[str]", path: str, docs: Path, root: Path) -> Problem | None:
    """A link that leads out of docs/ would publish what lies there, one out of media/ what only pages are made of."""
    place, link = Place(path=f"{docs.name}/{path}"), Path(entry.path)
    below = MEDIA if path.startswith(MEDIA) else ""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return error(
            "symlink",
            place,
            said('a link that leads nowhere: "{target}"', target=link.readlink()),
            said("delete it"),
        )
    if not target.is_relative_to(root / below):
        name = f"{docs.name}/{below}".rstrip("/")
        sentence = said('a link that leads out of {name}/, to "{target}"', name=name, target=link.readlink())
        return error("symlink", place, sentence, said("put the file itself here"))
    if target.is_dir():
        return error("symlink", place, said("a link to a folder: it would publish its files twice"), said("delete it"))
    return None
