"""`newsdesk schema`: JSON Schemas and snippets for text editors."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from gettext import NullTranslations
from itertools import count
from typing import Any

import click
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from newsdesk.cli.command import command, echo, files_written
from newsdesk.content.front_matter import RECORD_FORMS
from newsdesk.content.registers import ENTRY_MODELS
from newsdesk.i18n.messages import MESSAGE_LANGUAGES, Message, catalog, current_catalog
from newsdesk.project import find_checkout, write_atomically

SCHEMA_FILES = ("story", "translation", "page", "front", "prose", "event", "edition", *ENTRY_MODELS)
"""Kinds that are files of their own; the other kinds are records inside them."""
SCHEMA_KINDS = (*SCHEMA_FILES, *(kind for kind in RECORD_FORMS if kind not in SCHEMA_FILES))
Catalogs = Sequence[NullTranslations]
"""Catalogs of the languages of titles and descriptions, which are listed one below the other."""
Schema = dict[str, Any]

_BY_MODEL = {form.model.__name__: form for form in RECORD_FORMS.values()}


class _AsTyped(GenerateJsonSchema):
    """Schema of what an editor types: an empty field counts as missing, and no title repeats a field's name."""

    def nullable_schema(self, schema: Any) -> Schema:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> Schema:
        made = super().default_schema(schema)
        if made.get("default") in (None, "", [], {}):
            made.pop("default", None)
        return made

    def field_title_should_be_set(self, schema: Any) -> bool:
        del schema
        return False


def json_schema(kind: str, catalogs: Catalogs) -> Schema:
    """Return the JSON Schema (2020-12) of a kind, with titles and descriptions in these languages."""
    made = _of_register(kind) if kind in ENTRY_MODELS else _of_form(kind)
    for name, part in made.get("$defs", {}).items():
        part.pop("description", None)
        part.pop("title", None)
        if name in _BY_MODEL:
            part["title"] = _BY_MODEL[name].title
    return {"$schema": GenerateJsonSchema.schema_dialect, **_translated(made, catalogs)}


def schema_as_json(made: Schema) -> str:
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def schema_files(catalogs: Catalogs) -> Mapping[str, str]:
    """Return all schema files by name."""
    return {f"{kind}.json": schema_as_json(json_schema(kind, catalogs)) for kind in SCHEMA_FILES}


def _of_form(kind: str) -> Schema:
    form = RECORD_FORMS[kind]
    made = form.model.model_json_schema(schema_generator=_AsTyped)
    made.pop("description", None)
    return {**made, "title": form.title}


def _of_register(name: str) -> Schema:
    made = TypeAdapter(dict[str, ENTRY_MODELS[name]]).json_schema(schema_generator=_AsTyped)  # type: ignore[valid-type]
    names = {} if name == "interface" else {"propertyNames": {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}}
    return {**made, **names, "title": f"{name}.yml"}


def _translated(part: Any, catalogs: Catalogs, between: str = "\n") -> Any:
    """Translate the messages in a part of a schema; a title has all its languages on one line."""
    if isinstance(part, Message):
        return between.join(dict.fromkeys(part.translated(catalog) for catalog in catalogs))
    if isinstance(part, dict):
        return {key: _translated(value, catalogs, " / " if key == "title" else "\n") for key, value in part.items()}
    return [_translated(each, catalogs) for each in part] if isinstance(part, list) else part


UNKNOWN = "…"


@dataclass(frozen=True, slots=True)
class Slot:
    """Place for a value: an example, and all choices if the list is closed."""

    example: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SchemaRow:
    """A line: the text before the slot, the slot if there is one, and the text after it."""

    before: str
    slot: Slot | None = None
    after: str = ""

    def indented(self, margin: str) -> "SchemaRow":
        return replace(self, before=f"{margin}{self.before}")

    def __str__(self) -> str:
        return f"{self.before}{self.slot.example if self.slot else ''}{self.after}"


def schema_rows(key: str, part: Schema, whole: Schema) -> Iterator[SchemaRow]:
    """Yield the lines of a field with its value; `whole` is the schema that `part` belongs to."""
    part = resolved_schema(part, whole)
    if slot := _slot(part):
        yield SchemaRow(f"{key}: ", slot)
    elif part.get("type") == "array":
        yield from _list(key, resolved_schema(part["items"], whole), whole)
    else:
        yield SchemaRow(f"{key}:")
        yield from (row.indented("  ") for row in record_rows(part, whole))


def record_rows(part: Schema, whole: Schema) -> Iterator[SchemaRow]:
    """Yield the lines of a nested record: all its fields except optional lists of records."""
    for key, value in part["properties"].items():
        if key in part.get("required", ()) or not _holds_records(resolved_schema(value, whole), whole):
            yield from schema_rows(key, value, whole)


def required_rows(whole: Schema) -> Iterator[SchemaRow]:
    """Yield the lines of a record's required fields; of alternative sets of fields, those of the first."""
    first, *_ = whole.get("anyOf", [{"required": []}])
    for key in (*whole["required"], *first["required"]):
        yield from schema_rows(key, whole["properties"][key], whole)


def resolved_schema(part: Schema, whole: Schema) -> Schema:
    """Return a part of a schema with `$ref` resolved; of alternatives, the one by language, else the first."""
    if "$ref" in part:
        return resolved_schema({**whole["$defs"][part["$ref"].rpartition("/")[2]], **_without(part, "$ref")}, whole)
    forms = part.get("anyOf", part.get("oneOf"))
    if forms and "properties" not in part:
        chosen = next((form for form in forms if "properties" in form), forms[0])
        return resolved_schema({**chosen, **_without(part, "anyOf", "oneOf")}, whole)
    return part


def flow_value(value: Any) -> str:
    """Return a value in YAML flow style, such as `[a, b]`."""
    if isinstance(value, list):
        return f"[{', '.join(map(flow_value, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {flow_value(each)}' for key, each in value.items())}}}"
    return str(value) if isinstance(value, str) else json.dumps(value)


def _slot(part: Schema) -> Slot | None:
    if "examples" in part:
        return Slot(flow_value(part["examples"][0]), tuple(part.get("enum", ())))
    if "enum" in part:
        return Slot(part["enum"][0], tuple(part["enum"]))
    if "const" in part:
        return Slot(part["const"])
    if "boolean" in part["type"]:
        return Slot("true")
    return None if part["type"] in ("array", "object") else Slot(UNKNOWN)


def _list(key: str, item: Schema, whole: Schema) -> Iterator[SchemaRow]:
    if slot := _slot(item):
        yield SchemaRow(f"{key}: [", slot, "]")
        return
    yield SchemaRow(f"{key}:")
    first, *others = record_rows(item, whole)
    yield first.indented("  - ")
    yield from (row.indented("    ") for row in others)


def _holds_records(part: Schema, whole: Schema) -> bool:
    inner = resolved_schema(part["items"], whole) if part.get("type") == "array" else {}
    return "properties" in inner


def _without(part: Schema, *keys: str) -> Schema:
    return {key: value for key, value in part.items() if key not in keys}


FRONT_MATTER_SNIPPETS = ("story", "translation", "page", "front", "prose")
"""Kinds of Markdown file: the record is their front matter."""
RECORD_SNIPPETS = ("event", "edition")
"""Kinds of which a file holds one record."""
ENTRY_SNIPPETS = ("tag", "person", "organisation", "place", "term", "source", "measure", "series-or-storyline")
"""Kinds of which a register holds many entries, each below its ID."""
ITEM_SNIPPETS = ("source", "figure", "correction", "role")
"""Kinds that are items of a list in a story or a record."""
_SPECIAL = re.compile(r"[\\$}]")
_IN_CHOICE = re.compile(r"[\\$},|]")


def snippets(catalogs: Catalogs) -> str:
    """Return the snippets file (JSON): each kind with its required fields, and each other field of a Markdown file."""
    made = dict([*_kinds(catalogs), *_keys(catalogs)])
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _kinds(catalogs: Catalogs) -> Iterator[tuple[str, Any]]:
    for kind in FRONT_MATTER_SNIPPETS:
        yield kind, _snippet("markdown", kind, ["---", *_needed(kind), "---", "", "$0"], _title(kind, catalogs))
    for kind in RECORD_SNIPPETS:
        yield kind, _snippet("yaml", kind, _needed(kind), _title(kind, catalogs))
    for kind in ENTRY_SNIPPETS:
        named = [
            SchemaRow("", Slot("an-id"), ":"),
            *(row.indented("  ") for row in required_rows(json_schema(kind, catalogs))),
        ]
        yield f"{kind} in its register", _snippet("yaml", kind, _body(named), _title(kind, catalogs))
    for kind in ITEM_SNIPPETS:
        first, *others = _needed(kind)
        lines = [f"- {first}", *(f"  {line}" for line in others)]
        scope = "markdown" if kind in ENTRY_SNIPPETS else "markdown,yaml"
        yield f"{kind} in a list", _snippet(scope, kind, lines, _title(kind, catalogs))


def _needed(kind: str) -> list[str]:
    return _body(required_rows(json_schema(kind, [])))


def _title(kind: str, catalogs: Catalogs) -> str:
    title: str = json_schema(kind, catalogs)["title"]
    return title


def _keys(catalogs: Catalogs) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for kind in FRONT_MATTER_SNIPPETS:
        made = json_schema(kind, catalogs)
        for key, part in made["properties"].items():
            if key not in (*seen, *made["required"]) and not part.get("readOnly"):
                seen.add(key)
                yield (
                    f"{kind}: {key}",
                    _snippet("markdown", key, _body(schema_rows(key, part, made)), part["description"]),
                )


def _snippet(scope: str, prefix: str, body: list[str], description: str) -> Mapping[str, Any]:
    return {"scope": scope, "prefix": prefix, "body": body, "description": description}


def _body(laid: Iterable[SchemaRow]) -> list[str]:
    """Return the lines with a tab stop for each slot, numbered in order."""
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


EDITOR_FOLDER = ".vscode"


@command("schema")
@click.argument("kind", type=click.Choice(SCHEMA_KINDS), required=False)
@click.option("--write", is_flag=True, help="Write all schemas and snippets to .vscode/, in both languages.")
def schema(kind: str | None, *, write: bool) -> None:
    """Print the JSON Schema of a kind of file or record.

    Without KIND, lists the kinds.
    """
    if write:
        _write()
    elif kind:
        echo(schema_as_json(json_schema(kind, [current_catalog()])).rstrip("\n"))
    else:
        echo("\n".join(SCHEMA_KINDS))


def _write() -> None:
    """Write the files that the settings in the same folder make Visual Studio Code complete and validate by."""
    folder = find_checkout().folder / EDITOR_FOLDER
    catalogs = [catalog(language) for language in MESSAGE_LANGUAGES]
    schemas = {f"schemas/{name}": text for name, text in schema_files(catalogs).items()}
    files = {**schemas, "newsdesk.code-snippets": snippets(catalogs)}
    for name, text in files.items():
        write_atomically(folder / name, text)
    echo(files_written(len(files), EDITOR_FOLDER))
