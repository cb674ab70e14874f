"""Reading text files: their encoding, merge conflict markers, and characters that cannot be seen."""

import re
import sys
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping, Sequence
from html.entities import html5
from itertools import islice
from os import fstat
from pathlib import Path

from yaml.scanner import Scanner

from newsdesk.diagnostics import Diagnostic, SourceLocation, error
from newsdesk.i18n.messages import Message, comma_list, msg, msg_plural

# Joiners are legitimate inside emoji and some scripts, tag characters inside flags.
_JOINER = r"(?<![\u0600-\u1fff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
_TAG = r"(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]"
_CONTROL = r"\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
_BREAK = r"\x85\u2028\u2029"
_SPACE = rf"{_BREAK}\u2000-\u200a\u202f\u205f\u3000"
_ZERO = (
    r"\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u2064\u2066-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
)
CONTROL = re.compile(f"[{_CONTROL}]")
"""Characters that neither XML nor HTML allows."""
_INVISIBLE = re.compile(rf"[{_SPACE}{_ZERO}]|{_JOINER}|{_TAG}")
_NO_BREAK_SPACE = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|\d+[.)]|\#{1,6}|[\w-]+[:：])(?=[ \t\u00a0])[ \t]*+)*+\u00a0", re.MULTILINE
)
"""Up to a no-break space where only a plain one is markup: it begins a line, or follows a mark or a key."""
HIDDEN = re.compile(rf"[{_CONTROL}{_BREAK}{_ZERO}]|{_JOINER}|{_TAG}")
"""Characters not allowed even as a reference or an escape; spaces of other widths are, as their name shows."""
_SPACES = re.compile(rf"[{_SPACE}]")
_FILLERS = "\u034f\u115f\u1160\u3164\uffa0"
"""Unicode classifies these as letters or marks, but they render as nothing."""
MAX_INVISIBLE = 20
"""Diagnostics per file; more are fixed by search and replace, not one by one."""
INVISIBLE_SHOWN = "□"
_REFERENCE = r"&(?:#(?P<decimal>[0-9]+);?|#[xX](?P<hex>[\da-fA-F]+);?|(?P<name>[A-Za-z]\w*;))"
_ESCAPED = {
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
    if is_plain(text) or not (_INVISIBLE.search(text) or _NO_BREAK_SPACE.search(text)):
        return text, []
    problems = list(islice(_invisible(text, path), MAX_INVISIBLE))
    text = _NO_BREAK_SPACE.sub(lambda found: f"{found[0][:-1]} ", text)
    return _INVISIBLE.sub("", _SPACES.sub(" ", text)), problems


def is_plain(text: str) -> bool:
    """Return whether all characters are visible, thirty times as fast as the regular expression; False means maybe."""
    return text.replace("\n", "").isprintable() and not any(filler in text for filler in _FILLERS)


def _invisible(text: str, path: str) -> Iterator[Diagnostic]:
    spaces = (found.end() - 1 for found in _NO_BREAK_SPACE.finditer(text))
    for at in sorted([*(found.start() for found in _INVISIBLE.finditer(text)), *spaces]):
        sign = text[at]
        line, start, end = text.count("\n", 0, at) + 1, text.rfind("\n", 0, at) + 1, text.find("\n", at)
        source = _INVISIBLE.sub(INVISIBLE_SHOWN, text[start : None if end < 0 else end])
        place = SourceLocation(path=path, line=line, column=at - start + 1, source=source)
        yield invisible_character(sign, place)


def escaped_invisible_characters(typed: str, *, escapes: bool = False) -> Iterator[tuple[int, str, str]]:
    """Yield offset, source and character of each hidden one given as HTML character reference, or as YAML escape."""
    if "&" not in typed and not (escapes and "\\" in typed):
        return
    end, before = 0, ""
    for found in _ESCAPED[escapes].finditer(typed):
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
    suggestion = msg("replace it with an ordinary space, or delete it") if sign.isspace() else msg("delete it")
    return error("invisible", place, message, suggestion)


_MARK = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: [^\n]*)?$", re.MULTILINE)
"""https://git-scm.com/docs/git-merge#_how_conflicts_are_presented"""
_ANY_MARK = re.compile(rf"{_MARK.pattern}|^={{7}}$", re.MULTILINE)
_CONFLICT = re.compile(r"^<{7}[^\n]*\n(?:(?!<{7}|>{7})[^\n]*\n)*+>{7}(?: [^\n]*)?$", re.MULTILINE)
_FENCE = re.compile(r"`{3,}|~{3,}")


MAX_MARKDOWN_SIZE, MAX_REGISTER_SIZE = 2_000_000, 10_000_000
"""Bytes of a file that is parsed, many times what anyone writes: a larger one is not even read."""


def read_text(path: str | Path, shown: str, max_size: int = sys.maxsize) -> tuple[str, Diagnostic | None]:
    """Return the text of a file, without byte order mark and with LF line endings, and a diagnostic or None.

    The diagnostic is for a file that cannot be read, has more than `max_size` bytes or is not UTF-8 (the text is then
    empty), or that holds control characters or merge conflict markers.
    """
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - creating 20,000 Paths takes longer than reading the files
            size = fstat(file.fileno()).st_size
            if size > max_size:
                return "", _too_large(shown, size, max_size)
            data = file.read().removeprefix(BOM_UTF8)
    except OSError as exc:
        return "", unreadable_file(shown, exc)
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
        return text, _control_character(text, shown) or _unfinished_merge(text, shown)
    except UnicodeDecodeError as exc:
        start = data.rfind(b"\n", 0, exc.start) + 1
        line, column = data.count(b"\n", 0, start) + 1, len(data[start : exc.start].decode("utf-8", "replace")) + 1
    message = msg("the file must be encoded in UTF-8; {encoding}", encoding=_probable_encoding(data))
    return "", error("encoding", SourceLocation(path=shown, line=line, column=column), message, msg("save it as UTF-8"))


def _too_large(shown: str, size: int, limit: int) -> Diagnostic:
    message = msg("the file must have at most {limit:,} bytes; it has {size:,}", limit=limit, size=size)
    return error("too-long", SourceLocation(path=shown), message, msg("split the file"))


def normalized_text(raw: str) -> str:
    """Return a text without its byte order mark and with LF line endings."""
    return raw.removeprefix("\ufeff").replace("\r\n", "\n")


def unreadable_file(shown: str, exc: OSError) -> Diagnostic:
    """Return the diagnostic for a file or folder that cannot be read."""
    message = msg("cannot read the file: {reason}", reason=exc.strerror or exc)
    return error("unreadable", SourceLocation(path=shown), message, msg("check the file's permissions"))


def _control_character(text: str, shown: str) -> Diagnostic | None:
    found = CONTROL.search(text)
    if not found:
        return None
    start = text.rfind("\n", 0, found.start()) + 1
    line = text.count("\n", 0, found.start()) + 1
    return invisible_character(found[0], SourceLocation(path=shown, line=line, column=found.start() - start + 1))


def conflict_marker_lines(text: str, *, markdown: bool = False) -> Sequence[int]:
    """Return the lines (from 1) that hold merge conflict markers of Git.

    A line of equal signs counts only with another marker: by itself it underlines a heading. In Markdown, fenced
    blocks may show markers.
    """
    if not _MARK.search(text):
        return ()
    if markdown:
        text = _without_shown(text)
        if not _MARK.search(text):
            return ()
    return [text.count("\n", 0, found.start()) + 1 for found in _ANY_MARK.finditer(text)]


def _without_shown(text: str) -> str:
    """Empty the fenced blocks, except those that a marker outside of them may have cut in two."""
    lines = text.split("\n")
    blocks = list(_fenced(lines))
    emptied = list(lines)
    for block in blocks:
        emptied[block.start : block.stop] = [""] * len(block)
    if not _MARK.search("\n".join(emptied)):
        return ""
    for block in blocks:
        if _ANY_MARK.search(_CONFLICT.sub("", "\n".join(lines[block.start : block.stop]))):
            emptied[block.start : block.stop] = lines[block.start : block.stop]
    return "\n".join(emptied)


def _fenced(lines: Sequence[str]) -> Iterator[range]:
    opened, fence = 0, ""
    for number, line in enumerate(lines):
        if not fence and (opening := _FENCE.match(line)):
            opened, fence = number + 1, opening[0]
        elif fence and line.rstrip() == fence:
            yield range(opened, number)
            fence = ""


def _unfinished_merge(text: str, shown: str) -> Diagnostic | None:
    lines = conflict_marker_lines(text, markdown=shown.endswith(".md"))
    if not lines:
        return None
    source = text.split("\n")[lines[0] - 1]
    location = SourceLocation(path=shown, line=lines[0], length=len(source), source=source)
    message = msg_plural(
        "merge conflict marker on line {lines}",
        "merge conflict markers on lines {lines}",
        number=len(lines),
        lines=comma_list(map(str, lines)),
    )
    return error("merge-mark", location, message, msg("resolve the conflict and delete the markers"))


def _probable_encoding(data: bytes) -> Message:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return msg("it appears to be UTF-16")
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return msg("its encoding could not be detected")
    return msg("it appears to be GBK")
