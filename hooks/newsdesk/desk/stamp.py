"""Saying that a translation is up to date: the digests of its original go into its front matter."""

import re
from pathlib import Path

from newsdesk.desk.project import CannotRun, Project, write_whole
from newsdesk.reading import front_matter
from newsdesk.reading.disk import read_text
from newsdesk.words import digest
from newsdesk.words.language import Language
from newsdesk.words.problem import frame

_LINE = re.compile(r"^translates:.*\n", re.MULTILINE)
_AFTER = re.compile(r"^translated:.*\n", re.MULTILINE)


def stamp(project: Project, file: Path) -> str:
    """Write `translates` into a translation and say so. Raises CannotRun where the file is none."""
    path = file.resolve()
    twin = _read(path, file.as_posix())
    if "translated" not in twin.values:
        raise CannotRun(f"{file} is no translation: it has no key translated")
    relative = path.relative_to(project.docs)
    original = project.docs / Language(relative.parts[0]).other / Path(*relative.parts[1:])
    if not original.is_file():
        raise CannotRun(f"{file} has no original: {original.relative_to(project.folder).as_posix()} does not exist")
    words = _read(original, original.relative_to(project.folder).as_posix())
    groups = digest.stamp(words.values.get("title", ""), words.values.get("summary", ""), words.body)
    text = path.read_bytes().decode("utf-8")
    write_whole(path, _with(text, groups))
    return f"{path.relative_to(project.folder).as_posix()}: translates: {groups}"


def _read(path: Path, shown: str) -> front_matter.Document:
    text, fault = read_text(path, shown)
    document = front_matter.read(shown, text)
    for problem in (fault, *document.problems):
        if problem:
            raise CannotRun(frame(problem))
    return document


def _with(text: str, groups: str) -> str:
    """The file with its line of digests written anew, or put behind `translated`; all else as it was."""
    newline = "\r\n" if "\r\n" in text else "\n"
    flat = text.replace("\r\n", "\n")
    line = f"translates: {groups}\n"
    flat = _LINE.sub(line, flat, count=1) if _LINE.search(flat) else _AFTER.sub(rf"\g<0>{line}", flat, count=1)
    return flat.replace("\n", newline)
