"""Check the syntax of machine-readable files: JSON, XML, iCalendar, text."""

import json
from collections.abc import Callable, Iterator, Mapping
from posixpath import splitext

from newsdesk.content.files import xml_error
from newsdesk.content.text_files import CONTROL
from newsdesk.i18n.messages import Message, msg, verbatim
from newsdesk.site_check.declared_outputs import DeclaredOutputs

Fault = tuple[int, int, Message]
"""Line and column of a syntax error, counted from 1, and its message."""

SyntaxReader = Callable[[bytes], Fault | None]
"""Returns the first syntax error in the content of a file."""


def syntax_reader(name: str, outputs: DeclaredOutputs) -> SyntaxReader | None:
    """Choose the reader by an output's media type, else by file extension; None if no program reads such a file."""
    if output := outputs.of(name):
        kind = output.media_type.partition("/")[2].rpartition("+")[2]
        return _READERS.get(_ENDINGS.get(kind, kind))
    return _READERS.get(splitext(name)[1].removeprefix("."))


def _in_json(content: bytes) -> Fault | None:
    try:
        json.loads(content.decode())
    except json.JSONDecodeError as fault:
        return fault.lineno, fault.colno, verbatim(fault.msg)
    except UnicodeDecodeError as fault:
        return _not_utf8(content, fault)
    return None


def _in_calendar(content: bytes) -> Fault | None:
    """Check the syntax of RFC 5545, 3.1 and 3.4; icalendar's own parser ignores most errors."""
    from icalendar.parser import Contentline  # noqa: PLC0415 - few sites have calendars that changed

    try:
        lines = content.decode().removesuffix("\r\n").split("\r\n")
    except UnicodeDecodeError as fault:
        return _not_utf8(content, fault)
    opened: list[str] = []
    for number, whole in _unfolded(lines):
        if found := CONTROL.search(whole):
            return (
                number,
                found.start() + 1,
                msg("invalid character U+{code:04X}: a control character", code=ord(found[0])),
            )
        try:
            name, _, value = Contentline(whole).parts()  # type: ignore[no-untyped-call]
        except ValueError as fault:
            return number, 1, verbatim(str(fault))
        if name == "BEGIN":
            opened.append(value)
        elif not opened or (name == "END" and opened.pop() != value):
            return number, 1, msg("line outside any calendar component")
    return (len(lines), 1, msg("{part} is not closed", part=opened[-1])) if opened else None


def _unfolded(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the unfolded content lines (RFC 5545, 3.1) and the number of each one's first line."""
    first, whole = 1, ""
    for number, line in enumerate(lines, 1):
        if line[:1] in (" ", "\t") and whole:
            whole += line[1:]
            continue
        if whole:
            yield first, whole
        first, whole = number, line
    yield first, whole


def _not_utf8(content: bytes, fault: UnicodeDecodeError) -> Fault:
    before = content[: fault.start]
    return before.count(b"\n") + 1, fault.start - before.rfind(b"\n"), msg("not UTF-8")


def _in_text(content: bytes) -> Fault | None:
    try:
        content.decode()
    except UnicodeDecodeError as fault:
        return _not_utf8(content, fault)
    return None


_ENDINGS = {"calendar": "ics", "plain": "txt"}
"""Media subtypes that differ from the file extension."""
_READERS: Mapping[str, SyntaxReader] = {
    "ics": _in_calendar,
    "json": _in_json,
    "svg": xml_error,
    "txt": _in_text,
    "webmanifest": _in_json,
    "xml": xml_error,
}
