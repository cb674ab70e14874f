"""Counts of the same things under another noun: "12 alliances" to which "the 12 units" refers back."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from newsdesk.words.language import Language
from newsdesk.words.typography import HAN


class Counted(NamedTuple):
    """A count in a text: how many, of what as `nouns` that would be the same in another mention, and where."""

    number: int
    nouns: Set[str]
    refers_back: bool
    start: int
    end: int


Recount = tuple[Counted, Counted]
"""A count that refers back, and the earlier one of so many other things."""

FEWEST = 4
"""Smaller numbers count too many things in one story."""
_ENGLISH = re.compile(
    r"(?<![\w.,$-])(?P<back>[Tt]he |[Tt]hese |[Tt]hose )?(?P<number>\d{1,4}) (?P<words>(?:[A-Za-z'’-]+ ){0,3}?)"
    r"(?P<noun>[a-z]+[^\Wsu]s)\b"
)
_BETWEEN = "and at by for from had in is of on or that the their to was were which who with"
_MEASURES = """
    years months weeks days hours minutes seconds times points meters kilometers miles hectares tons degrees cents
    dollars stages
"""
_NO_NOUNS = frozenset(_BETWEEN.split())
_NO_THINGS = frozenset(_MEASURES.split())
_BACK = [re.compile(rf"{word} (?!(?:19|20)\d\d\b)\d") for word in ("he", "hese", "hose")]
_BACK_CHINESE = [re.compile(r"[这该些述]\d")]
"""Without one of them no count refers back. Patterns that begin with what they look for are quick."""
_CHINESE = re.compile(
    rf"(?P<back>[这该]|这些|上述)?(?P<number>\d{{1,4}})(?P<unit>[家个所名位项支座])(?P<noun>[{HAN}]{{2,8}})"
)


def renamed(text: str, language: Language) -> Iterator[Recount]:
    """Counts that refer back to things which the text has called by other names alone."""
    if not any(back.search(text) for back in (_BACK_CHINESE if language is Language.ZH else _BACK)):
        return
    by_number: Mapping[int, list[Counted]] = defaultdict(list)
    for counted in (_in_chinese if language is Language.ZH else _in_english)(text):
        earlier = by_number[counted.number]
        if counted.refers_back and earlier and not any(counted.nouns & each.nouns for each in earlier):
            yield counted, earlier[0]
        earlier.append(counted)


def _in_english(text: str) -> Iterator[Counted]:
    for match in _ENGLISH.finditer(text):
        noun, words = match["noun"], match["words"].split()
        if _counts_things(match) and noun not in _NO_THINGS and _NO_NOUNS.isdisjoint(words):
            yield Counted(int(match["number"]), {noun}, bool(match["back"]), match.start(), match.end())


def _in_chinese(text: str) -> Iterator[Counted]:
    for match in _CHINESE.finditer(text):
        if _counts_things(match):
            noun = match["noun"]
            pieces = {noun[at : at + 2] for at in range(len(noun) - 1)}
            yield Counted(int(match["number"]), pieces, bool(match["back"]), match.start(), match.end())


def _counts_things(match: re.Match[str]) -> bool:
    """Whether a number is no year, and large enough to mean the same things again."""
    return int(match["number"]) >= FEWEST and not 1900 <= int(match["number"]) <= 2099
