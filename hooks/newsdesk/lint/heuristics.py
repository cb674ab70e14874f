"""Heuristics: checks that may be wrong, for what an experienced editor would look at twice."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from decimal import Decimal
from functools import cached_property, partial
from itertools import combinations, pairwise
from typing import NamedTuple

from newsdesk.content.blocks import may_have_placeholder
from newsdesk.content.fingerprint import fingerprint
from newsdesk.content.library import Library
from newsdesk.content.registers import Registers, Source
from newsdesk.content.story import Text
from newsdesk.diagnostics import Check, Diagnostic, warning
from newsdesk.i18n.language_rules import Count, HeuristicRules, OrganisationName
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import Message, msg
from newsdesk.i18n.person_names import SimilarNames
from newsdesk.i18n.quantities import StatementReader, Unit
from newsdesk.lint.facts import ComparedText, KnownNames

MAX_MORE = 2
"""Maximum pieces that the field of the same organization may have in one name and not in another."""
_END_OF_SENTENCE = re.compile(r"[.!?]\s|[。！？\n]")


def renamed_organisations(
    text: str, rules: HeuristicRules, places: tuple[str, ...], registered: Set[str]
) -> Iterator[tuple[OrganisationName, OrganisationName]]:
    """Yield each organization that may be one from an earlier sentence under another name, with that one.

    Two names that are both registered belong to two organizations.
    """
    if sum(map(text.count, rules.organisation_types)) < 2:
        return
    found: set[str] = set()
    for earlier, later in combinations(rules.organisations(text, places), 2):
        known = later.name in found or {earlier.name, later.name} <= registered
        if not known and _may_be_same(earlier, later) and _END_OF_SENTENCE.search(text, earlier.start, later.start):
            found.add(later.name)
            yield later, earlier


def _may_be_same(one: OrganisationName, other: OrganisationName) -> bool:
    """Require the same place and category, and fields that are equal or differ by a few more pieces in one.

    A name at the end of the other is a part of it: 'Justice's Office of Information Policy'.
    """
    alike = (
        not one.name.endswith(other.name)
        and not other.name.endswith(one.name)
        and (one.place, one.category) == (other.place, other.category)
    )
    less, more = sorted((one.field, other.field), key=len)
    return alike and bool(less) and less <= more and len(more) - len(less) <= MAX_MORE


PLAUSIBLE_RATES = (Decimal("1.4"), Decimal(9))
"""Minimum and maximum exchange rate in yuan per dollar, from 1979 to today."""


class Conversion(NamedTuple):
    """A sum in yuan followed by one in dollars, its offsets, and its rate in yuan per dollar."""

    start: int
    end: int
    rate: Decimal


def implausible_conversions(text: str, rules: HeuristicRules, reader: StatementReader | None) -> Iterator[Conversion]:
    """Yield conversions at a rate outside `PLAUSIBLE_RATES`."""
    stated = reader.stated(text) if reader and rules.conversion.search(text) else ()
    for yuan, dollars in pairwise(sorted(stated, key=lambda each: each.start)):
        converted = (yuan.unit, dollars.unit) == (Unit.YUAN, Unit.DOLLARS) and dollars.value
        if converted and rules.between_sums.fullmatch(text, yuan.end, dollars.start):
            rate = yuan.value / dollars.value
            if not PLAUSIBLE_RATES[0] <= rate <= PLAUSIBLE_RATES[1]:
                yield Conversion(yuan.start, dollars.end, rate)


MIN_COUNT = 4
"""Smaller numbers count too many different things in one story."""


def renamed_counts(text: str, rules: HeuristicRules) -> Iterator[tuple[Count, Count]]:
    """Yield counts that refer back to things under a noun not used for them before, with their first count."""
    if not any(pattern.search(text) for pattern in rules.back_references):
        return
    by_number: Mapping[int, list[Count]] = defaultdict(list)
    for count in rules.counts(text):
        if count.number >= MIN_COUNT and not 1900 <= count.number <= 2099:
            earlier = by_number[count.number]
            if count.refers_back and earlier and not any(count.nouns & each.nouns for each in earlier):
                yield count, earlier[0]
            earlier.append(count)


_GLUED = re.compile(r"\b[A-Z]?[a-z]{2,}[A-Z][a-z]{2,}\b")


def glued_words(text: str) -> Iterator[tuple[str, int]]:
    """Yield words with a capital letter inside, which may lack a space, and their offsets."""
    return ((match[0], match.start()) for match in _GLUED.finditer(text))


def repeats_title(title: str, summary: str, rules: HeuristicRules) -> bool:
    """Return whether a summary only repeats the title."""
    return len(summary) <= 2 * len(title) and rules.content_words(summary) <= rules.content_words(title)


def heuristic_checks(library: Library) -> Iterator[Check]:
    """Yield a check per text, which runs all heuristics of its language."""
    faulty = {text.path for text in library.invalid_texts}
    texts = [text for text in (*library.texts, *library.unpublished) if text.path not in faulty]
    languages = {text.language for text in texts if text.language.rules.heuristics}
    of_language = {language: Heuristics(library.registers, language) for language in languages}
    return (
        Check(name="heuristics", files=[text.file], known=known.digest, run=partial(known.check, text))
        for text in texts
        if (known := of_language.get(text.language))
    )


class Heuristics:
    """The heuristics of one language, with the names in the registers."""

    def __init__(self, registers: Registers, language: Language) -> None:
        assert language.rules.heuristics, "nothing is known of other languages"
        self._registers, self._language, self._rules = registers, language, language.rules.heuristics

    @cached_property
    def _persons(self) -> SimilarNames | None:
        names = [person.name.in_language(self._language).text for person in self._registers.people.values()]
        return self._rules.similar_names(names) if self._rules.similar_names else None

    @cached_property
    def _organisations(self) -> Set[str]:
        return frozenset(KnownNames(self._registers).forms("organisations", self._language))

    @cached_property
    def _places(self) -> tuple[str, ...]:
        return tuple(place.name.in_language(self._language).text for place in self._registers.places.values())

    @cached_property
    def _written_so(self) -> frozenset[str]:
        """Words with an inner capital in the registers; titles of sources are left out, since they may have typos."""
        registers = [file.text for name, file in self._registers.files.items() if name != "sources"]
        sources = [source for source in self._registers.sources.values() if isinstance(source, Source)]
        publishers = [source.publisher.in_language(self._language).text for source in sources]
        return frozenset(word for text in (*registers, *publishers) for word, _ in glued_words(text))

    @cached_property
    def digest(self) -> str:
        """A digest of all that it knows from the registers."""
        registers = self._registers
        return fingerprint((registers.people, registers.organisations, registers.places, sorted(self._written_so)))

    def check(self, text: Text) -> Iterator[Diagnostic]:
        """Yield all findings in a text."""
        side = ComparedText(text=text)
        yield from self._glued(side)
        yield from self._repeated(side)
        # Few texts have findings at all: quotations are removed only for those, to save time.
        for find in (self._similar_names, self._renamed_organisations, self._renamed_counts, self._conversions):
            if any(find(side, side.words)):
                yield from find(side, side.own_words)

    def _similar_names(self, side: ComparedText, words: str) -> Iterator[Diagnostic]:
        space = self._language.rules.punctuation.word_space
        for name, other in self._persons.pairs(words) if self._persons else ():
            named, known = (f"{each.family}{space}{each.given}" for each in (name, other))
            message = msg(
                '"{name}" is similar to "{other}" in the people register: is it the same person?',
                name=named,
                other=known,
            )
            if other.end:
                message = _after_line(side, named, known, other.start)
            yield _warning("close-name", side, name.start, name.end, message)

    def _renamed_organisations(self, side: ComparedText, words: str) -> Iterator[Diagnostic]:
        for body, other in renamed_organisations(words, self._rules, self._places, self._organisations):
            message = _after_line(side, body.name, other.name, other.start)
            yield _warning("body-renamed", side, body.start, body.start + len(body.name), message)

    def _renamed_counts(self, side: ComparedText, words: str) -> Iterator[Diagnostic]:
        for count, other in renamed_counts(words, self._rules):
            message = _after_line(side, words[count.start : count.end], words[other.start : other.end], other.start)
            yield _warning("count-renamed", side, count.start, count.end, message)

    def _conversions(self, side: ComparedText, words: str) -> Iterator[Diagnostic]:
        for each in implausible_conversions(words, self._rules, self._language.rules.statements):
            sums, rate = words[each.start : each.end], f"{each.rate:.3g}"
            message = msg('implausible exchange rate: "{sums}" implies {rate} yuan to the dollar', sums=sums, rate=rate)
            yield _warning("conversion", side, each.start, each.end, message)

    def _glued(self, side: ComparedText) -> Iterator[Diagnostic]:
        """A name with an inner capital occurs again in the body or a register; words that lack a space occur once."""
        for word, start in glued_words("\n".join(side.text.head.values())):
            if side.words.count(word) == 1 and word not in self._written_so:
                message = msg('missing space: "{word}" may be two words', word=word)
                yield _warning("glued-words", side, start, start + len(word), message)

    def _repeated(self, side: ComparedText) -> Iterator[Diagnostic]:
        title, summary = side.text.title, side.text.summary
        if title and not may_have_placeholder(summary) and repeats_title(title, summary, self._rules):
            message = msg("summary repeats the title: it adds no information")
            start = side.starts["summary"]
            yield _warning("summary-repeats", side, start, start + len(summary), message)


def _after_line(side: ComparedText, here: str, there: str, at: int) -> Message:
    line = side.place(at, at + len(there)).line
    return msg('"{here}" is similar to "{there}" on line {line}: are they the same?', here=here, there=there, line=line)


def _warning(rule: str, side: ComparedText, start: int, end: int, message: Message) -> Diagnostic:
    suggestion = msg("fix it, or waive this on the line above with a reason: {waiver}", waiver=side.waiver(rule, start))
    return warning(rule, side.place(start, end), message, suggestion)
