"""Markdown to HTML: one converter a process, reset between texts."""

import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

_INLINE = re.compile(r"[\\`*_\[<&\x02]|  \n")
"""With none of these a text holds nothing for the inline patterns; \\x02 begins the converter's own marks."""


def to_html(body: str) -> str:
    """The HTML of a body; links and images stand as they were typed."""
    converter = _converter()
    converter.reset()
    return converter.convert(body)


@lru_cache
def _converter() -> Markdown:
    # Alignment as an attribute and not as a style: `body` makes a class of it, for the content policy.
    extensions: list[str | Extension] = ["attr_list", "sane_lists", TableExtension(use_align_attribute=True)]
    converter = Markdown(extensions=extensions, output_format="html")
    # It only puts line breaks into the HTML, and takes a tenth of the time.
    converter.treeprocessors.deregister("prettify")
    converter.treeprocessors.register(_PlainText(converter), "plain-text", priority=_BEFORE_INLINE)
    return converter


class _PlainText(Treeprocessor):
    """Lets plain text pass the inline patterns by: trying all of them on it took half of a conversion."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and not _INLINE.search(element.text):
                element.text = AtomicString(element.text)


_BEFORE_INLINE = 25
