"""Links to anchors: only when all bodies are rendered is it known which anchors there are."""

from collections.abc import Iterator, Mapping, Sequence

from newsdesk.pages.body import Reference
from newsdesk.words.nearest import did_you_mean, nearest
from newsdesk.words.problem import Problem, error


def dead_anchors(references: Sequence[Reference], anchors: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """Links whose anchor no heading of the target has; `anchors` is by the address of the page."""
    for reference in references:
        known = anchors.get(reference.target, frozenset())
        if reference.anchor not in known:
            near = nearest(reference.anchor, known)
            sentence = (
                f'"#{reference.anchor}" is no heading of /{reference.target}{did_you_mean(reference.anchor, known)}'
            )
            cure = f"write: #{near}" if near else "link to the page without the anchor"
            yield error("dead-anchor", reference.place, sentence, cure)
