"""Fingerprints: digests of all that a page, a check or an index is made of, the same in every process."""

import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from operator import attrgetter, methodcaller
from typing import Any

from pydantic import BaseModel

from newsdesk.content.story import Text

Parts = Callable[[Any], Any]
"""Returns what pickle writes of a value, as `object.__reduce_ex__` does."""


class _PartsOfTypes(dict[type, Parts]):
    """What is pickled of the values of each type."""

    def __missing__(self, kind: type) -> Parts:
        self[kind] = parts = _parts_of(kind)
        return parts


def _parts_of(kind: type) -> Parts:
    """Return the function for the values of a type."""
    if issubclass(kind, type):
        return attrgetter("__qualname__")
    if issubclass(kind, Text):
        return lambda text: (str, (_text(text),))
    if issubclass(kind, BaseModel):
        # Sets of the keys that were typed have no fixed order.
        return lambda model: (kind, (list(vars(model).items()),))
    if is_dataclass(kind) and (names := [each.name for each in fields(kind)]):
        # In half the time of the `__getstate__` that dataclasses with slots have.
        values = attrgetter(*names)
        return lambda value: (kind, (values(value),))
    return methodcaller("__reduce_ex__", pickle.HIGHEST_PROTOCOL)


_PARTS = _PartsOfTypes()


def fingerprint(value: object) -> str:
    """Return the SHA-256 (hex) of a value and everything in it: views, records, texts, plain data.

    A text counts by its path and the content of its file. Two values of equal parts have the same fingerprint, in any
    process; it must hold no set of more than one item, whose order is not fixed.
    """
    content = BytesIO()
    pickler = pickle.Pickler(content, protocol=pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _PARTS
    # Without its memo, equal objects and one object twice are pickled alike.
    pickler.fast = True
    pickler.dump(value)
    return sha256(content.getbuffer()).hexdigest()


def _text(text: Text) -> str:
    return f"{text.path} {text.withheld_until} {_digest(text.file.text)}"


@lru_cache(maxsize=64)
def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
