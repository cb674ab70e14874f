"""Ledgers: every URL that was ever published, and digests of every story as last published.

Plain text in docs/registers/addresses and docs/registers/words, one file a year.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from newsdesk.content.text_files import conflict_marker_lines, read_text
from newsdesk.diagnostics import Diagnostic, SourceFile, SourceLocation, error
from newsdesk.i18n.messages import Message, msg

WITHDRAWN = "withdrawn"
"""Flag after a URL in the ledger: nothing is published there any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedText:
    """Digests of a text as published, and the changes that readers had been informed of by then.

    Dates are ISO 8601; `updated` is empty if there is none. `typed`, `whole` and `blocks` are digests
    (`content/blocks.py`).
    """

    day: str
    updated: str
    corrections: Sequence[str]
    typed: str
    wording: str
    blocks: str

    @classmethod
    def read(cls, line: str) -> "PublishedText":
        """Parse a line of the ledger that matches its format."""
        day, updated, corrections, typed, whole, blocks = line.split(" ")
        return cls(
            day=day,
            updated=updated.strip("-"),
            corrections=[] if corrections == "-" else corrections.split(","),
            typed=typed,
            wording=whole,
            blocks=blocks,
        )

    @property
    def line(self) -> str:
        corrections = ",".join(sorted(self.corrections))
        return f"{self.day} {self.updated or '-'} {corrections or '-'} {self.typed} {self.wording} {self.blocks}"

    def has_words_of(self, other: "PublishedText") -> bool:
        """Return whether both have the same wording, whatever the layout."""
        return self.typed == other.typed or self.wording == other.wording

    def tells_more_than(self, before: "PublishedText") -> bool:
        """Return whether this informs readers of another change: a new correction, or a later `updated`."""
        return self.updated > before.updated or bool(Counter(self.corrections) - Counter(before.corrections))


LedgerLines = Mapping[str, str]
"""A URL and its flag, or the name of a text and its line of digests."""


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """The entries of each year, in order; `files` has the source files, by names such as 'addresses/2014'."""

    addresses: Mapping[str, LedgerLines] = field(default_factory=dict)
    words: Mapping[str, LedgerLines] = field(default_factory=dict)
    files: Mapping[str, SourceFile] = field(default_factory=dict)

    @cached_property
    def published_addresses(self) -> LedgerLines:
        """Every URL with its flag; for a URL in two years, a flag wins."""
        found: dict[str, str] = {}
        for lines in self.addresses.values():
            for address, fate in lines.items():
                found[address] = fate or found.get(address, "")
        return found

    @cached_property
    def published_texts(self) -> LedgerLines:
        """The line of every text, by language and permanent id of its story: 'en/2014/slug'."""
        return {name: line for lines in self.words.values() for name, line in lines.items()}

    def place(self, address: str) -> SourceLocation:
        """Return the location of a URL in the ledger. Raises KeyError if it is not there."""
        for year, lines in self.addresses.items():
            if address in lines:
                file = self.files[f"addresses/{year}"]
                number = _line_of(address, file.text.split("\n"))
                return file.at(number, 1, len(address))
        raise KeyError(address)


def _line_of(address: str, lines: Sequence[str]) -> int:
    return next(number for number, line in enumerate(lines, 1) if line.partition(" ")[0] == address)


LEDGER_FILE = re.compile(r"(?:addresses|words)/\d{4}\.txt")
_DAY = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2\d|3[01])"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """A kind of ledger: format and lines of an entry, what messages call it, and the first line of each file."""

    entry: re.Pattern[str]
    lines: int
    wanted: Message
    head: str


_KINDS: Mapping[str, _Kind] = {
    "addresses": _Kind(
        entry=re.compile(r"^([a-z][^ \n]*)(?: (withdrawn))?$", re.ASCII | re.MULTILINE),
        lines=1,
        wanted=msg("a URL, optionally followed by withdrawn"),
        head="# Every address and anchor that was published; newsdesk ledger adds them, and nobody takes one out.",
    ),
    "words": _Kind(
        entry=re.compile(
            rf"^([a-z][^ \n]*)\n  ({_DAY} (?:-|{_DAY}) (?:-|{_DAY}(?:,{_DAY})*) [\da-f]+ [\da-f]+ [\da-f-]+)$",
            re.ASCII | re.MULTILINE,
        ),
        lines=2,
        wanted=msg("the name of a text, followed by a line with date, updated, corrections and digests"),
        head="# Day, updated, corrections and digests of published words; newsdesk ledger and accept write them.",
    ),
}


def read_ledgers(folder: Path, shown: str, names: Sequence[str]) -> tuple[Ledger, list[Diagnostic]]:
    """Return the ledgers in the files `names` below `folder`, called `shown` in diagnostics, and diagnostics."""
    parts: dict[str, dict[str, LedgerLines]] = {kind: {} for kind in _KINDS}
    files: dict[str, SourceFile] = {}
    problems: list[Diagnostic] = []
    for name in names:
        kind, year = name.removesuffix(".txt").split("/")
        text, fault = read_text(folder / name, f"{shown}/{name}")
        problems += [fault] if fault else []
        file = files[f"{kind}/{year}"] = SourceFile(path=f"{shown}/{name}", text=text)
        found = _KINDS[kind].entry.findall(text)
        problems += _strays(file, _KINDS[kind], len(found))
        parts[kind][year] = _joined(found)
    return Ledger(**parts, files=files), problems


def _joined(found: Sequence[tuple[str, str]]) -> LedgerLines:
    """Keep each name once: of two lines left by a merge, the one with a flag wins."""
    lines = dict(found)
    return lines if len(lines) == len(found) else {**lines, **{name: line for name, line in found if line}}


def _strays(file: SourceFile, kind: _Kind, found: int) -> Iterator[Diagnostic]:
    """Report the lines that belong to no entry; search only if there are more lines than entries need."""
    if file.text.count("\n") == found * kind.lines + 1 and file.text.startswith("#"):
        return
    left = kind.entry.sub("\n" * (kind.lines - 1), file.text)
    marks = conflict_marker_lines(file.text)
    for number, line in enumerate(left.split("\n"), 1):
        if line and line[0] != "#" and number not in marks:
            message = msg("invalid ledger line: expected {wanted}", wanted=kind.wanted)
            suggestion = msg("restore the version in Git; newsdesk ledger adds missing lines")
            yield error("ledger", file.at(number), message, suggestion)


def addresses_as_text(lines: LedgerLines) -> str:
    """Return the ledger file of the URLs of a year."""
    rows = (f"{where} {fate}".rstrip() for where, fate in sorted(lines.items()))
    return "".join(f"{row}\n" for row in (_KINDS["addresses"].head, *rows))


def words_as_text(lines: LedgerLines) -> str:
    """Return the ledger file of the digests of a year."""
    rows = (f"{name}\n  {line}" for name, line in sorted(lines.items()))
    return "".join(f"{row}\n" for row in (_KINDS["words"].head, *rows))
