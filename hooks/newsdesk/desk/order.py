"""Registers are sorted: an entry with a new id goes to its place among the others, with the comments above it."""

import re
from collections.abc import Sequence

from newsdesk.reading import yaml

_LINE = re.compile(r".*\n|.+\Z")


def in_its_place(raw: str, name: str) -> str:
    """A register as it is on disk, with the entry `name` where it belongs; unsorted ones stay as they are."""
    text = raw.removeprefix("\ufeff").replace("\r\n", "\n")
    lines = _LINE.findall(raw)
    entries = [(str(keys[0]), mark) for keys, mark in yaml.read("", text, text).located.names.items() if len(keys) == 1]
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
    """The index of the first line of an entry: comments above it are its own, those above the first are the file's."""
    start = line - 1
    while start and not is_first and lines[start - 1].startswith("#"):
        start -= 1
    return start


def _joined(lines: Sequence[str], *, open_end: bool) -> str:
    """The lines, each with an end; the last without one where the file had none."""
    newline = "\r\n" if lines[0].endswith("\r\n") else "\n"
    whole = "".join(line if line.endswith("\n") else line + newline for line in lines)
    return whole.removesuffix(newline) if open_end else whole
