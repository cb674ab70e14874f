"""Rules of style for English and Chinese: patterns, what they say, and what to write instead."""

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from enum import Flag, auto
from functools import cache, cached_property, lru_cache
from itertools import groupby

from opencc import OpenCC

from newsdesk.i18n.quantities import QUOTATION, without_markup

_BLANK = "\ufffc"
"""Stands for what a rule may not see, and is neither space nor letter."""
Cure = str | Callable[[re.Match[str]], str]


class AppliesTo(Flag):
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
    message: str
    pattern: str
    wrong: str
    right: str
    signs: Sequence[str]
    where: AppliesTo = AppliesTo.EVERY
    suggestion: Cure | None = None
    safe: bool = False
    quotable: bool = False
    raw: bool = False

    def concerns(self, passage: "Passage") -> bool:
        """Whether a passage has what the rule is about."""
        return any(sign in passage.typed for sign in self.signs)

    def mended(self, match: re.Match[str]) -> str:
        """What to write in place of a finding, empty where only an editor knows."""
        if self.suggestion is None:
            return ""
        return match.expand(self.suggestion) if isinstance(self.suggestion, str) else self.suggestion(match)

    def found_in(self, text: str) -> Iterator[re.Match[str]]:
        """What breaks the rule in a text, wherever it stands."""
        return _compiled(self.pattern).finditer(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleFault:
    """Where a text breaks a rule: `start` and `end` are offsets, `cure` is what to write there."""

    rule: Rule
    start: int
    end: int
    suggestion: str


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A text of one kind as it was typed."""

    where: AppliesTo
    typed: str

    @cached_property
    def spoken(self) -> str:
        """The text with what its language does not say blanked out."""
        return without_markup(self.typed, _BLANK)

    @cached_property
    def quotations(self) -> Sequence[tuple[int, int]]:
        return [match.span() for match in QUOTATION.finditer(self.spoken)]


def passage(where: AppliesTo, typed: str) -> Passage:
    """A text as the rules see it."""
    return Passage(where=where, typed=typed)


def style_faults(seen: Passage, rules: Sequence[Rule]) -> Iterator[StyleFault]:
    """What breaks a rule in a passage."""
    for rule in rules:
        if rule.where & seen.where and rule.concerns(seen):
            for match in rule.found_in(seen.typed if rule.raw else seen.spoken):
                if not (rule.quotable and any(start < match.start() < end for start, end in seen.quotations)):
                    yield StyleFault(rule=rule, start=match.start(), end=match.end(), suggestion=rule.mended(match))


Exempt = Set[tuple[int, str]]
"""Lines of a text, counted from 1, each with the name of a rule that lets it be."""


def mended_text(where: AppliesTo, typed: str, rules: Sequence[Rule], spared: Exempt = frozenset()) -> str:
    """A text with all that is safe to mend: mended again, it stays as it is. It keeps its number of lines."""
    while (better := _mended_once(passage(where, typed), rules, spared)) != typed:
        typed = better
    return typed


def _mended_once(seen: Passage, rules: Sequence[Rule], spared: Exempt) -> str:
    found = sorted(
        (slip for slip in style_faults(seen, rules) if slip.rule.safe), key=lambda slip: (slip.start, -slip.end)
    )
    parts, at = [], 0
    for slip in found:
        line = seen.typed.count("\n", 0, slip.start) + 1
        if slip.start >= at and (line, slip.rule.name) not in spared:
            parts += [seen.typed[at : slip.start], slip.suggestion]
            at = slip.end
    return "".join([*parts, seen.typed[at:]])


_SPANS = (
    "year|month|week|weekend|quarter|spring|summer|autumn|fall|winter|January|February|March|April|May|June|July|August"
    "|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
)
_PRAISE = (
    "splendid|magnificent|world-class|world-leading|vibrant|glorious|brilliant|fruitful|cutting-edge|state-of-the-art"
    "|highly successful|great success|huge success|resounding success|complete success|unprecedented success"
    "|grand opening|grand ceremony|grand event|grand gathering|grand occasion|won high praise|second to none"
)

ENGLISH_STYLE = [
    Rule(
        name="en-relative-date",
        message="a story names the day: nobody knows when it is read",
        pattern=(
            rf"(?:[A-Z][a-z]+ of )?(?:(?<!the )(?:last|next|past)|this|\b(?:Last|Next|This)) (?:{_SPANS})\b"
            r"|\b(?:[Yy]esterday|today|tomorrow|tonight|[Rr]ecently)\b|\b(?:year|month|week|day)s? ago\b"
        ),
        wrong="The agreement was signed in September of last year.",
        right="The agreement was signed in September 2029.",
        signs=[
            *(
                " last ",
                "Last ",
                " next ",
                "Next ",
                "past ",
                "esterday",
                "today",
                "tomorrow",
                "tonight",
                "ecently",
                " ago",
            ),
            *(f"his {span}" for span in _SPANS.split("|")),
        ],
        where=AppliesTo.STORY,
        quotable=True,
    ),
    Rule(
        name="en-praise",
        message="praise is the source's, in quotation marks and with its speaker",
        pattern=rf"\b(?:{_PRAISE})\b",
        wrong="The city held a grand opening of its world-class mill.",
        right="The city opened its mill.",
        signs=_PRAISE.split("|"),
        where=AppliesTo.STORY,
        quotable=True,
    ),
    Rule(
        name="en-plan",
        message="an archive report tells what was planned as a plan, with its day and speaker: was to, planned to",
        pattern=r"(?<!the )(?<!of )\bwill (?:not |also |soon )?[a-z]+",
        wrong="The school will open in May.",
        right="The school was to open in May, the city said.",
        signs=[" will "],
        where=AppliesTo.ARCHIVE,
        quotable=True,
    ),
]


SIMPLIFIED = Rule(
    name="zh-traditional",
    message="characters are simplified, unless they are marked as another language's",
    pattern=r"(?!)",
    wrong="風箏節",
    right="风筝节",
    signs=(),
    where=AppliesTo.EVERY,
    suggestion="",
)


def traditional(text: str) -> Iterator[StyleFault]:
    """Runs of characters that the simplified script writes in another way."""
    simplified = _converter().convert(text)
    if simplified == text or len(simplified) != len(text):
        return
    at = 0
    for differs, run in groupby(zip(text, simplified, strict=True), key=lambda pair: pair[0] != pair[1]):
        signs = list(run)
        if differs:
            suggestion = "".join(new for _, new in signs)
            yield StyleFault(rule=SIMPLIFIED, start=at, end=at + len(signs), suggestion=suggestion)
        at += len(signs)


@lru_cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
