"""The rulebook: every rule there is, what must be, and an example of either; and texts held to its rules of style."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import Any

from newsdesk.content.library import Library
from newsdesk.content.registers import Registers, SeriesKind
from newsdesk.content.story import Text
from newsdesk.content.types import MAX_LINE_OF_WORDS
from newsdesk.diagnostics import Check, Diagnostic, Level, SourceFile, SourceLocation, suggest, warning
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import msg, msg_by_language
from newsdesk.i18n.quantities import uncommented
from newsdesk.lint.facts import ComparedText
from newsdesk.lint.style import (
    ENGLISH_STYLE,
    SIMPLIFIED,
    AppliesTo,
    Rule,
    StyleFault,
    passage,
    style_faults,
    traditional,
)
from newsdesk.lint.style_chinese import CHINESE_STYLE, year_before

Examples = Mapping[Language, str]
"""The same in English and in Chinese."""

STYLE_RULES = [*ENGLISH_STYLE, *CHINESE_STYLE, year_before("风筝节"), SIMPLIFIED]
"""Rules that say themselves what must be, and show it."""

PROSE = frozenset({"title", "summary", "body", "archive"})
"""Examples that are words of a story; of the others each is a part of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleEntry:
    """A rule: `sentence` says what must be, `bad` breaks it and `good` does not.

    `where` says what an example is: a title, a summary or a body, one of an archive report, the front matter of a
    story or of its translation, both bodies of a pair, a register that its first line names, a whole file, the path
    of one, or what stands in a file such as mkdocs.yml. An example that no text can give is told in words; then
    `held` names the test that shows it.
    """

    name: str
    levels: Sequence[Level]
    summary: Examples
    where: str = ""
    language: Language = Language.EN
    bad: Examples
    good: Examples
    held: str = ""


@cache
def rulebook() -> Mapping[str, RuleEntry]:
    """The entries by the names of their rules, sorted."""
    said = {name: record for record_of in _pages() for name, record in record_of.items()}
    entries = {rule.name: _of_style(rule, said.pop(rule.name)) for rule in STYLE_RULES}
    entries |= {name: _entry(name, record) for name, record in said.items()}
    return dict(sorted(entries.items()))


def _pages() -> Iterator[Mapping[str, Any]]:
    for page in (files("newsdesk.lint") / "rules").iterdir():
        if page.name.endswith(".toml"):
            yield tomllib.loads(page.read_text(encoding="utf-8"))


def _entry(name: str, record: Mapping[str, Any]) -> RuleEntry:
    more = dict(record)
    levels = more.pop("level")
    return RuleEntry(
        name=name,
        levels=[Level(each) for each in ([levels] if isinstance(levels, str) else levels)],
        summary={Language.EN: more.pop("en"), Language.ZH: more.pop("zh")},
        language=Language(more.pop("language", Language.EN)),
        bad=_told(more.pop("bad")),
        good=_told(more.pop("good")),
        **more,
    )


def _told(example: str | Mapping[str, str]) -> Examples:
    """An example is the same in all languages; what is told in words is not."""
    if isinstance(example, str):
        return dict.fromkeys((Language.EN, Language.ZH), example.strip("\n"))
    return {Language(code): text for code, text in example.items()}


def _of_style(rule: Rule, record: Mapping[str, str]) -> RuleEntry:
    kinds = {
        AppliesTo.ARCHIVE: "archive",
        AppliesTo.BODY: "body",
        AppliesTo.TITLE: "title",
        AppliesTo.SUMMARY: "summary",
    }
    return RuleEntry(
        name=rule.name,
        levels=[Level.WARNING],
        summary={Language.EN: _sentence(rule.message), Language.ZH: record["zh"] + "。"},
        where=next(kind for place, kind in kinds.items() if place & rule.where),
        language=Language(rule.name.partition("-")[0]),
        bad=_told(rule.wrong),
        good=_told(rule.right),
    )


def _sentence(rule: str) -> str:
    return rule[0].upper() + rule[1:] + ("" if rule.endswith("。") else ".")


def style_checks(library: Library) -> Iterator[Check]:
    """Slips of style: text by text in the rules of its language, and register by register in those of Chinese."""
    rules = rules_of(library.registers)
    by_language = {Language.EN: ENGLISH_STYLE, Language.ZH: rules}
    faulty = {text.path for text in library.faulty}
    for text in (*library.texts, *library.unpublished):
        if text.language in by_language and text.path not in faulty:
            yield partial(_of_text, text, by_language[text.language])
    for file in filter(library.asks_for, library.registers.files.values()):
        yield partial(_of_register, file, rules)


def _of_register(file: SourceFile, rules: Sequence[Rule]) -> Iterator[Diagnostic]:
    for line, column, typed in chinese_values(file):
        for slip in _found(AppliesTo.REGISTER, typed, rules, Language.ZH):
            yield _problem(slip, typed, file.at(line, column + slip.start, slip.end - slip.start))


def rules_of(registers: Registers) -> Sequence[Rule]:
    """The rules of Chinese, with those that follow from the names of the series."""
    series = [each for each in registers.series.values() if each.kind is SeriesKind.SERIES]
    names = [each.name.on(Language.ZH).text for each in series if each.name.has(Language.ZH)]
    return [*CHINESE_STYLE, *(year_before(name) for name in names)]


def _of_text(text: Text, rules: Sequence[Rule]) -> Iterator[Diagnostic]:
    """Slips in the title, the summary and the body of a text."""
    side, at = ComparedText(text=text), 0
    body = AppliesTo.BODY | AppliesTo.ARCHIVE if getattr(text.front, "compiled", None) else AppliesTo.BODY
    for where, typed in (
        (AppliesTo.TITLE, text.title),
        (AppliesTo.SUMMARY, text.summary),
        (body, uncommented(text.body)),
    ):
        for slip in _found(where, typed, rules, text.language):
            yield _problem(slip, typed, side.place(at + slip.start, at + slip.end))
        at += len(typed) + 1


def _found(where: AppliesTo, typed: str, rules: Sequence[Rule], language: Language) -> Iterator[StyleFault]:
    seen = passage(where, typed)
    yield from style_faults(seen, rules)
    if language is Language.ZH:
        yield from traditional(seen.spoken)


def chinese_values(file: SourceFile) -> Iterator[tuple[int, int, str]]:
    """The line, the column and the text of each scalar that is said to be Chinese, without YAML's quotation marks."""
    lines = file.text.split("\n")
    for keys, (line, column, length) in file.values.items():
        # A longer value is an error already, and to look for its slips could take minutes.
        if Language.ZH in keys and length <= MAX_LINE_OF_WORDS + len("''"):
            typed = lines[line - 1][column - 1 : column - 1 + length]
            if typed[:1] in ("'", '"'):
                yield line, column + 1, typed[1:-1]
            elif typed[:1] not in ("[", "{"):
                yield line, column, typed


def _problem(slip: StyleFault, typed: str, place: SourceLocation) -> Diagnostic:
    found = typed[slip.start : slip.end].strip("\n")
    wanted = msg_by_language(partial(_style_message, slip.rule.name, slip.rule.message))
    message = msg('{wanted}; found "{found}"', wanted=wanted, found=found) if found.strip() else wanted
    example = msg("such as: {example}", example=slip.rule.right)
    suggestion = suggest(_around(slip, typed)) if slip.rule.suggestion is not None else example
    return warning(slip.rule.name, place, message, suggestion)


def _style_message(name: str, english: str, language: Language) -> str:
    """What a rule wants; the rulebook has it in other languages."""
    return english if language is Language.EN else rulebook()[name].summary[language].removesuffix("。")


def _around(slip: StyleFault, typed: str, reach: int = 6) -> str:
    """What to write, with a little of what stands around it on its line."""
    before = typed[max(0, slip.start - reach) : slip.start].rpartition("\n")[2]
    after = typed[slip.end : slip.end + reach].partition("\n")[0]
    return f"{before}{slip.suggestion}{after}"
