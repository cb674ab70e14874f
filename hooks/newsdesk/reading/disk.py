"""Bytes to text, and never a traceback."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from newsdesk.reading.signs import CONTROL, unseen
from newsdesk.words.located import Located
from newsdesk.words.message import Message, counted, listed, said, verbatim
from newsdesk.words.problem import Place, Problem, error

_MARK = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: [^\n]*)?$", re.MULTILINE)
"""https://git-scm.com/docs/git-merge#_how_conflicts_are_presented"""
_ANY_MARK = re.compile(rf"{_MARK.pattern}|^={{7}}$", re.MULTILINE)
_CONFLICT = re.compile(r"^<{7}[^\n]*\n(?:(?!<{7}|>{7})[^\n]*\n)*+>{7}(?: [^\n]*)?$", re.MULTILINE)
_FENCE = re.compile(r"`{3,}|~{3,}")


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


def fault_in(path: str | Path, shown: str) -> Problem | None:
    """What is wrong with a text that is published as it is: it cannot be read, or a drawing is no XML."""
    text, fault = read_text(path, shown)
    if fault or not shown.endswith(".svg") or not (found := fault_in_xml(text.encode())):
        return fault
    line, column, reason = found
    sentence = said("no program can read this: {reason}", reason=reason)
    place = Located(path=shown, text=text).at(line, column)
    return error("syntax", place, sentence, said("mend it, or save the drawing anew"))


def fault_in_xml(content: bytes) -> tuple[int, int, Message] | None:
    """The line and the column at which a file is no XML, and why."""
    parser = etree.XMLParser(resolve_entities=False, huge_tree=True)
    try:
        etree.fromstring(content, parser)
    except etree.XMLSyntaxError as fault:
        # What libxml2 finds behind the first fault often only follows from it.
        first = next(iter(parser.error_log), None)
        return (first.line, first.column, verbatim(first.message)) if first else (1, 1, verbatim(str(fault.msg)))
    return None


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


def merge_marks(text: str, *, markdown: bool = False) -> Sequence[int]:
    """The lines on which Git has left its marks; without another mark, one of equal signs underlines a heading.

    In Markdown a fenced block may show them.
    """
    if not _MARK.search(text):
        return ()
    if markdown:
        text = _without_shown(text)
        if not _MARK.search(text):
            return ()
    return [text.count("\n", 0, found.start()) + 1 for found in _ANY_MARK.finditer(text)]


def _without_shown(text: str) -> str:
    """A text in which fenced blocks are emptied, unless a mark outside of them may have parted one."""
    lines = text.split("\n")
    blocks = list(_fenced(lines))
    emptied = list(lines)
    for block in blocks:
        emptied[block.start : block.stop] = [""] * len(block)
    if not _MARK.search("\n".join(emptied)):
        return ""
    for block in blocks:
        if _ANY_MARK.search(_CONFLICT.sub("", "\n".join(lines[block.start : block.stop]))):
            emptied[block.start : block.stop] = lines[block.start : block.stop]
    return "\n".join(emptied)


def _fenced(lines: Sequence[str]) -> Iterator[range]:
    """The lines within each fence that is closed."""
    opened, fence = 0, ""
    for number, line in enumerate(lines):
        if not fence and (opening := _FENCE.match(line)):
            opened, fence = number + 1, opening[0]
        elif fence and line.rstrip() == fence:
            yield range(opened, number)
            fence = ""


def _unfinished_merge(text: str, shown: str) -> Problem | None:
    lines = merge_marks(text, markdown=shown.endswith(".md"))
    if not lines:
        return None
    source = text.split("\n")[lines[0] - 1]
    place = Place(path=shown, line=lines[0], length=len(source), source=source)
    sentence = counted(
        "a merge has left its marks in this file: line {lines}",
        "a merge has left its marks in this file: lines {lines}",
        number=len(lines),
        lines=listed(map(str, lines)),
    )
    return error("merge-mark", place, sentence, said("keep what is right of both sides, and delete the marks"))


def _probable_encoding(data: bytes) -> Message:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return said("it looks like UTF-16")
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return said("its encoding is unknown")
    return said("it looks like GBK")
