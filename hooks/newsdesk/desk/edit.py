"""Edits of a file by place: what is not edited keeps its every byte."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from newsdesk.words.located import Mark

_MARK = "\ufeff"
_BREAK = re.compile(r"\r\n")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """`text` in place of the characters from `start` to `end`, counted as the reader counts them.

    It sees neither a byte order mark nor the carriage returns of Windows; nor does `text` hold any.
    """

    start: int
    end: int
    text: str


def at(text: str, mark: Mark, new: str) -> Edit:
    """The edit of what stands at a mark of the reader's, on one line of the text that it read."""
    line, column, length = mark
    start = start_of(text, line) + column - 1
    return Edit(start, start + length, new)


def insert(text: str, line: int, new: str) -> Edit:
    """The edit that puts whole lines, each with its end, above a line; one more than there are is behind the last."""
    start = start_of(text, line)
    behind_open_line = start > 0 and text[start - 1] != "\n"
    return Edit(start, start, f"\n{new.removesuffix(chr(10))}" if behind_open_line else new)


def start_of(text: str, line: int) -> int:
    """Where a line, counted from 1, begins; the end of the text for one that it does not have."""
    start = 0
    for _ in range(line - 1):
        end = text.find("\n", start)
        if end < 0:
            return len(text)
        start = end + 1
    return start


def edited(raw: str, edits: Iterable[Edit]) -> str:
    """The text of a file as it is on disk, with its edits; none may reach into another.

    What is put in ends its lines as the file ends its first.
    """
    mark = len(_MARK) if raw.startswith(_MARK) else 0
    returns = [found.start() - mark - number for number, found in enumerate(_BREAK.finditer(raw))]
    newline = "\r\n" if _BREAK.match(raw, max(0, raw.find("\n") - 1)) else "\n"
    parts, done = [], 0
    for edit in sorted(edits):
        start, end = (place + mark + bisect_left(returns, place) for place in (edit.start, edit.end))
        if start < done:
            raise ValueError(f"an edit at {edit.start} reaches into the one before")
        parts += [raw[done:start], edit.text.replace("\n", newline)]
        done = end
    return "".join([*parts, raw[done:]])
