"""Invisible and control characters, pasted from word processors, PDFs or chats: they break keys, links and search."""

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from html.entities import html5
from itertools import islice

from yaml.scanner import Scanner

from newsdesk.diagnostics import Diagnostic, SourceLocation, error
from newsdesk.i18n.messages import Message, msg

# Joiners are legitimate inside emoji and some scripts, tag characters inside flags.
_JOINER = r"(?<![\u0600-\u1fff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
_TAG = r"(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]"
_CONTROL = r"\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
_BREAK = r"\x85\u2028\u2029"
_SPACE = rf"{_BREAK}\u00a0\u2000-\u200a\u202f\u205f\u3000"
_ZERO = (
    r"\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u2064\u2066-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
)
CONTROL = re.compile(f"[{_CONTROL}]")
"""Characters that neither XML nor HTML allows."""
_INVISIBLE = re.compile(rf"[{_SPACE}{_ZERO}]|{_JOINER}|{_TAG}")
HIDDEN = re.compile(rf"[{_CONTROL}{_BREAK}{_ZERO}]|{_JOINER}|{_TAG}")
"""Characters not allowed even as a reference or an escape; spaces of other widths are, as their name shows."""
_SPACES = re.compile(rf"[{_SPACE}]")
_FILLERS = "\u034f\u115f\u1160\u3164\uffa0"
"""Unicode classifies these as letters or marks, but they render as nothing."""
MAX_INVISIBLE = 20
"""Diagnostics per file; more are fixed by search and replace, not one by one."""
INVISIBLE_SHOWN = "□"
_REFERENCE = r"&(?:#(?P<decimal>[0-9]+);?|#[xX](?P<hex>[\da-fA-F]+);?|(?P<name>[A-Za-z]\w*;))"
_NAMED = {
    False: re.compile(_REFERENCE),
    True: re.compile(
        rf"{_REFERENCE}|\\(?:x(?P<x>[\da-fA-F]{{2}})|u(?P<u>[\da-fA-F]{{4}})|U(?P<U>[\da-fA-F]{{8}})|(?P<escape>.))",
        re.DOTALL,
    ),
}
_DIGITS = len(str(sys.maxunicode))
_ESCAPES: Mapping[str, str] = Scanner.ESCAPE_REPLACEMENTS


def without_invisible_characters(text: str, path: str) -> tuple[str, list[Diagnostic]]:
    """Return the text as it looks, line for line, and a diagnostic for each invisible character."""
    if is_plain(text) or not _INVISIBLE.search(text):
        return text, []
    problems = list(islice(_invisible(text, path), MAX_INVISIBLE))
    return _INVISIBLE.sub("", _SPACES.sub(" ", text)), problems


def is_plain(text: str) -> bool:
    """Return whether all characters are visible, thirty times as fast as the regular expression; False means maybe."""
    return text.replace("\n", "").isprintable() and not any(filler in text for filler in _FILLERS)


def _invisible(text: str, path: str) -> Iterator[Diagnostic]:
    for found in _INVISIBLE.finditer(text):
        sign, at = found[0], found.start()
        line, start, end = text.count("\n", 0, at) + 1, text.rfind("\n", 0, at) + 1, text.find("\n", at)
        source = _INVISIBLE.sub(INVISIBLE_SHOWN, text[start : None if end < 0 else end])
        place = SourceLocation(path=path, line=line, column=at - start + 1, source=source)
        yield invisible_character(sign, place)


def named_characters(typed: str, *, escapes: bool = False) -> Iterator[tuple[int, str, str]]:
    """Yield offset, source and character of each hidden one given as HTML character reference, or as YAML escape."""
    if "&" not in typed and not (escapes and "\\" in typed):
        return
    end, before = 0, ""
    for found in _NAMED[escapes].finditer(typed):
        # Whether a joiner is hidden depends on the character before it.
        before = typed[end : found.start()][-1:] or before
        sign, end = _meant(found), found.end()
        if HIDDEN.match(before + sign, len(before)):
            yield found.start(), found[0], sign
        before = sign or before


def _meant(found: re.Match[str]) -> str:
    """Return the character that a reference or an escape stands for, or its text if it stands for none."""
    kind, value = found.lastgroup, found[found.lastgroup or 0]
    if kind == "name":
        return html5.get(value, "")[-1:] or value
    if kind == "escape":
        return _ESCAPES.get(value, value)
    # int() refuses numbers of more than some thousand digits; the last code point has seven.
    digits = value.lstrip("0") or "0"
    code = int(digits, 10 if kind == "decimal" else 16) if len(digits) <= _DIGITS else sys.maxunicode + 1
    return chr(code) if code <= sys.maxunicode else value


_KINDS: Mapping[str, Callable[[int], Message]] = {
    "Cc": lambda code: msg("invalid character U+{code:04X}: a control character", code=code),
    "Cs": lambda code: msg("invalid character U+{code:04X}: an unpaired surrogate", code=code),
    "Cn": lambda code: msg("invalid character U+{code:04X}: a Unicode noncharacter", code=code),
}
"""By Unicode general category."""


def invisible_character(sign: str, place: SourceLocation) -> Diagnostic:
    """Return the diagnostic for a control or invisible character."""
    if CONTROL.match(sign):
        return error("control-character", place, _KINDS[unicodedata.category(sign)](ord(sign)), msg("delete it"))
    name = unicodedata.name(sign, "next line").lower()
    message = msg("invisible character U+{code:04X}, {name}", code=ord(sign), name=name)
    suggestion = msg("replace it with an ordinary space, or delete it") if _SPACES.match(sign) else msg("delete it")
    return error("invisible", place, message, suggestion)
