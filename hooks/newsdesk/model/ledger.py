"""The ledgers: every address that was ever published, and the words of every story as a reader was last told them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from newsdesk.words.located import Located
from newsdesk.words.problem import Place

WITHDRAWN = "withdrawn"
"""What may stand behind an address of the ledger: that nothing stands there any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The words of a text as they were published, and what readers had been told of changes until then.

    Days are as in ISO 8601, `updated` is empty where there is none; `typed`, `whole` and `blocks` are digests
    (`words/wording.py`).
    """

    day: str
    updated: str
    corrections: Sequence[str]
    typed: str
    whole: str
    blocks: str

    @classmethod
    def read(cls, line: str) -> "Told":
        """A line of the ledger, whose form its reader has seen to."""
        day, updated, corrections, typed, whole, blocks = line.split(" ")
        return cls(
            day=day,
            updated=updated.strip("-"),
            corrections=[] if corrections == "-" else corrections.split(","),
            typed=typed,
            whole=whole,
            blocks=blocks,
        )

    @property
    def line(self) -> str:
        corrections = ",".join(sorted(self.corrections))
        return f"{self.day} {self.updated or '-'} {corrections or '-'} {self.typed} {self.whole} {self.blocks}"

    def has_words_of(self, other: "Told") -> bool:
        """Whether both say the same, whatever the layout."""
        return self.typed == other.typed or self.whole == other.whole

    def tells_more_than(self, before: "Told") -> bool:
        """Whether a reader is told of a change that was not known before: a correction, or a later `updated`."""
        return self.updated > before.updated or bool(Counter(self.corrections) - Counter(before.corrections))


Lines = Mapping[str, str]
"""An address and what stands behind it, or a text and its line of digests."""


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """What stands in the files of each year, in their order; `files` has the lines themselves."""

    addresses: Mapping[str, Lines] = field(default_factory=dict)
    words: Mapping[str, Lines] = field(default_factory=dict)
    files: Mapping[str, Located] = field(default_factory=dict)

    @cached_property
    def promised(self) -> Lines:
        """Every address with what stands behind it; where two years have one, what became of it is what counts."""
        found: dict[str, str] = {}
        for lines in self.addresses.values():
            for address, fate in lines.items():
                found[address] = fate or found.get(address, "")
        return found

    @cached_property
    def told(self) -> Lines:
        """The line of every text, by its language and the permanent id of its story: 'en/2014/slug'."""
        return {name: line for lines in self.words.values() for name, line in lines.items()}

    def place(self, address: str) -> Place:
        """Where an address stands in the ledger."""
        for year, lines in self.addresses.items():
            if address in lines:
                file = self.files[f"addresses/{year}"]
                number = _line_of(address, file.text.split("\n"))
                return file.at(number, 1, len(address))
        raise KeyError(address)


def _line_of(address: str, lines: Sequence[str]) -> int:
    return next(number for number, line in enumerate(lines, 1) if line.partition(" ")[0] == address)
