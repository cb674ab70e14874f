"""What a headline and its summary may not do: run words together, and say the same twice."""

import re
from collections.abc import Iterator, Set
from itertools import pairwise

from newsdesk.words.language import Language

_GLUED = re.compile(r"\b[A-Z]?[a-z]{2,}[A-Z][a-z]{2,}\b")
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_HAN_OR_WORD = re.compile(r"[A-Za-z\d.]+|[\u4e00-\u9fff]")
_EMPTY = """
    a about after also an and are as at be been by for from had has have he her his in into is it its of on or said
    she that the their there they this to was were which who will with
"""
_SAYS_NOTHING = frozenset(_EMPTY.split())
_STEM = 5
"""Letters: opens and opened begin with the same."""


def glued(text: str) -> Iterator[tuple[str, int]]:
    """Words that a capital letter in their midst parts, and where they stand."""
    return ((match[0], match.start()) for match in _GLUED.finditer(text))


def says_nothing_new(title: str, summary: str, language: Language) -> bool:
    """Whether a summary only repeats the headline."""
    if len(summary) > 2 * len(title):
        return False
    told = _pieces if language is Language.ZH else _stems
    return told(summary) <= told(title)


def _stems(text: str) -> Set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.lower()) if word not in _SAYS_NOTHING}


def _pieces(text: str) -> Set[str]:
    signs = _HAN_OR_WORD.findall(text)
    return {one + other for one, other in pairwise(signs)}
