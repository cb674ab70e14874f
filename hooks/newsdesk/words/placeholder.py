"""Placeholders: what `newsdesk new` writes where an editor has still to write; no reader may ever see one."""

import re
from collections.abc import Iterator

from newsdesk.words.language import Language

_WAITS = {Language.EN: "To be written", Language.ZH: "待写"}
_STOPS = {Language.ZH: "。"}
_LINE = re.compile(
    rf"^[ \t]*(?:(?:[-+*>]|#+|\d+\.)[ \t]+)*(?P<words>(?:{'|'.join(_WAITS.values())})[.。]?)[ \t]*$", re.MULTILINE
)


def heading_waits(language: Language) -> str:
    """A headline or a heading that waits to be written, without a mark at its end."""
    return _WAITS.get(language, _WAITS[Language.EN])


def waits(language: Language) -> str:
    """A sentence that waits to be written."""
    return heading_waits(language) + _STOPS.get(language, ".")


def may_wait(text: str) -> bool:
    """Whether there may be a placeholder in a text: nearly none has, and no time is spent on it."""
    return any(words in text for words in _WAITS.values())


def waiting(text: str) -> Iterator[tuple[int, int]]:
    """Where each placeholder of a text, alone on its line, begins and ends."""
    return (match.span("words") for match in _LINE.finditer(text))
