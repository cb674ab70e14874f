"""HTML blocks as in CommonMark and on GitHub: one ends at a blank line, so what stands between two is Markdown.

Python-Markdown's own blocks end at the closing tag: the text of `<details>` would be shown as typed.
"""

import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.htmlparser import HTMLExtractor
from markdown.preprocessors import HtmlBlockPreprocessor

_COMMONMARK = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt"
    "|fieldset|figcaption|figure|footer|form|frame|frameset|h1|h2|h3|h4|h5|h6|head|header|hr|html|iframe|legend|li"
    "|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead"
    "|title|tr|track|ul"
)
"""https://spec.commonmark.org/0.31.2/#html-blocks, start condition 6."""
_MEDIA = "audio|video"
"""Blocks as well: wrapped in a paragraph, a player with a blank line inside would be torn in two."""
_BLOCK_TAG = re.compile(f"{_COMMONMARK}|{_MEDIA}")
_OPENING = re.compile(
    rf"^(?:(?<![^\n]) {{1,3}})?</?(?:{_BLOCK_TAG.pattern})(?=[\s>]|/>)(?=[^<>]*>)", re.MULTILINE | re.IGNORECASE
)


class HtmlBlocks(Extension):
    """The extension of Python-Markdown that ends HTML blocks at a blank line."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        # Python-Markdown takes a stashed block out of its paragraph if it begins with one of these.
        md.block_level_elements += _BLOCK_TAG.pattern.split("|")
        md.preprocessors.register(_LiteralBlocks(md), "html_block", priority=20)
        md.parser.blockprocessors.register(_HtmlBlock(md.parser), "html-block", priority=_BEFORE_TABLES)


_BEFORE_TABLES = 78
"""Right after indented code."""


class _HtmlBlock(BlockProcessor):
    """Stashes a block from the line that begins with the tag of an HTML block."""

    def test(self, parent: Element, block: str) -> bool:
        return "<" in block and bool(_OPENING.search(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        opening = _OPENING.search(block)
        assert opening, "`run` follows `test`"
        if before := block[: opening.start()].rstrip("\n"):
            self.parser.parseBlocks(parent, [before])
        html = block[opening.start() :].strip(" \n")
        SubElement(parent, "p").text = self.parser.md.htmlStash.store(f"{html}\n")


class _LiteralBlocks(HtmlBlockPreprocessor):
    """Stashes blocks that do not end at a blank line: comments, and elements whose content is never Markdown."""

    def run(self, lines: list[str]) -> list[str]:
        extractor = _Extractor(self.md)
        extractor.feed("\n".join(lines))
        extractor.close()
        return "".join(extractor.cleandoc).split("\n")


class _Extractor(HTMLExtractor):
    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if self.inraw or not _BLOCK_TAG.fullmatch(tag):
            super().handle_starttag(tag, attrs)
        else:
            self.cleandoc.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        if self.inraw or not _BLOCK_TAG.fullmatch(tag):
            super().handle_startendtag(tag, attrs)
        else:
            self.cleandoc.append(self.get_starttag_text() or "")
