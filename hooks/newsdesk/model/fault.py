"""A value of the wrong kind: what it must be, what was found, and what may be meant."""

import re
import unicodedata
from datetime import date

from pydantic_core import PydanticCustomError

from newsdesk.words.address import LONGEST
from newsdesk.words.message import Message, said

LONG = 120
"""Of a longer value a message shows the beginning."""


def fault(rule: str, must: Message, value: object, *cures: str, whole: bool = False) -> PydanticCustomError:
    """A value of the wrong kind: `must` completes the sentence '<key> must …', or is one itself (`whole`).

    `cures` are values to write instead; the key is put before each where the
    place is known.
    """
    found = value if isinstance(value, Message) else str(value)
    found = found if len(found) <= LONG else f"{found[:LONG]}…"
    context = {"must": must, "found": found, "cures": [cure for cure in cures if cure], "whole": whole}
    return PydanticCustomError(rule, "{must}", context)


def plain(value: object, must: Message, rule: str = "type") -> str:
    """The text that a value is. Raises where it is a list, a mapping or nothing."""
    if not isinstance(value, str):
        raise fault(rule, must, shape(value))
    return value


def too_long(name: str) -> Message | None:
    """What is wrong with a slug or an id that no disk might take as the name of a file; nothing where one does."""
    if len(name) <= LONGEST:
        return None
    return said(
        '"{name}…" has {length} characters; at most {most} are allowed',
        name=name[:LONG],
        length=len(name),
        most=LONGEST,
    )


def shape(value: object) -> str:
    """What a value that is no text is called."""
    shapes = {list: said("a list"), dict: said("a mapping"), type(None): said("nothing")}
    return shapes.get(type(value), str(value))


def _half_width(text: str) -> str:
    """A value with its full-width letters, digits and signs as half-width ones; empty where it has none."""
    narrow = "" if text.isascii() else unicodedata.normalize("NFKC", text)
    return narrow if narrow != text and narrow.isascii() else ""


def refuse_full_width(text: str) -> None:
    """Raises where a value would fit if it were typed with half-width signs: 2014－02－19."""
    if narrow := _half_width(text):
        raise fault("full-width", said("be typed with half-width signs"), text, narrow)


def guessed_days(text: str) -> list[str]:
    """The days that a mistyped one may mean, as YYYY-MM-DD: 01/05/2030 may mean two."""
    parts = [int(part) for part in re.findall(r"\d{1,4}", text[:LONG])]
    if len(parts) != 3:
        return []
    first, second, third = parts
    readings = [(third, second, first), (third, first, second)] if third > 31 else [(first, second, third)]
    return list(dict.fromkeys(day for reading in readings if (day := _existing_day(*reading))))


def _existing_day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat() if year > 31 else ""
    except ValueError:
        return ""
