"""The rulebook: every lint rule with a summary and examples, and checks of texts by its style rules."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial
from importlib.resources import files
from typing import Any

from newsdesk.content.fingerprint import fingerprint
from newsdesk.content.library import Library
from newsdesk.content.marks import text_keys
from newsdesk.content.registers import Registers, SeriesKind
from newsdesk.content.story import Text
from newsdesk.content.types import MAX_LINE_OF_WORDS
from newsdesk.diagnostics import Check, Diagnostic, Level, Paste, SourceFile, SourceLocation, suggest, warning
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import MESSAGE_LANGUAGES, SOURCE_LANGUAGE, Message, msg, msg_by_language
from newsdesk.i18n.quantities import without_comments
from newsdesk.lint.facts import ComparedText
from newsdesk.lint.style import APPLIES_BY_FORM, AppliesTo, Passage, StyleFault, StyleRule, style_faults, style_rule

Examples = Mapping[Language, str]
"""A summary or an example in each language of messages."""

PROSE = frozenset({"title", "summary", "body", "archive"})
"""Values of `RuleEntry.where` whose examples are words of a story; other examples are part of a file."""


StyleRules = Mapping[str, Sequence[StyleRule]]
"""Style rules by language."""


class Fixed(StrEnum):
    """Why the level of a rule cannot be lowered."""

    SAFETY = "safety"
    CONTENT = "content"
    SITE = "site"

    @property
    def reason(self) -> Message:
        return _REASONS[self]


_REASONS = {
    Fixed.SAFETY: msg("it protects readers"),
    Fixed.CONTENT: msg("without it, something that was written or published would be lost"),
    Fixed.SITE: msg("without it, the site would break"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleEntry:
    """A lint rule: `summary` is the requirement, `bad` breaks it and `good` does not.

    `where` says what the examples are: a title, a summary or a body, the body of an archive report, the front matter of
    a story or of its translation, both bodies of a pair, a register that the first line names, a whole file, its path,
    or the content of a file such as mkdocs.yml. An example that cannot be given as text is described in words; `held`
    then names the test that shows it. `fixed` says why mkdocs.yml cannot lower the level of a rule; None if it can.
    `taste` says of a matter of taste why it is off for imported stories, unless mkdocs.yml gives it a level there.
    `is_tidied` says that `newsdesk tidy` fixes it.
    """

    name: str
    levels: Sequence[Level]
    fixed: Fixed | None = None
    taste: Examples | None = None
    is_tidied: bool = False
    summary: Examples
    where: str = ""
    language: Language = SOURCE_LANGUAGE
    bad: Examples
    good: Examples
    held: str = ""


@cache
def rulebook() -> Mapping[str, RuleEntry]:
    """Return all rules by name, sorted."""
    entries = {rule.name: _style_entry(rule) for rule in style_examples()}
    entries |= {name: _entry(name, record) for name, record in _records().items() if "level" in record}
    return dict(sorted(entries.items()))


@cache
def _records() -> Mapping[str, Mapping[str, Any]]:
    """Return the records of all rule files by name; a style rule has no `level`, since it is always a warning."""
    pages = (page for page in (files("newsdesk.lint") / "rules").iterdir() if page.name.endswith(".toml"))
    return {name: record for page in pages for name, record in tomllib.loads(page.read_text(encoding="utf-8")).items()}


def style_examples() -> Sequence[StyleRule]:
    """Return the style rules of every language; a rule made per series is returned for its example series."""
    return [
        style_rule(name, record, record.get("series", ""))
        for name, record in _records().items()
        if "level" not in record
    ]


def _entry(name: str, record: Mapping[str, Any]) -> RuleEntry:
    more = dict(record)
    levels = more.pop("level")
    return RuleEntry(
        name=name,
        levels=[Level(each) for each in ([levels] if isinstance(levels, str) else levels)],
        fixed=Fixed(more.pop("fixed")) if "fixed" in more else None,
        summary={language: more.pop(language) for language in MESSAGE_LANGUAGES},
        language=Language(more.pop("language", SOURCE_LANGUAGE)),
        bad=_examples(more.pop("bad")),
        good=_examples(more.pop("good")),
        **more,
    )


def _examples(example: str | Mapping[str, str]) -> Examples:
    """An example as text is the same in all languages; a description in words is a table by language."""
    if isinstance(example, str):
        return dict.fromkeys(MESSAGE_LANGUAGES, example.strip("\n"))
    return {Language(code): text for code, text in example.items()}


def _style_entry(rule: StyleRule) -> RuleEntry:
    kinds = {
        AppliesTo.ARCHIVE: "archive",
        AppliesTo.BODY: "body",
        AppliesTo.TITLE: "title",
        AppliesTo.SUMMARY: "summary",
    }
    return RuleEntry(
        name=rule.name,
        levels=[Level.WARNING],
        taste=_examples(rule.taste) if rule.taste else None,
        is_tidied=rule.safe,
        summary={language: _sentence(message, language) for language, message in rule.message.items()},
        where=next(kind for place, kind in kinds.items() if place & rule.where),
        language=rule.language,
        bad=_examples(rule.bad),
        good=_examples(rule.good),
    )


def _sentence(message: str, language: Language) -> str:
    full_stop = "" if message.endswith("。") else language.rules.punctuation.full_stop
    return message[0].upper() + message[1:] + full_stop


def style_checks(library: Library) -> Iterator[Check]:
    """Yield a check per text and register, by the style rules of its language."""
    rules, known = style_rules(library.registers), fingerprint(library.registers.series)
    faulty = {text.path for text in library.invalid_texts}
    for text in (*library.texts, *library.unpublished):
        if text.language in rules and text.path not in faulty:
            run = partial(_of_text, text, rules[text.language])
            yield Check(name="style", files=[text.file], known=known, run=run)
    for file in filter(library.is_requested, library.registers.files.values()):
        yield Check(name="style of registers", files=[file], known=known, run=partial(_of_register, file, rules))


def style_rules(registers: Registers) -> StyleRules:
    """Return the style rules by language, including those made from the names of recurring series."""
    recurring = [series.name for series in registers.series.values() if series.kind is SeriesKind.SERIES]
    rules: dict[str, list[StyleRule]] = defaultdict(list)
    for name, record in _records().items():
        if "level" not in record:
            language = Language(name.partition("-")[0])
            names = (
                [each.without_fallback(language) for each in recurring if each.has(language)]
                if "series" in record
                else [""]
            )
            rules[language] += [style_rule(name, record, each) for each in names]
    return rules


def _of_register(file: SourceFile, rules: StyleRules) -> Iterator[Diagnostic]:
    for line, column, typed, of_language in localized_values(file, rules):
        for fault in style_faults(Passage(where=AppliesTo.REGISTER, typed=typed), of_language):
            yield _diagnostic(fault, typed, file.at(line, column + fault.start, fault.end - fault.start))


def _of_text(text: Text, rules: Sequence[StyleRule]) -> Iterator[Diagnostic]:
    side, at, marks = ComparedText(text=text), 0, text_keys(type(text.front))
    body = AppliesTo.BODY | AppliesTo.ARCHIVE if getattr(text.front, "compiled", None) else AppliesTo.BODY
    head = [(APPLIES_BY_FORM[marks[key].form], words) for key, words in text.head.items()]
    for where, typed in (*head, (body, without_comments(text.body))):
        for fault in style_faults(Passage(where=where, typed=typed), rules):
            # What lacks something has no length: mark the character before it.
            start = fault.start if fault.start < fault.end else max(0, fault.start - 1)
            yield _diagnostic(fault, typed, side.place(at + start, at + fault.end))
        at += len(typed) + 1


def localized_values(file: SourceFile, rules: StyleRules) -> Iterator[tuple[int, int, str, Sequence[StyleRule]]]:
    """Yield each scalar under a language key: line, column, text without quotation marks, and style rules."""
    lines = file.text.split("\n")
    for keys, (line, column, length) in file.values.items():
        of_language = next((rules[str(key)] for key in reversed(keys) if str(key) in rules), None)
        # A longer value is an error already, and checking its style could take minutes.
        if of_language and length <= MAX_LINE_OF_WORDS + len("''"):
            typed = lines[line - 1][column - 1 : column - 1 + length]
            if typed[:1] in ("'", '"'):
                yield line, column + 1, typed[1:-1], of_language
            elif typed[:1] not in ("[", "{"):
                yield line, column, typed, of_language


def _diagnostic(fault: StyleFault, typed: str, location: SourceLocation) -> Diagnostic:
    rule, found = fault.rule, typed[fault.start : fault.end].strip("\n")
    wanted = msg_by_language(rule.message.__getitem__)
    message = msg('{wanted}; found "{found}"', wanted=wanted, found=found) if found.strip() else wanted
    example = msg("for example: {example}", example=rule.good)
    suggestion = suggest(_around(fault, typed), Paste.PART) if rule.has_suggestion else example
    return warning(rule.name, location, message, suggestion)


def _around(fault: StyleFault, typed: str, reach: int = 6) -> str:
    """Return the replacement with up to `reach` characters of context on either side, from the same line."""
    before = typed[max(0, fault.start - reach) : fault.start].rpartition("\n")[2]
    after = typed[fault.end : fault.end + reach].partition("\n")[0]
    return f"{before}{fault.suggestion}{after}"
