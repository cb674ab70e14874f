"""Figures in a text: dates, times, counts, percentages and sums in a language-independent form.

Each language has its reader. The two texts of a story are then compared by value and unit, never by wording.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache


class Unit(StrEnum):
    """What a number counts, so far as English and Chinese express it alike."""

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
"""Ambiguous units, which match any unit: English `2000 people` is read as a year, its Chinese as people."""
_HALVES = frozenset({0, 12})
"""Differences in hours at which two times still match: without a.m. or p.m., 3 may be 15."""
_LAST_CENTURY = 30
"""First two-digit decade that means the 20th century: the 30s are the 1930s, but the 20s the 2020s."""
Suffixes = Sequence[tuple[re.Pattern[str], Unit]]
"""Patterns of the text after a number, and the unit of each; the first match counts."""

_IN_PARAGRAPH = r"(?:[^\n]|\n(?![ \t]*\n))*?"
_MARKUP = re.compile(
    rf'<span lang="[^"]*">{_IN_PARAGRAPH}</span>|<!--.*?-->|</?[A-Za-z!?](?:[^<>\n]|\n(?![ \t]*\n))*>'
    rf"|^[ \t>]*(?P<fence>`{{3,}}+|~{{3,}}+)[^`\n]*+\n.*?^[ \t>]*(?P=fence)"
    rf"|(?P<tick>`+)(?!`){_IN_PARAGRAPH}(?<!`)(?P=tick)(?!`)|(?<=\])\([^()\n]*\)"
    r"|^[ \t>]*(?:!!!|\?{3}\+?)[^\"\n]*(?:\"(?P<title>[^\"\n]*)\"[ \t]*$)?|^[ \t>]*\[![A-Za-z]+\][+-]?"
    r"|^[ \t]*/{3,}[^|\n]*|\[\^[^\]\n]+\]:?|[ \t]\{:?[ ]*[#.][^{}\n]*\}[ \t]*$"
    r"|&(?:#\d+|#[xX][\dA-Fa-f]+|[A-Za-z][A-Za-z\d]+);|https?://[^\s<>()（），。；、]+|\b(?:[\w-]+\.)+[a-z]{2,}\b",
    re.DOTALL | re.ASCII | re.MULTILINE,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_QUOTED = re.compile(r'<span lang="[^"]*">(.*?)</span>|`([^`\n]+)`', re.DOTALL)
QUOTATION = re.compile(r'“[^”\n]*”|"[^"\n]*"')
_SIGN = re.compile(r"[^\n]")
THOUSANDS = ",\u2009\u202f"
"""Separators between groups of three digits: a comma, or the thin spaces of ISO 80000."""
_JOINED = dict.fromkeys(map(ord, THOUSANDS))
_DIGITS = re.compile(r"\d+")
_FIGURE = re.compile(r"\d+(?:\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A value stated in a text: for a day month × 100 + day, for a time of day minutes since midnight.

    `start` and `end` are offsets in the text.
    """

    value: Decimal
    unit: Unit
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementReader:
    """Reader of statements in a language: `stated` returns those in figures, unordered, `spelled` other numbers.

    A spelled number (in words, an ordinal, or part of a name) matches a figure in the other text but does not require
    one: languages differ in which numbers they spell out.
    """

    stated: Callable[[str], Iterable[Statement]]
    spelled: Callable[[str], Set[Decimal]]


Finder = Callable[[str], Iterable[re.Match[str]]]
Form = tuple[Finder, Callable[[re.Match[str]], Iterable[Statement]]]
"""A finder of one way to write a statement, and a function that returns the statements of its matches."""


@lru_cache(maxsize=1)
def _figures(text: str) -> Sequence[re.Match[str]]:
    """Return the figures of a text, looked for once for all forms that begin with one: most blank out nothing."""
    return list(_DIGITS.finditer(text))


def at_figures(pattern: re.Pattern[str]) -> Finder:
    """Return a faster `finditer` for a pattern that begins with a whole figure: it is tried only at figures."""

    def found(text: str) -> Iterator[re.Match[str]]:
        end = 0
        for figure in _figures(text):
            if figure.start() >= end and (match := pattern.match(text, figure.start())):
                end = match.end()
                yield match

    return found


def with_any(signs: Iterable[str], pattern: re.Pattern[str]) -> Finder:
    """Return a faster `finditer` for a pattern whose matches contain one of `signs`: it skips texts without any."""
    return lambda text: pattern.finditer(text) if any(sign in text for sign in signs) else ()


def state(match: re.Match[str], value: Decimal | int | str, unit: Unit, at: int = 0) -> Statement:
    """Return the statement of a match in a text, or in the part of a text that begins at offset `at`."""
    return Statement(value=Decimal(value), unit=unit, start=at + match.start(), end=at + match.end())


def states_nothing(_: re.Match[str]) -> Iterable[Statement]:
    """Return no statements, for what looks like a figure but is not one."""
    return ()


def state_year(match: re.Match[str]) -> Iterator[Statement]:
    """Yield the year that is the whole match."""
    yield state(match, match[0], Unit.YEAR)


def state_number(match: re.Match[str], value: Decimal, suffixes: Suffixes) -> Statement:
    """Return a number with the unit that the group `after` begins with, `Unit.PLAIN` if none."""
    for pattern, unit in suffixes:
        if suffix := pattern.match(match["after"]):
            return Statement(value=value, unit=unit, start=match.start(), end=match.end() + suffix.end())
    return state(match, value, Unit.PLAIN)


def days_of_month(match: re.Match[str], month: int) -> Iterator[Statement]:
    """Return the days in the group `days`: 8 and 9 of `September 8 and 9`."""
    return (state(match, 100 * month + int(day), Unit.DAY) for day in _DIGITS.findall(match["days"]))


def _day(match: re.Match[str]) -> Iterator[Statement]:
    yield state(match, match["year"], Unit.YEAR)
    yield state(match, 100 * int(match["month"]) + int(match["day"]), Unit.DAY)


def _version(match: re.Match[str]) -> Iterator[Statement]:
    """Read `1.27.0` as the plain number 1.27, since it is often written that way."""
    parts = match["parts"].removesuffix(".0")
    version = parts.count(".") > 1
    value = "".join(f"{int(part):05}" for part in parts.split(".")) if version else parts
    yield state(match, value, Unit.VERSION if version else Unit.PLAIN)


def _years(match: re.Match[str]) -> Iterator[Statement]:
    """Return 2021 and 2025 for `2021-25`."""
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
"""Forms that all languages share."""


def read(text: str, forms: Iterable[Form]) -> Iterator[Statement]:
    """Yield the statements of a text, form by form: what one form matches is blanked out for the next."""
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


def numbers_in_identifiers(text: str) -> Iterator[Decimal]:
    """Yield the numbers in `Shenzhou-13`, `G20` or a URL, which another language may write as figures."""
    for pattern in (_IDENTIFIER, _ADDRESS):
        for match in pattern.finditer(text):
            yield from map(Decimal, _FIGURE.findall(match[0]))


def without_markup(markdown: str, blank: str = " ") -> str:
    """Replace markup, code, URLs and spans in another language, character by character, so that offsets stay valid."""
    return _MARKUP.sub(lambda match: _blanked(match, blank), markdown)


def _blanked(match: re.Match[str], blank: str) -> str:
    """Return what replaces markup: of a box its title is left, which is text."""
    if not match["title"]:
        return _SIGN.sub(blank, match[0])
    start, end = (at - match.start() for at in match.span("title"))
    before, after = (_SIGN.sub(blank, part) for part in (match[0][:start], match[0][end:]))
    return f"{before}{match['title']}{after}"


def without_comments(markdown: str) -> str:
    """Replace HTML comments, such as waivers, by spaces, so that offsets stay valid."""
    return _COMMENT.sub(lambda match: _SIGN.sub(" ", match[0]), markdown) if "<!--" in markdown else markdown


def without_quotations(markdown: str) -> str:
    """Replace markup and quotations by spaces, so that offsets stay valid: the newsroom's own statements."""
    return QUOTATION.sub(lambda match: " " * len(match[0]), without_markup(markdown))


def foreign_fragments(markdown: str) -> str:
    """Return the code and the spans marked as another language in a text, one per line."""
    return "\n".join(match[1] or match[2] for match in _QUOTED.finditer(markdown))


def decade(tens: int) -> int:
    """Return the decade that two digits mean: 1980 for the 80s, 2020 for the 20s."""
    return tens + (1900 if tens >= _LAST_CENTURY else 2000)


def number_of(figure: str) -> Decimal:
    """Parse a figure with separators: `16,733.5` is 16733.5."""
    return Decimal(figure.translate(_JOINED))


def without_counterpart(these: Sequence[Statement], those: Sequence[Statement]) -> Iterator[Statement]:
    """Yield the statements of `these` that match none of `those`; each value and unit once."""
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
    """Return a time in hours, and a number as it is: `10时` may be 10 a.m. or ten hours, `at 3` may be 3 p.m."""
    return stated.value / 60 if stated.unit is Unit.TIME else stated.value


def _month(stated: Statement) -> Decimal | None:
    if stated.unit is Unit.DAY:
        return stated.value // 100
    return stated.value if stated.unit is Unit.MONTH else None
