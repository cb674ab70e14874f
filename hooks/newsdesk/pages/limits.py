"""What a body may ask of the Markdown converter: beyond these limits it works for minutes, or dies.

Measured: 5,000 open brackets in one paragraph take it 12 seconds, 5,000 open tags 4, and it calls itself
anew for each level of a list until Python stops it at 500. Each limit is far beyond what an editor
writes, and keeps a body below two seconds.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial

from newsdesk.words.message import Message, said

LENGTH = 400_000
LINES = 2_000
"""Without a blank one among them."""
ALL_LINES = 40_000
LEVELS = 20
BRACKETS = 1_000
OPEN_TAGS = 1_000
TAGS = 12_000
ENTITIES = 12_000
LINKS = 10_000
TICKS = 5_000

Fault = tuple[int, str, Message]
"""Where a body is too much, the rule, and the sentence."""

_BLANK = re.compile(r"\n[ \t]*\n")
_LINK = re.compile(r"!?\[[^\[\]]*\]\([^()\s]*\)")
_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
_NESTED = re.compile(
    rf"^(?![-*_ \t]*$)(?:(?: {{4}}|\t){{{LEVELS + 1}}}|(?:[ \t]*(?:>|(?:[-*+]|\d+\.)[ \t])){{{LEVELS + 1}}})", re.M
)


def beyond(body: str) -> Fault | None:
    """The first limit that a body passes, None for every body that an editor writes."""
    if len(body) > LENGTH:
        sentence = said(
            "the text has {length:,} characters; at most {limit:,} may stand in one file",
            length=len(body),
            limit=LENGTH,
        )
        return 0, "too-long", sentence
    if nested := _NESTED.search(body):
        return nested.start(), "too-deep", said("this is nested more than {levels} levels deep", levels=LEVELS)
    return next((fault for limit in _LIMITS for fault in limit(body)), None)


def _too_many(body: str, *, sign: str, good: re.Pattern[str] | None, limit: int, what: Message) -> Iterator[Fault]:
    """The block of which, with those before it, the signs outside good links and tags are too many.

    The converter's work grows with the square of their number in a block.
    """
    if body.count(sign) <= limit // 4:
        return
    work = at = 0
    for block in _BLANK.split(body):
        if block.count(sign) > 20:
            work += (good.sub("", block) if good else block).count(sign) ** 2
        if work > limit**2:
            yield (
                body.index(sign, body.index(block, at)),
                "too-long",
                said("more than {limit:,} {what} stand here", limit=limit, what=what),
            )
            return
        at = body.index(block, at) + len(block)


def _long_block(body: str) -> Iterator[Fault]:
    if body.count("\n") > LINES:
        at = 0
        for block in _BLANK.split(body):
            at = body.index(block, at)
            if block.count("\n") > LINES:
                yield at, "too-long", said("more than {limit:,} lines without a blank one begin here", limit=LINES)
                return
            at += len(block)


def _many_in_all(body: str, *, sign: str, good: re.Pattern[str] | None, limit: int, what: Message) -> Iterator[Fault]:
    """Signs for which the converter goes through the whole body anew."""
    if body.count(sign) > limit:
        at = (
            (good.sub(lambda match: " " * len(match[0]), body) if good else body)
            .replace(sign, "\0" * len(sign), limit)
            .find(sign)
        )
        if at >= 0:
            yield at, "too-long", said("more than {limit:,} {what} stand in this body", limit=limit, what=what)


_LIMITS: tuple[Callable[[str], Iterator[Fault]], ...] = (
    partial(_too_many, sign="[", good=_LINK, limit=BRACKETS, what=said("brackets that are no links")),
    partial(_too_many, sign="`", good=None, limit=TICKS, what=said("backticks")),
    partial(_many_in_all, sign="<", good=_TAG, limit=OPEN_TAGS, what=said("signs < that begin no tag")),
    partial(_many_in_all, sign="<", good=None, limit=TAGS, what=said("tags")),
    partial(_many_in_all, sign="&", good=None, limit=ENTITIES, what=said("signs &")),
    partial(_many_in_all, sign="](", good=None, limit=LINKS, what=said("links")),
    partial(_many_in_all, sign="\n", good=None, limit=ALL_LINES, what=said("lines")),
    _long_block,
)
