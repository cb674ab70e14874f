"""Heuristics: what may be right, and what somebody who knows the newsroom would look at twice."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial
from itertools import combinations, pairwise
from typing import NamedTuple

from newsdesk.content.blocks import may_have_placeholder
from newsdesk.content.library import Library
from newsdesk.content.registers import Registers
from newsdesk.content.story import Text
from newsdesk.diagnostics import Check, Diagnostic, warning
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import Message, msg
from newsdesk.i18n.person_names import SimilarNames
from newsdesk.i18n.quantities import StatementReader, Unit
from newsdesk.i18n.quantity_readers import READERS
from newsdesk.i18n.typography import HAN
from newsdesk.lint.facts import ComparedText, KnownNames

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
_NAME_STEM = 5
"""Letters: scientific and science begin with the same."""
MORE = 2
"""So many stems more than the other's, or pieces of two Han characters, leave the field of a body the same."""
_SORTS_HAN = ("协会|学会|委员会|联合会|科委|局|厅|部门|办公室|管委会", "研究院|研究所|实验室|中心", "公司|集团|联盟")
_SORT_HAN = {word: number for number, words in enumerate(_SORTS_HAN) for word in words.split("|")}
_KINDS_HAN = "|".join(sorted(_SORT_HAN, key=len, reverse=True))
_END_OF_SENTENCE = re.compile(r"[.!?]\s|[。！？\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedBody:
    """The name of a body where it stands: its place, its field as stems, and its sort."""

    name: str
    start: int
    place: str
    field: Set[str]
    sort: int

    def may_be(self, other: "NamedBody") -> bool:
        """Whether the other may be the same body by another name: one has the other's field, or a little more."""
        alike = self.name != other.name and (self.place, self.sort) == (other.place, other.sort)
        less, more = sorted((self.field, other.field), key=len)
        return alike and bool(less) and less <= more and len(more) - len(less) <= MORE


class NamedBodies:
    """Finds, in texts of one language, bodies that may have been named otherwise before."""

    def __init__(self, registered: Iterable[str], places: Iterable[str], language: Language) -> None:
        """Of the names of registered bodies, and of places: with these a Chinese name begins."""
        self._registered = frozenset(registered)
        self._sorts = _SORT_HAN if language is Language.ZH else _SORT
        begin = "|".join(re.escape(place) for place in places) or "(?!)"
        self._han = re.compile(rf"({begin})[省市县区州]?([{HAN}]{{2,12}}?)({_KINDS_HAN})")

    def renamed(self, text: str) -> Iterator[tuple[NamedBody, NamedBody]]:
        """Each body that may be an earlier one, with that one: they are not both registered, and in no one sentence."""
        if sum(map(text.count, self._sorts)) < 2:
            return
        told: set[str] = set()
        for earlier, later in combinations(self._named(text), 2):
            known = later.name in told or {earlier.name, later.name} <= self._registered
            if not known and later.may_be(earlier) and _END_OF_SENTENCE.search(text, earlier.start, later.start):
                told.add(later.name)
                yield later, earlier

    def _named(self, text: str) -> Iterator[NamedBody]:
        if self._sorts is _SORT_HAN:
            yield from map(_in_han, self._han.finditer(text))
            return
        reached = 0
        for kind in _KIND.finditer(text):
            if body := _in_latin(text, kind, max(reached, kind.start() - _REACH)):
                yield body
            reached = kind.end()


def _in_latin(text: str, kind: re.Match[str], first: int) -> NamedBody | None:
    """The name around its last word, which begins at `first` at the earliest."""
    before = _BEFORE.search(text, first, kind.start())
    if not before:
        return None
    after = _AFTER.match(text, kind.end())
    start, end = before.start() + 4 * before[0].startswith("The "), after.end() if after else kind.end()
    place, *words = _CAPITAL.findall(text[start : kind.start()] + text[kind.end() : end]) or [""]
    field = frozenset(word[:_NAME_STEM].lower() for word in words)
    return NamedBody(name=text[start:end], start=start, place=place, field=field, sort=_SORT[kind[0]])


def _in_han(match: re.Match[str]) -> NamedBody:
    place, field, kind = match.groups()
    pieces = frozenset(field[at : at + 2] for at in range(len(field) - 1))
    return NamedBody(name=match[0], start=match.start(), place=place, field=pieces, sort=_SORT_HAN[kind])


PLAUSIBLE = (Decimal("1.4"), Decimal(9))
"""Yuan for a dollar, from 1979 to this day."""
_BEHIND = re.compile(r"[^\S\n]?[(（,，]?\s?(?:or |about |some |around |nearly |约合?|折合|合)*")

_BESIDE = re.compile(r"yuan \(?(?:[a-z]+ )?\$|元[（，][^（）\n]{0,16}美元")


class Conversion(NamedTuple):
    """Two sums beside each other; `rate` is yuan for a dollar."""

    start: int
    end: int
    rate: Decimal


def implausible(text: str, reader: StatementReader) -> Iterator[Conversion]:
    """Conversions at a rate that never was."""
    stated = reader.stated(text) if ("$" in text or "美元" in text) and _BESIDE.search(text) else ()
    for yuan, dollars in pairwise(sorted(stated, key=lambda each: each.start)):
        converted = (yuan.unit, dollars.unit) == (Unit.YUAN, Unit.DOLLARS) and dollars.value
        if converted and _BEHIND.fullmatch(text, yuan.end, dollars.start):
            rate = yuan.value / dollars.value
            if not PLAUSIBLE[0] <= rate <= PLAUSIBLE[1]:
                yield Conversion(yuan.start, dollars.end, rate)


class Counted(NamedTuple):
    """A count in a text: how many, of what as `nouns` that would be the same in another mention, and where."""

    number: int
    nouns: Set[str]
    refers_back: bool
    start: int
    end: int


Recount = tuple[Counted, Counted]
"""A count that refers back, and the earlier one of so many other things."""

FEWEST = 4
"""Smaller numbers count too many things in one story."""
_ENGLISH = re.compile(
    r"(?<![\w.,$-])(?P<back>[Tt]he |[Tt]hese |[Tt]hose )?(?P<number>\d{1,4}) (?P<words>(?:[A-Za-z'’-]+ ){0,3}?)"
    r"(?P<noun>[a-z]+[^\Wsu]s)\b"
)
_BETWEEN = "and at by for from had in is of on or that the their to was were which who with"
_MEASURES = """
    years months weeks days hours minutes seconds times points meters kilometers miles hectares tons degrees cents
    dollars stages
"""
_NO_NOUNS = frozenset(_BETWEEN.split())
_NO_THINGS = frozenset(_MEASURES.split())
_BACK = [re.compile(rf"{word} (?!(?:19|20)\d\d\b)\d") for word in ("he", "hese", "hose")]
_BACK_CHINESE = [re.compile(r"[这该些述]\d")]
"""Without one of them no count refers back. Patterns that begin with what they look for are quick."""
_CHINESE = re.compile(
    rf"(?P<back>[这该]|这些|上述)?(?P<number>\d{{1,4}})(?P<unit>[家个所名位项支座])(?P<noun>[{HAN}]{{2,8}})"
)


def recounted_nouns(text: str, language: Language) -> Iterator[Recount]:
    """Counts that refer back to things which the text has called by other names alone."""
    if not any(back.search(text) for back in (_BACK_CHINESE if language is Language.ZH else _BACK)):
        return
    by_number: Mapping[int, list[Counted]] = defaultdict(list)
    for counted in (_in_chinese if language is Language.ZH else _in_english)(text):
        earlier = by_number[counted.number]
        if counted.refers_back and earlier and not any(counted.nouns & each.nouns for each in earlier):
            yield counted, earlier[0]
        earlier.append(counted)


def _in_english(text: str) -> Iterator[Counted]:
    for match in _ENGLISH.finditer(text):
        noun, words = match["noun"], match["words"].split()
        if _counts_things(match) and noun not in _NO_THINGS and _NO_NOUNS.isdisjoint(words):
            yield Counted(int(match["number"]), {noun}, bool(match["back"]), match.start(), match.end())


def _in_chinese(text: str) -> Iterator[Counted]:
    for match in _CHINESE.finditer(text):
        if _counts_things(match):
            noun = match["noun"]
            pieces = {noun[at : at + 2] for at in range(len(noun) - 1)}
            yield Counted(int(match["number"]), pieces, bool(match["back"]), match.start(), match.end())


def _counts_things(match: re.Match[str]) -> bool:
    """Whether a number is no year, and large enough to mean the same things again."""
    return int(match["number"]) >= FEWEST and not 1900 <= int(match["number"]) <= 2099


_GLUED = re.compile(r"\b[A-Z]?[a-z]{2,}[A-Z][a-z]{2,}\b")
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_HAN_OR_WORD = re.compile(r"[A-Za-z\d.]+|[\u4e00-\u9fff]")
_EMPTY = """
    a about after also an and are as at be been by for from had has have he her his in into is it its of on or said
    she that the their there they this to was were which who will with
"""
_SAYS_NOTHING = frozenset(_EMPTY.split())
_STEM = 5
"""Letters: opens and opened begin with the same."""


def glued(text: str) -> Iterator[tuple[str, int]]:
    """Words that a capital letter in their midst parts, and where they stand."""
    return ((match[0], match.start()) for match in _GLUED.finditer(text))


def says_nothing_new(title: str, summary: str, language: Language) -> bool:
    """Whether a summary only repeats the headline."""
    if len(summary) > 2 * len(title):
        return False
    told = _pieces if language is Language.ZH else _stems
    return told(summary) <= told(title)


def _stems(text: str) -> Set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.lower()) if word not in _SAYS_NOTHING}


def _pieces(text: str) -> Set[str]:
    signs = _HAN_OR_WORD.findall(text)
    return {one + other for one, other in pairwise(signs)}


HEURISTIC_LANGUAGES = (Language.EN, Language.ZH)
"""Those that the eye can read."""


def heuristic_checks(library: Library) -> Iterator[Check]:
    """What the eye sees, text by text."""
    eyes: Mapping[Language, Heuristics] = {
        language: Heuristics(library.registers, language) for language in HEURISTIC_LANGUAGES
    }
    faulty = {text.path for text in library.faulty}
    for text in (*library.texts, *library.unpublished):
        if text.language in eyes and text.path not in faulty:
            yield partial(eyes[text.language].look, text)


class Heuristics:
    """It reads one language, and knows the registers."""

    def __init__(self, registers: Registers, language: Language) -> None:
        self._registers, self._language = registers, language

    @cached_property
    def _persons(self) -> SimilarNames:
        names = [person.name.on(self._language).text for person in self._registers.people.values()]
        return SimilarNames(names, self._language)

    @cached_property
    def _bodies(self) -> NamedBodies:
        forms = KnownNames(self._registers).forms("organisations", self._language)
        places = [place.name.on(self._language).text for place in self._registers.places.values()]
        return NamedBodies(forms, places, self._language)

    @cached_property
    def _written_so(self) -> frozenset[str]:
        """Words with a capital in their midst that the registers have; sources' titles have the slips of others."""
        registers = [file.text for name, file in self._registers.files.items() if name != "sources"]
        publishers = [source.publisher.on(self._language).text for source in self._registers.sources.values()]
        return frozenset(word for text in (*registers, *publishers) for word, _ in glued(text))

    def look(self, text: Text) -> Iterator[Diagnostic]:
        """All that the eye sees in a text."""
        side = ComparedText(text=text)
        yield from self._glued(side)
        yield from self._repeated(side)
        # Few texts show anything as they are typed: only then is it worth knowing what is quoted.
        for see in (self._alike, self._renamed, self._recounted, self._converted):
            if any(see(side, side.words)):
                yield from see(side, side.own_words)

    def _alike(self, side: ComparedText, words: str) -> Iterator[Diagnostic]:
        for name, other in self._persons.alike(words):
            known, joint = f"{other.family}{self._joint}{other.given}", self._joint
            named = f"{name.family}{joint}{name.given}"
            message = msg('"{name}" is nearly "{other}" of the register of people', name=named, other=known)
            if other.end:
                message = _after_line(side, named, known, other.start)
            yield _warning("close-name", side, name.start, name.end, message)

    @property
    def _joint(self) -> str:
        return "" if self._language is Language.ZH else " "

    def _renamed(self, side: ComparedText, words: str) -> Iterator[Diagnostic]:
        for body, other in self._bodies.renamed(words):
            message = _after_line(side, body.name, other.name, other.start)
            yield _warning("body-renamed", side, body.start, body.start + len(body.name), message)

    def _recounted(self, side: ComparedText, words: str) -> Iterator[Diagnostic]:
        for count, other in recounted_nouns(words, self._language):
            message = _after_line(side, words[count.start : count.end], words[other.start : other.end], other.start)
            yield _warning("count-renamed", side, count.start, count.end, message)

    def _converted(self, side: ComparedText, words: str) -> Iterator[Diagnostic]:
        for each in implausible(words, READERS[self._language]):
            sums, rate = words[each.start : each.end], f"{each.rate:.3g}"
            message = msg('"{sums}" makes {rate} yuan a dollar', sums=sums, rate=rate)
            yield _warning("conversion", side, each.start, each.end, message)

    def _glued(self, side: ComparedText) -> Iterator[Diagnostic]:
        """A name that is written so stands so in the body or in a register; words that ran together stand once."""
        for word, start in glued(f"{side.text.title}\n{side.text.summary}"):
            if side.words.count(word) == 1 and word not in self._written_so:
                message = msg('"{word}" may be two words that ran together', word=word)
                yield _warning("glued-words", side, start, start + len(word), message)

    def _repeated(self, side: ComparedText) -> Iterator[Diagnostic]:
        title, summary = side.text.title, side.text.summary
        if title and not may_have_placeholder(summary) and says_nothing_new(title, summary, self._language):
            message = msg("the summary says nothing that the title does not say")
            start = len(title) + 1
            yield _warning("summary-repeats", side, start, start + len(summary), message)


def _after_line(side: ComparedText, here: str, there: str, at: int) -> Message:
    line = side.place(at, at + len(there)).line
    return msg('"{here}" stands here, and "{there}" on line {line}: is it the same?', here=here, there=there, line=line)


def _warning(rule: str, side: ComparedText, start: int, end: int, message: Message) -> Diagnostic:
    suggestion = msg("mend it, or say above the line why it is right: {waiver}", waiver=side.waiver(rule, start))
    return warning(rule, side.place(start, end), message, suggestion)
