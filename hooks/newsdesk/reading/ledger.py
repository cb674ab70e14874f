"""The ledgers: plain lines in docs/registers/addresses and docs/registers/words, one file a year.

    en/news/2014/leading-group/
    en/tags/mills/ withdrawn

    en/2014/leading-group
      2026-11-25 - 2026-11-20 5e6f7a8b 1a2b3c4d 7c1f-a09b-33de

Plain, since there are tens of thousands; the words of a text stand on a line of their own below its name, so that
two branches that change the lines of two stories have an untouched line between them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from newsdesk.model.ledger import Ledger, Lines
from newsdesk.reading.disk import merge_marks, read_text
from newsdesk.words.located import Located
from newsdesk.words.message import Message, said
from newsdesk.words.problem import Problem, error

FILE = re.compile(r"(?:addresses|words)/\d{4}\.txt")
_DAY = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2\d|3[01])"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """A kind of ledger: what each entry looks like, on how many lines, and what says so."""

    entry: re.Pattern[str]
    lines: int
    wanted: Message
    head: str


_KINDS: Mapping[str, _Kind] = {
    "addresses": _Kind(
        entry=re.compile(r"^([a-z][^ \n]*)(?: (withdrawn))?$", re.ASCII | re.MULTILINE),
        lines=1,
        wanted=said("an address, and behind it nothing, or withdrawn"),
        head="# Every address and anchor that was published; newsdesk ledger adds them, and nobody takes one out.",
    ),
    "words": _Kind(
        entry=re.compile(
            rf"^([a-z][^ \n]*)\n  ({_DAY} (?:-|{_DAY}) (?:-|{_DAY}(?:,{_DAY})*) [\da-f]+ [\da-f]+ [\da-f-]+)$",
            re.ASCII | re.MULTILINE,
        ),
        lines=2,
        wanted=said("the name of a text, and below it a day, updated, corrections and digests"),
        head="# Day, updated, corrections and digests of published words; newsdesk ledger and accept write them.",
    ),
}


def read(folder: Path, shown: str, names: Sequence[str]) -> tuple[Ledger, list[Problem]]:
    """The ledgers in the files `names` below `folder`, which problems call `shown`."""
    parts: dict[str, dict[str, Lines]] = {kind: {} for kind in _KINDS}
    files: dict[str, Located] = {}
    problems: list[Problem] = []
    for name in names:
        kind, year = name.removesuffix(".txt").split("/")
        text, fault = read_text(folder / name, f"{shown}/{name}")
        problems += [fault] if fault else []
        file = files[f"{kind}/{year}"] = Located(path=f"{shown}/{name}", text=text)
        found = _KINDS[kind].entry.findall(text)
        problems += _strays(file, _KINDS[kind], len(found))
        parts[kind][year] = _joined(found)
    return Ledger(**parts, files=files), problems


def _joined(found: Sequence[tuple[str, str]]) -> Lines:
    """Each name once: of two lines that a merge has left the one that says what became of an address counts."""
    lines = dict(found)
    return lines if len(lines) == len(found) else {**lines, **{name: line for name, line in found if line}}


def _strays(file: Located, kind: _Kind, found: int) -> Iterator[Problem]:
    """The lines that belong to no entry; they are looked for where there are more lines than entries need."""
    if file.text.count("\n") == found * kind.lines + 1 and file.text.startswith("#"):
        return
    left = kind.entry.sub("\n" * (kind.lines - 1), file.text)
    marks = merge_marks(file.text)
    for number, line in enumerate(left.split("\n"), 1):
        if line and line[0] != "#" and number not in marks:
            sentence = said("this is no line of the ledger: {wanted}", wanted=kind.wanted)
            cure = said("put back what Git had; newsdesk ledger writes what is missing")
            yield error("ledger", file.at(number), sentence, cure)


def addresses_as_text(lines: Lines) -> str:
    """A year's file of addresses."""
    rows = (f"{where} {fate}".rstrip() for where, fate in sorted(lines.items()))
    return "".join(f"{row}\n" for row in (_KINDS["addresses"].head, *rows))


def words_as_text(lines: Lines) -> str:
    """A year's file of words."""
    rows = (f"{name}\n  {line}" for name, line in sorted(lines.items()))
    return "".join(f"{row}\n" for row in (_KINDS["words"].head, *rows))
