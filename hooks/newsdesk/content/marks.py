"""Marks on the keys of models: which hold words, which hold ids and of what, which lists have no order.

A mark stands in the annotation of its key and nowhere else. Style rules, stamps, the ledger, the search index, tidying
and whatever else deals with words ask `text_keys` and `word_keys`; whatever deals with ids asks `ids_in`.
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

Mark = TypeVar("Mark")


class WordsForm(StrEnum):
    """How words are written: a heading has no mark at its end."""

    HEADING = "heading"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Words:
    """The value is words, which a translation has in its own language."""

    form: WordsForm


@dataclass(frozen=True, slots=True)
class TextWords(Words):
    """Words that are part of the text as its body is; messages call them by `name`.

    They are held to the rules of style, compared with those of the other language, looked through for names, indexed
    for the search, mended by `tidy`, and counted by stamps and by the ledger of words.
    """

    name: Message


@dataclass(frozen=True, slots=True)
class IdOf:
    """The value is the id of a thing of this kind, such as `tag`; a hyphen before it takes the thing away.

    A `publisher` is the id of an organisation, or plain text; a `picture` is a file below docs/.
    """

    kind: str


@dataclass(frozen=True, slots=True)
class InNoOrder:
    """Says of a list that its order says nothing."""


def fields(model: type[BaseModel]) -> Mapping[str, FieldInfo]:
    """The keys of a model in its order, each with what is known of it."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that a value of some type may have."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def mark_of(field: FieldInfo, kind: type[Mark]) -> Mark | None:
    """The mark of some kind that a key has, or the entries of its list; None where it has none."""
    return next(_marks([*field.metadata, *_parts(field.annotation)], kind), None)


def _parts(annotation: Any) -> Iterator[Any]:
    """What an annotation is made of, at any depth: types, and what `Annotated` says of them."""
    for part in get_args(annotation):
        yield part
        yield from _parts(part)


def _marks(found: Sequence[Any], kind: type[Mark]) -> Iterator[Mark]:
    return (each for each in found if isinstance(each, kind))


@cache
def word_keys(model: type[BaseModel]) -> Mapping[str, Words]:
    """The keys of a model whose values are words, in its order."""
    return {key: mark for key, field in fields(model).items() if (mark := mark_of(field, Words))}


@cache
def text_keys(model: type[BaseModel]) -> Mapping[str, TextWords]:
    """The keys of front matter whose values are part of the text, in the order of its model."""
    return {key: mark for key, mark in word_keys(model).items() if isinstance(mark, TextWords)}


def text_values(model: type[BaseModel], values: Mapping[str, Any]) -> Mapping[str, str]:
    """The words of a text that stand in front matter, by their keys; `values` are as they were typed, or as read.

    An optional key that is not there counts for nothing, unless its model has an empty text for it.
    """
    found = {}
    for key in text_keys(model):
        value = values.get(key)
        if value is not None or model.model_fields[key].default is not None:
            found[key] = str(value or "")
    return found


def ids_in(value: object, at: KeyPath = (), mark: IdOf | None = None) -> Iterator[tuple[IdOf, str, KeyPath]]:
    """Every id in a record: of what, the id itself, and the keys that lead to it from `at`."""
    if isinstance(value, BaseModel):
        for name, key, inner in _keys_with_ids(type(value)):
            # A record with faults has not all of its keys.
            yield from ids_in(vars(value).get(name), (*at, key), inner)
    elif isinstance(value, (tuple, list)):
        for number, each in enumerate(value):
            yield from ids_in(each, (*at, number), mark)
    else:
        typed: object = value.plain if isinstance(value, LocalizedText) else value
        if mark and typed:
            yield mark, str(typed).removeprefix("-"), at


@cache
def _keys_with_ids(model: type[BaseModel]) -> Sequence[tuple[str, str, IdOf | None]]:
    """The attributes of a model that hold ids, or records that may: each with its key and its mark."""
    marked = [(name, field, mark_of(field, IdOf)) for name, field in model.model_fields.items()]
    return [
        (name, field.alias or name, mark) for name, field, mark in marked if mark or any(models_in(field.annotation))
    ]
