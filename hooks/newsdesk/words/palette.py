"""The colours of the style sheets, and whether one can be read on the other (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

TEXT, SHAPE = 4.5, 3.0
"""The least contrast of text, and of what is no text but must be seen."""
_COLOUR = re.compile(r"--([\w-]+): var\(--light, (#[0-9a-f]{6})\) var\(--dark, (#[0-9a-f]{6})\);")
_CHANNELS = (0.2126, 0.7152, 0.0722)
_KNEE = 0.04045


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    """A named colour: `#rrggbb` where the page is light, and where it is dark."""

    light: str
    dark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A colour that stands on another somewhere, and the `least` contrast that asks for."""

    front: str
    back: str
    least: float = TEXT


_PAPERS = ("md-default-bg-color", "md-code-bg-color")
PAIRS = (
    *(
        Pair(front=front, back=back)
        for back in _PAPERS
        for front in ("md-default-fg-color", "md-default-fg-color--light", "md-typeset-a-color", "mark")
    ),
    Pair(front="md-primary-bg-color", back="md-primary-fg-color"),
    Pair(front="md-default-fg-color--lighter", back="md-default-bg-color", least=SHAPE),
)
"""Every pair that pages use."""


def colours(sheet: str) -> Mapping[str, Colour]:
    """The colours that a style sheet names, without their dashes."""
    return {name: Colour(light=light, dark=dark) for name, light, dark in _COLOUR.findall(sheet)}


def tokens(sheet: str, kind: str) -> Sequence[str]:
    """The names that begin with a kind such as `size`, in the order in which a style sheet first gives them."""
    return list(dict.fromkeys(re.findall(rf"--({kind}-\w+):", sheet)))


def contrast(one: str, other: str) -> float:
    """How far two colours `#rrggbb` stand apart: from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return sum(share * _linear(channel) for share, channel in zip(_CHANNELS, channels, strict=True))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _KNEE else ((channel + 0.055) / 1.055) ** 2.4
