"""Putting a key into the front matter of a file, at its place among the others."""

import re
from collections.abc import Sequence

from newsdesk.desk.command import CannotRun
from newsdesk.desk.edit import Edit, at, insert
from newsdesk.reading.front_matter import Document
from newsdesk.words.message import said

_BELONGS_TO_NEXT = re.compile(r"[ \t]*(#.*)?")
_DASH = re.compile(r"[ ]*-[ ]+")


def new_key(document: Document, key: str, lines: Sequence[str], order: Sequence[str]) -> Edit:
    """The edit that writes a key, `lines` of it, behind the last of those that stand before it in `order`."""
    starts = {str(keys[0]): mark[0] for keys, mark in document.file.names.items() if len(keys) == 1}
    before = [starts[name] for name in order[: order.index(key)] if name in starts]
    rows = document.file.text.split("\n")
    last = max(before, default=1)
    following = [start for start in starts.values() if start > last]
    end = min(following, default=_closing(rows, last))
    while end - 1 > last and _BELONGS_TO_NEXT.fullmatch(rows[end - 2]):
        end -= 1
    return insert(document.file.text, end, "".join(f"{line}\n" for line in lines))


def new_entry(document: Document, key: str, lines: Sequence[str], order: Sequence[str]) -> Edit:
    """The edit that adds an entry, `lines` of it, to a list of mappings; it writes the key where there is none.

    Raises CannotRun for a list in brackets, which cannot hold prose.
    """
    if document.values.get(key):
        return _behind_the_last(document, key, lines)
    entry = [f"{key}:", *_indented(lines, "  - ")]
    if (key,) not in document.file.names:
        return new_key(document, key, entry, order)
    line = document.file.names[(key,)][0]
    return at(document.file.text, (line, 1, len(document.file.at(line).source)), "\n".join(entry))


def _behind_the_last(document: Document, key: str, lines: Sequence[str]) -> Edit:
    rows = document.file.text.split("\n")
    line, column, _ = document.file.values[(key, 0)]
    dash = rows[line - 1][: column - 1]
    if not _DASH.fullmatch(dash):
        place = f"{document.file.path}:{line}"
        raise CannotRun(said("{place}: write {key} as a list whose lines begin with a dash", place=place, key=key))
    last = max(mark[0] for keys, mark in document.file.names.items() if keys[0] == key)
    end = next(number for number in range(last + 1, len(rows) + 1) if not rows[number - 1].startswith(" " * len(dash)))
    return insert(document.file.text, end, "".join(f"{each}\n" for each in _indented(lines, dash)))


def _indented(lines: Sequence[str], dash: str) -> Sequence[str]:
    """The lines of an entry: a dash before the first, as much room before the others."""
    return [f"{dash if number == 0 else ' ' * len(dash)}{line}" for number, line in enumerate(lines)]


def _closing(rows: Sequence[str], last: int) -> int:
    """The line of the fence that closes the front matter."""
    return next(number for number in range(last + 1, len(rows) + 1) if re.fullmatch(r"-{3,}[ \t]*", rows[number - 1]))
