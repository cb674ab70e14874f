"""Bytes to text, and never a traceback."""

import re
from collections.abc import Sequence
from pathlib import Path

from newsdesk.reading.signs import CONTROL, unseen
from newsdesk.words.message import Message, listed, said
from newsdesk.words.problem import Place, Problem, error

_MARK = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: [^\n]*)?$", re.MULTILINE)
"""https://git-scm.com/docs/git-merge#_how_conflicts_are_presented"""


def read_text(path: str | Path, shown: str) -> tuple[str, Problem | None]:
    """The text of a file without its byte order mark, or a problem where it cannot be read or is not UTF-8."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a Path for each of 20,000 files takes longer than to read them
            data = file.read()
    except OSError as wrong:
        return "", unreadable(shown, wrong)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        return text, _control_character(text, shown) or _unfinished_merge(text, shown)
    except UnicodeDecodeError as wrong:
        # The codec counts from behind a byte order mark.
        start = data.rfind(b"\n", 0, wrong.start) + 1
        line, column = data.count(b"\n", 0, start) + 1, len(data[start : wrong.start].decode("utf-8", "replace")) + 1
    sentence = said("the file must be UTF-8; {encoding}", encoding=_probable_encoding(data))
    return "", error("encoding", Place(path=shown, line=line, column=column), sentence, said("save it again as UTF-8"))


def unreadable(shown: str, wrong: OSError) -> Problem:
    """The problem that the disk does not give a file or folder."""
    sentence = said("this cannot be read: {reason}", reason=wrong.strerror or wrong)
    return error("unreadable", Place(path=shown), sentence, said("give yourself the right to read it"))


def _control_character(text: str, shown: str) -> Problem | None:
    """What was pasted from a terminal or a broken export."""
    found = CONTROL.search(text)
    if not found:
        return None
    start = text.rfind("\n", 0, found.start()) + 1
    line = text.count("\n", 0, found.start()) + 1
    return unseen(found[0], Place(path=shown, line=line, column=found.start() - start + 1))


def merge_marks(text: str) -> Sequence[int]:
    """The lines on which Git has left its marks; without another mark, one of equal signs underlines a heading."""
    if not _MARK.search(text):
        return ()
    marked = re.compile(rf"{_MARK.pattern}|^={{7}}$", re.MULTILINE)
    return [text.count("\n", 0, found.start()) + 1 for found in marked.finditer(text)]


def _unfinished_merge(text: str, shown: str) -> Problem | None:
    lines = merge_marks(text)
    if not lines:
        return None
    source = text.split("\n")[lines[0] - 1]
    place = Place(path=shown, line=lines[0], length=len(source), source=source)
    sentence = said("a merge has left its marks in this file: line {lines}", lines=listed(map(str, lines)))
    return error("merge-mark", place, sentence, said("keep what is right of both sides, and delete the marks"))


def _probable_encoding(data: bytes) -> Message:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return said("it looks like UTF-16")
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return said("its encoding is unknown")
    return said("it looks like GBK")
