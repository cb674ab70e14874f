"""What has changed in an original since its translation was stamped, as Git remembers it."""

import difflib
import subprocess
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from newsdesk.desk.command import CannotRun
from newsdesk.desk.pairs import Twin, twin_of
from newsdesk.desk.project import Project
from newsdesk.reading import front_matter
from newsdesk.words import digest
from newsdesk.words.message import said


def changes(project: Project, file: Path) -> str:
    """A unified diff of the original, from the words that were translated to those of today.

    Raises CannotRun where the file is no translation, was never stamped, or where Git has no such version.
    """
    twin = twin_of(project, file)
    stamped = str(twin.document.values.get("translates", ""))
    if not stamped:
        raise CannotRun(said("{file} was never stamped: newsdesk stamp {file}", file=file))
    today = _words(twin.words)
    if stamped == "-".join(map(digest.digest, today)):
        return said("{file} has not changed since", file=twin.shown)
    for name, then in _versions(project, twin):
        if stamped == "-".join(map(digest.digest, then)):
            return "\n".join(_diff(then, today, name, twin.shown))
    raise CannotRun(said("Git has no version of {file} that was stamped; is the clone shallow?", file=twin.shown))


def changed_on(project: Project, file: Path) -> date | None:
    """The day of the first commit in which the original has other words than a translation was stamped for.

    None where Git has no such version, or there is no Git.
    """
    twin = twin_of(project, file)
    stamped, day = str(twin.document.values.get("translates", "")), None
    try:
        for name, words in _versions(project, twin):
            if stamped == "-".join(map(digest.digest, words)):
                return day
            day = date.fromisoformat(_git(project, "show", "--no-patch", "--format=%cs", name).strip())
    except CannotRun:
        pass
    return None


def _diff(then: Sequence[str], today: Sequence[str], name: str, shown: str) -> Iterator[str]:
    return difflib.unified_diff(_lines(then), _lines(today), fromfile=f"{shown} in {name}", tofile=shown, lineterm="")


def _lines(blocks: Sequence[str]) -> Sequence[str]:
    return [line for block in blocks for line in (*block.split("\n"), "")]


def _words(document: front_matter.Document) -> Sequence[str]:
    """Title, summary and blocks, as a stamp counts them."""
    values = document.values
    return [str(values.get("title", "")), str(values.get("summary", "")), *digest.blocks(document.body)]


def _versions(project: Project, twin: Twin) -> Iterator[tuple[str, Sequence[str]]]:
    """The committed versions of the original, the newest first."""
    path = twin.original.relative_to(project.folder).as_posix()
    for commit in _git(project, "log", "--format=%h", "--", path).split():
        text = _git(project, "show", f"{commit}:./{path}")
        yield commit, _words(front_matter.read(twin.shown, text))


def _git(project: Project, *arguments: str) -> str:
    command = ["git", "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(command, cwd=project.folder, capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise CannotRun(said("git is not installed")) from None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
