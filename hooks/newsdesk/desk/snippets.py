"""Snippets of Visual Studio Code, made from the schemas: its YAML extension does not read the front matter of a story.

https://code.visualstudio.com/docs/editing/userdefinedsnippets
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Any

from newsdesk.desk.layout import UNKNOWN, Row, Slot, needed, rows
from newsdesk.desk.schema import Voices, schema

FENCED = ("story", "translation", "page", "front", "prose")
"""The kinds of Markdown file: their record stands between fences."""
RECORDS = ("event", "edition")
"""The kinds of which a file holds one."""
ENTRIES = ("tag", "person", "organisation", "place", "term", "source", "measure", "series-or-storyline")
"""The kinds of which a register holds many, each below its id."""
ITEMS = ("source", "figure", "correction", "role")
"""The kinds that stand in a list of a story or a record."""
_SPECIAL = re.compile(r"[\\$}]")
_IN_CHOICE = re.compile(r"[\\$},|]")


def snippets(voices: Voices) -> str:
    """The file of snippets: each kind with the keys that it needs, and each other key of a Markdown file."""
    made = dict([*_kinds(voices), *_keys(voices)])
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _kinds(voices: Voices) -> Iterator[tuple[str, Any]]:
    for kind in FENCED:
        yield kind, _snippet("markdown", kind, ["---", *_needed(kind), "---", "", "$0"], _title(kind, voices))
    for kind in RECORDS:
        yield kind, _snippet("yaml", kind, _needed(kind), _title(kind, voices))
    for kind in ENTRIES:
        named = [Row("", Slot("an-id"), ":"), *(row.indented("  ") for row in needed(schema(kind, voices)))]
        yield f"{kind} in its register", _snippet("yaml", kind, _body(named), _title(kind, voices))
    for kind in ITEMS:
        first, *others = _needed(kind)
        lines = [f"- {first}", *(f"  {line}" for line in others)]
        scope = "markdown" if kind in ENTRIES else "markdown,yaml"
        yield f"{kind} in a list", _snippet(scope, kind, lines, _title(kind, voices))


def _needed(kind: str) -> list[str]:
    return _body(needed(schema(kind, [])))


def _title(kind: str, voices: Voices) -> str:
    title: str = schema(kind, voices)["title"]
    return title


def _keys(voices: Voices) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for kind in FENCED:
        made = schema(kind, voices)
        for key, part in made["properties"].items():
            if key not in (*seen, *made["required"]) and not part.get("readOnly"):
                seen.add(key)
                yield f"{kind}: {key}", _snippet("markdown", key, _body(rows(key, part, made)), part["description"])


def _snippet(scope: str, prefix: str, body: list[str], description: str) -> Mapping[str, Any]:
    return {"scope": scope, "prefix": prefix, "body": body, "description": description}


def _body(laid: Iterable[Row]) -> list[str]:
    """Lines with a stop for each slot, in the order in which they are filled in."""
    numbers = count(1)
    return [f"{_plain(row.before)}{_stop(next(numbers), row.slot) if row.slot else ''}{row.after}" for row in laid]


def _stop(number: int, slot: Slot) -> str:
    if slot.choices:
        return f"${{{number}|{','.join(_IN_CHOICE.sub(_escaped, each) for each in slot.choices)}|}}"
    return f"${{{number}}}" if slot.example == UNKNOWN else f"${{{number}:{_plain(slot.example)}}}"


def _plain(text: str) -> str:
    return _SPECIAL.sub(_escaped, text)


def _escaped(sign: re.Match[str]) -> str:
    return f"\\{sign[0]}"
