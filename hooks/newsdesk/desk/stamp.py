"""Saying that a translation is up to date: the digests of its original go into its front matter."""

import re
from pathlib import Path

from newsdesk.desk.project import CannotRun, Project, write_whole
from newsdesk.reading import front_matter
from newsdesk.reading.disk import read_text
from newsdesk.words import address, digest
from newsdesk.words.problem import frame


def stamp(project: Project, file: Path) -> str:
    """Write `translates` into a translation and say so. Raises CannotRun where the file is none."""
    path = file.resolve()
    if not path.is_relative_to(project.docs):
        raise CannotRun(f"{file} is not below {project.docs.name}/")
    twin = _read(path, file.as_posix())
    original = project.docs / address.in_other_language(path.relative_to(project.docs).as_posix())
    if "translated" not in twin.values or original == path:
        raise CannotRun(f"{file} is no translation: it has no key translated")
    shown = original.relative_to(project.folder).as_posix()
    if not original.is_file():
        raise CannotRun(f"{file} has no original: {shown} does not exist")
    words = _read(original, shown)
    groups = digest.stamp(str(words.values.get("title", "")), str(words.values.get("summary", "")), words.body)
    write_whole(path, _with(path.read_bytes().decode("utf-8"), twin, groups))
    return f"{path.relative_to(project.folder).as_posix()}: translates: {groups}"


def _read(path: Path, shown: str) -> front_matter.Document:
    text, fault = read_text(path, shown)
    document = front_matter.read(shown, text)
    for problem in (fault, *document.problems):
        if problem:
            raise CannotRun(frame(problem))
    return document


def _with(text: str, document: front_matter.Document, groups: str) -> str:
    """The file with its line of digests written anew, or put behind `translated`; all else as it was."""
    lines = re.findall(r".*?\n|.+$", text)
    key = "translates" if ("translates",) in document.file.names else "translated"
    at = document.file.names[(key,)][0] - 1
    end = "\r\n" if lines[at].endswith("\r\n") else "\n"
    line = f"translates: {groups}{end}"
    lines[at:] = [line, *lines[at + 1 :]] if key == "translates" else [lines[at], line, *lines[at + 1 :]]
    return "".join(lines)
