"""Labels of links that contain code, such as [`a`], which Python-Markdown does not find among the definitions."""

import html
import re
from xml.etree import ElementTree

from markdown import Markdown
from markdown.inlinepatterns import (
    IMAGE_REFERENCE_RE,
    REFERENCE_RE,
    ImageReferenceInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_RE


class _Label(ReferenceInlineProcessor):
    """Looks a label up as it was typed: code in it has been read before, and a placeholder stands for it."""

    def evalId(self, data: str, index: int, text: str) -> tuple[str | None, int, bool]:  # noqa: N802 - Python-Markdown's
        label, end, found = super().evalId(data, index, text)
        return INLINE_PLACEHOLDER_RE.sub(self._typed, label or ""), end, found

    def _typed(self, placeholder: re.Match[str]) -> str:
        inline = self.md.treeprocessors["inline"]
        assert isinstance(inline, InlineProcessor), "Python-Markdown's own"
        stashed = inline.stashed_nodes.get(placeholder[1])
        if isinstance(stashed, ElementTree.Element) and stashed.tag == "code":
            return f"`{html.unescape(stashed.text or '').lower()}`"
        return placeholder[0]


class _Reference(_Label, ReferenceInlineProcessor):
    pass


class _Short(_Label, ShortReferenceInlineProcessor):
    pass


class _Image(_Label, ImageReferenceInlineProcessor):
    pass


class _ShortImage(_Label, ShortImageReferenceInlineProcessor):
    pass


def find_labels_with_code(converter: Markdown) -> None:
    """Let a converter find the definitions of links whose labels contain code."""
    patterns = converter.inlinePatterns
    patterns.register(_Reference(REFERENCE_RE, converter), "reference", 170)
    patterns.register(_Image(IMAGE_REFERENCE_RE, converter), "image_reference", 140)
    patterns.register(_Short(REFERENCE_RE, converter), "short_reference", 130)
    patterns.register(_ShortImage(IMAGE_REFERENCE_RE, converter), "short_image_ref", 125)
