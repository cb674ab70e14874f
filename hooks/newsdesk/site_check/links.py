"""Check that whatever a page refers to exists, on the site's own host and well-formed, and that no file is orphaned."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from posixpath import splitext
from urllib.parse import urlsplit

from newsdesk.content.media import MEDIA_FORMATS
from newsdesk.diagnostics import Diagnostic, SourceLocation, did_you_mean, error
from newsdesk.i18n.messages import msg
from newsdesk.site_check.page import Target
from newsdesk.site_check.reading import is_compressed_copy
from newsdesk.site_check.site import LANDING_FILE, BuiltSite, CheckReport, assets_in, line_of_link, links_in, site_error
from newsdesk.urls import CARDS


def internal_links(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    """Check that every internal link leads to a file of the site."""
    for page in site.pages.values():
        report.looked_at += len(page.links.files)
        for target in () if site.files.issuperset(page.links.files) else links_in(site, page.path):
            if not target.host and target.file not in site.files:
                line, text = line_of_link(site, page.path, target)
                yield site_error(site, page.path, "dead-link", msg('broken link "{link}"', link=text), line)


def link_anchors(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    """Check that every anchor of an internal link is an id on its target page."""
    ids = {page.path: frozenset(page.ids) for page in site.pages.values()}
    for page in site.pages.values():
        for file, fragment in (*page.links.anchors, *site.readings[page.path].assets.anchors):
            if file in ids:
                report.looked_at += 1
                if fragment not in ids[file]:
                    line, text = line_of_link(site, page.path, Target(file, fragment))
                    near = did_you_mean(fragment, sorted(ids[file]))
                    message = msg('broken anchor "{link}": no such id in {path}{hint}', link=text, path=file, hint=near)
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
    for path, reading in site.readings.items():
        report.looked_at += len(reading.assets.files)
        for target in () if site.files.issuperset(reading.assets.files) else assets_in(site, path):
            if not target.host and target.file not in site.files:
                line, text = line_of_link(site, path, target)
                yield site_error(site, path, "dead-asset", msg('missing file "{link}"', link=text), line)


def foreign_requests(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    """Check that nothing is loaded from another host, which half of the readers could not reach."""
    for path, reading in site.readings.items():
        report.looked_at += len(reading.assets.files) + len(reading.assets.hosts)
        for target in assets_in(site, path) if reading.assets.hosts else ():
            if target.host:
                line, text = line_of_link(site, path, target)
                yield site_error(site, path, "foreign", msg('"{link}" is loaded from another host', link=text), line)


def orphan_pages(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    """Check that links lead from the root page to each indexable page; search engines ignore those of noindex pages."""
    reached = {LANDING_FILE}
    to_do = [LANDING_FILE]
    while to_do:
        page = site.pages.get(to_do.pop())
        if page and (page.indexable or page.path == LANDING_FILE):
            new = set(page.links.files) - reached
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
_PAGES = {".html", ".css", ".js", ".json", ".xml", ".ics", ".txt", ".woff2", ".webmanifest", ".wasm"}
_SEARCH = {".pagefind", ".pf_meta", ".pf_index", ".pf_fragment"}
"""Files of the search index; only the script beside them knows which of them it requests."""

_PICTURES = {".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".ico"}
_KINDS = frozenset(_PAGES | _PICTURES | _SEARCH | MEDIA_FORMATS.keys())
"""Publishable file types; not sources, registers, archives or leftovers of an editor's machine."""


def stray_files(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    """Check that every file is of a publishable type, and that a page, style sheet or script uses it."""
    asked = set(chain.from_iterable(page.links.files for page in site.pages.values()))
    asked.update(chain.from_iterable(reading.assets.files for reading in site.readings.values()))
    for name in sorted(site.files):
        report.looked_at += 1
        if name in _OF_HOSTS or _is_unlinked(site, name) or _is_of_the_index(site, name):
            continue
        if is_compressed_copy(name, site.files):
            # Whether a compressed copy is orphaned is decided with its original.
            if site.readings[name].unpacked != site.readings[name[:-3]].digest:
                yield site_error(site, name, "stray-file", msg("not a compressed copy of {name}", name=name[:-3]))
            continue
        if name.startswith(CARDS) and not is_card(site.folder / name):
            width, height = CARD_SIZE
            message = msg("a card must be a PNG of {width} by {height} pixels", width=width, height=height)
            yield site_error(site, name, "card", message)
        if splitext(name)[1] not in _KINDS:
            yield site_error(site, name, "stray-file", msg("files of this type must not be published"))
        elif name not in site.pages and name not in asked:
            yield site_error(site, name, "orphan-file", msg("orphan file: no page, style sheet or script uses it"))


def _is_unlinked(site: BuiltSite, name: str) -> bool:
    output = site.outputs.of(name)
    return output is not None and not output.linked


def required_files(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    """Check that outputs which depend neither on the content nor on mkdocs.yml exist."""
    is_at_root = urlsplit(site.home).path == "/"
    for output in site.outputs.outputs:
        if not output.is_on_every_site or (output.at_root and not is_at_root):
            continue
        for name in dict.fromkeys(output.path.replace("{language}", language) for language in site.languages):
            report.looked_at += 1
            if name not in site.files:
                yield site_error(site, name, "missing-file", msg("this file is missing: every site has it"))


def _is_of_the_index(site: BuiltSite, name: str) -> bool:
    folder = name.split("/")[:2]
    return folder[0] == "search" and "/".join([*folder, "pagefind.js"]) in site.files


def syntax(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    """Check that machine-readable files (JSON, XML, iCalendar, text) are well-formed."""
    for name, reading in site.readings.items():
        if reading.has_syntax:
            report.looked_at += 1
            if reading.fault:
                line, column, reason = reading.fault
                place = SourceLocation(path=f"{site.folder.name}/{name}", line=line, column=column)
                yield error("syntax", place, msg("invalid syntax: {reason}", reason=reason))
