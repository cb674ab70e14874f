"""Marks on model fields: which hold words, which hold ids and of what kind, and which lists have no order.

A mark is part of the field's annotation, and declared nowhere else. Style rules, stamps, the ledger, the search index,
`tidy` and all other code for words use `text_keys` and `word_keys`; all code for ids uses `ids_in`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from newsdesk.diagnostics import KeyPath
from newsdesk.i18n.languages import LocalizedText
from newsdesk.i18n.messages import Message
from newsdesk.urls import is_id

Mark = TypeVar("Mark")


class WordsForm(StrEnum):
    """The form of words: a heading has no final punctuation."""

    HEADING = "heading"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Words:
    """The value is words, which each translation has in its own language."""

    form: WordsForm


@dataclass(frozen=True, slots=True)
class TextWords(Words):
    """Words that are part of the text, as its body is; messages call them by `name`.

    Style rules apply to them; they are compared with the translation, searched for names, indexed for search, fixed by
    `tidy`, and covered by stamps and the ledger of words.
    """

    name: Message


@dataclass(frozen=True, slots=True)
class IdOf:
    """The value is an id of some `kind`, such as `tag`; a hyphen before it removes the entry.

    A `publisher` is the id of an organization, or plain text; a `picture` is the path of a file in media/.
    """

    kind: str


@dataclass(frozen=True, slots=True)
class InNoOrder:
    """The order of the list has no meaning."""


def fields(model: type[BaseModel]) -> Mapping[str, FieldInfo]:
    """Return the fields of a model in order, by the names used in files."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models in an annotation, at any depth."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def mark_of(field: FieldInfo, kind: type[Mark]) -> Mark | None:
    """Return the mark of some kind on a field, or on the entries of its list, or None."""
    return next(_marks([*field.metadata, *parts_of(field.annotation)], kind), None)


def parts_of(annotation: Any) -> Iterator[Any]:
    """Yield the types and the `Annotated` metadata in an annotation, at any depth."""
    for part in get_args(annotation):
        yield part
        yield from parts_of(part)


def _marks(found: Sequence[Any], kind: type[Mark]) -> Iterator[Mark]:
    return (each for each in found if isinstance(each, kind))


@cache
def word_keys(model: type[BaseModel]) -> Mapping[str, Words]:
    """Return the fields of a model whose values are words, in order."""
    return {key: mark for key, field in fields(model).items() if (mark := mark_of(field, Words))}


@cache
def text_keys(model: type[BaseModel]) -> Mapping[str, TextWords]:
    """Return the front matter fields that are part of the text, in order."""
    return {key: mark for key, mark in word_keys(model).items() if isinstance(mark, TextWords)}


def text_values(model: type[BaseModel], values: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the front matter words that are part of the text, by field; `values` are raw or validated.

    A missing optional field is left out, unless its default is an empty text.
    """
    found = {}
    for key in text_keys(model):
        value = values.get(key)
        if value is not None or model.model_fields[key].default is not None:
            found[key] = str(value or "")
    return found


def ids_in(value: object, at: KeyPath = (), mark: IdOf | None = None) -> Iterator[tuple[IdOf, str, KeyPath]]:
    """Yield every id in a record: its mark, the id, and the keys that lead to it, starting with `at`."""
    if isinstance(value, BaseModel):
        for name, key, inner in _keys_with_ids(type(value)):
            # An invalid record lacks some fields.
            yield from ids_in(vars(value).get(name), (*at, key), inner)
    elif isinstance(value, (tuple, list)):
        for number, each in enumerate(value):
            yield from ids_in(each, (*at, number), mark)
    else:
        typed: object = value.plain if isinstance(value, LocalizedText) else value
        if mark and typed:
            yield mark, str(typed).removeprefix("-"), at


def with_ids_only(model: type[BaseModel], values: Any) -> BaseModel:
    """Return an invalid record as a model that has only the ids among its raw `values`, so that they can be checked."""
    given = values if isinstance(values, Mapping) else {}
    readable = {name: _only_ids(model, name, given.get(key)) for name, key, _ in _keys_with_ids(model)}
    return model.model_construct(**readable)


def _only_ids(model: type[BaseModel], name: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_only_ids(model, name, each) for each in value]
    inner = next(models_in(model.model_fields[name].annotation), None)
    if isinstance(value, Mapping) and inner:
        return with_ids_only(inner, value)
    return value if isinstance(value, str) and is_id(value.removeprefix("-")) else ""


@cache
def _keys_with_ids(model: type[BaseModel]) -> Sequence[tuple[str, str, IdOf | None]]:
    """Return the attributes that hold ids, or records that may: each with its field name and mark."""
    marked = [(name, field, mark_of(field, IdOf)) for name, field in model.model_fields.items()]
    return [
        (name, field.alias or name, mark) for name, field, mark in marked if mark or any(models_in(field.annotation))
    ]
