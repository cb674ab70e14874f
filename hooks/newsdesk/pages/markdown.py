"""Markdown to HTML: one converter a process, reset between texts."""

from functools import lru_cache

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension


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
    return converter
