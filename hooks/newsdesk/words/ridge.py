"""The face of a story that may have no photograph: hills drawn from its permanent id, the same ones for ever.

Two ridges stand in the mist, and before them a row of bars that rise and fall like hills. All heights
count upwards from the ground, in a box `WIDTH` wide and `HEIGHT` high: the style sheet turns it over.
"""

import hashlib
from collections.abc import Iterator
from functools import lru_cache

WIDTH, HEIGHT = 240, 60
PITCH = 6
"""From one bar to the next."""
_BARS = WIDTH // PITCH
_STARTS = [f"M{PITCH // 2 + PITCH * number} 0v" for number in range(_BARS)]
_FAR = 9
"""A hill is not seen so many bars from its top."""
_TOPS = range(16, 42)
_HILLS = [
    [[round(top / (1 + (far / half) ** 2) ** 1.5) for far in range(-_FAR, _FAR + 1)] for top in _TOPS]
    for half in (2.4, 3.0, 3.6, 4.2)
]
"""How high the bars of a hill are, from its left to its right, by how gentle it is and how high."""
_LOWEST = 3


@lru_cache(maxsize=64)
def ridges(permanent: str) -> tuple[str, str, str]:
    """The far ridge, the near one and the bars, as data of SVG paths; the first two are areas, the last are lines.

    Remembered, since the pages of a story follow one another.
    """
    grain = iter(hashlib.sha512(permanent.encode()).digest())
    return _ridge(grain, 4, 30, 56), _ridge(grain, 5, 18, 40), _bars(grain, 5)


def _ridge(grain: Iterator[int], hills: int, least: int, most: int) -> str:
    """Some hills side by side, each with its top between `least` and `most`."""
    width = WIDTH // hills
    left, low = 0, 4 + next(grain) % 10
    path = [f"M0 0v{low}"]
    for number in range(1, hills + 1):
        right = WIDTH if number == hills else width * number + (next(grain) - 128) * width // 480
        up = (right - left) * (97 + next(grain) // 4) >> 8
        top, valley = least + next(grain) * (most - least) // 255, 3 + next(grain) % 9
        down = right - left - up
        path.append(f"c{up // 2} 0 {up // 2} {top - low} {up} {top - low}")
        path.append(f"s{down // 2}{valley - top} {down}{valley - top}")
        left, low = right, valley
    return "".join([*path, "V0z"])


def _bars(grain: Iterator[int], hills: int) -> str:
    """A row of bars, as high as the highest hill above them."""
    heights = [_LOWEST] * (_FAR + _BARS + _FAR)
    for number in range(hills):
        left = (number * 255 + next(grain)) * _BARS // (hills * 255 + 1)
        hill = _HILLS[next(grain) % len(_HILLS)][next(grain) % len(_TOPS)]
        heights[left : left + len(hill)] = map(max, heights[left : left + len(hill)], hill)
    return "".join([f"{start}{height}" for start, height in zip(_STARTS, heights[_FAR:-_FAR], strict=True)])
