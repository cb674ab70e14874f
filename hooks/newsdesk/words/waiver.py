"""Waivers: `<!-- newsdesk: allow RULE because … -->` in a body, `# newsdesk: allow RULE because …` above a key."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SIGN = "newsdesk: allow"
_WAIVER = re.compile(
    r"^[ \t]*(?:(?P<open><!--)|#)[ \t]*newsdesk: allow[ \t]+(?P<rule>[a-z-]+)(?P<why>[ \t]+because[ \t]+\S[^\n]*?)?"
    r"(?(open)[ \t]*-->)[ \t]*$",
    re.MULTILINE,
)
_IN_BODY = re.compile(r"^[ \t]*<!--[ \t]*newsdesk: allow[^\n]*?-->[ \t]*\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """It stands on `line` and waives `rule` on `target`, the next line that is no waiver."""

    rule: str
    line: int
    column: int
    length: int
    target: int
    has_reason: bool
    in_body: bool


def waivers(text: str) -> Iterator[Waiver]:
    """The waivers of a file."""
    if _SIGN not in text:
        return
    found = {text.count("\n", 0, match.start()) + 1: match for match in _WAIVER.finditer(text)}
    for line, match in found.items():
        target = line + 1
        while target in found:
            target += 1
        column = len(match[0]) - len(match[0].lstrip()) + 1
        yield Waiver(
            rule=match["rule"],
            line=line,
            column=column,
            length=len(match[0].strip()),
            target=target,
            has_reason=bool(match["why"]),
            in_body=bool(match["open"]),
        )


def waiver(rule: str, *, in_body: bool) -> str:
    """What an editor is to write above a line, with a reason: YAML and Markdown have comments of their own."""
    words = f"newsdesk: allow {rule} because …"
    return f"<!-- {words} -->" if in_body else f"# {words}"


def without_waivers(body: str) -> str:
    """A body as readers and translators see it."""
    return _IN_BODY.sub("", body) if _SIGN in body else body
