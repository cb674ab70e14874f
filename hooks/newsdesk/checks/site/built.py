"""The folder of a built site, read once, in as many processes as it is worth."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from newsdesk import processes
from newsdesk.checks.site.page import BuiltPage, read_page, read_sheet
from newsdesk.checks.site.target import Target
from newsdesk.processes import Told, nobody
from newsdesk.words.requested import LOADING

DOOR = "index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltSite:
    """A built site; `home` is the address of its front door, and `sheets` are what files of other kinds ask for."""

    folder: Path
    home: str
    as_of: datetime | None
    pages: Mapping[str, BuiltPage]
    sheets: Mapping[str, Sequence[Target]]
    files: frozenset[str]

    @property
    def has_one_language(self) -> bool:
        return len({page.lang for page in self.pages.values()}) == 1

    @property
    def indexable(self) -> Iterator[BuiltPage]:
        return (page for page in self.pages.values() if page.indexable)


def read(folder: Path, url: str, as_of: datetime | None, told: Told = nobody) -> BuiltSite:
    """The site in `folder`, which stands at `url`: an address with its host, or only a path such as '/hub/'."""
    files = frozenset(_files(folder))
    home = url if urlsplit(url).netloc else f"{_host(folder, files)}{url}"
    return BuiltSite(
        folder=folder,
        home=home,
        as_of=as_of,
        pages={page.path: page for page in _pages(folder, files, home, told)},
        sheets={name: read_sheet(folder, name, home) for name in sorted(files) if _asks(name)},
        files=files,
    )


def _asks(name: str) -> bool:
    """Whether a file is one of our own that asks for others: the script of the search index asks for hashes."""
    return name.endswith(LOADING) and not name.startswith("search/")


def _files(folder: Path) -> Iterator[str]:
    for place, _, names in os.walk(folder):
        below = Path(place).relative_to(folder).as_posix()
        yield from names if below == "." else (f"{below}/{name}" for name in names)


def _host(folder: Path, files: frozenset[str]) -> str:
    """The host that the front door names as its own, for a check that is only told the path."""
    said = read_page(folder, DOOR, "https://localhost/").canonicals if DOOR in files else ()
    parts = urlsplit(said[0] if said else "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else "https://localhost"


def _pages(folder: Path, files: frozenset[str], home: str, told: Told) -> Iterator[BuiltPage]:
    names = sorted(name for name in files if name.endswith(".html"))
    yield from processes.each(lambda name: read_page(folder, name, home), names, told=told)
