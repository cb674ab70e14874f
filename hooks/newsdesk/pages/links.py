"""The links and pictures of a body: pointed at their addresses, or what is wrong with them."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import SplitResult, unquote, urlsplit

from lxml.html import Element, HtmlElement

from newsdesk.model.library import Library
from newsdesk.model.picture import Picture, Unfit
from newsdesk.model.text import Text
from newsdesk.pages.findings import MANY, Reference, short
from newsdesk.pages.picture import show
from newsdesk.pages.places import Source
from newsdesk.words import address
from newsdesk.words.message import said
from newsdesk.words.nearest import nearest
from newsdesk.words.problem import Place, Problem, error, warning, write

_SAYS_NOTHING = {
    "here",
    "click here",
    "more",
    "read more",
    "link",
    "this",
    "点击这里",
    "这里",
    "此处",
    "更多",
    "链接",
    "点击",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What a link may lead to: the whole library's texts and files, and the addresses of all pages."""

    library: Library
    addresses: Collection[str]


class Links:
    """Follows the links of one body, in the order in which they stand."""

    def __init__(self, text: Text, shelf: Shelf, source: Source) -> None:
        self.text = text
        self.shelf = shelf
        self.source = source
        self.up = address.to_root(address.of_source(text.path))
        self.media: set[str] = set()
        self.references: list[Reference] = []
        self.problems: list[Problem] = []

    def follow(self, element: HtmlElement) -> None:
        """Check one link or image and point it at its address."""
        if len(self.problems) > 5 * MANY:
            return
        key = "src" if element.tag == "img" else "href"
        target = element.get(key)
        self.problems += self._of_picture(element, target) if element.tag == "img" else self._of_words(element, target)
        if target is None:
            return
        if found := self._followed(element, key, target):
            self.problems.append(found)
        else:
            self.source.pass_by(target)

    def _of_picture(self, element: HtmlElement, target: str | None) -> Iterator[Problem]:
        """What a picture lacks besides a good address."""
        if not (element.get("alt") or "").strip():
            sentence = said("a picture must have a text for those who do not see it")
            place = self.source.link(target) if target else self.source.find(r"(<img\b)")
            yield error("alt", place, sentence, write(said("![what it shows]({address})", address=target or "…")))
        if target is None:
            place = self.source.find(r"(<img(?![^>]*\bsrc\b))")
            yield error("dead-link", place, said("this picture has no address"), write("src="))

    def _of_words(self, element: HtmlElement, target: str | None) -> Iterator[Problem]:
        """Whoever hears the links of a page one after the other hears "here, here, more"."""
        words = "".join(element.itertext()).strip()
        if target is not None and words.casefold().rstrip(".。") in _SAYS_NOTHING:
            place = self.source.find(rf"\[({re.escape(words)})\]", rf">\s*({re.escape(words)})\s*<")
            sentence = said('the words of a link must say where it leads; found "{words}"', words=words)
            yield warning("link-text", place, sentence, write(said("[what stands there]({address})", address=target)))

    def _followed(self, element: HtmlElement, key: str, target: str) -> Problem | None:
        """Point a link at its address, or say what is wrong with it."""
        try:
            parts = urlsplit(target)
        except ValueError:
            sentence = said('"{link}" is no address', link=short(target))
            return error("dead-link", self.source.link(target), sentence, said("mend it, or take it out"))
        if parts.scheme or parts.netloc:
            return self._leads_out(element, parts, target)
        found = self._found(unquote(parts.path)) if target.strip() else ""
        if not found:
            return self._dead(target, unquote(parts.path), self.source.link(target) if target else self.source.empty())
        if found in self.shelf.library.media:
            self.media.add(found)
        if picture := self.shelf.library.pictures.get(found):
            return self._show(element, picture, target)
        if parts.fragment:
            place = self.source.link(target)
            self.references.append(Reference(target=found, anchor=unquote(parts.fragment), place=place))
        own = found == address.of_source(self.text.path)
        path = "" if own and parts.fragment else f"{self.up}{found}"
        element.set(key, path + (f"#{parts.fragment}" if parts.fragment else ""))
        return None

    def _show(self, element: HtmlElement, picture: Picture | Unfit, target: str) -> Problem | None:
        """Put the published files in place of the editor's, which nobody is shown, by a link neither."""
        if isinstance(picture, Unfit):
            return error(picture.rule, self.source.link(target), picture.sentence, picture.cure)
        if element.tag == "img":
            show(element, picture, self.up)
        else:
            element.set("href", f"{self.up}{picture.shared.address}")
        return None

    def _leads_out(self, element: HtmlElement, parts: SplitResult, target: str) -> Problem | None:
        if element.tag == "img" and parts.scheme in ("", "http", "https"):
            sentence = said("a picture must be a file of the site, not of another host")
            return error("foreign-picture", self.source.link(target), sentence, said("put it into docs/media/<year>/"))
        _name_the_host(element, parts.hostname or "")
        return None

    def _found(self, path: str) -> str:
        """The address or file that a relative path means, empty where it means nothing."""
        if not path:
            return address.of_source(self.text.path)
        if path.startswith("/"):
            return ""
        joined = address.joined(self.text.path, path)
        if joined.endswith(".md"):
            found = address.of_source(joined)
            known = found in self.shelf.addresses or joined in self.shelf.library.broken
            return found if known else ""
        if joined in self.shelf.library.media:
            return joined
        return f"{joined}/" if f"{joined}/" in self.shelf.addresses else ""

    def _dead(self, target: str, path: str, place: Place) -> Problem:
        key = address.story_key(address.joined(self.text.path, path.lstrip("/")))
        if why := self.shelf.library.not_shown.get(key):
            sentence = said('"{link}" leads to a story that {why}', link=short(target), why=why)
            return error("dead-link", place, sentence, said("link to it when it is published"))
        if not target.strip():
            cure = said("write it between the round brackets")
            return error("dead-link", place, said("this link has no address"), cure)
        near = self._near(path.rstrip("/").rpartition("/")[2])
        instead = said("name a file below docs/, from here")
        cure = write(address.source_link(self.text.path, near)) if near else instead
        return error("dead-link", place, said('"{link}" leads nowhere', link=short(target)), cure)

    def _near(self, name: str) -> str:
        """The file whose name is nearest to `name`; after many dead links nobody reads the guesses."""
        if len(self.problems) > MANY or len(name) > MANY:
            return ""
        return self._by_name.get(nearest(name, self._by_name), "")

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        library = self.shelf.library
        files = [*(text.path for text in library.texts), *library.media]
        return {known.rpartition("/")[2]: known for known in sorted(files, key=self._is_own_language)}

    def _is_own_language(self, path: str) -> bool:
        return path.startswith(f"{self.text.language}/")


def _name_the_host(link: HtmlElement, host: str) -> None:
    """A reader is told where a link leads before following it."""
    if link.tag != "a" or not host:
        return
    mark = Element("span", {"class": "host"})
    mark.text = f" ({host.removeprefix('www.')})"
    mark.tail, link.tail = link.tail, None
    link.addnext(mark)
