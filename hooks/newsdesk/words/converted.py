"""Sums in yuan with their value in dollars behind them, and the rate that they imply."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from newsdesk.words.stated import Reader, Unit

PLAUSIBLE = (Decimal("1.4"), Decimal(9))
"""Yuan for a dollar, from 1979 to this day."""
_BEHIND = re.compile(r"[^\S\n]?[(（,，]?\s?(?:or |about |some |around |nearly |约合?|折合|合)*")

_BESIDE = re.compile(r"yuan \(?(?:[a-z]+ )?\$|元[（，][^（）\n]{0,16}美元")


class Conversion(NamedTuple):
    """Two sums beside each other; `rate` is yuan for a dollar."""

    start: int
    end: int
    rate: Decimal


def implausible(text: str, reader: Reader) -> Iterator[Conversion]:
    """Conversions at a rate that never was."""
    stated = reader.stated(text) if ("$" in text or "美元" in text) and _BESIDE.search(text) else ()
    for yuan, dollars in pairwise(sorted(stated, key=lambda each: each.start)):
        converted = (yuan.unit, dollars.unit) == (Unit.YUAN, Unit.DOLLARS) and dollars.value
        if converted and _BEHIND.fullmatch(text, yuan.end, dollars.start):
            rate = yuan.value / dollars.value
            if not PLAUSIBLE[0] <= rate <= PLAUSIBLE[1]:
                yield Conversion(yuan.start, dollars.end, rate)
