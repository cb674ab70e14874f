"""Fingerprints: digests of all that a page, a check or an index is made of, the same in every process."""

import pickle
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import Any

from pydantic import BaseModel

from newsdesk.content.story import Text


class _Pickler(pickle.Pickler):
    """Pickles a text as its file, and a model as its values: sets of the keys that were typed have no fixed order."""

    def reducer_override(self, value: object) -> Any:
        if isinstance(value, Text):
            return str, (_text(value),)
        if isinstance(value, BaseModel):
            return type(value), (list(vars(value).items()),)
        return NotImplemented


def fingerprint(value: object) -> str:
    """Return the SHA-256 (hex) of a value and everything in it: views, records, texts, plain data.

    A text counts by its path and the content of its file. Two values of equal parts have the same fingerprint, in any
    process; it must hold no set of more than one item, whose order is not fixed.
    """
    content = BytesIO()
    pickler = _Pickler(content, protocol=pickle.HIGHEST_PROTOCOL)
    # Without its memo, equal objects and one object twice are pickled alike.
    pickler.fast = True
    pickler.dump(value)
    return sha256(content.getbuffer()).hexdigest()


def _text(text: Text) -> str:
    return f"{text.path} {text.withheld_until} {_digest(text.file.text)}"


@lru_cache(maxsize=64)
def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
