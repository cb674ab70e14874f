"""How a rendered body is set: anchors of headings, quotation marks, breaks between Han."""

from collections.abc import Callable

from lxml.html import HtmlElement
from markdown.extensions.toc import slugify_unicode, unique

from newsdesk.words.language import Language
from newsdesk.words.typography import curled, joined_lines

_AS_TYPED = frozenset({"pre", "code"})


def set_type(tree: HtmlElement, language: Language) -> None:
    """Set the text of a body as its language's printers do; code stays as it was typed."""
    _name_headings(tree)
    _each_text(tree, _Quotes().set_part if language is Language.EN else joined_lines)


def _name_headings(tree: HtmlElement) -> None:
    """Give every heading an anchor of its own words, Chinese ones too; one that an editor gave stays."""
    taken = {name for element in tree.iterdescendants() if (name := element.get("id"))}
    for heading in tree.iterdescendants("h2", "h3", "h4"):
        if not heading.get("id"):
            heading.set("id", unique(slugify_unicode(heading.text_content(), "-"), taken))


def _each_text(element: HtmlElement, setter: Callable[[str], str]) -> None:
    """Put every stretch of text through `setter`, in the order in which a reader meets them."""
    if element.text and element.tag not in _AS_TYPED:
        element.text = setter(element.text)
    for child in element:
        if child.tag not in _AS_TYPED:
            _each_text(child, setter)
        if child.tail:
            child.tail = setter(child.tail)


class _Quotes:
    """Sets typed quotation marks; what stood before an element decides which way a mark behind it turns."""

    def __init__(self) -> None:
        self._before = ""

    def set_part(self, text: str) -> str:
        before, self._before = self._before, text[-1]
        if "'" not in text and '"' not in text:
            return text
        # A mark at the end of a part opens what the next element holds: the sentinel stands for it.
        return curled(f"{before}{text}\0")[len(before) : -1]
