"""The wording of a text: what a reader would miss if it changed, whatever its layout and its typography.

Spaces, breaks, headings' marks, bullets, emphasis, the targets of links, comments, the width and the shape of
marks are none of it; letters, figures, marks and their order are.
"""

import hashlib
import re
import unicodedata

from newsdesk.words.digest import blocks, digest

SIGNS = 8
"""Of a digest of a whole text, which decides; those of its blocks only say where, and are shorter."""
_TAGS = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\[\]\n]*\])")
_DEFINITION = re.compile(r"^[ ]{0,3}\[[^\]\n]+\]:[ \t]*\S+.*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\{:?[ ]*[#.][^{}\n]*\}")
_LINE_MARKS = re.compile(r"^[ \t]*(?:>[ \t]*|#{1,6}[ \t]+|[-*+][ \t]+|[-:| ]+$)+", re.MULTILINE)
_SHAPES = str.maketrans(
    {
        **dict.fromkeys("*_`\\"),
        "|": " ",
        "。": ".",
        **dict.fromkeys("“”「」『』", '"'),
        **dict.fromkeys("‘’", "'"),
        **dict.fromkeys("〔【", "["),
        **dict.fromkeys("〕】", "]"),
        **dict.fromkeys("•・‧∙⋅", "·"),
        **dict.fromkeys("—–‑", "-"),
    }
)
_DASHES = re.compile(r"--+")
_DOTS = re.compile(r"\.{2,}")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SPACES = re.compile(r"\s+")
_IDLE_SPACE = re.compile(r"(?<![^\W_]) | (?![^\W_])|(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])|(?<=\d) (?=[A-Za-z])")
"""Any space but one between two words in Latin letters, or before a figure."""


def wording(markdown: str) -> str:
    """The wording of some Markdown, as one line that nobody reads but a digest."""
    text = markdown
    if "<" in text:
        text = _TAGS.sub("", text)
    if "]:" in text:
        text = _DEFINITION.sub("", text)
    while (plain := _LINK.sub(r"\1", text)) != text:
        text = plain
    if "{" in text:
        text = _ATTRIBUTES.sub("", text)
    text = _LINE_MARKS.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = _DOTS.sub("…", _DASHES.sub("-", text.translate(_SHAPES)))
    return _IDLE_SPACE.sub("", _SPACES.sub(" ", _THOUSANDS.sub("", text))).strip()


def typed(title: str, summary: str, body: str) -> str:
    """The digest of a text as it was typed: where it stays, nothing dearer need be asked."""
    return _short("\n\n".join((title, summary, body)))


def whole(title: str, summary: str, body: str) -> str:
    """The digest that decides whether the words of a text have changed."""
    return _short(wording("\n\n".join((title, summary, body))))


def groups(title: str, summary: str, body: str) -> str:
    """The digests of the title, the summary and each block of the body: they say where words have changed."""
    return "-".join(digest(wording(block)) for block in (title, summary, *blocks(body)))


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:SIGNS]
