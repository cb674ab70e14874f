"""A headline in lines of about one length, for pictures, in which no browser breaks them.

Chinese lines begin with no closing sign and end with no opening one (GB/T 15834; https://www.w3.org/TR/clreq/).
"""

import re
from collections.abc import Callable, Sequence
from itertools import accumulate

from newsdesk.words.typography import HAN

Measure = Callable[[str], float]
"""How wide a piece of text is set."""

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
"""Signs on a last line."""
_TORN = 0.5
"""What a break inside a phrase costs: as much as a line that is so much of the width too short."""


def pieces(text: str) -> list[str]:
    """The parts of a text between which a line may end; joined, they are the text."""
    return [piece for piece in _PIECE.findall(text) if piece]


def balanced(text: str, measure: Measure, width: float, most: int) -> list[str]:
    """A text in the fewest lines that it takes, all of about one length; none where it takes more than `most`."""
    parts = pieces(text)
    for number in range(1, most + 1):
        if ends := _ends(parts, measure, width, number):
            return ["".join(parts[start:end]).strip() for start, end in zip([0, *ends], ends, strict=False)]
    return []


def cut(text: str, measure: Measure, width: float, most: int) -> list[str]:
    """As much of a text as stands on `most` lines, and an ellipsis; inside a word only where it is the first."""
    parts = pieces(text)
    shorter = [*list(accumulate(parts))[-2::-1], *list(accumulate(parts[0]))[-2::-1]]
    tried = (balanced(each.rstrip(f" {CLOSING}{OPENING}") + "…", measure, width, most) for each in shorter)
    return next((lines for lines in tried if lines), ["…"])


def _ends(parts: Sequence[str], measure: Measure, width: float, number: int) -> tuple[int, ...]:
    """After which pieces the lines end, where that many lines hold them: the most even way."""
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
