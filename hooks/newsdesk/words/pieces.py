"""Text as the search index holds it: words, and Han in overlapping pieces of two characters.

No reader, and no dictionary, parts Chinese into words as another does. So nobody
does: 风筝节 is 风筝 筝节 节, wherever it stands. A query is cut by the same rules in
`overrides/assets/search-pieces.js`, and matches where its pieces follow one another.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

SEPARATOR = "ᛜ"
"""Stands where Han borders on a mark or a space, so that no query matches across it."""
MARKER = "ᚠ"
"""Begins and ends the words by which a search is narrowed. Nobody can type them: runes are no letters here."""

_HAN = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Han, kana and hangul: what is written without spaces, or with endings that join the word."""
_WORD = rf"(?:(?![{_HAN}\u16a0-\u16ff])[^\W_])"
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|[0-9]+(?:[.,][0-9]+)+{_WORD}*|{_WORD}+(?:['’]{_WORD}+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_INSIDE = re.compile(r"['’.,]")


def pieces(text: str) -> list[str]:
    """The words and pieces of a text in their order: small letters, half width, without marks."""
    return [piece for run in _cut(text) for piece in run]


def asked(text: str) -> str:
    """The pieces that follow one another wherever a text says this, parted by spaces."""
    runs = list(_cut(text))
    # A text may go on where this ends: 风筝 begins 风筝节, in which 筝 does not stand alone.
    if runs and len(runs[-1]) > 1:
        del runs[-1][-1]
    return " ".join(piece for run in runs for piece in run)


def _cut(text: str) -> Iterator[list[str]]:
    """The pieces of each run of Han, each word, and each separator."""
    end, han = 0, ""
    for run in _RUN.finditer(unicodedata.normalize("NFKC", text).lower()):
        touching, before = run.start() == end, han
        if end and not touching and (run["han"] or before):
            yield [SEPARATOR]
        yield _of_han(run[0], after_word=touching and end > 0) if run["han"] else [_bare(run[0])]
        end, han = run.end(), run["han"]


def _of_han(run: str, *, after_word: bool) -> list[str]:
    """Two characters each, and one where a query may begin or end: 节 of 风筝节, 年 of 2015年度."""
    if len(run) == 1:
        return [run]
    return [*run[: int(after_word)], *map("".join, pairwise(run)), run[-1]]


def _bare(word: str) -> str:
    """A word without what is written inside it: Xi'an is xian, Nice's nice, 16.733 is 16733."""
    return _INSIDE.sub("", _POSSESSIVE.sub("", word))


def marker(kind: str, value: str) -> str:
    """The word that stands in the index of every page of this kind, topic or year: ᚠtagdatacentersᚠ."""
    return f"{MARKER}{kind}{value.replace('-', '')}{MARKER}"
