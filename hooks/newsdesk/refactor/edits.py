"""Edits of a file by offset: every byte that is not edited is preserved."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsdesk.content import yaml
from newsdesk.content.source_file import Document, front_matter_span
from newsdesk.content.text_files import normalized_text
from newsdesk.diagnostics import Span
from newsdesk.i18n.messages import msg
from newsdesk.project import CannotRun

_MARK = "\ufeff"
_BREAK = re.compile(r"\r\n")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A replacement of the characters from `start` to `end` with `text`.

    Offsets are those of the normalized text that was parsed, without byte order mark and carriage returns; `text` has
    neither.
    """

    start: int
    end: int
    text: str


def replacement(text: str, mark: Span, new: str) -> Edit:
    """Return the edit that replaces a span of the normalized text, which lies on one line."""
    line, column, length = mark
    start = start_of(text, line) + column - 1
    return Edit(start, start + length, new)


def insert(text: str, line: int, new: str) -> Edit:
    """Return the edit that inserts whole lines, with their line ends, above a line; one past the last appends them."""
    start = start_of(text, line)
    behind_open_line = start > 0 and text[start - 1] != "\n"
    return Edit(start, start, f"\n{new.removesuffix(chr(10))}" if behind_open_line else new)


def start_of(text: str, line: int) -> int:
    """Return the offset of a line, counted from 1; the end of the text if there is no such line."""
    start = 0
    for _ in range(line - 1):
        end = text.find("\n", start)
        if end < 0:
            return len(text)
        start = end + 1
    return start


def apply_edits(raw: str, edits: Iterable[Edit]) -> str:
    """Return the raw text of a file with its edits applied. Raises ValueError if two overlap.

    Inserted lines end as the file's first line does.
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


_BELONGS_TO_NEXT = re.compile(r"[ \t]*(#.*)?")
_DASH = re.compile(r"[ ]*-[ ]+")


def insert_field(document: Document, key: str, lines: Sequence[str], order: Sequence[str]) -> Edit:
    """Return the edit that inserts a field, `lines` of it, after the last field that precedes it in `order`."""
    starts = {str(keys[0]): mark[0] for keys, mark in document.file.names.items() if len(keys) == 1}
    before = [starts[name] for name in order[: order.index(key)] if name in starts]
    rows = document.file.text.split("\n")
    last = max(before, default=1)
    following = [start for start in starts.values() if start > last]
    closing_fence = document.file.text.count("\n", 0, front_matter_span(document.file.text)[1]) + 1
    end = min(following, default=closing_fence)
    while end - 1 > last and _BELONGS_TO_NEXT.fullmatch(rows[end - 2]):
        end -= 1
    return insert(document.file.text, end, "".join(f"{line}\n" for line in lines))


def new_entry(document: Document, key: str, lines: Sequence[str], order: Sequence[str]) -> Edit:
    """Return the edit that adds an entry, `lines` of it, to a list of mappings, and the field if it is missing.

    Raises CannotRun for a list in flow style, which cannot hold prose.
    """
    if document.values.get(key):
        return _behind_the_last(document, key, lines)
    entry = [f"{key}:", *_indented(lines, "  - ")]
    if (key,) not in document.file.names:
        return insert_field(document, key, entry, order)
    line = document.file.names[(key,)][0]
    return replacement(document.file.text, (line, 1, len(document.file.at(line).source)), "\n".join(entry))


def _behind_the_last(document: Document, key: str, lines: Sequence[str]) -> Edit:
    rows = document.file.text.split("\n")
    line, column, _ = document.file.values[(key, 0)]
    dash = rows[line - 1][: column - 1]
    if not _DASH.fullmatch(dash):
        place = f"{document.file.path}:{line}"
        raise CannotRun(
            msg("{place}: first write {key} as a block list, with a dash on each line", place=place, key=key)
        )
    last = max(mark[0] for keys, mark in document.file.names.items() if keys[0] == key)
    end = next(number for number in range(last + 1, len(rows) + 1) if not rows[number - 1].startswith(" " * len(dash)))
    return insert(document.file.text, end, "".join(f"{each}\n" for each in _indented(lines, dash)))


def _indented(lines: Sequence[str], dash: str) -> Sequence[str]:
    return [f"{dash if number == 0 else ' ' * len(dash)}{line}" for number, line in enumerate(lines)]


_LINE = re.compile(r".*\n|.+\Z")


def entry_in_order(raw: str, name: str) -> str:
    """Return a register's raw text with the entry `name` sorted in; an unsorted register is unchanged."""
    text = normalized_text(raw)
    lines = _LINE.findall(raw)
    entries = [
        (str(keys[0]), mark) for keys, mark in yaml.read_yaml("", text).source_file.names.items() if len(keys) == 1
    ]
    others = [each for each, _ in entries if each != name]
    if others != sorted(others) or any(column > 1 for _, (_, column, _) in entries):
        return raw
    starts = [_start(lines, line, is_first=number == 0) for number, (_, (line, _, _)) in enumerate(entries)]
    blocks = {
        each: lines[start:end] for (each, _), start, end in zip(entries, starts, [*starts[1:], None], strict=True)
    }
    ordered = [*lines[: starts[0]], *(line for each in sorted(blocks) for line in blocks[each])]
    return _joined(ordered, open_end=not raw.endswith("\n"))


def _start(lines: Sequence[str], line: int, *, is_first: bool) -> int:
    """Return the index of an entry's first line: comments above it belong to it, those above the first to the file."""
    start = line - 1
    while start and not is_first and lines[start - 1].startswith("#"):
        start -= 1
    return start


def _joined(lines: Sequence[str], *, open_end: bool) -> str:
    """Return the joined lines, each with a line end; the last without one if the file had none."""
    newline = "\r\n" if lines[0].endswith("\r\n") else "\n"
    whole = "".join(line if line.endswith("\n") else line + newline for line in lines)
    return whole.removesuffix(newline) if open_end else whole
