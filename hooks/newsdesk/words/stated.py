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
    PLAIN = "number"
    PERCENT = "percentage"
    YUAN = "sum in yuan"
    DOLLARS = "sum in dollars"
    PEOPLE = "number of people"
    VISITS = "number of visits"
    COUNTRIES = "number of countries"
    REGIONS = "number of countries and regions"


DATES = frozenset({Unit.DAY, Unit.MONTH, Unit.YEAR})
Suffixes = Sequence[tuple[re.Pattern[str], Unit]]
"""What stands behind a number, and the unit that it means; the first that fits counts."""

_UNSPOKEN = re.compile(
    r'<span lang="[^"]*">.*?</span>|<!--.*?-->|<[^<>]*>|(`+)(?!`).*?(?<!`)\1(?!`)|(?<=\])\([^()\n]*\)'
    r"|\b(?:[\w-]+\.)+[a-z]{2,}\b",
    re.DOTALL | re.ASCII,
)
_FOREIGN = re.compile(r'<span lang="[^"]*">(.*?)</span>', re.DOTALL)
QUOTATION = re.compile(r'“[^”\n]*”|"[^"\n]*"')
_SIGN = re.compile(r"[^\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One statement: `value` of a day is month × 100 + day. `start` and `end` are offsets in the text."""

    value: Decimal
    unit: Unit
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """How a language states: `stated` gives what stands in figures, in no order, `spelled` the numbers in words.

    A number in words agrees with a figure, but is not asked for one: each language spells out other numbers.
    """

    stated: Callable[[str], Iterable[Stated]]
    spelled: Callable[[str], Set[Decimal]]


def spoken(markdown: str, blank: str = " ") -> str:
    """A text as long as `markdown`, with blanks for markup, hosts and what is marked as another language."""
    return _UNSPOKEN.sub(lambda match: _SIGN.sub(blank, match[0]), markdown)


def in_own_words(markdown: str) -> str:
    """A text as long as `markdown`, with blanks for quotations too: what the newsroom says itself."""
    return QUOTATION.sub(lambda match: " " * len(match[0]), spoken(markdown))


def quoted(markdown: str) -> str:
    """What is marked as another language in a text, a line each."""
    return "\n".join(_FOREIGN.findall(markdown))


def unit_after(text: str, suffixes: Suffixes) -> tuple[Unit, int]:
    """The unit that a number has by what follows it, and how many characters say so."""
    for pattern, unit in suffixes:
        if match := pattern.match(text):
            return unit, match.end()
    return Unit.PLAIN, 0


def without_counterpart(these: Sequence[Stated], those: Sequence[Stated]) -> Iterator[Stated]:
    """What `these` state and `those` do not; each value is given once."""
    said: set[tuple[Decimal, Unit]] = set()
    for each in these:
        if (each.value, each.unit) not in said and not _stands_in(each, those):
            said.add((each.value, each.unit))
            yield each


def _stands_in(one: Stated, others: Sequence[Stated]) -> bool:
    if one.unit is Unit.MONTH:
        return any(_month(other) == one.value for other in others)
    units = {other.unit for other in others if other.value == one.value and _comparable(one, other)}
    named = units - {Unit.PLAIN}
    return bool(units) and (one.unit is Unit.PLAIN or one.unit in units or not named)


def _comparable(one: Stated, other: Stated) -> bool:
    return one.unit is other.unit or not {one.unit, other.unit} & DATES


def _month(stated: Stated) -> Decimal | None:
    if stated.unit is Unit.DAY:
        return stated.value // 100
    return stated.value if stated.unit is Unit.MONTH else None
