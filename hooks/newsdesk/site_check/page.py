"""Parse one HTML page, style sheet or script of a built site, and resolve its links."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple, Self
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from newsdesk.content.assets import requests_of_file, requests_of_stylesheet
from newsdesk.urls import file_of

PAGE = ".html"
"""File extension of pages."""
_UP = "../"
_PLAIN = re.compile(r"(?:[a-z0-9_-]+/)*(?:[a-z0-9_-]+(?:\.[a-z0-9]+)*)?(?:#[a-z0-9_-]*)?", re.ASCII)
"""Nearly every link: a relative path that needs no URL resolution by RFC 3986."""


class Target(NamedTuple):
    """What a link resolves to: a file of the site and an anchor in it, or another host."""

    file: str
    fragment: str = ""
    host: str = ""


class References(NamedTuple):
    """All that links lead to, or that is loaded: files of the site, anchors as file and fragment, and other hosts."""

    files: Sequence[str]
    anchors: Sequence[tuple[str, str]]
    hosts: Sequence[str]

    @classmethod
    def of(cls, targets: Sequence[Target]) -> Self:
        """Return the files, anchors and hosts of targets, each as often as it is among them."""
        return cls(
            files=[target.file for target in targets if not target.host],
            anchors=[(target.file, target.fragment) for target in targets if target.fragment and not target.host],
            hosts=[target.host for target in targets if target.host],
        )


NO_REFERENCES = References.of(())
"""The references of a file without any."""


class Resolver:
    """Resolves the links of all pages of a site at `home`, such as 'https://x.example/hub/'.

    Most links lead to the same few pages from different depths: without their '../' they are equal, and cached.
    """

    def __init__(self, home: str) -> None:
        self._home = home
        self._host = urlsplit(home).netloc
        self._root = unquote(urlsplit(home).path)
        self._known: dict[tuple[str, str], Target | None] = {}

    def resolve(self, folders: Sequence[str], text: str) -> Target | None:
        """Resolve `text` as a link; None if it leads to neither a page nor a file, such as a mail address.

        `folders` are the page's address and its parent folders (see the function `folders`).
        """
        ups, last = 0, len(folders) - 1
        while ups < last and text.startswith(_UP, 3 * ups):
            ups += 1
        rest = text[3 * ups :]
        # '..//x' is not '/x', and 'a:' in '../a:b' is not a scheme.
        key = (folders[0], text) if ups and (rest.startswith("/") or ":" in rest) else (folders[ups], rest)
        if key not in self._known:
            self._known[key] = self._target(*key)
        return self._known[key]

    def _target(self, start: str, text: str) -> Target | None:
        if text.startswith(_UP) and not start:
            # Browsers ignore '../' at the root of a host, but follow it out of a site below a path.
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
        """Return the file that a server sends for a path; a path outside the root is reported as such."""
        if not path.startswith(self._root):
            return f"outside {self._root}: {path}"
        return file_of(path.removeprefix(self._root))


def address_of(file: str) -> str:
    """Return the address of a file: 'en/' for 'en/index.html'."""
    return file.removesuffix("index.html") if f"/{file}".endswith("/index.html") else file


def folders(file: str) -> Sequence[str]:
    """Return a file's address, then where '../', '../../' and so on lead from it, up to the site's root."""
    found = [address_of(file)]
    folder = found[0].rpartition("/")[0]
    while folder:
        folder = folder.rpartition("/")[0]
        found.append(f"{folder}/" if folder else "")
    return found


_LOADING = frozenset({"src", "srcset", "imagesrcset", "data", "poster", "href", "xlink:href", "background", "style"})
"""Attributes by which elements other than links load a file."""
_NAMED = frozenset({"alternate", "author", "help", "license", "next", "prev", "search"})
"""`rel` values of `link` elements that refer to a page or a feed, which browsers do not load."""
_PICTURES = frozenset({"og:image", "twitter:image"})


class PageParser:
    """An lxml parser target that collects start tags; building a tree would double the cost."""

    def __init__(self) -> None:
        self._by_tag: Mapping[str, Callable[[Mapping[str, str]], None]] = {
            "a": self._anchor,
            "area": self._anchor,
            "body": self._body,
            "h1": self._heading,
            "html": self._html,
            "link": self._link,
            "meta": self._meta,
            "style": self._style,
            "title": self._title,
        }
        self.begin()

    def begin(self) -> None:
        self.lang = ""
        self.headings = 0
        self.titles: list[str] = []
        self.metas: dict[str, list[str]] = {}
        self.ids: list[str] = []
        self.canonicals: list[str] = []
        self.translations: list[tuple[str, str]] = []
        self.links: list[str] = []
        self.assets: list[str] = []
        self._in_head = True
        self._text: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if known := self._by_tag.get(tag):
            known(attributes)
        elif attributes:
            self._loading(attributes)

    def data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def end(self, tag: str) -> None:
        if self._text is not None:
            text, self._text = "".join(self._text), None
            if tag == "title":
                self.titles.append(text)
            else:
                self.assets += requests_of_stylesheet(text)

    def close(self) -> None:
        """Required of parser targets by lxml."""

    def _anchor(self, attributes: Mapping[str, str]) -> None:
        if href := attributes.get("href"):
            self.links.append(href)

    def _body(self, attributes: Mapping[str, str]) -> None:
        self._in_head = False
        self._loading(attributes)

    def _heading(self, attributes: Mapping[str, str]) -> None:
        del attributes
        self.headings += 1

    def _html(self, attributes: Mapping[str, str]) -> None:
        self.lang = attributes.get("lang", "")

    def _link(self, attributes: Mapping[str, str]) -> None:
        relations, href = set(attributes.get("rel", "").lower().split()), attributes.get("href", "")
        if "canonical" in relations:
            self.canonicals.append(href)
        elif "alternate" in relations and "hreflang" in attributes:
            self.translations.append((attributes["hreflang"], href))
        elif relations & _NAMED and "stylesheet" not in relations:
            self.links.append(href)
        else:
            self._loading(attributes)

    def _meta(self, attributes: Mapping[str, str]) -> None:
        name, content = attributes.get("name") or attributes.get("property") or "", attributes.get("content", "")
        self.metas.setdefault(name.lower(), []).append(content)
        if name.lower() in _PICTURES:
            self.links.append(content)
        elif attributes.get("http-equiv", "").lower() == "refresh":
            self.links.append(refreshed(content))

    def _style(self, attributes: Mapping[str, str]) -> None:
        del attributes
        self._text = []

    def _title(self, attributes: Mapping[str, str]) -> None:
        del attributes
        # An inline SVG has a title of its own.
        if self._in_head:
            self._text = []

    def _loading(self, attributes: Mapping[str, str]) -> None:
        if not _LOADING.isdisjoint(attributes):
            for name in sorted(_LOADING & attributes.keys()):
                self.assets += named_in(name, attributes[name])


def named_in(name: str, value: str) -> Iterator[str]:
    """Yield the URLs in an attribute's value."""
    if name == "style":
        yield from requests_of_stylesheet(value)
    elif name.endswith("srcset"):
        yield from (each.split()[0] for each in value.split(",") if each.strip())
    elif value:
        yield value


def refreshed(content: str) -> str:
    """Return the URL in a meta refresh such as '0; url=../x/'."""
    return content.partition("=")[2].strip(" '\"")


@cache
def tools() -> tuple[PageParser, etree.HTMLParser]:
    gatherer = PageParser()
    # The type stubs require a target that also takes bytes and comments.
    return gatherer, etree.HTMLParser(target=gatherer, encoding="utf-8", huge_tree=True)  # type: ignore[arg-type]


class BuiltPage(NamedTuple):
    """What the checks need to know of one HTML file; `path` is relative to the site's folder, numbers are counts."""

    path: str
    lang: str
    titles: Sequence[str]
    descriptions: int
    generator: str
    indexable: bool
    headings: int
    ids: Sequence[str]
    canonicals: Sequence[str]
    shared: Sequence[str]
    translations: Sequence[tuple[str, str]]
    links: References

    @property
    def address(self) -> str:
        return address_of(self.path)


class ParsedPage(NamedTuple):
    """An HTML file as it was parsed, and what its links lead to and what it loads, in order."""

    page: BuiltPage
    links: Sequence[Target]
    assets: Sequence[Target]


def parse_page(html: bytes, path: str, home: str) -> ParsedPage:
    """Parse the HTML file at `path`, relative to the folder of a site at `home`."""
    gatherer, parser = tools()
    gatherer.begin()
    if html.strip():
        etree.fromstring(html, parser)
    resolver, above = resolver_of(home), folders(path)
    links = _resolved(resolver, above, gatherer.links)
    page = BuiltPage(
        path=path,
        lang=gatherer.lang,
        titles=[title for text in gatherer.titles if (title := " ".join(text.split()))],
        descriptions=sum(1 for text in gatherer.metas.get("description", ()) if text.strip()),
        generator=gatherer.metas.get("generator", [""])[0],
        indexable=not any("noindex" in text for text in gatherer.metas.get("robots", ())),
        headings=gatherer.headings,
        ids=gatherer.ids,
        canonicals=gatherer.canonicals,
        shared=gatherer.metas.get("og:url", ()),
        translations=gatherer.translations,
        links=References.of(links),
    )
    return ParsedPage(page, links, _resolved(resolver, above, gatherer.assets))


def assets_of(content: bytes, path: str, home: str) -> Sequence[Target]:
    """Return what an HTML file, style sheet, script or manifest loads, in order."""
    if path.endswith(PAGE):
        return parse_page(content, path, home).assets
    text = content.decode(errors="replace")
    return _resolved(resolver_of(home), folders(path), requests_of_file(path, text))


@cache
def resolver_of(home: str) -> Resolver:
    """Return the resolver of a site, one per process, so that all pages share its cache."""
    return Resolver(home)


def _resolved(resolver: Resolver, above: Sequence[str], texts: Sequence[str]) -> list[Target]:
    return [target for text in texts if (target := resolver.resolve(above, text))]
