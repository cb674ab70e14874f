"""Whom a byline names, and how citations write them: persons with their family name first.

A byline is free text. Who is a person is known of names in the registers and of Chinese names in pinyin (GB/T 28039);
whatever else, such as a desk or a name in Han, stands as it is: a name that is turned wrongly is worse than one that
is not turned.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newsdesk.words.persons import is_pinyin
from newsdesk.words.typography import has_han

FULL = 3
"""Authors whom GB/T 7714 names before it says that there are others."""
_LISTED = re.compile(r"[、，]")
_JOINED = re.compile(r",? and |, | & ")
_PART = re.compile(r"(\w)[^\s-]*")


class Author(NamedTuple):
    """Someone who made a text: a person with a given name, or a name that stands as it is in `family`."""

    family: str
    given: str = ""
    pinyin: bool = False

    @property
    def initials(self) -> str:
        """'J.-L. M.' of 'Jean-Luc Marie'."""
        return _PART.sub(lambda part: f"{part[1].upper()}.", self.given)


def authors(byline: str, registered: Mapping[str, bool]) -> Sequence[Author]:
    """Those whom a byline names; `registered` are names of persons, true where the family name stands first.

    A Latin byline is one name unless every part of it is a person's: 'Science and Technology Daily' is one author.
    """
    if not byline:
        return ()
    if has_han(byline):
        return [_author(name.strip(), registered) for name in _LISTED.split(byline)]
    parts = [_author(name, registered) for name in _JOINED.split(byline)]
    return parts if all(part.given for part in parts) else [Author(byline)]


def _author(name: str, registered: Mapping[str, bool]) -> Author:
    if has_han(name) or " " not in name:
        return Author(name)
    first, _, rest = name.partition(" ")
    if is_pinyin(first, rest) or registered.get(name):
        return Author(first, rest, pinyin=True)
    given, _, family = name.rpartition(" ")
    return Author(family, given) if name in registered else Author(name)


def in_apa(named: Sequence[Author]) -> str:
    """'Li, X., & Lindqvist, A.': the authors as APA 7 writes them."""
    *others, last = [f"{each.family}, {each.initials}" if each.given else each.family for each in named]
    return f"{', '.join(others)}, & {last}" if others else last


def translators_in_apa(named: Sequence[Author]) -> str:
    """'X. Li & A. Lindqvist'."""
    return " & ".join(f"{each.initials} {each.family}" if each.given else each.family for each in named)


def in_gbt(named: Sequence[Author]) -> str:
    """'Li Xiaoming，Lindqvist A': the authors as GB/T 7714—2025 (7.1) writes them, with a wide comma in any script."""
    names = "，".join(map(_in_gbt, named[:FULL]))
    if len(named) <= FULL:
        return names
    return f"{names}，等" if has_han(names) else f"{names}，et al"


def _in_gbt(author: Author) -> str:
    if author.pinyin:
        return f"{author.family} {author.given}"
    if author.given:
        return f"{author.family} {author.initials.replace('.', '')}"
    # Of a foreign name in Han, the standard takes the family name alone.
    return author.family.rpartition("·")[2] if has_han(author.family) else author.family
