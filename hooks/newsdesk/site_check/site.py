"""A built site, read once for all checks, and the report of a check."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from lxml import etree

from newsdesk.cache import RecordStore, SiteRecords
from newsdesk.content.assets import requests_of_file, requests_of_stylesheet
from newsdesk.diagnostics import Diagnostic, SourceLocation, error
from newsdesk.i18n.languages import Language, language_of
from newsdesk.i18n.messages import Message
from newsdesk.processes import OnProgress
from newsdesk.site_check.declared_outputs import DeclaredOutputs, declared_outputs
from newsdesk.site_check.page import BuiltPage, Target, assets_of, folders, named_in, parse_page, refreshed, resolver_of
from newsdesk.site_check.reading import FileReading, SiteReader

LANDING_FILE = "index.html"


@dataclass(frozen=True, kw_only=True)
class BuiltSite:
    """A built site; `home` is the URL of its root page, `readings` what was read in the files that are checked."""

    folder: Path
    home: str
    as_of: datetime | None
    files: frozenset[str]
    readings: Mapping[str, FileReading]
    outputs: DeclaredOutputs

    @cached_property
    def pages(self) -> Mapping[str, BuiltPage]:
        return {path: reading.page for path, reading in self.readings.items() if reading.page}

    @cached_property
    def _by_url(self) -> Mapping[str, BuiltPage]:
        return {f"{self.home}{quote(page.address, errors='surrogateescape')}": page for page in self.pages.values()}

    def page_at(self, url: str) -> BuiltPage | None:
        """Return the page that a URL leads to, None if it leads to none of this site."""
        if (page := self._by_url.get(url)) or not url.startswith(self.home):
            return page
        target = resolver_of(self.home).resolve([""], url)
        return self.pages.get(target.file) if target else None

    @cached_property
    def languages(self) -> Sequence[Language]:
        """The languages of the site, sorted; a folder without a home page is of a former site, and only leads on."""
        named = {language for path in self.pages if (language := language_of(path))}
        return sorted(language for language in named if f"{language}/index.html" in self.pages)

    @property
    def has_one_language(self) -> bool:
        return len({page.lang for page in self.pages.values()}) == 1

    @property
    def indexable(self) -> Iterator[BuiltPage]:
        return (page for page in self.pages.values() if page.indexable)


def read_site_folder(
    folder: Path, url: str, as_of: datetime | None, store: RecordStore, on_progress: OnProgress
) -> BuiltSite:
    """Read the site in `folder`; `url` is its URL with host, or only its path such as '/hub/'."""
    files = frozenset(_files(folder))
    home = url if urlsplit(url).netloc else f"{_host(folder, files)}{url}"
    outputs = declared_outputs(store)
    reader = SiteReader(folder=folder, files=files, home=home, outputs=outputs)
    readings = reader.read_all(SiteRecords(store, folder.resolve()), on_progress)
    return BuiltSite(folder=folder, home=home, as_of=as_of, files=files, readings=readings, outputs=outputs)


def _files(folder: Path) -> Iterator[str]:
    """Yield the paths of all files; links to folders are neither followed nor files, as in `os.walk`, which is slow."""
    below = [""]
    while below:
        prefix = below.pop()
        with os.scandir(f"{folder}/{prefix}") as entries:
            for entry in entries:
                if not entry.is_dir():
                    yield prefix + entry.name
                elif not entry.is_symlink():
                    below.append(f"{prefix}{entry.name}/")


def _host(folder: Path, files: frozenset[str]) -> str:
    """Return scheme and host of the root page's canonical URL, for a check that was given only the path."""
    html = (folder / LANDING_FILE).read_bytes() if LANDING_FILE in files else b""
    canonicals = parse_page(html, LANDING_FILE, "https://localhost/").page.canonicals
    parts = urlsplit(canonicals[0] if canonicals else "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else "https://localhost"


@dataclass(slots=True, kw_only=True)
class CheckReport:
    """The result of one check: how many things it looked at, and its diagnostics.

    `may_be_none` is set if a site of this kind need not have any.
    """

    name: Message
    looked_at: int = 0
    may_be_none: bool = False
    problems: list[Diagnostic] = field(default_factory=list)


SiteCheck = Callable[[BuiltSite, CheckReport], Iterator[Diagnostic]]


def site_error(site: BuiltSite, path: str, rule: str, message: Message, line: int = 1) -> Diagnostic:
    """Return an error at a line of the file `path`, or about the whole site if `path` is empty."""
    return error(rule, SourceLocation(path=f"{site.folder.name}/{path}".rstrip("/"), line=line), message)


def links_in(site: BuiltSite, path: str) -> Sequence[Target]:
    """Return what the links of a page lead to, in order."""
    return parse_page((site.folder / path).read_bytes(), path, site.home).links


def assets_in(site: BuiltSite, path: str) -> Sequence[Target]:
    """Return what a page, style sheet or script loads, in order."""
    return assets_of((site.folder / path).read_bytes(), path, site.home)


def line_of_link(site: BuiltSite, path: str, target: Target) -> tuple[int, str]:
    """Return the first line of a page, style sheet or script that refers to `target`, and the reference as written."""
    resolver, above = resolver_of(site.home), folders(path)
    for line, text in _texts(site, path):
        if resolver.resolve(above, text) == target:
            return line, text
    return 1, target.file or target.host


def _texts(site: BuiltSite, path: str) -> Iterator[tuple[int, str]]:
    content = (site.folder / path).read_bytes()
    if not path.endswith(".html"):
        for number, line in enumerate(content.decode(errors="replace").split("\n"), 1):
            yield from ((number, text) for text in requests_of_file(path, line))
        return
    tree: Any = etree.fromstring(content, etree.HTMLParser(encoding="utf-8", huge_tree=True))
    for element in tree.iter(etree.Element):
        yield from ((element.sourceline or 1, text) for text in _texts_of(element))


def _texts_of(element: Any) -> Iterator[str]:
    if element.tag == "link" and ("hreflang" in element.attrib or element.get("rel") == "canonical"):
        return
    if element.tag == "style":
        yield from requests_of_stylesheet(element.text or "")
    for name, value in element.attrib.items():
        yield from (refreshed(value), value) if name == "content" else named_in(name, value)
