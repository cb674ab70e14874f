"""Rules of style: a pattern, what it says, and what to write instead; a language's table is a list of them."""

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from enum import Flag, auto
from functools import cache, cached_property

from newsdesk.words.stated import QUOTATION, spoken

_BLANK = "\ufffc"
"""Stands for what a rule may not see, and is neither space nor letter."""
Cure = str | Callable[[re.Match[str]], str]


class Where(Flag):
    """The texts to which a rule applies."""

    TITLE = auto()
    SUMMARY = auto()
    BODY = auto()
    REGISTER = auto()
    ARCHIVE = auto()
    """The body of a report that was written long after its day."""
    PROSE = SUMMARY | BODY
    STORY = TITLE | SUMMARY | BODY
    EVERY = STORY | REGISTER


_compiled = cache(re.compile)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule: `cure` is the replacement of what the pattern finds, None where only an editor can mend it.

    The pattern is compiled when a text may break the rule: of most texts few rules ever are asked.

    One that is `safe` may be mended without being looked at; a `quotable` one lets quotations be; one that is `raw`
    sees the text as it was typed. `wrong` and `right` are an example of either. Without one of its `signs` a text
    cannot break the rule, and no time is spent on it.
    """

    name: str
    sentence: str
    pattern: str
    wrong: str
    right: str
    signs: Sequence[str]
    where: Where = Where.EVERY
    cure: Cure | None = None
    safe: bool = False
    quotable: bool = False
    raw: bool = False

    def concerns(self, passage: "Passage") -> bool:
        """Whether a passage has what the rule is about."""
        return any(sign in passage.typed for sign in self.signs)

    def mended(self, match: re.Match[str]) -> str:
        """What to write in place of a finding, empty where only an editor knows."""
        if self.cure is None:
            return ""
        return match.expand(self.cure) if isinstance(self.cure, str) else self.cure(match)

    def found_in(self, text: str) -> Iterator[re.Match[str]]:
        """What breaks the rule in a text, wherever it stands."""
        return _compiled(self.pattern).finditer(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """Where a text breaks a rule: `start` and `end` are offsets, `cure` is what to write there."""

    rule: Rule
    start: int
    end: int
    cure: str


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A text of one kind as it was typed."""

    where: Where
    typed: str

    @cached_property
    def spoken(self) -> str:
        """The text with what its language does not say blanked out."""
        return spoken(self.typed, _BLANK)

    @cached_property
    def quotations(self) -> Sequence[tuple[int, int]]:
        return [match.span() for match in QUOTATION.finditer(self.spoken)]


def passage(where: Where, typed: str) -> Passage:
    """A text as the rules see it."""
    return Passage(where=where, typed=typed)


def slips(seen: Passage, rules: Sequence[Rule]) -> Iterator[Slip]:
    """What breaks a rule in a passage."""
    for rule in rules:
        if rule.where & seen.where and rule.concerns(seen):
            for match in rule.found_in(seen.typed if rule.raw else seen.spoken):
                if not (rule.quotable and any(start < match.start() < end for start, end in seen.quotations)):
                    yield Slip(rule=rule, start=match.start(), end=match.end(), cure=rule.mended(match))


Spared = Set[tuple[int, str]]
"""Lines of a text, counted from 1, each with the name of a rule that lets it be."""


def mended(where: Where, typed: str, rules: Sequence[Rule], spared: Spared = frozenset()) -> str:
    """A text with all that is safe to mend: mended again, it stays as it is. It keeps its number of lines."""
    while (better := _mended_once(passage(where, typed), rules, spared)) != typed:
        typed = better
    return typed


def _mended_once(seen: Passage, rules: Sequence[Rule], spared: Spared) -> str:
    found = sorted((slip for slip in slips(seen, rules) if slip.rule.safe), key=lambda slip: (slip.start, -slip.end))
    parts, at = [], 0
    for slip in found:
        line = seen.typed.count("\n", 0, slip.start) + 1
        if slip.start >= at and (line, slip.rule.name) not in spared:
            parts += [seen.typed[at : slip.start], slip.cure]
            at = slip.end
    return "".join([*parts, seen.typed[at:]])
