"""Traditional characters in simplified text: they come with what is copied from elsewhere."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from opencc import OpenCC

from newsdesk.words.style import Rule, Slip, Where

SIMPLIFIED = Rule(
    name="zh-traditional",
    sentence="characters are simplified, unless they are marked as another language's",
    pattern=r"(?!)",
    wrong="風箏節",
    right="风筝节",
    signs=(),
    where=Where.EVERY,
    cure="",
)


def traditional(text: str) -> Iterator[Slip]:
    """Runs of characters that the simplified script writes in another way."""
    simplified = _converter().convert(text)
    if simplified == text or len(simplified) != len(text):
        return
    at = 0
    for differs, run in groupby(zip(text, simplified, strict=True), key=lambda pair: pair[0] != pair[1]):
        signs = list(run)
        if differs:
            cure = "".join(new for _, new in signs)
            yield Slip(rule=SIMPLIFIED, start=at, end=at + len(signs), cure=cure)
        at += len(signs)


@lru_cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
