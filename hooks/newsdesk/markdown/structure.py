"""The structure of a body: what its HTML says, without how it is written, to compare two readings of it."""

import re
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple
from urllib.parse import unquote

from lxml.html import HtmlElement

from newsdesk.markdown.commonmark import LINE


class Part(NamedTuple):
    """The beginning or the end of an element (`</p`), a text, or a block of code; `line` is that of its block."""

    sign: str
    line: int


_SAME = {"b": "strong", "i": "em", "s": "del", "strike": "del"}
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "br",
        "cite",
        "code",
        "del",
        "em",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "small",
        "span",
        "strong",
    }
    | {"sub", "sup", "time", "u", "input", "ruby", "rb", "rp", "rt", "s", "b", "i", "strike"}
)
_HOLDS_PARAGRAPHS = frozenset({"div", "li", "blockquote", "dd", "details", "section", "aside"})
"""Elements in which text without a paragraph is one: whether a list is tight is no difference."""
_TRANSPARENT = frozenset(
    {"audio", "details", "div", "embed", "figure", "label", "mark", "object", "picture", "section", "span", "tbody"}
    | {"thead", "video"}
)
_OF_THE_READER = frozenset(
    {"admonition-title", "markdown-alert-title", "footnote-backref", "footnotes-sep", "task-list-indicator"}
    | {"filename", "slashes"}
)
"""Classes of what a reader adds in words of its own, such as a title or a way back from a footnote, or cannot know."""
_NOT_COMPARED = frozenset({"caption", "figcaption", "summary"})
_FOOTNOTE = "footnote-ref"
_SPACE = re.compile(r"[\s\x00-\x1f\ufffd-\uffff]+")
_NOT_KNOWN = re.compile(r" ?\{:? ?[#.\w][^{}]*\}|==")
"""Attribute lists and the signs of marked words, which CommonMark does not have."""


def structure(tree: HtmlElement) -> list[Part]:
    """Return the parts of a body in their order, its spaces collapsed, without attribute lists."""
    return list(_Reading().container(tree, 0))


class _Reading:
    def container(self, element: HtmlElement, line: int) -> Iterator[Part]:
        """Yield the content of an element that holds blocks; runs of text between them are paragraphs."""
        run: list[HtmlElement | str] = [element.text or ""]
        for child in element:
            begins = _line(child, line)
            if _is_inline(child) and begins == line:
                run += [child, child.tail or ""]
            else:
                yield from self.paragraph(run, line)
                run = [child.tail or ""]
                yield from self.block(child, begins)
            line = begins
        yield from self.paragraph(run, line)

    def block(self, element: HtmlElement, line: int) -> Iterator[Part]:
        tag = str(element.tag)
        if (
            not isinstance(element.tag, str)
            or tag in _NOT_COMPARED
            or _classes(element) & _OF_THE_READER
            or _is_line_above_footnotes(element)
        ):
            return
        if tag == "pre":
            yield Part(f"<pre {_code(element.text_content())}", _line(element.find("code"), line))
        elif tag in _TRANSPARENT:
            yield from self.container(element, line)
        elif tag == "p":
            yield from self.paragraph(_run(element), line)
        else:
            start = f" {element.get('start')}" if tag == "ol" and element.get("start", "1") != "1" else ""
            yield Part(f"<{tag}{start}", line)
            if tag in _HOLDS_PARAGRAPHS or any(not _is_inline(child) for child in element):
                yield from self.container(element, line)
            else:
                yield from _trimmed(self.inline(_run(element), line))
            yield Part(f"</{tag}", line)

    def paragraph(self, run: Sequence[HtmlElement | str], line: int) -> Iterator[Part]:
        parts = list(_trimmed(self.inline(run, line)))
        if parts:
            yield from (Part("<p", line), *parts, Part("</p", line))

    def inline(self, run: Sequence[HtmlElement | str], line: int) -> Iterator[Part]:
        for each in run:
            if isinstance(each, str):
                yield Part(_NOT_KNOWN.sub("", _SPACE.sub(" ", each)), line)
            elif isinstance(each.tag, str):
                yield from self.element(each, line)

    def element(self, element: HtmlElement, line: int) -> Iterator[Part]:
        tag, classes = _SAME.get(element.tag, element.tag), _classes(element)
        if _FOOTNOTE in classes or (tag == "sup" and len(element) and _FOOTNOTE in _classes(element[0])):
            yield Part("<footnote", line)
        elif classes & _OF_THE_READER:
            return
        elif tag == "code":
            yield Part(f"<code {_SPACE.sub(' ', element.text_content()).strip()}", line)
        elif tag == "img":
            yield Part(f"<img {unquote(element.get('src', ''))} {_SPACE.sub(' ', element.get('alt', ''))}", line)
        elif tag in _TRANSPARENT:
            yield from self.inline(_run(element), line)
        elif tag == "em" and _holds_only(element, "strong"):
            # Which of both is outside is not seen.
            yield from (Part("<strong", line), Part("<em", line), *self.inline(_run(element[0]), line))
            yield from (Part("</em", line), Part("</strong", line))
        else:
            target = f" {unquote(element.get('href', ''))}" if tag == "a" else ""
            yield Part(f"<{tag}{target}", line)
            yield from self.inline(_run(element), line)
            yield Part(f"</{tag}", line)


def _holds_only(element: HtmlElement, tag: str) -> bool:
    return len(element) == 1 and element[0].tag == tag and not element.text and not element[0].tail


def _is_line_above_footnotes(element: HtmlElement) -> bool:
    return element.tag == "hr" and "footnote" in _classes(element.getparent())


def _classes(element: HtmlElement) -> Set[str]:
    return frozenset((element.get("class") or "").split())


def _line(element: HtmlElement | None, line: int) -> int:
    """Return the line at which an element begins, or that a comment of `to_commonmark_html` says; else `line`."""
    if element is None or isinstance(element.tag, str):
        return line if element is None else int(element.get(LINE) or line)
    marked = (element.text or "").removeprefix(f"{LINE} ")
    return int(marked) if marked.isdigit() and marked != element.text else line


def _is_inline(element: HtmlElement) -> bool:
    return not isinstance(element.tag, str) or element.tag in _INLINE


def _run(element: HtmlElement) -> list[HtmlElement | str]:
    return [element.text or "", *(part for child in element for part in (child, child.tail or ""))]


def _trimmed(parts: Iterator[Part]) -> Iterator[Part]:
    """Yield parts with adjacent texts joined, and without spaces at line breaks and at the ends."""
    joined: list[Part] = []
    for part in parts:
        if joined and not part.sign.startswith("<") and not joined[-1].sign.startswith("<"):
            joined[-1] = Part(_SPACE.sub(" ", joined[-1].sign + part.sign), part.line)
        else:
            joined.append(part)
    for number, (sign, line) in enumerate(joined):
        if sign.startswith("<"):
            yield Part(sign, line)
            continue
        text = sign
        if number == 0 or joined[number - 1].sign == "</br":
            text = text.lstrip(" ")
        if number == len(joined) - 1 or joined[number + 1].sign == "<br":
            text = text.rstrip(" ")
        if text:
            yield Part(text, line)


def _code(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.expandtabs(4).split("\n")).strip("\n")
