"""JSON Schema for every kind of file, made from the models: what editors' own editors complete and check by.

https://json-schema.org/draft/2020-12
"""

import json
from collections.abc import Mapping, Sequence
from gettext import NullTranslations
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from newsdesk.desk.forms import FORMS
from newsdesk.reading.registers import ENTRIES
from newsdesk.words.message import Message

FILES = ("story", "translation", "page", "front", "prose", "event", "edition", *ENTRIES)
"""The kinds that are files of their own; the other forms stand inside them."""
KINDS = (*FILES, *(kind for kind in FORMS if kind not in FILES))
Voices = Sequence[NullTranslations]
"""The catalogues of the languages in which a schema speaks, one beneath the other."""
Schema = dict[str, Any]

_BY_MODEL = {form.model.__name__: form for form in FORMS.values()}


class _AsTyped(GenerateJsonSchema):
    """What an editor types: a key without a value is not written yet, and no key is named twice over."""

    def nullable_schema(self, schema: Any) -> Schema:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> Schema:
        made = super().default_schema(schema)
        if made.get("default") in (None, [], {}):
            made.pop("default", None)
        return made

    def field_title_should_be_set(self, schema: Any) -> bool:
        del schema
        return False


def schema(kind: str, voices: Voices) -> Schema:
    """The schema of a kind, its titles and descriptions in these languages."""
    made = _of_register(kind) if kind in ENTRIES else _of_form(kind)
    for name, part in made.get("$defs", {}).items():
        part.pop("description", None)
        part.pop("title", None)
        if name in _BY_MODEL:
            part["title"] = _BY_MODEL[name].title
    return {"$schema": GenerateJsonSchema.schema_dialect, **_spoken(made, voices)}


def as_json(made: Schema) -> str:
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def written(voices: Voices) -> Mapping[str, str]:
    """The files of a folder of schemas, by their names."""
    return {f"{kind}.json": as_json(schema(kind, voices)) for kind in FILES}


def _of_form(kind: str) -> Schema:
    form = FORMS[kind]
    made = form.model.model_json_schema(schema_generator=_AsTyped)
    made.pop("description", None)
    return {**made, "title": form.title}


def _of_register(name: str) -> Schema:
    """A register: ids with their records."""
    made = TypeAdapter(dict[str, ENTRIES[name]]).json_schema(schema_generator=_AsTyped)  # type: ignore[valid-type]
    names = {} if name == "interface" else {"propertyNames": {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}}
    return {**made, **names, "title": f"{name}.yml"}


def _spoken(part: Any, voices: Voices, between: str = "\n") -> Any:
    """A part of a schema with its messages in the languages asked for; those of a title stand on one line."""
    if isinstance(part, Message):
        return between.join(dict.fromkeys(part.translated(voice) for voice in voices))
    if isinstance(part, dict):
        return {key: _spoken(value, voices, " / " if key == "title" else "\n") for key, value in part.items()}
    return [_spoken(each, voices) for each in part] if isinstance(part, list) else part
