"""What a link means: a file of the site, a place in it, or another host."""

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from newsdesk.words.address import file_of

_UP = "../"
_PLAIN = re.compile(r"(?:[a-z0-9_-]+/)*(?:[a-z0-9_-]+(?:\.[a-z0-9]+)*)?(?:#[a-z0-9_-]*)?", re.ASCII)
"""What needs no reading of RFC 3986: nearly every link."""


class Target(NamedTuple):
    """A file of the site and an anchor in it, or, elsewhere, a host."""

    file: str
    fragment: str = ""
    host: str = ""


class Resolver:
    """Resolves the links of all pages of a site that stands at `home`, such as 'https://x.example/hub/'.

    Most links of a site mean the same few pages, each from another depth: once
    the '../' are taken off they are equal, and are worked out only once.
    """

    def __init__(self, home: str) -> None:
        self._home = home
        self._host = urlsplit(home).netloc
        self._root = unquote(urlsplit(home).path)
        self._known: dict[tuple[str, str], Target | None] = {}

    def resolve(self, folders: Sequence[str], text: str) -> Target | None:
        """What `text` means on a page; None for what is neither a page nor a file, such as a mail address.

        `folders` are the page's address and the folders above it (see `folders`).
        """
        ups, last = 0, len(folders) - 1
        while ups < last and text.startswith(_UP, 3 * ups):
            ups += 1
        rest = text[3 * ups :]
        # '..//x' is not '/x', and '../a:b' is no scheme.
        key = (folders[0], text) if ups and (rest.startswith("/") or ":" in rest) else (folders[ups], rest)
        if key not in self._known:
            self._known[key] = self._target(*key)
        return self._known[key]

    def _target(self, start: str, text: str) -> Target | None:
        if text.startswith(_UP) and not start:
            # At the root of a host a browser forgives it, below a path it does not.
            return Target(f"above {self._root}: {text}")
        if _PLAIN.fullmatch(text):
            path, _, fragment = text.partition("#")
            return Target(file_of(start[: start.rfind("/") + 1] + path if path else start), fragment)
        try:
            parts = urlsplit(urljoin(self._home + start, text.strip()))
        except ValueError:
            return Target(f"no address: {text}")
        if parts.scheme not in ("http", "https"):
            return None
        if parts.netloc != self._host:
            return Target("", unquote(parts.fragment), parts.netloc)
        return Target(self._file(unquote(parts.path)), unquote(parts.fragment))

    def _file(self, path: str) -> str:
        """The file that a server sends for a path; one outside the root is no file of the site."""
        if not path.startswith(self._root):
            return f"outside {self._root}: {path}"
        return file_of(path.removeprefix(self._root))


def address_of(file: str) -> str:
    """The address at which a file stands: 'en/' for 'en/index.html'."""
    return file.removesuffix("index.html") if f"/{file}".endswith("/index.html") else file


def folders(file: str) -> Sequence[str]:
    """The address of a file, and where '../', '../../' and so on lead from it, up to the root of the site."""
    found = [address_of(file)]
    folder = found[0].rpartition("/")[0]
    while folder:
        folder = folder.rpartition("/")[0]
        found.append(f"{folder}/" if folder else "")
    return found
