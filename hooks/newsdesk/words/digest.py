"""Digests of words: how a translation remembers the original it was made from.

A digest is sixteen bits in hexadecimal, one group a block, blind to layout: wrapping,
trailing space and blank lines change nothing. The groups stand in the order
title, summary, then each block of the body: '7c1f-a09b-33de'.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence, Set

from newsdesk.words.typography import joined_lines
from newsdesk.words.waiver import without_waivers

_BLOCK = re.compile(r"\S.*?(?=\n[ \t]*\n|\s*\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAIL = re.compile(r"\s*(?:\||\{[^{}\n]*\})?\Z")
"""What must stay last in a block: the end of a table's row, or a list of attributes."""
_SPACE = re.compile(r"\s+")
SIGNS = 4
BEFORE_BODY = 2
"""Title and summary stand before the blocks."""
OLDER = "newsdesk: older"
"""A comment that says of its block that it is of an earlier original; no editor writes it."""


def blocks(body: str) -> list[str]:
    """The blocks of a Markdown body: what blank lines part; one that is a comment is none."""
    return [without_waivers(body[start:end]) for start, end in spans(body)]


def spans(body: str) -> Iterator[tuple[int, int]]:
    """Where each block of a body begins and ends, waivers included."""
    for match in _BLOCK.finditer(body):
        if "<!--" not in match[0] or _COMMENT.sub("", match[0]).strip():
            yield match.span()


def with_older(body: str, older: Set[int]) -> str:
    """The body with a mark at the end of each block whose group is among `older`; no line moves."""
    parts, at = [], 0
    for number, (start, end) in enumerate(spans(body), BEFORE_BODY):
        if number in older and (tail := _TAIL.search(body, start, end)):
            parts.append(f"{body[at : tail.start()]}<!-- {OLDER} -->")
            at = tail.start()
    return "".join([*parts, body[at:]])


def digest(block: str) -> str:
    """The digest of one block."""
    flat = _SPACE.sub(" ", joined_lines(block.strip()))
    return hashlib.sha256(flat.encode()).hexdigest()[:SIGNS]


def stamp(title: str, summary: str, body: str) -> str:
    """The digests of one text, as `translates` holds them."""
    return "-".join(digest(block) for block in (title, summary, *blocks(body)))


def changed(stamped: str, current: str) -> Sequence[int]:
    """Which groups of `current` are not among those `stamped`, counted from 0."""
    seen = set(stamped.split("-"))
    return [index for index, group in enumerate(current.split("-")) if group not in seen]
