"""A page as the search index takes it, and as a result shows it.

Pagefind reads small HTML files: the words and pieces of the page, in whose
order it finds phrases. What it keeps to show a result is replaced by the text
itself, since pieces are nothing to read.
"""

import html
import json
import re
from collections.abc import Sequence

from newsdesk.views.searched import Searched, Synonym, meant
from newsdesk.views.view import View
from newsdesk.words.language import Language
from newsdesk.words.pieces import SEPARATOR, pieces

_IN_PIECES = frozenset(map(Language, ("ja", "ko", "zh")))
_NEUTRAL = "unknown"
"""Pagefind neither stems nor cuts what is written in a language of this name."""

_BLOCK = re.compile(r"</(?:p|h[1-6]|li|dt|dd|tr|t[dh]|caption|figcaption|pre|div)>|<br>")
_TAG = re.compile(r"<[^>]*>")


def text_of(body: str) -> str:
    """The text of a rendered body, a line for each block."""
    lines = _BLOCK.sub("\n", body.replace("\n", " ")).split("\n")
    texts = (" ".join(html.unescape(_TAG.sub("", line)).split()) for line in lines)
    return "\n".join(text for text in texts if text)


def said(found: Searched, body: str) -> str:
    """What a page says, a line for each block, without its title."""
    return "\n".join(text for text in (found.summary, text_of(body), *found.words) if text)


def indexed(view: View, found: Searched, text: str, known: Sequence[Synonym]) -> str:
    """The file that Pagefind reads: pieces of the title and of the text, names in other languages, and markers."""
    language = _NEUTRAL if view.language in _IN_PIECES else view.language
    title, cut = " ".join(pieces(view.title.text)), " ".join(pieces(text))
    more = [*meant(f"{title} {cut}", known), *found.markers]
    return (
        f'<!doctype html><html lang="{language}"><body data-pagefind-body><h1>{title}</h1>'
        f"<p>{SEPARATOR} {cut}</p><p>{_apart(more)}</p></body></html>"
    )


def _apart(texts: Sequence[str]) -> str:
    return "".join(f"{SEPARATOR} {text} " for text in texts)


def shown(view: View, found: Searched, text: str) -> str:
    """What a result shows, as Pagefind keeps it (JSON)."""
    meta = {"title": view.title.text, "lang": view.title.lang, "day": found.day, "kind": found.kind.value}
    kept = {"url": view.address, "content": text, "word_count": 0, "filters": {}, "meta": meta, "anchors": []}
    return json.dumps(kept, ensure_ascii=False)
