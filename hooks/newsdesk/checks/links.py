"""Links to anchors: only when all bodies are rendered is it known which anchors there are."""

from collections.abc import Iterator, Mapping, Sequence

from newsdesk.pages.findings import Reference
from newsdesk.words.message import said
from newsdesk.words.nearest import did_you_mean_it, nearest
from newsdesk.words.problem import Problem, error, write

MANY = 50
"""After so many dead anchors no more are compared with all headings: that would take minutes."""


def dead_anchors(references: Sequence[Reference], anchors: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """Links whose anchor no heading of the target has; `anchors` is by the address of the page."""
    guesses = 0
    for reference in references:
        known = anchors.get(reference.target, frozenset())
        if reference.anchor not in known:
            guesses += 1
            near = nearest(reference.anchor, known) if guesses <= MANY else ""
            link = f"#{reference.anchor}"
            sentence = said(
                '"{link}" is no heading of /{page}{hint}', link=link, page=reference.target, hint=did_you_mean_it(near)
            )
            cure = write(f"#{near}") if near else said("link to the page without the anchor")
            yield error("dead-anchor", reference.place, sentence, cure)
