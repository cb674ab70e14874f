"""How typed text is set: quotation marks, breaks between Han, minutes of reading."""

import re
import unicodedata
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
HAN_A_MINUTE = 400
WORDS_A_MINUTE = 230


def curled(text: str) -> str:
    """English text with typed quotation marks set as printers set them: Xi'an is Xi’an. It stays as long as it is.

    Marks that stand together turn one way, which what is before them decides; before and behind a Han character,
    which has no space beside it, whether one is open.
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
    """A break in the source between two Han characters is no space on the page."""
    return _BREAK.sub(lambda found: join * len(found[0]), text) if "\n" in text else text


def clauses_of(headline: str) -> list[str]:
    """The clauses of a Chinese headline, which one space parts; empty where there is only one."""
    clauses = _BETWEEN_CLAUSES.split(headline)
    return clauses if len(clauses) > 1 else []


def has_han(text: str) -> bool:
    return _HAN_SIGN.search(text) is not None


def minutes(text: str) -> int:
    """Minutes of reading: Han characters and Latin words are counted apart and added."""
    han = sum(map(len, _HAN_RUN.findall(text)))
    words = len(_LATIN_WORD.findall(text))
    return max(1, ceil(han / HAN_A_MINUTE + words / WORDS_A_MINUTE))


def ink(text: str) -> float:
    """About how wide a line of text is set, in ems: never less than it is."""
    return sum(1.0 if _WIDE_SIGN.match(sign) else 0.62 for sign in text)


def columns(text: str) -> int:
    """Columns of a terminal: a Han character takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
