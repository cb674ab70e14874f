"""From strings to models; what does not fit becomes a problem with its place and cure."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from newsdesk.words.located import Keys, Located
from newsdesk.words.nearest import did_you_mean, nearest
from newsdesk.words.problem import Place, Problem, error

Model = TypeVar("Model", bound=BaseModel)
Unknown = Callable[[Located, str], Problem | None]
"""What to say of an unknown key, where there is more to say than that it is unknown."""


def typed(
    model: type[Model], values: Any, file: Located, at: Keys = (), unknown: Unknown | None = None
) -> tuple[Model | None, list[Problem]]:
    """Give `values` the types of `model`; `at` is where they stand in the file."""
    try:
        return model.model_validate(values), []
    except ValidationError as invalid:
        faults = invalid.errors(include_url=False)
    problems = [_problem(model, fault, file, at, unknown) for fault in faults if not _is_mistyped(model, fault, faults)]
    return None, _without_echoes(problems)


def _problem(
    model: type[BaseModel], fault: Mapping[str, Any], file: Located, at: Keys, unknown: Unknown | None
) -> Problem:
    keys = (*at, *_keys(fault["loc"], file, at))
    name = next((str(key) for key in reversed(keys) if isinstance(key, str)), "this")
    kind = fault["type"]
    if kind == "extra_forbidden":
        said = unknown(file, name) if unknown and len(keys) == len(at) + 1 else None
        return said or _unknown_key(model, file, keys, name)
    if kind == "missing":
        return _missing(file, keys, name, at)
    return _wrong_value(fault, file.value(*keys), name)


def _keys(loc: tuple[str | int, ...], file: Located, at: Keys) -> Keys:
    """pydantic's path without the steps that stand in no file: names of unions, claims made of plain values."""
    keys: Keys = ()
    for step in loc[:-1]:
        if (*at, *keys, step) in file.values:
            keys = (*keys, step)
    last = loc[-1]
    found = (*at, *keys, last) in file.values or (*at, *keys, last) in file.names
    made_up = last in ("is", "id", "source") or isinstance(last, int)
    return keys if made_up and not found else (*keys, last)


def _unknown_key(model: type[BaseModel], file: Located, keys: Keys, name: str) -> Problem:
    place = file.name(*keys)
    known = _known_keys(model, keys)
    near = nearest(name, known)
    cure = f"write: {place.source.strip().replace(name, near, 1)}" if near else f"one of: {', '.join(known)}"
    return error("unknown-key", place, f'unknown key "{name}"{did_you_mean(name, known)}', cure)


def _known_keys(model: type[BaseModel], keys: Keys) -> list[str]:
    """The keys that may stand at this depth: of the model, or of the models inside it."""
    schema = model.model_json_schema()
    if len([key for key in keys if isinstance(key, str)]) == 1 or "$defs" not in schema:
        return list(schema.get("properties", {}))
    return sorted({key for part in schema["$defs"].values() for key in part.get("properties", {})})


def _missing(file: Located, keys: Keys, name: str, at: Keys) -> Problem:
    parents = keys[:-1]
    place = file.name(*keys) if keys in file.names else _head(file, parents)
    whole = "the front matter" if not at and len(keys) == 1 else f'"{parents[-1]}"' if parents else "this"
    return error("missing-key", place, f'{whole} must have "{name}"', f"write: {name}: {_EXAMPLES.get(name, '…')}")


def _head(file: Located, parents: Keys) -> Place:
    return file.value(*parents) if parents else file.at(1, 1, 3)


_EXAMPLES = {
    "published": "2014-02-19\nin a translation: translated: 2014-02-20",
    "translated": "2014-02-20",
    "sources": "[an-id-of-sources-yml]",
    "when": "2014-02-19",
    "basis": "reported",
}


def _wrong_value(fault: Mapping[str, Any], place: Place, name: str) -> Problem:
    kind = fault["type"]
    context = fault.get("ctx", {})
    found = f'; found "{fault["input"]}"' if isinstance(fault["input"], str) and fault["input"] else ""
    if "must" in context:
        found = f'; found "{context["found"]}"' if context["found"] else ""
        return error(kind, place, f"{name} must {context['must']}{found}", _write(name, context["cure"]))
    if kind == "tuple_type":
        cure = f"[{fault['input']}]" if isinstance(fault["input"], str) else ""
        return error("type", place, f"{name} must be a list{found}", _write(name, cure))
    if kind == "too_short":
        return error("empty", place, f"{name} must have at least one entry", _write(name, _EXAMPLES.get(name, "")))
    if kind in ("enum", "literal_error"):
        choices = context["expected"].replace("'", "")
        near = nearest(str(fault["input"]), choices.replace(" or ", ", ").split(", "))
        return error("choice", place, f"{name} must be {choices}{found}", _write(name, near))
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return error("type", place, f"{name} must be a mapping, its keys indented below it{found}")
    return error("type", place, f"{name}: {fault['msg']}{found}")


def _write(name: str, value: str) -> str:
    return f"write: {value if ': ' in value else f'{name}: {value}'}" if value else ""


def _is_mistyped(model: type[BaseModel], missing: Mapping[str, Any], faults: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a missing key stands there under a name that is nearly its own: then that is the fault to mend."""
    *parents, name = missing["loc"]
    return missing["type"] == "missing" and any(
        fault["type"] == "extra_forbidden"
        and [*fault["loc"][:-1]] == parents
        and nearest(str(fault["loc"][-1]), _known_keys(model, (*parents, name))) == name
        for fault in faults
    )


def _without_echoes(problems: list[Problem]) -> list[Problem]:
    """A list whose entries are wrong is not also too short."""
    wrong = {problem.place.line for problem in problems if problem.rule != "empty"}
    return [problem for problem in problems if problem.rule != "empty" or problem.place.line not in wrong]
