"""Rules of style: what a pattern finds in a text, what to write instead, and mending what is safe to mend.

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
"""Stands for what a rule may not see, and is neither space nor letter."""


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


APPLIES_BY_FORM = {WordsForm.HEADING: AppliesTo.TITLE, WordsForm.SENTENCE: AppliesTo.SUMMARY}
"""The rules for the words of front matter are those of a title or of a summary, as the words are written."""

_compiled = cache(re.compile)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    r"""A rule of style; the prefix of its name is its language.

    `message` says what must be, in each language of messages (`en` and `zh` in TOML); `bad` breaks the rule and `good`
    does not. `pattern` is a regular expression in which `\p{Han}` stands for the Han characters and `{words}` for any
    of `words`; without one, the rule is about `words`. It is compiled when a text may break the rule: a text without
    any of its `signs` (by default its `words`) cannot.

    `where` names members of AppliesTo. A rule sees a text without markup, targets of links and other languages; a `raw`
    one sees all, and a `quotable` one leaves quotations alone. `{series}` stands for the name of a recurring event, one
    rule for each; `series` is an example of such a name.

    `suggestion` replaces what was found: a template of `re`, or a table by which each key becomes its value;
    `normal_form` (of Unicode) and `standard_script` (that of the language) rewrite it. With none of them only an editor
    can mend it. A `safe` rule is mended by `newsdesk tidy`, without being looked at.
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

    @property
    def language(self) -> Language:
        return Language(self.name.partition("-")[0])

    @property
    def has_suggestion(self) -> bool:
        return self.suggestion is not None or self.normal_form is not None or self.standard_script

    def concerns(self, passage: "Passage") -> bool:
        """Whether a passage has what the rule is about."""
        return any(sign in passage.typed for sign in self.signs)

    def faults(self, text: str) -> Iterator["StyleFault"]:
        """Where a text breaks the rule."""
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


def style_rule(name: str, record: Mapping[str, Any], series: str = "") -> Rule:
    """The rule of a record of TOML; `series` stands in the place of `{series}`."""
    fields = {key: _with_series(value, series) for key, value in record.items() if key not in ("series", "pattern")}
    words = fields.pop("words", [])
    pattern = record.get("pattern", "{words}").replace("{words}", "|".join(words))
    pattern = pattern.replace("{series}", re.escape(series)).replace(r"\p{Han}", HAN)
    where = AppliesTo(0)
    for each in fields.pop("where", ["every"]):
        where |= AppliesTo[each.upper()]
    return Rule(
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
    """Where a text breaks a rule: `start` and `end` are offsets, `suggestion` is what to write there."""

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


def style_faults(passage: Passage, rules: Sequence[Rule]) -> Iterator[StyleFault]:
    """What breaks a rule in a passage."""
    for rule in rules:
        if rule.where & passage.where and rule.concerns(passage):
            for fault in rule.faults(passage.typed if rule.raw else passage.spoken):
                if not (rule.quotable and any(start < fault.start < end for start, end in passage.quotations)):
                    yield fault


def _in_other_script(rule: Rule, text: str) -> Iterator[StyleFault]:
    """Runs of characters that the standard script of the language writes in another way."""
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
"""Lines of a text, counted from 1, each with the name of a rule that is waived there."""


def mended_text(where: AppliesTo, typed: str, rules: Sequence[Rule], exempt: Exempt = frozenset()) -> str:
    """A text with all that is safe to mend: mended again, it stays as it is. It keeps its number of lines."""
    safe = [rule for rule in rules if rule.safe]
    while (better := _mended_once(Passage(where=where, typed=typed), safe, exempt)) != typed:
        typed = better
    return typed


def _mended_once(passage: Passage, rules: Sequence[Rule], exempt: Exempt) -> str:
    parts, at = [], 0
    for fault in sorted(style_faults(passage, rules), key=lambda fault: (fault.start, -fault.end)):
        line = passage.typed.count("\n", 0, fault.start) + 1
        if fault.start >= at and (line, fault.rule.name) not in exempt:
            parts += [passage.typed[at : fault.start], fault.suggestion]
            at = fault.end
    return "".join([*parts, passage.typed[at:]])
