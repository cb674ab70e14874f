"""What machines read can be read: feeds, sitemaps and drawings are XML, others JSON, calendars iCalendar."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from icalendar.parser import Contentline

from newsdesk import processes
from newsdesk.checks.site.built import BuiltSite
from newsdesk.checks.site.report import Report
from newsdesk.reading.disk import fault_in_xml
from newsdesk.reading.signs import CONTROL
from newsdesk.words.message import Message, said, verbatim
from newsdesk.words.problem import Place, Problem, error

Fault = tuple[int, int, Message]
"""The line and the column at which a file cannot be read, and why."""


def syntax(site: BuiltSite, report: Report) -> Iterator[Problem]:
    names = [name for name in sorted(site.files) if PurePosixPath(name).suffix in _READERS]
    faults = processes.each(lambda name: _READERS[PurePosixPath(name).suffix](_content(site, name)), names)
    for name, fault in zip(names, faults, strict=True):
        report.looked_at += 1
        if fault:
            line, column, reason = fault
            place = Place(path=f"{site.folder.name}/{name}", line=line, column=column)
            yield error("syntax", place, said("no program can read this: {reason}", reason=reason))


def _content(site: BuiltSite, name: str) -> bytes:
    return (site.folder / name).read_bytes()


def _in_json(content: bytes) -> Fault | None:
    try:
        json.loads(content.decode())
    except json.JSONDecodeError as fault:
        return fault.lineno, fault.colno, verbatim(fault.msg)
    except UnicodeDecodeError as fault:
        return _not_utf8(content, fault)
    return None


def _in_calendar(content: bytes) -> Fault | None:
    """The first fault of RFC 5545, sections 3.1 and 3.4; icalendar's own parser passes over most."""
    try:
        lines = content.decode().removesuffix("\r\n").split("\r\n")
    except UnicodeDecodeError as fault:
        return _not_utf8(content, fault)
    opened: list[str] = []
    for number, whole in _unfolded(lines):
        if found := CONTROL.search(whole):
            return number, found.start() + 1, said("U+{code:04X} is a control character", code=ord(found[0]))
        try:
            name, _, value = Contentline(whole).parts()  # type: ignore[no-untyped-call]
        except ValueError as fault:
            return number, 1, verbatim(str(fault))
        if name == "BEGIN":
            opened.append(value)
        elif not opened or (name == "END" and opened.pop() != value):
            return number, 1, said("no part of a calendar is open here to which this belongs")
    return (len(lines), 1, said("{part} is not closed", part=opened[-1])) if opened else None


def _unfolded(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The lines as they were before they were folded, and where each begins."""
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
    return before.count(b"\n") + 1, fault.start - before.rfind(b"\n"), said("it is no UTF-8")


_READERS: Mapping[str, Callable[[bytes], Fault | None]] = {
    ".ics": _in_calendar,
    ".json": _in_json,
    ".svg": fault_in_xml,
    ".webmanifest": _in_json,
    ".xml": fault_in_xml,
}
