"""Digests of words: how a translation remembers the original it was made from.

A digest is sixteen bits in hexadecimal, one group a block, blind to layout: wrapping,
trailing space and blank lines change nothing. The groups stand in the order
title, summary, then each block of the body: '7c1f-a09b-33de'.
"""

import hashlib
import re
from collections.abc import Sequence

from newsdesk.words.typography import joined_lines
from newsdesk.words.waiver import without_waivers

_BLANK = re.compile(r"\n[ \t]*\n")
_SPACE = re.compile(r"\s+")
SIGNS = 4


def blocks(body: str) -> list[str]:
    """The blocks of a Markdown body: what blank lines part."""
    return [block for block in _BLANK.split(without_waivers(body)) if block.strip()]


def digest(block: str) -> str:
    """The digest of one block."""
    flat = _SPACE.sub(" ", joined_lines(block.strip()))
    return hashlib.sha256(flat.encode()).hexdigest()[:SIGNS]


def stamp(title: str, summary: str, body: str) -> str:
    """The digests of one text, as `translates` holds them."""
    return "-".join(digest(block) for block in (title, summary, *blocks(body)))


def changed(stamped: str, current: str) -> Sequence[int]:
    """Which groups of `current` the translation has not seen, counted from 0."""
    seen = set(stamped.split("-"))
    return [index for index, group in enumerate(current.split("-")) if group not in seen]
