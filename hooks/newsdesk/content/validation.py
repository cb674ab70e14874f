"""Validation: raw values become models, and errors of pydantic become diagnostics with location and suggestion."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from newsdesk.content.marks import fields, models_in
from newsdesk.content.types import LONG
from newsdesk.diagnostics import (
    Diagnostic,
    KeyPath,
    Paste,
    SourceFile,
    SourceLocation,
    alternatives,
    did_you_mean_it,
    error,
    nearest,
    suggest,
)
from newsdesk.i18n.messages import NOTHING, Message, comma_list, msg, or_list, verbatim

MAX_VALUE_FAULTS = 200
"""Errors reported in one record; more of them have a common cause."""
Model = TypeVar("Model", bound=BaseModel)
PydanticFault = Mapping[str, Any]
"""One of pydantic's error details: type, loc, msg, input, ctx."""
Unknown = Callable[[SourceFile, str], Diagnostic | None]
"""Returns a diagnostic for an unknown field if it can say more than that it is unknown."""


def validated(  # noqa: PLR0913 - the values, where they stand, and what is known beside them
    model: type[Model],
    values: Any,
    file: SourceFile,
    at: KeyPath = (),
    *,
    unknown: Unknown | None = None,
    zone: str = "",
) -> tuple[Model | None, list[Diagnostic]]:
    """Return `values` as a `model`, or None and diagnostics; `at` has the keys that lead to them in the file.

    `zone` is the IANA time zone of dates that are given with an offset from UTC; without it they are errors.
    """
    try:
        return model.model_validate(values, context=zone), []
    except ValidationError as invalid:
        faults = invalid.errors(include_url=False)[:MAX_VALUE_FAULTS]
    return None, [_problem(model, fault, file, at, unknown) for fault in faults if not _is_echo(model, fault, faults)]


_NOTHING = ("", "null", "~")
"""How an empty value is written by programs that leave out no field; as YAML has them, unless in quotation marks."""


def without_empty_values(model: type[BaseModel], values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return values for a model without the empty ones of optional fields; an empty required one is an empty text."""
    known = fields(model)
    given = {
        key: _without_empty(known[key].annotation, value) if key in known else value for key, value in values.items()
    }
    return {
        key: "" if key in known and value in _NOTHING else value
        for key, value in given.items()
        if not (key in known and not known[key].is_required() and is_empty(value))
    }


def _without_empty(annotation: Any, value: Any) -> Any:
    inner = next(models_in(annotation), None)
    return without_empty_values(inner, value) if inner and isinstance(value, Mapping) else value


def is_empty(value: Any) -> bool:
    """Return whether a value is nothing, or a mapping of nothing."""
    if isinstance(value, Mapping):
        return all(map(is_empty, value.values()))
    return value is None or value in _NOTHING or value == []


def _problem(
    model: type[BaseModel], fault: PydanticFault, file: SourceFile, at: KeyPath, unknown: Unknown | None
) -> Diagnostic:
    inner = _keys(fault, file, at)
    keys = (*at, *inner)
    name = next((str(key) for key in reversed(keys) if isinstance(key, str)), "this")
    if fault["type"] == "extra_forbidden":
        specific = unknown(file, name) if unknown and len(inner) == 1 else None
        given = {str(each[-1]) for each in file.names if each[:-1] == keys[:-1]}
        owner = _owner(model, inner, given)
        near = _meant_key(owner, name, fault["input"])
        return specific or unknown_key(list(fields(owner)), file.name(*keys), name, given, near)
    if fault["type"] == "missing":
        return _missing(file, keys, in_record=bool(at))
    return _wrong_value(fault, file.value(*keys), name)


def _keys(fault: PydanticFault, file: SourceFile, at: KeyPath) -> KeyPath:
    """Return pydantic's path without the steps that are not in the file: union tags, claims made of plain values."""
    keys: KeyPath = ()
    *steps, last = fault["loc"] or (None,)
    for step in steps:
        if (*at, *keys, step) in file.values:
            keys = (*keys, step)
    if last is None:
        return keys
    stands = (*at, *keys, last) in file.values or (*at, *keys, last) in file.names
    return (*keys, last) if stands or fault["type"] == "missing" else keys


def unknown_key(
    known: Sequence[str],
    location: SourceLocation,
    name: str,
    given: Collection[str] = (),
    near: str | None = None,
) -> Diagnostic:
    """Return the diagnostic for a field that is not one of `known`, beside fields that are `given`.

    `near` is the field that was probably meant, by default the one with the most similar name; empty if there is none.
    """
    near = nearest(name, known) if near is None else near
    if near in given:
        suggestion = msg('delete it: "{key}" is there already', key=near)
    elif near:
        suggestion = suggest(near)
    elif name in _IN_THE_PATH:
        suggestion = msg("delete the line: the file's name is the slug, its folder the year")
    else:
        suggestion = msg("one of: {keys}", keys=comma_list(key for key in known if key not in given))
    message = msg('unknown field "{key}"{hint}', key=_short(name), hint=did_you_mean_it(near))
    return error("unknown-key", location, message, suggestion)


_ELSEWHERE: Mapping[str, str] = {
    **dict.fromkeys(("date", "pubdate", "publishdate"), "published"),
    **dict.fromkeys(("lastmod", "modified", "last_modified_at"), "updated"),
    **dict.fromkeys(("author", "authors"), "byline"),
    **dict.fromkeys(("category", "categories", "keywords"), "tags"),
    **dict.fromkeys(("description", "excerpt", "abstract"), "summary"),
    **dict.fromkeys(("cover", "thumbnail", "featured_image"), "image"),
    "redirect_from": "aliases",
}
"""What other generators call a field: Hugo, Jekyll, Pelican, MkDocs."""
_IN_THE_PATH = frozenset({"slug", "permalink", "url"})


def _owner(model: type[BaseModel], keys: KeyPath, given: Collection[str] = ()) -> type[BaseModel]:
    """Return the model that the last of `keys` would be a field of: of several, the one most like `given`."""
    for key in keys[:-1]:
        if isinstance(key, str):
            among = _models_at(model, key)
            model = max(among, key=lambda each: len(fields(each).keys() & {*given}), default=model)
    return model


def _meant_key(model: type[BaseModel], name: str, value: object) -> str:
    """Return the field that was probably meant and can have this value, '' if there is none."""
    known = fields(model)
    meant = _ELSEWHERE.get(name.lower(), "")
    if meant in known:
        return meant
    near = nearest(name, known)
    return near if near and _takes(model, near, value) else ""


def _takes(model: type[BaseModel], key: str, value: object) -> bool:
    try:
        model.model_validate({key: value})
    except ValidationError as invalid:
        return all(fault["loc"][:1] != (key,) for fault in invalid.errors(include_url=False))
    return True


def _models_at(model: type[BaseModel], key: str) -> Iterator[type[BaseModel]]:
    known = fields(model)
    yield from models_in(known[key].annotation if key in known else None)


def _missing(file: SourceFile, keys: KeyPath, *, in_record: bool) -> Diagnostic:
    *parents, name = keys
    parent = next((key for key in reversed(parents) if isinstance(key, str)), "")
    place = file.name(*keys) if keys in file.names else file.value(*parents) if parents else file.at(1, 1, 3)
    whole = msg("this record") if in_record else msg("the front matter")
    owner = verbatim(f'"{parent}"') if parent and not in_record else whole
    message = msg('required field "{key}" is missing from {owner}', owner=owner, key=name)
    example = _EXAMPLES.get(str(name))
    suggestion = msg("for example: {example}", example=example) if example else add_field(f"{name}: …", place)
    return error("missing-key", place, message, suggestion)


_EXAMPLES: Mapping[str, str] = {
    "published": msg("published: 2014-02-19\nin a translation: translated: 2014-02-20"),
    "translated": "translated: 2014-02-20",
    "sources": "sources: [an-id-of-sources-yml]",
    "when": "when: 2014-02-19",
    "basis": "basis: reported",
}


def add_field(line: str, place: SourceLocation) -> Message:
    """Return the suggestion to add a field to the record at a place: within its braces, if it has any."""
    start, end = place.column - 1, place.column - 1 + place.length
    record = place.source[start:end]
    if record.startswith("{") and record.endswith("}"):
        whole = f"{place.source[: end - 1].rstrip()}, {line}{place.source[end - 1 :]}"
        return suggest(whole.strip(), Paste.LINE)
    return suggest(line, Paste.NEW_LINE)


_COMMAS = re.compile(r"\s*[,，、]\s*")


def _short(text: str) -> str:
    return text if len(text) <= LONG else f"{text[:LONG]}…"


def _wrong_value(fault: PydanticFault, place: SourceLocation, name: str) -> Diagnostic:
    kind, given = fault["type"], fault["input"]
    found = _found(_short(given) if isinstance(given, str) else "")
    if "must" in fault.get("ctx", {}):
        return _own_fault(fault, place, name)
    if kind == "tuple_type":
        message = msg("{key} must be a list{found}", key=name, found=found)
        return error("type", place, message, _as_list(given) if isinstance(given, str) else NOTHING)
    if kind == "too_short":
        message = msg("{key} must have at least one entry", key=name)
        example = _EXAMPLES.get(name)
        return error("empty", place, message, msg("for example: {example}", example=example) if example else NOTHING)
    if kind in ("enum", "literal_error"):
        choices = fault["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        message = msg("{key} must be {choices}{found}", key=name, choices=or_list(choices), found=found)
        return error("choice", place, message, _write(nearest(str(given), choices), place))
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        message = msg("{key} must be a mapping, its fields indented below it{found}", key=name, found=found)
        return error("type", place, message)
    return error("type", place, msg("{key}: {reason}{found}", key=name, reason=fault["msg"], found=found))


def _found(text: str) -> Message:
    return msg('; found "{found}"', found=text) if text else NOTHING


def _own_fault(fault: PydanticFault, place: SourceLocation, name: str) -> Diagnostic:
    context = fault["ctx"]
    suggestion = alternatives(_write(each, place) for each in context["cures"]) or _INSTEAD.get(fault["type"], NOTHING)
    if context["whole"]:
        return error(fault["type"], place, context["must"], suggestion)
    found = _found(context["found"])
    return error(
        fault["type"], place, msg("{key} must {must}{found}", key=name, must=context["must"], found=found), suggestion
    )


_INSTEAD: Mapping[str, Message] = {"id": msg("write the ID that its register gives it, not the name")}
"""What to do about a fault for which no value can be suggested."""
_NO_VALUE = frozenset({"", "~", "null", "none", "None", "nil"})


def _as_list(typed: str) -> Message:
    if typed in _NO_VALUE:
        return msg("delete the line")
    return suggest(f"[{', '.join(_COMMAS.split(typed))}]")


def _write(value: str, place: SourceLocation) -> Message:
    """Return the suggestion to write a value, or to add a field with its value."""
    if ": " in value and not value.startswith("{"):
        return add_field(value, place)
    return suggest(value) if value else NOTHING


def _is_echo(model: type[BaseModel], fault: PydanticFault, faults: Sequence[PydanticFault]) -> bool:
    """Return whether an error follows from another: a list too short as its entries are invalid, a mistyped field."""
    if fault["type"] == "too_short":
        own = fault["loc"]
        return any(other is not fault and other["loc"][: len(own)] == own for other in faults)
    return fault["type"] in ("missing", "source-link") and any(_mistypes(model, other, fault) for other in faults)


def _mistypes(model: type[BaseModel], fault: PydanticFault, missing: PydanticFault) -> bool:
    """Return whether an unknown field is nearly the one that is missing beside it; a source may lack either of two."""
    *parents, name = missing["loc"]
    wanted = ("url", "link") if missing["type"] == "source-link" else (name,)
    if fault["type"] != "extra_forbidden" or [*fault["loc"][:-1]] != parents:
        return False
    return _meant_key(_owner(model, missing["loc"]), str(fault["loc"][-1]), fault["input"]) in wanted
