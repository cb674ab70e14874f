"""How deep YAML is nested, found out before it is read: the C reader dies of 100,000 brackets."""

import re

LEVELS = 20
"""What an editor writes is four levels deep."""
UNCLOSED = 500
_PAIR = re.compile(r"[\[{][^\[\]{}]*[\]}]")
_BRACKET = re.compile(r"[\[\]{}]")
_CHAIN = re.compile(rf"^[ \t]*(?:[-?:][ \t]+(?:[&!][^ \t\n]*[ \t]+)*){{{LEVELS + 1}}}", re.MULTILINE)


def too_deep(text: str) -> int | None:
    """Where the text is nested too deeply, None where it is not."""
    if chain := _CHAIN.search(text):
        return chain.start()
    if text.count("[") + text.count("{") <= LEVELS:
        return None
    flat = text
    for _ in range(LEVELS):
        shorter = _PAIR.sub("", flat)
        if shorter == flat:
            break
        flat = shorter
    unclosed = flat.count("[") + flat.count("{")
    return _deepest(text) if _PAIR.search(flat) or unclosed > UNCLOSED else None


def _deepest(text: str) -> int:
    """The bracket that opens one level too many."""
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > LEVELS:
            return bracket.start()
    return 0
