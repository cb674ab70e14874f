"""A built site, read once for all checks, and the report of a check."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from newsdesk import processes
from newsdesk.content.assets import LOADING, requests_of_file, requests_of_stylesheet
from newsdesk.diagnostics import Diagnostic, SourceLocation, error
from newsdesk.i18n.messages import Message
from newsdesk.processes import OnProgress, no_progress
from newsdesk.site_check.page import (
    BuiltPage,
    Target,
    folders,
    named_in,
    read_page,
    read_stylesheet,
    refreshed,
    resolver_of,
)

LANDING_FILE = "index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltSite:
    """A built site; `home` is the URL of its root page, `stylesheets` what style sheets, scripts and manifests load."""

    folder: Path
    home: str
    as_of: datetime | None
    pages: Mapping[str, BuiltPage]
    stylesheets: Mapping[str, Sequence[Target]]
    files: frozenset[str]

    @property
    def has_one_language(self) -> bool:
        return len({page.lang for page in self.pages.values()}) == 1

    @property
    def indexable(self) -> Iterator[BuiltPage]:
        return (page for page in self.pages.values() if page.indexable)


def read_site_folder(
    folder: Path, url: str, as_of: datetime | None, on_progress: OnProgress = no_progress
) -> BuiltSite:
    """Read the site in `folder`; `url` is its URL with host, or only its path such as '/hub/'."""
    files = frozenset(_files(folder))
    home = url if urlsplit(url).netloc else f"{_host(folder, files)}{url}"
    return BuiltSite(
        folder=folder,
        home=home,
        as_of=as_of,
        pages={page.path: page for page in _pages(folder, files, home, on_progress)},
        stylesheets={name: read_stylesheet(folder, name, home) for name in sorted(files) if _asks(name)},
        files=files,
    )


def _asks(name: str) -> bool:
    """Return whether a file can load others; those of the search index are excluded, since they load files by hash."""
    return name.endswith(LOADING) and not name.startswith("search/")


def _files(folder: Path) -> Iterator[str]:
    for place, _, names in os.walk(folder):
        below = Path(place).relative_to(folder).as_posix()
        yield from names if below == "." else (f"{below}/{name}" for name in names)


def _host(folder: Path, files: frozenset[str]) -> str:
    """Return scheme and host of the root page's canonical URL, for a check that was given only the path."""
    canonicals = read_page(folder, LANDING_FILE, "https://localhost/").canonicals if LANDING_FILE in files else ()
    parts = urlsplit(canonicals[0] if canonicals else "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else "https://localhost"


def _pages(folder: Path, files: frozenset[str], home: str, on_progress: OnProgress) -> Iterator[BuiltPage]:
    names = sorted(name for name in files if name.endswith(".html"))
    yield from processes.parallel_map(lambda name: read_page(folder, name, home), names, on_progress=on_progress)


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
