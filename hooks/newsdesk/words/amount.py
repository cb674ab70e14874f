"""Figures as editors type them: 316, 167.33亿, 16.733 billion."""

import re
from dataclasses import dataclass
from decimal import Decimal

_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)(?:(万亿|万|亿)| (thousand|million|billion|trillion))?", re.ASCII)
_POWERS = {"万": 4, "亿": 8, "万亿": 12, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure: `text` as typed, `number` as what it says."""

    text: str
    number: Decimal


def parse(text: str) -> Amount:
    """Read a figure. Raises ValueError for commas, units and anything else that is no figure."""
    match = _AMOUNT.fullmatch(text)
    if not match:
        raise ValueError(text)
    power = _POWERS.get(match[2] or match[3] or "", 0)
    return Amount(text, Decimal(match[1]) * 10**power)
