"""Which block of a text tells what which block of its translation tells.

Each language orders a story as its newsroom writes it, so places say little. Blocks are
held together by what no language changes: figures and days, what links lead to, names in Latin letters.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import product

from newsdesk.words.language import Language
from newsdesk.words.readers import READERS
from newsdesk.words.stated import DATES

Marks = Set[str]
_TARGET = re.compile(r"\]\(([^()\s]+)")
_TAG = re.compile(r"<[^<>]*>")
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z]{2,}(?![A-Za-z])")
ENOUGH = 0.1
"""Blocks with a smaller part of their marks in common do not tell the same."""


def aligned(texts: Mapping[Language, Sequence[str]]) -> Mapping[int, int]:
    """Of two texts' blocks, the index of each in the first and of the one in the second that tells the same.

    Headings go by their order, where both have as many; what nothing marks goes by its neighbours, where both texts
    leave as many; else it is left out.
    """
    (language, blocks), (other, others) = texts.items()
    marks, other_marks = _in_both(
        [_marks(block, language) for block in blocks], [_marks(each, other) for each in others]
    )
    rarity = Counter(mark for each in (*marks, *other_marks) for mark in each)
    scored = [
        (_in_common(one, another, rarity), -here, -there)
        for (here, one), (there, another) in product(enumerate(marks), enumerate(other_marks))
    ]
    found = _headings(blocks, others)
    for score, here, there in sorted(scored, reverse=True):
        if score >= ENOUGH and -here not in found and -there not in found.values():
            found[-here] = -there
    found |= _between(found, len(blocks), len(others))
    return dict(sorted(found.items()))


def _in_both(these: Sequence[Marks], those: Sequence[Marks]) -> tuple[Sequence[Marks], Sequence[Marks]]:
    """The marks that stand in either text: a word that only one language writes with a capital says nothing."""
    known = set().union(*these) & set().union(*those)
    return [each & known for each in these], [each & known for each in those]


def _headings(blocks: Sequence[str], others: Sequence[str]) -> dict[int, int]:
    here, there = ([at for at, block in enumerate(each) if block.startswith("#")] for each in (blocks, others))
    return dict(zip(here, there, strict=True)) if len(here) == len(there) else {}


def _between(found: Mapping[int, int], here: int, there: int) -> Mapping[int, int]:
    """Blocks behind the same neighbours, paired in their order."""
    before = _gaps(here, found)
    after = _gaps(there, {other: other for other in found.values()})
    return {
        one: other
        for neighbour, gap in before.items()
        if len(gap) == len(after.get(neighbour, ()))
        for one, other in zip(gap, after[neighbour], strict=True)
    }


def _gaps(count: int, names: Mapping[int, int]) -> Mapping[int, Sequence[int]]:
    """The blocks that have no name, by that of the last one before them that has."""
    gaps: dict[int, list[int]] = defaultdict(list)
    last = -1
    for at in range(count):
        last = names.get(at, last)
        if at not in names:
            gaps[last].append(at)
    return gaps


def _marks(block: str, language: Language) -> Marks:
    """What a block can be known by in any language; a heading has its order instead."""
    if block.startswith("#"):
        return frozenset()
    stated = READERS[language].stated(block) if language in READERS else ()
    figures = {f"{each.unit in DATES} {each.value.normalize()}" for each in stated}
    return figures | set(_TARGET.findall(block)) | set(_LATIN_NAME.findall(_TAG.sub(" ", block)))


def _in_common(one: Marks, other: Marks, rarity: Mapping[str, int]) -> float:
    """The part of all marks of two blocks that both have; a rare one weighs more."""
    every = sum(1 / rarity[mark] for mark in one | other)
    return sum(1 / rarity[mark] for mark in one & other) / every if every else 0.0
