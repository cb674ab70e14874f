"""Typography: quotation marks, line breaks between Han characters, balanced lines, and search tokens."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from math import ceil

HAN = r"\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_FULL_WIDTH = HAN + r"\u3000-\u303f\uff00-\uffef“”‘’—…"
_BREAK = re.compile(rf"(?<=[{_FULL_WIDTH}])[ \t]*\n[ \t]*(?=[{_FULL_WIDTH}])")
_HAN_SIGN = re.compile(rf"[{HAN}]")
_WIDE_SIGN = re.compile(rf"[{_FULL_WIDTH}]")
_HAN_RUN = re.compile(rf"[{HAN}]+")
_LATIN_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*", re.ASCII)
_BETWEEN_CLAUSES = re.compile(rf"(?<=[{_FULL_WIDTH}]) (?=[{_FULL_WIDTH}\d])")
_DECADE = re.compile(r"(?<!\w)'(?=\d\ds\b)")
_OPENING = re.compile(
    r"""(?:(?<![^\s(\[{<“‘«‹（【〔《〈「『])['"]++(?=\S)"""
    r"""|(?<=[-–—/$£¥￥\u20a0-\u20cf])['"]++(?=\w)|(?<!\w.)(?<=[\\#@*+=~&|•→])['"]++(?=\w)"""
    rf"""|(?<=[{HAN}])(?P<beside_han>"++)(?=\w))"""
)
_OPENED, _CLOSED = ({ord('"'): double, ord("'"): single} for double, single in ("“‘", "”’"))
LIST_SEPARATOR = re.compile(r" and |, |[、与和]")
HAN_A_MINUTE = 400
WORDS_A_MINUTE = 230


def curl_quotes(text: str) -> str:
    """Replace straight quotation marks in English text by curly ones (Xi'an becomes Xi’an), keeping its length.

    Adjacent marks all open or all close, depending on the character before them; beside a Han character, which has no
    space around it, on whether a quotation is open.
    """
    if "'" not in text and '"' not in text:
        return text
    dated = _DECADE.sub("’", text)
    at, is_open = 0, False

    def opened(marks: re.Match[str]) -> str:
        nonlocal at, is_open
        is_open ^= dated.count('"', at, marks.start()) % 2 == 1
        at = marks.start()
        return marks[0] if marks["beside_han"] and is_open else marks[0].translate(_OPENED)

    return _OPENING.sub(opened, dated).translate(_CLOSED)


def joined_lines(text: str, join: str = "") -> str:
    """Replace each character of a line break between Han characters by `join`: a page must not show a space there."""
    return _BREAK.sub(lambda found: join * len(found[0]), text) if "\n" in text else text


def clauses_of(headline: str) -> list[str]:
    """Return the clauses of a Chinese title, which are separated by one space; empty if there is only one."""
    clauses = _BETWEEN_CLAUSES.split(headline)
    return clauses if len(clauses) > 1 else []


def has_han(text: str) -> bool:
    return _HAN_SIGN.search(text) is not None


def reading_minutes(text: str) -> int:
    """Return the reading time in minutes, at least 1: that of Han characters plus that of Latin words."""
    han = sum(map(len, _HAN_RUN.findall(text)))
    words = len(_LATIN_WORD.findall(text))
    return max(1, ceil(han / HAN_A_MINUTE + words / WORDS_A_MINUTE))


def width_in_ems(text: str) -> float:
    """Return an upper bound on the width of a line of text, in ems."""
    return sum(1.0 if _WIDE_SIGN.match(sign) else 0.62 for sign in text)


def terminal_width(text: str) -> int:
    """Return the columns of a text in a terminal: two for a wide or full-width character (UAX #11)."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


MeasureText = Callable[[str], float]
"""Function that returns the width of a text."""

OPENING = "“‘《〈（【「『(["
CLOSING = "”’》〉）】」』，。、；：？！…—·％)],.;:?!%"
_NARROW = rf"[^\s{HAN}\u3000-\u303f\uff00-\uffef“‘]"
_PIECE = re.compile(
    rf"(?:[{re.escape(OPENING)}]\s*)*"
    rf"(?:{_NARROW}+(?:(?<=\d)[{HAN}])?|[^\s{re.escape(OPENING)}])?"
    rf"(?:\s*[{re.escape(CLOSING)}])*\s*"
)
_AFTER_SENSE = re.compile(r"(?<!\b[Aa])(?<!\b[Tt]he)(?<!\b[oiatb][fnstoy])(?<!\band)(?<!\bfor)\s$|[，；：？！。]$")
_SIGN = re.compile(r"\w")
_FEWEST = 2
"""Minimum letters and digits on the last of several lines."""
_TORN = 0.5
"""Cost of a break inside a phrase: that of a line too short by this share of the width."""


def line_pieces(text: str) -> list[str]:
    """Split a text where a line may end; the pieces joined are the text."""
    return [piece for piece in _PIECE.findall(text) if piece]


def balanced_lines(text: str, measure: MeasureText, width: float, most: int) -> list[str]:
    """Break a text into the fewest lines that hold it, of similar length; empty if it takes more than `most`."""
    parts = line_pieces(text)
    for number in range(1, most + 1):
        if ends := _ends(parts, measure, width, number):
            return ["".join(parts[start:end]).strip() for start, end in zip([0, *ends], ends, strict=False)]
    return []


def cut_to_width(text: str, measure: MeasureText, width: float, most: int) -> list[str]:
    """Cut a text to `most` lines and add an ellipsis; a word is cut only if it is the first."""
    parts = line_pieces(text)
    shorter = [*list(accumulate(parts))[-2::-1], *list(accumulate(parts[0]))[-2::-1]]
    tried = (balanced_lines(each.rstrip(f" {CLOSING}{OPENING}") + "…", measure, width, most) for each in shorter)
    return next((lines for lines in tried if lines), ["…"])


def _ends(parts: Sequence[str], measure: MeasureText, width: float, number: int) -> tuple[int, ...]:
    """Return the index after each line's last piece, for the most even lines; empty if `number` lines are too few."""
    upto = [0.0, *accumulate(map(measure, parts))]
    bare = [end - measure(part) + measure(part.rstrip()) for part, end in zip(parts, upto[1:], strict=True)]
    even = upto[-1] / number
    ways: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for line in range(1, number + 1):
        longer: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, ends) in ways.items():
            for end in range(start + 1, len(parts) + 1):
                if (long := bare[end - 1] - upto[start]) > width:
                    break
                if (end == len(parts)) != (line == number) or (line == number > 1 and _is_lone(parts[start:end])):
                    continue
                torn = end < len(parts) and not _AFTER_SENSE.search(parts[end - 1])
                way = (cost + ((long - even) / width) ** 2 + torn * _TORN**2, (*ends, end))
                longer[end] = min(way, longer.get(end, way))
        ways = longer
    return ways[len(parts)][1] if len(parts) in ways else ()


def _is_lone(parts: Sequence[str]) -> bool:
    return len(_SIGN.findall("".join(parts))) < _FEWEST


SEPARATOR = "ᛜ"
"""Token between Han and adjacent punctuation or space, so that no query matches across it."""
MARKER = "ᚠ"
"""First and last character of search filter tokens. No query can contain it: runes are not letters in `_WORD`."""

_HAN = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    r"\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Han, kana and hangul: scripts written without spaces, or with endings attached to the word."""
_WORD = rf"[^\W_{_HAN}\u16a0-\u16ff]"
_WORDS = re.compile(rf"[0-9]+(?:[.,][0-9]+)+{_WORD}*|{_WORD}+(?:['’]{_WORD}+)*")
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|{_WORDS.pattern}")
_UNSPACED = re.compile(rf"[{_HAN}]")
_POSSESSIVE = re.compile(r"['’]s$")
_INSIDE = re.compile(r"['’.,]")


def index_tokens(text: str) -> list[str]:
    """Return the search tokens of a text in order: lower case, half-width (NFKC), without punctuation."""
    plain = _plain(text)
    # The loop over runs takes three times as long, and separators stand beside Han alone.
    if not _UNSPACED.search(plain):
        return [_bare(word) for word in _WORDS.findall(plain)]
    return [piece for run in _cut(plain) for piece in run]


def query_tokens(text: str) -> str:
    """Return the tokens, separated by spaces, that occur in sequence in every text that contains this query."""
    runs = list(_cut(_plain(text)))
    # The text may continue after the query: 筝 ends the tokens of 风筝, but is no token of 风筝节.
    if runs and len(runs[-1]) > 1:
        del runs[-1][-1]
    return " ".join(piece for run in runs for piece in run)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _cut(plain: str) -> Iterator[list[str]]:
    """Yield the tokens of each Han run, each word and each separator."""
    end, han = 0, ""
    for run in _RUN.finditer(plain):
        touching, before = run.start() == end, han
        if end and not touching and (run["han"] or before):
            yield [SEPARATOR]
        yield _of_han(run[0], after_word=touching and end > 0) if run["han"] else [_bare(run[0])]
        end, han = run.end(), run["han"]


def _of_han(run: str, *, after_word: bool) -> list[str]:
    """Return bigrams, and single characters where a query may begin or end: 节 of 风筝节, 年 of 2015年度."""
    if len(run) == 1:
        return [run]
    return [*run[: int(after_word)], *(run[at : at + 2] for at in range(len(run) - 1)), run[-1]]


def _bare(word: str) -> str:
    """Remove a possessive and inner punctuation: Xi'an is xian, Nice's nice, 16.733 is 16733."""
    return word if word.isalnum() else _INSIDE.sub("", _POSSESSIVE.sub("", word))


def filter_token(kind: str, value: str) -> str:
    """Return the search filter token of every page of a kind, tag or year: ᚠtagkitefestivalsᚠ."""
    return f"{MARKER}{kind}{value.replace('-', '')}{MARKER}"
