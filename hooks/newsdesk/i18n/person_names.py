"""Names of persons: those that are nearly one another, and those of bylines as citations write them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import chain
from typing import NamedTuple

from newsdesk.i18n.languages import Language
from newsdesk.i18n.typography import HAN, has_han

_COMMON = """
    An Ai Bai Bao Cai Cao Chang Chen Cheng Cui Dai Deng Ding Dong Du Duan Fan Fang Feng Fu Gao Gong Gu Guo Han Hao He
    Hong Hou Hu Huang Ji Jia Jiang Jin Kang Kong Lai Lei Li Liang Liao Lin Liu Long Lu Luo Ma Mao Meng Mo Ni Niu Pan
    Pang Peng Qi Qian Qiao Qin Qiu Ren Shao Shen Shi Song Su Sun Tan Tang Tao Tian Wan Wang Wei Wen Wu Xia Xiang Xiao
    Xie Xiong Xu Xue Yan Yang Yao Ye Yi Yin Yu Yuan Zeng Zhang Zhao Zheng Zhong Zhou Zhu Zou Ouyang Sima Zhuge
"""
_FAMILIES = frozenset(_COMMON.split())
_FAMILY_HAN = re.compile(
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆"
    "汪范石廖贾夏韦付邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵严武戴孔汤谌]"
)
_SYLLABLE = (
    "(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:iong|[iu]ang|[aeio]ng|ian|iao|uai|uan|an|en|in|un|ai|ei|ao|ou|ia|ie|iu"
    "|ua|ui|uo|ue|er|[aeiou]))"
)
# Wei would also be We and i: what may be one syllable is one.
_GIVEN = re.compile(rf"(?!{_SYLLABLE}\Z){_SYLLABLE}['’]?{_SYLLABLE}|[{HAN}]{{2}}", re.IGNORECASE)
_PINYIN = re.compile(rf"(?=[A-Z]){_SYLLABLE}(?:['’]?{_SYLLABLE})?", re.ASCII | re.IGNORECASE)
_CAPITAL = re.compile(r"[A-Z][a-z'’]*[a-z]\b")
# 长 and 记 are 市长 and 书记; 任 alone is as often 任何, and 理 the end of a verb.
_APART = r"(?:(?<=[长记席授士裁员事、，。；：“（\s])|(?<=[主责]任)|(?<=[总经]理)|\A)"
_STARTS = re.compile(_APART)
"""How any name stands that is told for the first time: behind a post or a mark."""
_INTRODUCED = re.compile(rf"{_APART}[{HAN}]{{3}}(?=[、，。；：）]|说|表示|介绍|指出|出席|主持|等|\Z)")
"""How a name stands that is one beyond doubt: before a mark or a verb of speech too."""
_ALIKE = 0.8
"""How much of two words must be the same, as difflib measures it."""
_LONG = 5
"""Letters: shorter words are alike by chance."""


class PersonName(NamedTuple):
    """A name of two parts, and where it stands; at its end 0 where it stands in a register."""

    family: str
    given: str
    start: int = 0
    end: int = 0

    def is_that_of(self, other: "PersonName") -> bool:
        return (self.family, self.given) == (other.family, other.given)


Alike = tuple[PersonName, PersonName]
"""A name in a text, and the one that it nearly is."""


class SimilarNames:
    """Finds, in texts of one language, names that are nearly registered ones or nearly each other."""

    def __init__(self, registered: Iterable[str], language: Language) -> None:
        self._is_han = language is Language.ZH
        names = filter(None, map(_split_han if self._is_han else _split_latin, registered))
        self._by_family: dict[str, list[PersonName]] = defaultdict(list)
        for name in names:
            self._by_family[name.family].append(name)
        self._givens = {name.given for names in self._by_family.values() for name in names}
        self._first = _FAMILIES.union(self._by_family)

    def alike(self, text: str) -> Iterator[Alike]:
        """Names that are not registered, and nearly one that is or that the text has too; each is given once."""
        names = self._in_han(text) if self._is_han else self._in_latin(text)
        seen = [name for name in names if self._is_registered(name)]
        for name in names:
            if not self._is_registered(name) and not any(name.is_that_of(other) for other in seen):
                slips = (each for each in self._by_family.get(name.family, ()) if _slipped(name.given, each.given))
                if other := next(chain(slips, (each for each in seen if _nearly(name, each))), None):
                    yield name, other
                if _is_given(name.given):
                    seen.append(name)

    def _is_registered(self, name: PersonName) -> bool:
        return any(name.is_that_of(other) for other in self._by_family.get(name.family, ()))

    def _in_latin(self, text: str) -> Sequence[PersonName]:
        """Words with a capital behind a family name, or behind the first word of a registered name."""
        found = []
        for family in self._first.intersection(text.split()):
            at = -1
            while (at := text.find(f"{family} ", at + 1)) >= 0:
                given = _CAPITAL.match(text, at + len(family) + 1)
                if given and not text[at - 1 : at].isalpha():
                    found.append(PersonName(family, given[0].replace("’", "'"), at, given.end()))
        return sorted(found, key=lambda name: name.start)

    def _in_han(self, text: str) -> Sequence[PersonName]:
        """Three characters, the first a family name, where the others are the given name of more than one family."""
        by_given: dict[str, list[PersonName]] = defaultdict(list)
        for match in _FAMILY_HAN.finditer(text):
            start = match.start()
            by_given[given := text[start + 1 : start + 3]].append(PersonName(match[0], given, start, start + 3))
        found = [names for given, names in by_given.items() if given in self._givens or _are_persons(names, text)]
        return sorted((name for names in found for name in names), key=lambda name: name.start)


def _are_persons(names: Sequence[PersonName], text: str) -> bool:
    """Whether there are several families, each once behind a post or a mark, and one of them before a mark too.

    Everyday words are names otherwise: 任何工作 and 远程工作 have 何工作 and 程工作.
    """
    introduced = {name.family for name in names if _STARTS.match(text, name.start)}
    several = len(introduced) > 1 and introduced == {name.family for name in names}
    return several and any(_INTRODUCED.match(text, name.start) for name in names)


def _split_latin(name: str) -> PersonName | None:
    family, space, given = name.replace("’", "'").partition(" ")
    return PersonName(family, given) if space and " " not in given else None


def _split_han(name: str) -> PersonName | None:
    return PersonName(name[0], name[1:]) if _is_given(name[1:]) else None


def _nearly(name: PersonName, other: PersonName) -> bool:
    """Whether two names differ in the family's alone, or by a slip in the other part."""
    if name.given == other.given:
        return _is_given(name.given)
    return name.family == other.family and _slipped(name.given, other.given)


def is_pinyin(family: str, given: str) -> bool:
    """Whether these are a Chinese family name and given name in Latin letters, such as 'Lin' and 'Xiaofan' or 'Fan'."""
    return family in _FAMILIES and _PINYIN.fullmatch(given) is not None


def _is_given(name: str) -> bool:
    """Whether this is a Chinese given name of two syllables."""
    return _GIVEN.fullmatch(name) is not None


def _slipped(one: str, other: str) -> bool:
    """Whether two words differ by a letter or two."""
    return min(len(one), len(other)) >= _LONG and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


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
