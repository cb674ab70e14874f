"""Limits of a Markdown body, beyond which the Markdown converter takes minutes or crashes."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

from newsdesk.content.story import Text
from newsdesk.diagnostics import Diagnostic, error
from newsdesk.i18n.messages import Message, msg, verbatim

MAX_LENGTH = 400_000
MAX_BLOCK_LINES = 2_000
"""Lines in a row without a blank line."""
MAX_LINES = 40_000
MAX_LEVELS = 20
MAX_BRACKETS = 1_000
MAX_OPEN_TAGS = 1_000
MAX_TAGS = 12_000
MAX_ENTITIES = 12_000
MAX_LINKS = 10_000
MAX_FOOTNOTES = 2_000
MAX_CONTAINERS = 10_000
MAX_BACKTICKS = 5_000
MAX_MARKS = 20_000
"""Asterisks, backslashes and the like: each pair becomes an element, whose place the converter seeks in the whole."""
MAX_LINE_LENGTH = 100_000
MAX_BRACKET_WORK = 10_000_000
"""Brackets outside links, times the length of their block: for each, the converter reads on to its end."""
DIGITS = 1_000
"""Digits of a numeric character reference; Python's int() takes no more than 4,300."""
WINDOW = 1_024
KINDS = 8
"""Distinct characters: a window of real text has more."""

_SUGGESTIONS = {
    "too-deep": msg("reduce the nesting"),
    "too-long": msg("split the file, or delete these characters"),
}

LimitFault = tuple[int, str, Message]
"""The offset in the body, the rule and the message."""

_ENDLESS = re.compile(rf"#[0-9]{{{DIGITS + 1}}}")
_SLOW = re.compile(r"[“《:/.]|(?<!-)-(?!-)")
"""Where patterns of the checks begin or continue, as measured; not runs of dashes, which are table rows."""
_BLANK = re.compile(r"\n[ \t]*\n")
_LINK = re.compile(r"!?\[[^\[\]]*\]\([^()\s]*\)")
_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
_NESTED = re.compile(
    rf"^(?![-*_ \t]*$)(?:(?: {{4}}|\t){{{MAX_LEVELS + 1}}}|(?:[ \t]*(?:>|(?:[-*+]|\d+\.)[ \t])){{{MAX_LEVELS + 1}}})",
    re.M,
)


def within_limits(text: Text) -> tuple[Text, Sequence[Diagnostic]]:
    """Return the text as it is, or without its body and with the diagnostic for the limit that this exceeds."""
    fault = _first_fault(text.body)
    if not fault:
        return text, ()
    at, rule, message = fault
    line, column = text.body.count("\n", 0, at), at - text.body.rfind("\n", 0, at)
    location = text.file.at(text.body_line + line, column)
    return replace(text, body=""), [error(rule, location, message, _SUGGESTIONS[rule])]


def _first_fault(body: str) -> LimitFault | None:
    if len(body) > MAX_LENGTH:
        message = msg(
            "the text must have at most {limit:,} characters; it has {length:,}",
            length=len(body),
            limit=MAX_LENGTH,
        )
        return 0, "too-long", message
    if nested := _NESTED.search(body):
        return (
            nested.start(),
            "too-deep",
            msg("nested too deeply: at most {levels} levels are allowed", levels=MAX_LEVELS),
        )
    return next(filter(None, (limit(body) for limit in _LIMITS)), None)


def _endless_reference(body: str) -> LimitFault | None:
    endless = _ENDLESS.search(body)
    message = msg("a character reference must have at most {limit:,} digits", limit=DIGITS)
    return (endless.start(), "too-long", message) if endless else None


def _monotonous(body: str) -> LimitFault | None:
    """Find runs of the same few characters, on which patterns that look for pairs take quadratic time.

    Only whole windows are tested: any run twice as long contains one, and no run crosses the end of a line.
    """
    # Line by line: a pattern for long lines would scan a line again from each of its characters.
    end = -1
    for line in body.split("\n"):
        first, end = end + 1, end + 1 + len(line)
        for at in range(first, end - WINDOW + 1, WINDOW):
            window = body[at : at + WINDOW]
            if len({*window}) <= KINDS and len(_SLOW.findall(window)) > WINDOW // 8:
                start = first + len(body[first:at].rstrip(window))
                message = msg("a run of more than {limit:,} characters repeats the same few characters", limit=WINDOW)
                return start, "too-long", message
    return None


def _long_line(body: str) -> LimitFault | None:
    at = 0
    for line in body.split("\n"):
        if len(line) > MAX_LINE_LENGTH:
            message = msg(
                "a line must have at most {limit:,} characters; it has {length:,}",
                limit=MAX_LINE_LENGTH,
                length=len(line),
            )
            return at, "too-long", message
        at += len(line) + 1
    return None


def _blocks(body: str) -> Iterator[tuple[int, str]]:
    start = 0
    for blank in _BLANK.finditer(body):
        yield start, body[start : blank.start()]
        start = blank.end()
    yield start, body[start:]


def _too_many_in_blocks(
    body: str, *, sign: str, good: re.Pattern[str] | None, limit: int, what: Message
) -> LimitFault | None:
    """Limit `sign` outside of `good` matches, summed over all blocks.

    The converter's time grows with the square of their number in a block.
    """
    if body.count(sign) <= limit // 4:
        return None
    work = reading = 0
    for start, block in _blocks(body):
        if block.count(sign) > 20:
            number = (good.sub("", block) if good else block).count(sign)
            work += number**2
            reading += number * len(block)
        if work > limit**2 or reading > MAX_BRACKET_WORK:
            message = msg("too many {what} close together: at most {limit:,}", limit=limit, what=what)
            return body.index(sign, start), "too-long", message
    return None


def _too_many_in_body(
    body: str, *, sign: str, good: re.Pattern[str] | None, limit: int, what: Message
) -> LimitFault | None:
    """Limit `sign`, for each of which the converter scans the whole body again."""
    if body.count(sign) <= limit:
        return None
    others = good.sub(lambda match: " " * len(match[0]), body) if good else body
    at = others.replace(sign, "\0" * len(sign), limit).find(sign)
    message = msg("too many {what} in the body: at most {limit:,}", limit=limit, what=what)
    return (at, "too-long", message) if at >= 0 else None


_CONTAINER = re.compile(r"(?:^|(?<=[ \t]))(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))", re.M)


def _too_many_containers(body: str) -> LimitFault | None:
    """Limit what begins list items and quotations, each of which is a node of a tree."""
    if len(body) <= MAX_CONTAINERS:
        return None
    last = next(islice(_CONTAINER.finditer(body), MAX_CONTAINERS, None), None)
    message = msg("too many {what} in the body: at most {limit:,}", limit=MAX_CONTAINERS, what=_CONTAINERS)
    return (last.start(), "too-long", message) if last else None


_CONTAINERS = msg("list items and quotations")


def _long_block(body: str) -> LimitFault | None:
    if body.count("\n") <= MAX_BLOCK_LINES:
        return None
    start = next((start for start, block in _blocks(body) if block.count("\n") > MAX_BLOCK_LINES), None)
    message = msg("block too long: more than {limit:,} lines without a blank line", limit=MAX_BLOCK_LINES)
    return None if start is None else (start, "too-long", message)


_LIMITS: tuple[Callable[[str], LimitFault | None], ...] = (
    _long_line,
    _endless_reference,
    _monotonous,
    partial(_too_many_in_blocks, sign="[", good=_LINK, limit=MAX_BRACKETS, what=msg("brackets outside links")),
    partial(_too_many_in_blocks, sign="`", good=None, limit=MAX_BACKTICKS, what=msg("backticks")),
    partial(_too_many_in_body, sign="<", good=_TAG, limit=MAX_OPEN_TAGS, what=msg('"<" characters outside tags')),
    partial(_too_many_in_body, sign="<", good=None, limit=MAX_TAGS, what=msg("HTML tags")),
    partial(_too_many_in_body, sign="&", good=None, limit=MAX_ENTITIES, what=msg('"&" characters')),
    partial(_too_many_in_body, sign="[^", good=None, limit=MAX_FOOTNOTES, what=msg("footnote references")),
    partial(_too_many_in_body, sign="](", good=None, limit=MAX_LINKS, what=msg("links")),
    *(
        partial(_too_many_in_body, sign=sign, good=None, limit=MAX_MARKS, what=verbatim(f'"{sign}"'))
        for sign in "*_\\~="
    ),
    partial(_too_many_in_body, sign="\n", good=None, limit=MAX_LINES, what=msg("lines")),
    _too_many_containers,
    _long_block,
)
