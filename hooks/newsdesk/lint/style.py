"""Style rules: patterns to find in a text, what to write instead, and fixes that are safe to apply.

The rules of a language are in `rules/style_<language>.toml`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import Flag, auto
from functools import cache, cached_property
from itertools import groupby
from typing import Any, Literal

from newsdesk.content.marks import WordsForm
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import MESSAGE_LANGUAGES
from newsdesk.i18n.quantities import QUOTATION, without_markup
from newsdesk.i18n.typography import HAN

_BLANK = "\ufffc"
"""Replaces characters hidden from a rule; neither space nor letter."""


class AppliesTo(Flag):
    """Kinds of text to which a rule applies."""

    TITLE = auto()
    SUMMARY = auto()
    BODY = auto()
    REGISTER = auto()
    ARCHIVE = auto()
    """The body of a story written long after its date (`compiled`)."""
    PROSE = SUMMARY | BODY
    STORY = TITLE | SUMMARY | BODY
    EVERY = STORY | REGISTER


APPLIES_BY_FORM = {WordsForm.HEADING: AppliesTo.TITLE, WordsForm.SENTENCE: AppliesTo.SUMMARY}
"""Kind of text of a front matter field, by the form of its words."""

_compiled = cache(re.compile)


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleRule:
    r"""A style rule; the prefix of its name is its language.

    `message` is the requirement in each language of messages (`en` and `zh` in TOML); `bad` breaks the rule and `good`
    does not. `pattern` is a regular expression in which `\p{Han}` stands for the Han characters and `{words}` for any
    of `words`, which is also the default. It is compiled only when a text contains one of `signs` (by default `words`):
    other texts cannot break the rule.

    `where` names members of AppliesTo. A rule is applied without markup, link targets and other languages; a `raw` rule
    to all of the text, and a `quotable` rule not inside quotations. `{series}` stands for the name of a recurring
    series, with one rule for each; `series` in TOML is an example of such a name.

    `suggestion` replaces the match: a template for `re.Match.expand`, or a table of replacements; `normal_form`
    (Unicode) and `standard_script` (of the language) convert it. Without any of them, only an editor can fix the fault.
    `newsdesk tidy` fixes faults of a `safe` rule without review. A rule that is a matter of taste says in `taste` why
    it is off for imported stories.
    """

    name: str
    message: Mapping[Language, str]
    pattern: str
    bad: str
    good: str
    signs: Sequence[str]
    where: AppliesTo
    suggestion: str | Mapping[str, str] | None = None
    normal_form: Literal["NFC", "NFD", "NFKC", "NFKD"] | None = None
    standard_script: bool = False
    safe: bool = False
    quotable: bool = False
    raw: bool = False
    taste: Mapping[str, str] | None = None

    @property
    def language(self) -> Language:
        return Language(self.name.partition("-")[0])

    @property
    def has_suggestion(self) -> bool:
        return self.suggestion is not None or self.normal_form is not None or self.standard_script

    def concerns(self, passage: "Passage") -> bool:
        """Return whether a passage contains any of the rule's `signs`, without which it cannot break the rule."""
        return any(sign in passage.typed for sign in self.signs)

    def faults(self, text: str) -> Iterator["StyleFault"]:
        """Yield the places where a text breaks the rule."""
        if self.standard_script:
            yield from _in_other_script(self, text)
            return
        for match in _compiled(self.pattern).finditer(text):
            yield StyleFault(rule=self, start=match.start(), end=match.end(), suggestion=self._suggested(match))

    def _suggested(self, match: re.Match[str]) -> str:
        if self.normal_form:
            return unicodedata.normalize(self.normal_form, match[0])
        if self.suggestion is None or isinstance(self.suggestion, str):
            return match.expand(self.suggestion or "")
        text = match[0]
        for found, wanted in self.suggestion.items():
            text = text.replace(found, wanted)
        return text


def style_rule(name: str, record: Mapping[str, Any], series: str = "") -> StyleRule:
    """Return the rule of a TOML record; `series` replaces `{series}`."""
    fields = {key: _with_series(value, series) for key, value in record.items() if key not in ("series", "pattern")}
    words = fields.pop("words", [])
    pattern = record.get("pattern", "{words}").replace("{words}", "|".join(words))
    pattern = pattern.replace("{series}", re.escape(series)).replace(r"\p{Han}", HAN)
    where = AppliesTo(0)
    for each in fields.pop("where", ["every"]):
        where |= AppliesTo[each.upper()]
    return StyleRule(
        name=name,
        message={language: fields.pop(language) for language in MESSAGE_LANGUAGES},
        pattern=pattern,
        signs=fields.pop("signs", words or [""]),
        where=where,
        **fields,
    )


def _with_series(value: Any, series: str) -> Any:
    if isinstance(value, list):
        return [_with_series(each, series) for each in value]
    return value.replace("{series}", series) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleFault:
    """A place where a text breaks a rule: `start` and `end` are offsets, `suggestion` is the replacement."""

    rule: StyleRule
    start: int
    end: int
    suggestion: str


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A text as typed, and its kind."""

    where: AppliesTo
    typed: str

    @cached_property
    def without_markup(self) -> str:
        """The text with markup, code, link targets and other languages blanked out."""
        return without_markup(self.typed, _BLANK)

    @cached_property
    def quotations(self) -> Sequence[tuple[int, int]]:
        return [match.span() for match in QUOTATION.finditer(self.without_markup)]


def style_faults(passage: Passage, rules: Sequence[StyleRule]) -> Iterator[StyleFault]:
    """Yield the faults in a passage, rule by rule."""
    for rule in rules:
        if rule.where & passage.where and rule.concerns(passage):
            for fault in rule.faults(passage.typed if rule.raw else passage.without_markup):
                if not (rule.quotable and any(start < fault.start < end for start, end in passage.quotations)):
                    yield fault


def _in_other_script(rule: StyleRule, text: str) -> Iterator[StyleFault]:
    """Yield runs of characters that the standard script of the language writes differently."""
    convert = rule.language.rules.standard_script
    standard = convert(text) if convert else text
    if standard == text or len(standard) != len(text):
        return
    at = 0
    for differs, run in groupby(zip(text, standard, strict=True), key=lambda pair: pair[0] != pair[1]):
        suggestion = "".join(new for _, new in run)
        end = at + len(suggestion)
        if differs:
            yield StyleFault(rule=rule, start=at, end=end, suggestion=suggestion)
        at = end


Exempt = Set[tuple[int, str]]
"""Line numbers of a text, counted from 1, each with the name of a rule waived on that line."""


def fixed_text(where: AppliesTo, typed: str, rules: Sequence[StyleRule], exempt: Exempt = frozenset()) -> str:
    """Return a text with the fixes of all safe rules; idempotent, and the number of lines stays the same."""
    safe = [rule for rule in rules if rule.safe]
    while (better := _mended_once(Passage(where=where, typed=typed), safe, exempt)) != typed:
        typed = better
    return typed


def _mended_once(passage: Passage, rules: Sequence[StyleRule], exempt: Exempt) -> str:
    parts, at = [], 0
    for fault in sorted(style_faults(passage, rules), key=lambda fault: (fault.start, -fault.end)):
        line = passage.typed.count("\n", 0, fault.start) + 1
        if fault.start >= at and (line, fault.rule.name) not in exempt:
            parts += [passage.typed[at : fault.start], fault.suggestion]
            at = fault.end
    return "".join([*parts, passage.typed[at:]])
