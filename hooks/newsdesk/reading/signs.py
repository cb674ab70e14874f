"""Signs that nobody sees: pasted from a word processor, a PDF or a chat, they break keys, links and searches."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from newsdesk.words.message import said
from newsdesk.words.problem import Place, Problem, error

# Joiners stand inside emoji and some scripts, tags inside flags: there they are no accident.
_JOINER = r"(?<![\u0600-\u1fff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
_TAG = r"(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]"
_SPACE = r"\x85\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_ZERO = (
    r"\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u2064\u2066-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
)
_INVISIBLE = re.compile(rf"[{_SPACE}{_ZERO}]|{_JOINER}|{_TAG}")
_SPACES = re.compile(rf"[{_SPACE}]")
_FILLERS = "\u034f\u115f\u1160\u3164\uffa0"
"""These are letters or marks to Unicode, and empty to the eye."""
MANY = 20
"""More of them in one file are mended by a search, not one by one."""
SHOWN = "□"


def cleared(text: str, path: str) -> tuple[str, list[Problem]]:
    """The text as it looks, line for line, and a problem for each sign that cannot be seen."""
    if _is_plain(text) or not _INVISIBLE.search(text):
        return text, []
    problems = list(islice(_invisible(text, path), MANY))
    return _INVISIBLE.sub("", _SPACES.sub(" ", text)), problems


def _is_plain(text: str) -> bool:
    """Whether all of it can be seen, found out thirty times as fast as the expression does; `False` is a maybe."""
    return text.replace("\n", "").isprintable() and not any(filler in text for filler in _FILLERS)


def _invisible(text: str, path: str) -> Iterator[Problem]:
    for found in _INVISIBLE.finditer(text):
        sign, at = found[0], found.start()
        line, start, end = text.count("\n", 0, at) + 1, text.rfind("\n", 0, at) + 1, text.find("\n", at)
        source = _INVISIBLE.sub(SHOWN, text[start : None if end < 0 else end])
        place = Place(path=path, line=line, column=at - start + 1, source=source)
        name = unicodedata.name(sign, "next line").lower()
        cure = said("write a plain space, or take it out") if _SPACES.match(sign) else said("take it out")
        yield error(
            "invisible",
            place,
            said("there is a sign here that nobody sees: U+{code:04X}, {name}", code=ord(sign), name=name),
            cure,
        )
