"""Where the addresses of a body's links stand in its source, so that they can be written anew."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsdesk.pages import markdown
from newsdesk.pages.safety import parsed
from newsdesk.words.waiver import without_waivers

_TYPED = re.compile(
    r"""\]\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<inline>(?:[^\s()<>]|\([^\s()]*\))+))"""
    r"""|^[ ]{0,3}\[[^\]\n]+\]:\s*(?:<(?P<defined_angled>[^<>\n]*)>|(?P<defined>[^\s<>]+))"""
    r"""|(?:href|src)\s*=\s*(?:"(?P<double>[^"\n]*)"|'(?P<single>[^'\n]*)'|(?P<bare>[^\s"'>}]+))""",
    re.MULTILINE,
)
"""What may be the address of a link or a picture: behind its text, in a definition, in an attribute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The address of a link as it is typed, from `start` to `end` of the body."""

    start: int
    end: int
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """The addresses of a body: those whose place is known, and those that are written in a way of which it is not."""

    placed: Sequence[Target]
    unplaced: Sequence[str]


def targets(body: str) -> Targets:
    """The addresses of all links and pictures of a body.

    Each that may be one gives way to a sign of ours: what the converter then makes a link of is one, and what it
    leaves as text, in code or in a comment is none. Raises what the converter raises where the body breaks it.
    """
    found = [_target(match) for match in _TYPED.finditer(body)]
    parts, done = [], 0
    for number, target in enumerate(found):
        parts += [body[done : target.start], _sign(number)]
        done = target.end
    tree = parsed(markdown.to_html(without_waivers("".join([*parts, body[done:]]))))
    named = [element.get("src" if element.tag == "img" else "href") for element in tree.iterdescendants("a", "img")]
    signs = {_sign(number): target for number, target in enumerate(found)}
    return Targets(
        placed=[target for sign, target in signs.items() if sign in named],
        unplaced=[address for address in named if address and address not in signs],
    )


def _target(match: re.Match[str]) -> Target:
    group = match.lastgroup
    assert group, "each way to type an address is a group"
    return Target(start=match.start(group), end=match.end(group), typed=match[group])


def _sign(number: int) -> str:
    return f"newsdesk-target-{number}"
