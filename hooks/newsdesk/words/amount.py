"""Figures as editors type them: 316, 167.33亿, 16.733 billion."""

import re
from dataclasses import dataclass
from decimal import Decimal

_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)(?:(万亿|万|亿)| (thousand|million|billion|trillion))?", re.ASCII)
_POWERS = {"万": 4, "亿": 8, "万亿": 12, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
DIGITS = 24
"""As many are exact: Python's decimals have 28, and what is made of a figure takes a few of them."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure: `text` as typed, `number` as what it says."""

    text: str
    number: Decimal


def parse(text: str) -> Amount:
    """Read a figure. Raises ValueError for commas, units and anything else that is no figure, OverflowError for one
    that has too many digits.
    """
    match = _AMOUNT.fullmatch(text)
    if not match:
        raise ValueError(text)
    power = _POWERS.get(match[2] or match[3] or "", 0)
    if len(match[1]) + power > DIGITS:
        raise OverflowError(text)
    return Amount(text, Decimal(match[1]) * 10**power)
