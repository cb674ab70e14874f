"""One text of a pair: all its words in one string, and where a stretch of them stands in its file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from newsdesk.model.text import Text
from newsdesk.words.problem import Place
from newsdesk.words.stated import in_own_words
from newsdesk.words.waiver import waiver

_STORY_LINK = re.compile(r"\[[^\]\n]*\]\([^()\s]*\.md[^()\n]*\)")


@dataclass(frozen=True, kw_only=True)
class Side:
    """Title, summary and body of a text, compared with those of its twin."""

    text: Text

    @cached_property
    def words(self) -> str:
        return self.text.words

    @cached_property
    def own_words(self) -> str:
        """The words without markup and quotations, as long."""
        return in_own_words(self.words)

    @cached_property
    def _links(self) -> Sequence[tuple[int, int]]:
        return [match.span() for match in _STORY_LINK.finditer(self.words)]

    def leads_elsewhere(self, start: int) -> bool:
        """Whether the words stand in a link to another text: its headline may say what this story does not."""
        return any(first <= start < end for first, end in self._links)

    @property
    def path(self) -> str:
        return self.text.file.path

    def waiver(self, rule: str, start: int) -> str:
        """What waives a rule above the line of the words at `start`, as it is written there."""
        return waiver(rule, in_body=start >= len(self.text.title) + len(self.text.summary) + 2)

    def place(self, start: int, end: int) -> Place:
        """Where in the file the words from `start` to `end` stand: the whole value, where YAML writes it otherwise."""
        file, body = self.text.file, len(self.text.title) + len(self.text.summary) + 2
        if start <= len(self.text.title):
            return _within(file.value("title"), self.text.title, start, end)
        if start < body:
            return _within(
                file.value("summary"), self.text.summary, *(at - len(self.text.title) - 1 for at in (start, end))
            )
        line = self.words.count("\n", body, start)
        column = start - max(self.words.rfind("\n", body, start) + 1, body) + 1
        return file.at(self.text.body_line + line, column, end - start)


def _within(place: Place, value: str, start: int, end: int) -> Place:
    """The part of a value from `start` to `end`, where its words stand on one line as they are."""
    at = place.source.find(value, place.column - 1, place.column - 1 + place.length)
    return place if at < 0 else replace(place, column=at + start + 1, length=max(1, end - start))
