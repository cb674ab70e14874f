"""How English and Chinese are written: stories and the words of the registers, held to the rules of the house."""

from collections.abc import Iterator, Sequence
from functools import partial

from newsdesk.checks.rulebook import rulebook
from newsdesk.checks.side import Side
from newsdesk.model.kinds import LONGEST
from newsdesk.model.library import Library
from newsdesk.model.register import SeriesKind
from newsdesk.model.registers import Registers
from newsdesk.model.text import Text
from newsdesk.words.language import Language
from newsdesk.words.located import Located
from newsdesk.words.message import said, worded
from newsdesk.words.problem import Part, Place, Problem, warning, write
from newsdesk.words.stated import uncommented
from newsdesk.words.style import Rule, Slip, Where, passage, slips
from newsdesk.words.style_chinese import CHINESE_STYLE, year_before
from newsdesk.words.style_english import ENGLISH_STYLE
from newsdesk.words.traditional import traditional


def parts(library: Library) -> Iterator[Part]:
    """Slips of style: text by text in the rules of its language, and register by register in those of Chinese."""
    rules = rules_of(library.registers)
    by_language = {Language.EN: ENGLISH_STYLE, Language.ZH: rules}
    faulty = {text.path for text in library.faulty}
    for text in (*library.texts, *library.aside):
        if text.language in by_language and text.path not in faulty:
            yield partial(_of_text, text, by_language[text.language])
    for file in filter(library.asks_for, library.registers.files.values()):
        yield partial(_of_register, file, rules)


def _of_register(file: Located, rules: Sequence[Rule]) -> Iterator[Problem]:
    for line, column, typed in chinese_values(file):
        for slip in _found(Where.REGISTER, typed, rules, Language.ZH):
            yield _problem(slip, typed, file.at(line, column + slip.start, slip.end - slip.start))


def rules_of(registers: Registers) -> Sequence[Rule]:
    """The rules of Chinese, with those that follow from the names of the series."""
    series = [each for each in registers.series.values() if each.kind is SeriesKind.SERIES]
    names = [each.name.on(Language.ZH).text for each in series if each.name.has(Language.ZH)]
    return [*CHINESE_STYLE, *(year_before(name) for name in names)]


def _of_text(text: Text, rules: Sequence[Rule]) -> Iterator[Problem]:
    """Slips in the title, the summary and the body of a text."""
    side, at = Side(text=text), 0
    body = Where.BODY | Where.ARCHIVE if getattr(text.front, "compiled", None) else Where.BODY
    for where, typed in ((Where.TITLE, text.title), (Where.SUMMARY, text.summary), (body, uncommented(text.body))):
        for slip in _found(where, typed, rules, text.language):
            yield _problem(slip, typed, side.place(at + slip.start, at + slip.end))
        at += len(typed) + 1


def _found(where: Where, typed: str, rules: Sequence[Rule], language: Language) -> Iterator[Slip]:
    seen = passage(where, typed)
    yield from slips(seen, rules)
    if language is Language.ZH:
        yield from traditional(seen.spoken)


def chinese_values(file: Located) -> Iterator[tuple[int, int, str]]:
    """The line, the column and the text of each scalar that is said to be Chinese, without YAML's quotation marks."""
    lines = file.text.split("\n")
    for keys, (line, column, length) in file.values.items():
        # A longer value is an error already, and to look for its slips could take minutes.
        if Language.ZH in keys and length <= LONGEST + len("''"):
            typed = lines[line - 1][column - 1 : column - 1 + length]
            if typed[:1] in ("'", '"'):
                yield line, column + 1, typed[1:-1]
            elif typed[:1] not in ("[", "{"):
                yield line, column, typed


def _problem(slip: Slip, typed: str, place: Place) -> Problem:
    found = typed[slip.start : slip.end].strip("\n")
    wanted = worded(partial(_sentence, slip.rule.name, slip.rule.sentence))
    sentence = said('{wanted}; found "{found}"', wanted=wanted, found=found) if found.strip() else wanted
    example = said("such as: {example}", example=slip.rule.right)
    cure = write(_around(slip, typed)) if slip.rule.cure is not None else example
    return warning(slip.rule.name, place, sentence, cure)


def _sentence(name: str, english: str, language: Language) -> str:
    """What a rule wants; the rulebook has it in other languages."""
    return english if language is Language.EN else rulebook()[name].sentence[language].removesuffix("。")


def _around(slip: Slip, typed: str, reach: int = 6) -> str:
    """What to write, with a little of what stands around it on its line."""
    before = typed[max(0, slip.start - reach) : slip.start].rpartition("\n")[2]
    after = typed[slip.end : slip.end + reach].partition("\n")[0]
    return f"{before}{slip.cure}{after}"
