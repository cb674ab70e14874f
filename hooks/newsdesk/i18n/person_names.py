"""Names of people: similar names in texts, and authors in bylines as citations write them."""

import re
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import chain
from typing import NamedTuple

from newsdesk.i18n.typography import has_han

_FAMILY_NAMES = """
    An Ai Bai Bao Cai Cao Chang Chen Cheng Cui Dai Deng Ding Dong Du Duan Fan Fang Feng Fu Gao Gong Gu Guo Han Hao He
    Hong Hou Hu Huang Ji Jia Jiang Jin Kang Kong Lai Lei Li Liang Liao Lin Liu Long Lu Luo Ma Mao Meng Mo Ni Niu Pan
    Pang Peng Qi Qian Qiao Qin Qiu Ren Shao Shen Shi Song Su Sun Tan Tang Tao Tian Wan Wang Wei Wen Wu Xia Xiang Xiao
    Xie Xiong Xu Xue Yan Yang Yao Ye Yi Yin Yu Yuan Zeng Zhang Zhao Zheng Zhong Zhou Zhu Zou Ouyang Sima Zhuge
"""
PINYIN_FAMILY_NAMES = frozenset(_FAMILY_NAMES.split())
_SYLLABLE = (
    "(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:iong|[iu]ang|[aeio]ng|ian|iao|uai|uan|an|en|in|un|ai|ei|ao|ou|ia|ie|iu"
    "|ua|ui|uo|ue|er|[aeiou]))"
)
# The lookahead rejects single syllables: Wei would otherwise be split into We and i.
_GIVEN_NAME = re.compile(rf"(?!{_SYLLABLE}\Z){_SYLLABLE}['’]?{_SYLLABLE}", re.IGNORECASE)
_PINYIN = re.compile(rf"(?=[A-Z]){_SYLLABLE}(?:['’]?{_SYLLABLE})?", re.ASCII | re.IGNORECASE)
_SIMILARITY = 0.8
"""Minimum `difflib` ratio of similar words."""
_SHORTEST = 5
"""Minimum letters of similar words: shorter ones are similar by chance."""


class PersonName(NamedTuple):
    """A name in two parts and its offsets in a text; `end` is 0 for a name from a register."""

    family: str
    given: str
    start: int = 0
    end: int = 0


class SimilarNames(ABC):
    """Finder of names in texts of one language that are similar to registered names or to each other."""

    def __init__(self, registered: Iterable[str]) -> None:
        self.by_family: dict[str, list[PersonName]] = defaultdict(list)
        for name in filter(None, map(self.split, registered)):
            self.by_family[name.family].append(name)

    @abstractmethod
    def split(self, name: str) -> PersonName | None:
        """Split a registered name into its two parts; None if it has more or fewer."""

    @abstractmethod
    def find(self, text: str) -> Sequence[PersonName]:
        """Return what may be names in a text, from left to right."""

    def pairs(self, text: str) -> Iterator[tuple[PersonName, PersonName]]:
        """Yield each name that is not registered, with a similar one that is or that precedes it in the text."""
        names = self.find(text)
        seen = [name for name in names if self._is_registered(name)]
        for name in names:
            if not self._is_registered(name) and not any(_are_equal(name, other) for other in seen):
                known = (each for each in self.by_family.get(name.family, ()) if _are_similar(name.given, each.given))
                if other := next(chain(known, (each for each in seen if _may_be_same(name, each))), None):
                    yield name, other
                if is_given_name(name.given):
                    seen.append(name)

    def _is_registered(self, name: PersonName) -> bool:
        return any(_are_equal(name, other) for other in self.by_family.get(name.family, ()))


def _are_equal(name: PersonName, other: PersonName) -> bool:
    return name[:2] == other[:2]


def _may_be_same(name: PersonName, other: PersonName) -> bool:
    """Return whether two names differ by a typo in the given name; another family name is that of another person."""
    return name.family == other.family and _are_similar(name.given, other.given)


def _are_similar(one: str, other: str) -> bool:
    long = min(len(one), len(other)) >= _SHORTEST
    return long and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SIMILARITY


def is_given_name(name: str) -> bool:
    """Return whether this is a Chinese given name of two syllables in pinyin."""
    return _GIVEN_NAME.fullmatch(name) is not None


def is_pinyin(family: str, given: str) -> bool:
    """Return whether these are a Chinese family and given name in pinyin, such as 'Lin' and 'Xiaofan' or 'Fan'."""
    return family in PINYIN_FAMILY_NAMES and _PINYIN.fullmatch(given) is not None


GBT_MAX_AUTHORS = 3
"""Authors that GB/T 7714 lists before 'et al'."""
_HAN_SEPARATOR = re.compile(r"[、，]")
_LATIN_SEPARATOR = re.compile(r",? and |, | & ")
_PART = re.compile(r"(\w)[^\s-]*")


class Author(NamedTuple):
    """An author: a person with a given name, or a name in `family` that is printed as it is."""

    family: str
    given: str = ""
    pinyin: bool = False

    @property
    def initials(self) -> str:
        """The initials of the given name: 'J.-L. M.' for 'Jean-Luc Marie'."""
        return _PART.sub(lambda part: f"{part[1].upper()}.", self.given)


def authors(byline: str, registered: Mapping[str, bool]) -> Sequence[Author]:
    """Return the authors in a byline; `registered` maps names of people to whether the family name comes first.

    A Latin byline is one author unless every part is a person's name: 'Science and Technology Daily' is not split.
    """
    separator = _HAN_SEPARATOR if has_han(byline) else _LATIN_SEPARATOR
    # A separator at the end is followed by no name.
    parts = [_author(name.strip(), registered) for name in separator.split(byline) if name.strip()]
    return parts if has_han(byline) or all(part.given for part in parts) else [Author(byline)]


def _author(name: str, registered: Mapping[str, bool]) -> Author:
    if has_han(name) or " " not in name:
        return Author(name)
    first, _, rest = name.partition(" ")
    if is_pinyin(first, rest) or registered.get(name):
        return Author(first, rest, pinyin=True)
    given, _, family = name.rpartition(" ")
    return Author(family, given) if name in registered else Author(name)


def in_apa(named: Sequence[Author]) -> str:
    """Return the authors in APA 7 style: 'Li, X., & Lindqvist, A.'; empty if there are none."""
    names = [f"{each.family}, {each.initials}" if each.given else each.family for each in named]
    return ", & ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def translators_in_apa(named: Sequence[Author]) -> str:
    """Return the translators in APA 7 style: 'X. Li & A. Lindqvist'."""
    return " & ".join(f"{each.initials} {each.family}" if each.given else each.family for each in named)


def in_gbt(named: Sequence[Author]) -> str:
    """Return the authors in GB/T 7714—2025 style (7.1): 'Li Xiaoming，Lindqvist A', always with full-width commas."""
    names = "，".join(map(_in_gbt, named[:GBT_MAX_AUTHORS]))
    if len(named) <= GBT_MAX_AUTHORS:
        return names
    return f"{names}，等" if has_han(names) else f"{names}，et al"


def _in_gbt(author: Author) -> str:
    if author.pinyin:
        return f"{author.family} {author.given}"
    if author.given:
        return f"{author.family} {author.initials.replace('.', '')}"
    # GB/T 7714 gives only the family name of a foreign name in Han characters.
    return author.family.rpartition("·")[2] if has_han(author.family) else author.family
