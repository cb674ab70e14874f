"""A body: Markdown in, safe and linked HTML out, with the source line of every link that fails."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml.html import Element, HtmlElement, tostring

from newsdesk.model.library import Library
from newsdesk.model.text import Text
from newsdesk.pages import markdown
from newsdesk.pages.safety import outside_the_list, parsed
from newsdesk.pages.typesetting import set_type
from newsdesk.words import address
from newsdesk.words.nearest import nearest
from newsdesk.words.problem import Place, Problem, error


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A link to an anchor: `target` is the address of a page, whose anchors only its own rendering knows."""

    target: str
    anchor: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A rendered body: its HTML inside one `div`, its anchors, and what is wrong with it."""

    html: str
    anchors: frozenset[str]
    references: Sequence[Reference]
    problems: Sequence[Problem]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What a link may lead to: the library's texts and files, and the addresses of all pages."""

    library: Library
    addresses: frozenset[str]


def render(text: Text, shelf: Shelf) -> Body:
    """Render a text's body as it stands on the page at the text's own address."""
    html = markdown.to_html(text.body, text.language)
    tree = parsed(html)
    problems = list(_unsafe(text, html, tree))
    work = _Links(text, shelf)
    for element in tree.iterdescendants("a", "img"):
        work.follow(element)
    set_type(tree, text.language)
    etree.strip_tags(tree, etree.Comment)
    anchors = frozenset(element.get("id") for element in tree.iterdescendants() if element.get("id"))
    tree.set("class", "prose")
    return Body(
        html=tostring(tree, encoding="unicode"),
        anchors=anchors,
        references=work.references,
        problems=problems + work.problems,
    )


class _Links:
    """Follows the links of one body, in the order in which they stand."""

    def __init__(self, text: Text, shelf: Shelf) -> None:
        self.text = text
        self.shelf = shelf
        self.source = _Source(text)
        self.up = address.to_root(address.of_source(text.path))
        self.references: list[Reference] = []
        self.problems: list[Problem] = []

    def follow(self, element: HtmlElement) -> None:
        """Check one link or image and point it at its address."""
        key = "src" if element.tag == "img" else "href"
        target = element.get(key)
        if target is None:
            return
        place = self.source.link(target)
        if element.tag == "img" and not element.get("alt"):
            sentence = "a picture must have a text for those who do not see it"
            self.problems.append(error("alt", place, sentence, f"write: ![what it shows]({target})"))
        try:
            parts = urlsplit(target)
        except ValueError:
            self.problems.append(error("dead-link", place, f'"{target}" is no address', "mend it, or take it out"))
            return
        if parts.scheme or parts.netloc:
            self._leads_out(element, parts.hostname or "", place)
        elif found := self._found(unquote(parts.path)):
            if parts.fragment:
                self.references.append(Reference(target=found, anchor=unquote(parts.fragment), place=place))
            own = found == address.of_source(self.text.path)
            path = "" if own and parts.fragment else f"{self.up}{found}"
            element.set(key, path + (f"#{parts.fragment}" if parts.fragment else ""))
        else:
            self.problems.append(self._dead(target, unquote(parts.path), place))

    def _leads_out(self, element: HtmlElement, host: str, place: Place) -> None:
        if element.tag == "img":
            sentence = "a picture must be a file of the site, not of another host"
            self.problems.append(error("foreign-picture", place, sentence, "put it into docs/media/<year>/"))
        _name_the_host(element, host)

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
        library = self.shelf.library
        key = address.story_key(address.joined(self.text.path, path.lstrip("/")))
        if why := library.not_shown.get(key):
            return error(
                "dead-link", place, f'"{target}" leads to a story that {why}', "link to it when it is published"
            )
        files = [*(text.path for text in library.texts), *library.media]
        by_name = {known.rpartition("/")[2]: known for known in sorted(files, key=self._is_own_language)}
        near = by_name.get(nearest(path.rstrip("/").rpartition("/")[2], by_name))
        cure = f"write: {address.source_link(self.text.path, near)}" if near else "name a file below docs/, from here"
        return error("dead-link", place, f'"{target}" leads nowhere', cure)

    def _is_own_language(self, path: str) -> bool:
        return path.startswith(f"{self.text.language}/")


class _Source:
    """Finds in the source what the rendered HTML no longer knows the line of."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self._from: dict[str, int] = {}

    def find(self, *patterns: str) -> Place:
        """The next place of what the first pattern that finds anything finds; else the body's first words.

        A group in a pattern is the part to mark.
        """
        body = self.text.body
        for pattern in patterns:
            expression = re.compile(pattern, re.IGNORECASE | re.MULTILINE)
            found = expression.search(body, self._from.get(pattern, 0)) or expression.search(body)
            if found:
                self._from[pattern] = found.end()
                start, end = found.span(1 if expression.groups else 0)
                return self._place(start, end - start)
        return self._place(len(body) - len(body.lstrip()), 1)

    def link(self, target: str) -> Place:
        """The next place of a link's address: behind its text, in an attribute, or bare."""
        # Every link is looked for, and compiling a pattern for each would cost more than rendering it.
        body, start = self.text.body, self._from.get(target, 0)
        at = next((at for at in _occurrences(body, target, start) if body[at - 1] in _BEFORE_ADDRESS), -1)
        if at < 0:
            at = max(body.find(target), 0)
        self._from[target] = at + len(target)
        return self._place(at, len(target))

    def _place(self, at: int, length: int) -> Place:
        body = self.text.body
        line = body.count("\n", 0, at)
        column = at - (body.rfind("\n", 0, at) + 1)
        return self.text.file.at(self.text.body_line + line, column + 1, length)


_BEFORE_ADDRESS = "(<\"'=: "


def _occurrences(body: str, target: str, start: int) -> Iterator[int]:
    while target and (start := body.find(target, start)) >= 0:
        yield start
        start += 1


def _unsafe(text: Text, html: str, tree: HtmlElement) -> Iterator[Problem]:
    source = _Source(text)
    for name, attribute, value in outside_the_list(html, tree):
        tag = re.escape(name)
        if name == "h1":
            sentence = "the headline is the title: headings in a body begin with ##"
            yield error("heading", source.find(r"^(#) ", r"^=+$", "<h1"), sentence, "write: ## …")
        elif name in ("h5", "h6"):
            sentence = "headings in a body have three levels: ##, ### and ####"
            yield error("heading", source.find(r"^(#{5,6})", f"<{tag}"), sentence, "write: ### …")
        elif value:
            sentence = f'"{value}" may not be a link: only http, https, mailto, and files of the site'
            yield error("unsafe-link", source.link(value), sentence, "take it out")
        elif attribute:
            typed = rf"(?:<{tag}\b[^>]*?|\{{[^}}]*?)\b({re.escape(attribute)})\b"
            sentence = f'the attribute "{attribute}" of <{name}> may not stand in a story'
            yield error("unsafe-html", source.find(typed), sentence, "take it out")
        else:
            sentence = f"the element <{name}> may not stand in a story"
            yield error("unsafe-html", source.find(rf"<{tag}\b"), sentence, "take it out")


def _name_the_host(link: HtmlElement, host: str) -> None:
    """A reader is told where a link leads before following it."""
    if link.tag != "a" or not host:
        return
    mark = Element("span", {"class": "host"})
    mark.text = f" ({host.removeprefix('www.')})"
    mark.tail, link.tail = link.tail, None
    link.addnext(mark)
