"""What comes to light where a text is rendered."""

from collections.abc import Sequence
from dataclasses import dataclass

from newsdesk.words.problem import Place, Problem

MANY = 50
"""After as many problems of one body, no more trouble is taken over each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A link to an anchor: `target` is the address of a page, whose anchors only its own rendering knows."""

    target: str
    anchor: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What rendering brings to light besides HTML: anchors, files used, links to anchors, and what is wrong.

    Of the anchors those are `given` that an editor typed: others follow the words of a heading. `assets` are
    plain names, `media` paths below docs/, `cards` addresses and drawings.
    """

    anchors: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()
    assets: frozenset[str] = frozenset()
    cards: frozenset[tuple[str, str]] = frozenset()
    references: Sequence[Reference] = ()
    problems: Sequence[Problem] = ()


def short(text: str) -> str:
    """An address as a sentence names it: on one line, and not for ever."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 2 * MANY else f"{flat[: 2 * MANY]}…"
