"""Structured data as text that can stand in a `script` element: https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents"""

import json
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from newsdesk.views.thing import Thing

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def nodes(things: Iterable[Thing]) -> str:
    """Things as the inside of a JSON array."""
    return _ENCODER.encode(list(things))[1:-1]


def document(parts: Sequence[str]) -> Markup:
    """One graph of nodes; no value can end the element it stands in, since `<` is written as an escape."""
    text = f'{{"@context":"https://schema.org","@graph":[{",".join(parts)}]}}'
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - nothing in a script element is an entity
