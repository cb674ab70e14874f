"""Bodies that a text calls by two names: the same place before them, the same field, a body of the same sort."""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import combinations

from newsdesk.words.language import Language
from newsdesk.words.typography import HAN

_SORTS = (
    "Association Commission Committee Council Federation Society Union Bureau Department Office Ministry Agency",
    "Institute Academy Laboratory Center Centre",
    "Company Corporation Group Alliance Consortium",
)
_SORT = {word: number for number, words in enumerate(_SORTS) for word in words.split()}
_KIND = re.compile(rf"\b(?:{'|'.join(_SORT)})\b")
_BEFORE = re.compile(r"(?:[A-Z][\w'’]*(?: (?:and|of|for|on))* )+\Z")
_AFTER = re.compile(r" (?:of|for|on) (?:the )?[A-Z][\w'’]*(?:(?: and| of|,)? [A-Z][\w'’]*)*")
_CAPITAL = re.compile(r"[A-Z][\w'’]*")
_REACH = 90
"""Characters before its last word within which the name of a body begins."""
_STEM = 5
"""Letters: scientific and science begin with the same."""
MORE = 2
"""So many stems more than the other's, or pieces of two Han characters, leave the field of a body the same."""
_SORTS_HAN = ("协会|学会|委员会|联合会|科委|局|厅|部门|办公室|管委会", "研究院|研究所|实验室|中心", "公司|集团|联盟")
_SORT_HAN = {word: number for number, words in enumerate(_SORTS_HAN) for word in words.split("|")}
_KINDS_HAN = "|".join(sorted(_SORT_HAN, key=len, reverse=True))
_END_OF_SENTENCE = re.compile(r"[.!?]\s|[。！？\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The name of a body where it stands: its place, its field as stems, and its sort."""

    name: str
    start: int
    place: str
    field: Set[str]
    sort: int

    def may_be(self, other: "Body") -> bool:
        """Whether the other may be the same body by another name: one has the other's field, or a little more."""
        alike = self.name != other.name and (self.place, self.sort) == (other.place, other.sort)
        less, more = sorted((self.field, other.field), key=len)
        return alike and bool(less) and less <= more and len(more) - len(less) <= MORE


class Bodies:
    """Finds, in texts of one language, bodies that may have been named otherwise before."""

    def __init__(self, registered: Iterable[str], places: Iterable[str], language: Language) -> None:
        """Of the names of registered bodies, and of places: with these a Chinese name begins."""
        self._registered = frozenset(registered)
        self._sorts = _SORT_HAN if language is Language.ZH else _SORT
        begin = "|".join(re.escape(place) for place in places) or "(?!)"
        self._han = re.compile(rf"({begin})[省市县区州]?([{HAN}]{{2,12}}?)({_KINDS_HAN})")

    def renamed(self, text: str) -> Iterator[tuple[Body, Body]]:
        """Each body that may be an earlier one, with that one: they are not both registered, and in no one sentence."""
        if sum(map(text.count, self._sorts)) < 2:
            return
        told: set[str] = set()
        for earlier, later in combinations(self._named(text), 2):
            known = later.name in told or {earlier.name, later.name} <= self._registered
            if not known and later.may_be(earlier) and _END_OF_SENTENCE.search(text, earlier.start, later.start):
                told.add(later.name)
                yield later, earlier

    def _named(self, text: str) -> Iterator[Body]:
        if self._sorts is _SORT_HAN:
            yield from map(_in_han, self._han.finditer(text))
            return
        reached = 0
        for kind in _KIND.finditer(text):
            if body := _in_latin(text, kind, max(reached, kind.start() - _REACH)):
                yield body
            reached = kind.end()


def _in_latin(text: str, kind: re.Match[str], first: int) -> Body | None:
    """The name around its last word, which begins at `first` at the earliest."""
    before = _BEFORE.search(text, first, kind.start())
    if not before:
        return None
    after = _AFTER.match(text, kind.end())
    start, end = before.start() + 4 * before[0].startswith("The "), after.end() if after else kind.end()
    place, *words = _CAPITAL.findall(text[start : kind.start()] + text[kind.end() : end]) or [""]
    field = frozenset(word[:_STEM].lower() for word in words)
    return Body(name=text[start:end], start=start, place=place, field=field, sort=_SORT[kind[0]])


def _in_han(match: re.Match[str]) -> Body:
    place, field, kind = match.groups()
    pieces = frozenset(field[at : at + 2] for at in range(len(field) - 1))
    return Body(name=match[0], start=match.start(), place=place, field=pieces, sort=_SORT_HAN[kind])
