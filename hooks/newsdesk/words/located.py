"""A source file with the place of every key and value in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from newsdesk.words.problem import Place

Keys = tuple[str | int, ...]
Mark = tuple[int, int, int]
"""Line and column, both from 1, and length in characters."""


@lru_cache(maxsize=8)
def _lines(text: str) -> list[str]:
    """The lines of a file, split once for all its problems: there may be thousands."""
    return text.split("\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A file: `path` as problems print it, its `text`, and where its keys and values stand."""

    path: str
    text: str
    names: Mapping[Keys, Mark] = field(default_factory=dict)
    values: Mapping[Keys, Mark] = field(default_factory=dict)

    def at(self, line: int = 1, column: int = 1, length: int = 1) -> Place:
        """A place by its numbers."""
        lines = _lines(self.text)
        source = lines[line - 1] if line <= len(lines) else ""
        return Place(path=self.path, line=line, column=column, length=length, source=source)

    def value(self, *keys: str | int) -> Place:
        """Where the value of a key stands; of its nearest parent where it has no place of its own."""
        return self._nearest(self.values, keys)

    def name(self, *keys: str | int) -> Place:
        """Where a key itself stands."""
        return self._nearest(self.names, keys)

    def has(self, *keys: str | int) -> bool:
        return keys in self.values

    def _nearest(self, marks: Mapping[Keys, Mark], keys: Keys) -> Place:
        while keys and keys not in marks:
            keys = keys[:-1]
        return self.at(*marks[keys]) if keys else self.at()
