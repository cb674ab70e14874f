"""How a record is laid out in YAML, by its schema: what `newsdesk new` and the snippets of an editor begin with."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from newsdesk.desk.schema import Schema

UNKNOWN = "…"


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a value goes: an example of one, and all there are where the list is closed."""

    example: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A line: what stands before the slot, the slot if there is one, and what stands after it."""

    before: str
    slot: Slot | None = None
    after: str = ""

    def indented(self, margin: str) -> "Row":
        return replace(self, before=f"{margin}{self.before}")

    def __str__(self) -> str:
        return f"{self.before}{self.slot.example if self.slot else ''}{self.after}"


def rows(key: str, part: Schema, whole: Schema) -> Iterator[Row]:
    """A key with its value; `whole` is the schema that `part` belongs to."""
    part = resolved(part, whole)
    if slot := _slot(part):
        yield Row(f"{key}: ", slot)
    elif part.get("type") == "array":
        yield from _list(key, resolved(part["items"], whole), whole)
    else:
        yield Row(f"{key}:")
        yield from (row.indented("  ") for row in record(part, whole))


def record(part: Schema, whole: Schema) -> Iterator[Row]:
    """The keys of a record inside another: all but those that hold records themselves, unless one is needed."""
    for key, value in part["properties"].items():
        if key in part.get("required", ()) or not _holds_records(resolved(value, whole), whole):
            yield from rows(key, value, whole)


def needed(whole: Schema) -> Iterator[Row]:
    """The keys that a record must have; of several sets of which one will do, the first."""
    first, *_ = whole.get("anyOf", [{"required": []}])
    for key in (*whole["required"], *first["required"]):
        yield from rows(key, whole["properties"][key], whole)


def resolved(part: Schema, whole: Schema) -> Schema:
    """A part of a schema with its references followed; of several forms the one in each language, else the first."""
    if "$ref" in part:
        return resolved({**whole["$defs"][part["$ref"].rpartition("/")[2]], **_without(part, "$ref")}, whole)
    forms = part.get("anyOf", part.get("oneOf"))
    if forms and "properties" not in part:
        chosen = next((form for form in forms if "properties" in form), forms[0])
        return resolved({**chosen, **_without(part, "anyOf", "oneOf")}, whole)
    return part


def flow(value: Any) -> str:
    """A value on one line, as YAML reads it: `[a, b]`."""
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {flow(each)}' for key, each in value.items())}}}"
    return str(value) if isinstance(value, str) else json.dumps(value)


def _slot(part: Schema) -> Slot | None:
    if "examples" in part:
        return Slot(flow(part["examples"][0]), tuple(part.get("enum", ())))
    if "enum" in part:
        return Slot(part["enum"][0], tuple(part["enum"]))
    if "const" in part:
        return Slot(part["const"])
    if "boolean" in part["type"]:
        return Slot("true")
    return None if part["type"] in ("array", "object") else Slot(UNKNOWN)


def _list(key: str, item: Schema, whole: Schema) -> Iterator[Row]:
    if slot := _slot(item):
        yield Row(f"{key}: [", slot, "]")
        return
    yield Row(f"{key}:")
    first, *others = record(item, whole)
    yield first.indented("  - ")
    yield from (row.indented("    ") for row in others)


def _holds_records(part: Schema, whole: Schema) -> bool:
    inner = resolved(part["items"], whole) if part.get("type") == "array" else {}
    return "properties" in inner


def _without(part: Schema, *keys: str) -> Schema:
    return {key: value for key, value in part.items() if key not in keys}
