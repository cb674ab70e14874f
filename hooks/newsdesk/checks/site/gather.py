"""What stands in the tags of a page, gathered in one pass of the parser."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from lxml import etree

from newsdesk.words.requested import in_sheet

_LOADING = frozenset({"src", "srcset", "imagesrcset", "data", "poster", "href", "xlink:href", "background", "style"})
"""Attributes by which an element that is no link makes the browser ask for a file."""
_NAMED = frozenset({"alternate", "author", "help", "license", "next", "prev", "search"})
"""Relations of `link` that name a page or a feed; the browser does not ask for it."""
_PICTURES = frozenset({"og:image", "twitter:image"})


class Gatherer:
    """Told of every start tag by the parser; builds no tree, which would cost as much again."""

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
                self.assets += in_sheet(text)

    def close(self) -> None:
        """The parser wants it."""

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
        # A picture written into the page has a title of its own.
        if self._in_head:
            self._text = []

    def _loading(self, attributes: Mapping[str, str]) -> None:
        if not _LOADING.isdisjoint(attributes):
            for name in sorted(_LOADING & attributes.keys()):
                self.assets += named_in(name, attributes[name])


def named_in(name: str, value: str) -> Iterator[str]:
    """The addresses in an attribute."""
    if name == "style":
        yield from in_sheet(value)
    elif name.endswith("srcset"):
        yield from (each.split()[0] for each in value.split(",") if each.strip())
    elif value:
        yield value


def refreshed(content: str) -> str:
    """Where '0; url=../x/' leads."""
    return content.partition("=")[2].strip(" '\"")


@cache
def tools() -> tuple[Gatherer, etree.HTMLParser]:
    gatherer = Gatherer()
    # The stubs ask for a target that takes bytes as well, and comments.
    return gatherer, etree.HTMLParser(target=gatherer, encoding="utf-8", huge_tree=True)  # type: ignore[arg-type]
