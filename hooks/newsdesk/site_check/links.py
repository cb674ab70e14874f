"""Check that whatever a page refers to exists, on the site's own host and well-formed, and that no file is orphaned."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from icalendar.parser import Contentline

from newsdesk import processes
from newsdesk.content.files import xml_error
from newsdesk.content.text_files import CONTROL
from newsdesk.diagnostics import Diagnostic, SourceLocation, did_you_mean, error
from newsdesk.i18n.languages import language_of
from newsdesk.i18n.messages import Message, msg, verbatim
from newsdesk.outputs.host import COMPRESSED_SUFFIXES, is_compressed_copy
from newsdesk.outputs.registry import all_outputs, output_of
from newsdesk.site_check.page import Target
from newsdesk.site_check.site import LANDING_FILE, BuiltSite, CheckReport, line_of_link, site_error
from newsdesk.urls import CARDS


def internal_links(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    """Check that every internal link leads to a file of the site."""
    for page in site.pages.values():
        for target in page.links:
            if not target.host:
                report.looked_at += 1
                if target.file not in site.files:
                    line, text = line_of_link(site, page.path, target)
                    yield site_error(site, page.path, "dead-link", msg('broken link "{link}"', link=text), line)


def link_anchors(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    """Check that every anchor of an internal link is an id on its target page."""
    ids = {page.path: frozenset(page.ids) for page in site.pages.values()}
    for page in site.pages.values():
        for target in (*page.links, *page.assets):
            if target.fragment and target.file in ids:
                report.looked_at += 1
                if target.fragment not in ids[target.file]:
                    line, text = line_of_link(site, page.path, target)
                    near = did_you_mean(target.fragment, sorted(ids[target.file]))
                    message = msg(
                        'broken anchor "{link}": no such id in {path}{hint}', link=text, path=target.file, hint=near
                    )
                    yield site_error(site, page.path, "dead-anchor", message, line)


def unique_ids(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    """Check that ids are unique on each page: a link to a duplicate id reaches only the first."""
    for page in site.pages.values():
        report.looked_at += len(page.ids)
        if len(set(page.ids)) < len(page.ids):
            for name, number in Counter(page.ids).items():
                if number > 1:
                    message = msg('duplicate id "{name}": used {times} times on the page', name=name, times=number)
                    yield site_error(site, page.path, "id-twice", message)


def site_assets(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    """Check that every file that pages, style sheets and scripts load exists."""
    for path, target in _assets(site):
        if not target.host:
            report.looked_at += 1
            if target.file not in site.files:
                line, text = line_of_link(site, path, target)
                yield site_error(site, path, "dead-asset", msg('missing file "{link}"', link=text), line)


def foreign_requests(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    """Check that nothing is loaded from another host, which half of the readers could not reach."""
    for path, target in _assets(site):
        report.looked_at += 1
        if target.host:
            line, text = line_of_link(site, path, target)
            yield site_error(site, path, "foreign", msg('"{link}" is loaded from another host', link=text), line)


def _assets(site: BuiltSite) -> Iterator[tuple[str, Target]]:
    for page in site.pages.values():
        yield from ((page.path, target) for target in page.assets)
    for name, targets in site.stylesheets.items():
        yield from ((name, target) for target in targets)


def orphan_pages(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    """Check that links lead from the root page to each indexable page; search engines ignore those of noindex pages."""
    reached = {LANDING_FILE}
    to_do = [LANDING_FILE]
    while to_do:
        page = site.pages.get(to_do.pop())
        if page and (page.indexable or page.path == LANDING_FILE):
            new = {target.file for target in page.links} - reached
            reached |= new
            to_do += new
    for page in site.indexable:
        report.looked_at += 1
        if page.path not in reached:
            yield site_error(
                site, page.path, "orphan-page", msg("orphan page: not reachable by links from the root page")
            )


CARD_SIZE = (1200, 630)
_BEGIN = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"".join(side.to_bytes(4, "big") for side in CARD_SIZE)
"""The first bytes of a PNG with these dimensions (https://www.w3.org/TR/png-3/#11IHDR)."""


def is_card(path: Path) -> bool:
    """Return whether a file is a PNG with the dimensions of a card."""
    with path.open("rb") as file:
        return file.read(len(_BEGIN)) == _BEGIN


_OF_HOSTS = {".nojekyll", "CNAME"}
"""Configuration files that some hosts expect in the site's folder."""
_PAGES = {".html", ".css", ".js", ".json", ".xml", ".ics", ".txt", ".csv", ".pdf", ".woff2", ".webmanifest", ".wasm"}
_SEARCH = {".pagefind", ".pf_meta", ".pf_index", ".pf_fragment"}
"""Files of the search index; only the script beside them knows which of them it requests."""

_PICTURES = {".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".ico", ".mp3", ".mp4", ".webm"}
_KINDS = frozenset(_PAGES | _PICTURES | _SEARCH)
"""Publishable file types; not sources, registers, archives or leftovers of an editor's machine."""


def stray_files(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    """Check that every file is of a publishable type, and that a page, style sheet or script uses it."""
    asked = {target.file for page in site.pages.values() for target in (*page.links, *page.assets)}
    asked |= {target.file for targets in site.stylesheets.values() for target in targets}
    for name in sorted(site.files):
        report.looked_at += 1
        if name in _OF_HOSTS or _is_unlinked(name) or _is_of_the_index(site, name):
            continue
        if name.endswith(COMPRESSED_SUFFIXES) and name[:-3] in site.files:
            # Whether a compressed copy is orphaned is decided with its original.
            if not is_compressed_copy(site.folder / name, site.folder / name[:-3]):
                yield site_error(site, name, "stray-file", msg("not a compressed copy of {name}", name=name[:-3]))
            continue
        if name.startswith(CARDS) and not is_card(site.folder / name):
            width, height = CARD_SIZE
            message = msg("a card must be a PNG of {width} by {height} pixels", width=width, height=height)
            yield site_error(site, name, "card", message)
        if PurePosixPath(name).suffix not in _KINDS:
            yield site_error(site, name, "stray-file", msg("files of this type must not be published"))
        elif name not in site.pages and name not in asked:
            yield site_error(site, name, "orphan-file", msg("orphan file: no page, style sheet or script uses it"))


def _is_unlinked(name: str) -> bool:
    output = output_of(name)
    return output is not None and not output.linked


def required_files(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    """Check that outputs which depend neither on the content nor on mkdocs.yml exist."""
    languages = sorted({language for path in site.pages if (language := language_of(path))})
    is_at_root = urlsplit(site.home).path == "/"
    for output in all_outputs():
        if output.each or output.when or (output.at_root and not is_at_root):
            continue
        for name in dict.fromkeys(output.path.replace("{language}", language) for language in languages):
            report.looked_at += 1
            if name not in site.files:
                yield site_error(site, name, "missing-file", msg("this file is missing: every site has it"))


def _is_of_the_index(site: BuiltSite, name: str) -> bool:
    folder = name.split("/")[:2]
    return folder[0] == "search" and "/".join([*folder, "pagefind.js"]) in site.files


Fault = tuple[int, int, Message]
"""Line and column of a syntax error, counted from 1, and its message."""


def syntax(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    """Check that machine-readable files (JSON, XML, iCalendar, text) are well-formed."""
    readers = {name: reader for name in sorted(site.files) if (reader := _reader(name))}
    faults = processes.parallel_map(lambda name: readers[name]((site.folder / name).read_bytes()), list(readers))
    for name, fault in zip(readers, faults, strict=True):
        report.looked_at += 1
        if fault:
            line, column, reason = fault
            place = SourceLocation(path=f"{site.folder.name}/{name}", line=line, column=column)
            yield error("syntax", place, msg("invalid syntax: {reason}", reason=reason))


def _reader(name: str) -> "Reader | None":
    """Choose the reader by an output's media type, else by file extension."""
    if output := output_of(name):
        kind = output.media_type.partition("/")[2].rpartition("+")[2]
        return _READERS.get(_ENDINGS.get(kind, kind))
    return _READERS.get(PurePosixPath(name).suffix.removeprefix("."))


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


Reader = Callable[[bytes], Fault | None]
_ENDINGS = {"calendar": "ics", "plain": "txt"}
"""Media subtypes that differ from the file extension."""
_READERS: Mapping[str, Reader] = {
    "ics": _in_calendar,
    "json": _in_json,
    "svg": xml_error,
    "txt": _in_text,
    "webmanifest": _in_json,
    "xml": xml_error,
}
