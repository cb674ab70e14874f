"""How a rendered body is set: anchors of headings, quotation marks, breaks between Han."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Literal

from lxml import etree
from lxml.html import HtmlElement
from markdown.extensions.toc import slugify_unicode, unique

from newsdesk.words.language import Language
from newsdesk.words.typography import curled, joined_lines

_AS_TYPED = frozenset({"pre", "code", "img"})
_IN_LINE = frozenset(
    {"a", "abbr", "cite", "code", "del", "em", "img", "ins", "picture", "q", "source", "span", "strong", "sub", "sup"}
    | {"rb", "rp", "rt", "ruby", "time"}
)
"""All other elements begin a line, and end one."""
_IN_WORDS = frozenset({"alt", "title"})
_THING = "\ufffc"
"""It stands for what is no text."""
_NOTHING = "\0"

Slot = tuple[HtmlElement, Literal["text", "tail"], bool]
"""Where lxml keeps text, within an element before its first child, or behind it; and whether that stays as typed."""


def set_type(tree: HtmlElement, language: Language) -> None:
    """Set the text of a body as its language's printers do; code stays as it was typed."""
    _name_headings(tree)
    setter = curled if language is Language.EN else partial(joined_lines, join=_NOTHING)
    for line in _lines(tree):
        _set_line(line, setter)
    for element in tree.iterdescendants():
        for name in _IN_WORDS.intersection(element.keys()):
            element.set(name, setter(element.get(name)).replace(_NOTHING, ""))


def _lines(tree: HtmlElement) -> Iterator[Sequence[Slot]]:
    """The slots of each line of text: a mark is set by what a reader sees beside it, in whatever element that is."""
    line: list[Slot] = []
    code = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment")):
        if event != "comment" and element.tag not in _IN_LINE:
            yield line
            line = []
        if element.tag in _AS_TYPED:
            code += 1 if event == "start" else -1
        line.append((element, "text" if event == "start" else "tail", code > 0))
    yield line


def _set_line(line: Sequence[Slot], setter: Callable[[str], str]) -> None:
    """Put a line through `setter`, which leaves it as long as it is."""
    typed = [_typed(element, where) for element, where, _ in line]
    whole, at = setter("".join(typed)), 0
    for (element, where, stays), text in zip(line, typed, strict=True):
        if text and not stays:
            setattr(element, where, whole[at : at + len(text)].replace(_NOTHING, ""))
        at += len(text)


def _typed(element: HtmlElement, where: str) -> str:
    return getattr(element, where) or (_THING if where == "text" and element.tag == "img" else "")


def _name_headings(tree: HtmlElement) -> None:
    """Give every heading an anchor of its own words, Chinese ones too; one that an editor gave stays."""
    taken = {name for element in tree.iterdescendants() if (name := element.get("id"))}
    for heading in tree.iterdescendants("h2", "h3", "h4"):
        if not heading.get("id"):
            heading.set("id", unique(slugify_unicode(heading.text_content(), "-"), taken))
