"""Saying that a translation is up to date: the digests of its original go into its front matter."""

import re
from pathlib import Path

from newsdesk.desk.pairs import twin_of
from newsdesk.desk.project import Project, shown, write_whole
from newsdesk.reading import front_matter
from newsdesk.words import digest


def stamp(project: Project, file: Path) -> str:
    """Write `translates` into a translation and say so. Raises CannotRun where the file is none."""
    twin = twin_of(project, file)
    words = twin.words
    groups = digest.stamp(str(words.values.get("title", "")), str(words.values.get("summary", "")), words.body)
    write_whole(twin.path, _with(twin.path.read_bytes().decode("utf-8"), twin.document, groups))
    return f"{shown(twin.path)}: translates: {groups}"


def _with(text: str, document: front_matter.Document, groups: str) -> str:
    """The file with its line of digests written anew, or put behind `translated`; all else as it was."""
    lines = re.findall(r".*?\n|.+$", text)
    key = "translates" if ("translates",) in document.file.names else "translated"
    at = document.file.names[(key,)][0] - 1
    end = "\r\n" if lines[at].endswith("\r\n") else "\n"
    line = f"translates: {groups}{end}"
    lines[at:] = [line, *lines[at + 1 :]] if key == "translates" else [lines[at], line, *lines[at + 1 :]]
    return "".join(lines)
