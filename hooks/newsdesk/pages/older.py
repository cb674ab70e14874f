"""Blocks of a translation that are of an earlier original say so where they stand."""

from lxml import etree
from lxml.html import Element, HtmlElement

from newsdesk.words.digest import OLDER

_BLOCKS = frozenset({"p", "li", "h2", "h3", "h4", "td", "dd", "figcaption", "pre"})


def mark_older(tree: HtmlElement, words: str) -> None:
    """Put `words` at the beginning of each block that a comment marks as older."""
    for comment in [each for each in tree.iter(etree.Comment) if (each.text or "").strip() == OLDER]:
        block = _block(comment)
        if block.get("class") != "older":
            block.set("class", "older")
            note = Element("span", {"class": "older__note"})
            note.text, note.tail, block.text = words, block.text, None
            block.insert(0, note)


def _block(comment: HtmlElement) -> HtmlElement:
    """The block in which the comment stands, or which it stands behind."""
    inside = next((each for each in comment.iterancestors() if each.tag in _BLOCKS), None)
    before = comment.getprevious()
    return inside if inside is not None else before if before is not None else comment.getparent()
