"""What a text states in figures: days, years, counts, shares and sums, in a form that no language changes.

Each language has its reader. The two texts of a story are then compared by value and unit, never by wording.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Unit(StrEnum):
    """What a number counts, as far as both languages say it in one way."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    TIME = "time of day"
    VERSION = "version"
    PLAIN = "number"
    PERCENT = "percentage"
    YUAN = "sum in yuan"
    DOLLARS = "sum in dollars"
    PEOPLE = "number of people"
    VISITS = "number of visits"
    COUNTRIES = "number of countries"
    REGIONS = "number of countries and regions"


DATE_UNITS = frozenset({Unit.DAY, Unit.MONTH, Unit.YEAR, Unit.DECADE})
_OPEN = frozenset({Unit.PLAIN, Unit.YEAR})
"""Units that say nothing of what is counted: `2000 people` reads as a year, where Chinese has people."""
_HALVES = frozenset({0, 12})
"""How many hours apart two are that a text without a half of the day calls the same."""
_LAST_CENTURY = 30
"""The first decade that is the last century's where no century is named."""
Suffixes = Sequence[tuple[re.Pattern[str], Unit]]
"""What stands behind a number, and the unit that it means; the first that fits counts."""

_IN_PARAGRAPH = r"(?:[^\n]|\n(?![ \t]*\n))*?"
_UNSPOKEN = re.compile(
    rf'<span lang="[^"]*">{_IN_PARAGRAPH}</span>|<!--.*?-->|</?[A-Za-z!?](?:[^<>\n]|\n(?![ \t]*\n))*>'
    rf"|^[ \t>]*(?P<fence>`{{3,}}|~{{3,}})[^`\n]*\n.*?^[ \t>]*(?P=fence)"
    rf"|(?P<tick>`+)(?!`){_IN_PARAGRAPH}(?<!`)(?P=tick)(?!`)|(?<=\])\([^()\n]*\)"
    r"|&(?:#\d+|#[xX][\dA-Fa-f]+|[A-Za-z][A-Za-z\d]+);|https?://[^\s<>()（），。；、]+|\b(?:[\w-]+\.)+[a-z]{2,}\b",
    re.DOTALL | re.ASCII | re.MULTILINE,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_QUOTED = re.compile(r'<span lang="[^"]*">(.*?)</span>|`([^`\n]+)`', re.DOTALL)
QUOTATION = re.compile(r'“[^”\n]*”|"[^"\n]*"')
_SIGN = re.compile(r"[^\n]")
THOUSANDS = ",\u2009\u202f"
"""What stands between groups of three digits: a comma, or the thin blanks of ISO 80000."""
_JOINED = dict.fromkeys(map(ord, THOUSANDS))
_DIGITS = re.compile(r"\d+")
_FIGURE = re.compile(r"\d+(?:\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement: `value` of a day is month × 100 + day, that of a time of day its minutes since midnight.

    `start` and `end` are offsets in the text.
    """

    value: Decimal
    unit: Unit
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementReader:
    """How a language states: `stated` gives what stands in figures, in no order, `spelled` other numbers.

    A number in words, an ordinal or a part of a name agrees with a figure, but is not asked for one: each language
    spells out other numbers.
    """

    stated: Callable[[str], Iterable[Statement]]
    spelled: Callable[[str], Set[Decimal]]


Finder = Callable[[str], Iterable[re.Match[str]]]
Form = tuple[Finder, Callable[[re.Match[str]], Iterable[Statement]]]
"""A way to state something, and what it then states."""


def at_figures(pattern: re.Pattern[str]) -> Finder:
    """Finds what `finditer` finds of a pattern that begins with a whole figure, without a look at any other sign."""

    def found(text: str) -> Iterator[re.Match[str]]:
        end = 0
        for figure in _DIGITS.finditer(text):
            if figure.start() >= end and (match := pattern.match(text, figure.start())):
                end = match.end()
                yield match

    return found


def with_any(signs: Iterable[str], pattern: re.Pattern[str]) -> Finder:
    """Finds what `finditer` finds of a pattern that has one of a few signs, without a look at texts that have none."""
    return lambda text: pattern.finditer(text) if any(sign in text for sign in signs) else ()


def state(match: re.Match[str], value: Decimal | int | str, unit: Unit, at: int = 0) -> Statement:
    """The statement of a match in a text, or in the part of one that begins at offset `at`."""
    return Statement(value=Decimal(value), unit=unit, start=at + match.start(), end=at + match.end())


def states_nothing(_: re.Match[str]) -> Iterable[Statement]:
    """What looks like a figure and is none."""
    return ()


def state_year(match: re.Match[str]) -> Iterator[Statement]:
    """The year that a match is."""
    yield state(match, match[0], Unit.YEAR)


def state_number(match: re.Match[str], value: Decimal, suffixes: Suffixes) -> Statement:
    """A number with the unit that the text in the group `after` begins with."""
    for pattern, unit in suffixes:
        if suffix := pattern.match(match["after"]):
            return Statement(value=value, unit=unit, start=match.start(), end=match.end() + suffix.end())
    return state(match, value, Unit.PLAIN)


def days_of_month(match: re.Match[str], month: int) -> Iterator[Statement]:
    """The days in the group `days`: 8 and 9 of `September 8 and 9`."""
    return (state(match, 100 * month + int(day), Unit.DAY) for day in _DIGITS.findall(match["days"]))


def _day(match: re.Match[str]) -> Iterator[Statement]:
    yield state(match, match["year"], Unit.YEAR)
    yield state(match, 100 * int(match["month"]) + int(match["day"]), Unit.DAY)


def _version(match: re.Match[str]) -> Iterator[Statement]:
    """`1.27.0` is often written `1.27`, a number."""
    parts = match["parts"].removesuffix(".0")
    version = parts.count(".") > 1
    value = "".join(f"{int(part):05}" for part in parts.split(".")) if version else parts
    yield state(match, value, Unit.VERSION if version else Unit.PLAIN)


def _years(match: re.Match[str]) -> Iterator[Statement]:
    """`2021-25` is 2021 and 2025."""
    return (state(match, match["century"] + year, Unit.YEAR) for year in (match["first"], match["last"]))


_DAY = re.compile(
    r"(?<![\w.-])(?P<year>(?:19|20)\d\d)(?P<joint>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=joint)"
    r"(?P<day>0?[1-9]|[12]\d|3[01])(?!\d|[.-]\d)T?",
    re.ASCII,
)
# With a hyphen, 2010-12 may be a month.
_YEARS = re.compile(
    r"(?<![\w.,$-])(?P<century>19|20)(?P<first>\d\d)(?:[–—]|-(?!0|1[0-2]))(?P<last>\d\d)(?![\w%]|[.,–—-]\d)",
    re.ASCII,
)
_VERSION = re.compile(r"(?<![\w.])v?(?P<parts>\d+(?:\.\d+){2,})(?!\w)", re.ASCII)
_IDENTIFIER = re.compile(
    r"(?<![A-Za-z\d])(?:[A-Za-z]++_?\d|[A-Z][A-Za-z\d]*+(?:-[A-Z][A-Za-z\d]*+){0,4}-\d|\d+[a-f][\da-f]{6})"
    r"(?:[-_/+.]?[A-Za-z\d])*|(?<![\w./])(?:24/7|9/11)(?![\w/]|\.\d)",
    re.ASCII,
)
_ADDRESS = re.compile(r"https?://[^\s<>()（），。；、]+")
_SIGNS: Sequence[Form] = (
    (re.compile(r"^[ \t>]*(?:[-*+][ \t]+)?\d{1,3}[.)、](?!\d)", re.MULTILINE).finditer, states_nothing),
    (at_figures(_DAY), _day),
    (_VERSION.finditer, _version),
    (_IDENTIFIER.finditer, states_nothing),
    (at_figures(_YEARS), _years),
)
"""Those that all languages write in one way."""


def read(text: str, forms: Iterable[Form]) -> Iterator[Statement]:
    """What a text states, form by form: what one has found is blank to those behind it."""
    for find, statements in (*_SIGNS, *forms):
        rest: list[str] = []
        end = 0
        for match in find(text):
            yield from statements(match)
            rest += text[end : match.start()], _blank(match[0])
            end = match.end()
        if rest:
            text = "".join((*rest, text[end:]))


def _blank(found: str) -> str:
    return _SIGN.sub(" ", found) if "\n" in found else " " * len(found)


def in_identifiers(text: str) -> Iterator[Decimal]:
    """The numbers that stand in `Shenzhou-13`, `G20` or an address, which another language may write as figures."""
    for pattern in (_IDENTIFIER, _ADDRESS):
        for match in pattern.finditer(text):
            yield from map(Decimal, _FIGURE.findall(match[0]))


def without_markup(markdown: str, blank: str = " ") -> str:
    """A text as long as `markdown`, with blanks for markup, hosts and what is marked as another language."""
    return _UNSPOKEN.sub(lambda match: _SIGN.sub(blank, match[0]), markdown)


def uncommented(markdown: str) -> str:
    """A text as long as `markdown`, with blanks for comments, which nobody reads: waivers are such."""
    return _COMMENT.sub(lambda match: _SIGN.sub(" ", match[0]), markdown) if "<!--" in markdown else markdown


def without_quotations(markdown: str) -> str:
    """A text as long as `markdown`, with blanks for quotations too: what the newsroom says itself."""
    return QUOTATION.sub(lambda match: " " * len(match[0]), without_markup(markdown))


def foreign_fragments(markdown: str) -> str:
    """What is marked as another language or as code in a text, a line each."""
    return "\n".join(match[1] or match[2] for match in _QUOTED.finditer(markdown))


def decade(tens: int) -> int:
    """The decade that two digits alone mean: in the 80s is 1980, in the 20s 2020."""
    return tens + (1900 if tens >= _LAST_CENTURY else 2000)


def number_of(figure: str) -> Decimal:
    """`16,733.5` is 16733.5."""
    return Decimal(figure.translate(_JOINED))


def without_counterpart(these: Sequence[Statement], those: Sequence[Statement]) -> Iterator[Statement]:
    """What `these` state and `those` do not; each value is given once."""
    given: set[tuple[Decimal, Unit]] = set()
    for each in these:
        if (each.value, each.unit) not in given and not _stands_in(each, those):
            given.add((each.value, each.unit))
            yield each


def _stands_in(one: Statement, others: Sequence[Statement]) -> bool:
    if one.unit is Unit.MONTH:
        return any(_month(other) == one.value for other in others)
    units = {other.unit for other in others if _agree(one, other)}
    named = units - _OPEN
    return bool(units) and (one.unit in _OPEN or one.unit in units or not named)


def _agree(one: Statement, other: Statement) -> bool:
    units = {one.unit, other.unit}
    if units == {Unit.TIME, Unit.PLAIN}:
        return abs(_hours(one) - _hours(other)) in _HALVES
    return one.value == other.value and (len(units) == 1 or units & DATE_UNITS <= {Unit.YEAR})


def _hours(stated: Statement) -> Decimal:
    """A number may be meant as an hour: `10时` is 10 a.m., and may be ten hours; `at 3` is 3 p.m. too."""
    return stated.value / 60 if stated.unit is Unit.TIME else stated.value


def _month(stated: Statement) -> Decimal | None:
    if stated.unit is Unit.DAY:
        return stated.value // 100
    return stated.value if stated.unit is Unit.MONTH else None
