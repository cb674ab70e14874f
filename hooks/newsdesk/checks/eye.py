"""A newsroom's eye: what may be right, and what somebody who knows the newsroom would look at twice."""

from collections.abc import Iterator, Mapping
from functools import cached_property, partial

from newsdesk.checks.names import Known
from newsdesk.checks.side import Side
from newsdesk.model.library import Library
from newsdesk.model.registers import Registers
from newsdesk.model.text import Text
from newsdesk.words import converted, counted, headline
from newsdesk.words.bodies import Bodies
from newsdesk.words.language import Language
from newsdesk.words.message import Message, said
from newsdesk.words.persons import Persons
from newsdesk.words.placeholder import may_wait
from newsdesk.words.problem import Part, Problem, warning
from newsdesk.words.readers import READERS

LANGUAGES = (Language.EN, Language.ZH)
"""Those that the eye can read."""


def parts(library: Library) -> Iterator[Part]:
    """What the eye sees, text by text."""
    eyes: Mapping[Language, Eye] = {language: Eye(library.registers, language) for language in LANGUAGES}
    faulty = {text.path for text in library.faulty}
    for text in (*library.texts, *library.aside):
        if text.language in eyes and text.path not in faulty:
            yield partial(eyes[text.language].look, text)


class Eye:
    """It reads one language, and knows the registers."""

    def __init__(self, registers: Registers, language: Language) -> None:
        self._registers, self._language = registers, language

    @cached_property
    def _persons(self) -> Persons:
        names = [person.name.on(self._language).text for person in self._registers.people.values()]
        return Persons(names, self._language)

    @cached_property
    def _bodies(self) -> Bodies:
        forms = Known(self._registers).forms("organisations", self._language)
        places = [place.name.on(self._language).text for place in self._registers.places.values()]
        return Bodies(forms, places, self._language)

    @cached_property
    def _written_so(self) -> frozenset[str]:
        """Words with a capital in their midst that the registers have; sources' titles have the slips of others."""
        registers = [file.text for name, file in self._registers.files.items() if name != "sources"]
        publishers = [source.publisher.on(self._language).text for source in self._registers.sources.values()]
        return frozenset(word for text in (*registers, *publishers) for word, _ in headline.glued(text))

    def look(self, text: Text) -> Iterator[Problem]:
        """All that the eye sees in a text."""
        side = Side(text=text)
        yield from self._glued(side)
        yield from self._repeated(side)
        # Few texts show anything as they are typed: only then is it worth knowing what is quoted.
        for see in (self._alike, self._renamed, self._recounted, self._converted):
            if any(see(side, side.words)):
                yield from see(side, side.own_words)

    def _alike(self, side: Side, words: str) -> Iterator[Problem]:
        for name, other in self._persons.alike(words):
            known, joint = f"{other.family}{self._joint}{other.given}", self._joint
            named = f"{name.family}{joint}{name.given}"
            sentence = said('"{name}" is nearly "{other}" of the register of people', name=named, other=known)
            if other.end:
                sentence = _after_line(side, named, known, other.start)
            yield _warning("close-name", side, name.start, name.end, sentence)

    @property
    def _joint(self) -> str:
        return "" if self._language is Language.ZH else " "

    def _renamed(self, side: Side, words: str) -> Iterator[Problem]:
        for body, other in self._bodies.renamed(words):
            sentence = _after_line(side, body.name, other.name, other.start)
            yield _warning("body-renamed", side, body.start, body.start + len(body.name), sentence)

    def _recounted(self, side: Side, words: str) -> Iterator[Problem]:
        for count, other in counted.renamed(words, self._language):
            sentence = _after_line(side, words[count.start : count.end], words[other.start : other.end], other.start)
            yield _warning("count-renamed", side, count.start, count.end, sentence)

    def _converted(self, side: Side, words: str) -> Iterator[Problem]:
        for each in converted.implausible(words, READERS[self._language]):
            sums, rate = words[each.start : each.end], f"{each.rate:.3g}"
            sentence = said('"{sums}" makes {rate} yuan a dollar', sums=sums, rate=rate)
            yield _warning("conversion", side, each.start, each.end, sentence)

    def _glued(self, side: Side) -> Iterator[Problem]:
        """A name that is written so stands so in the body or in a register; words that ran together stand once."""
        for word, start in headline.glued(f"{side.text.title}\n{side.text.summary}"):
            if side.words.count(word) == 1 and word not in self._written_so:
                sentence = said('"{word}" may be two words that ran together', word=word)
                yield _warning("glued-words", side, start, start + len(word), sentence)

    def _repeated(self, side: Side) -> Iterator[Problem]:
        title, summary = side.text.title, side.text.summary
        if title and not may_wait(summary) and headline.says_nothing_new(title, summary, self._language):
            sentence = said("the summary says nothing that the title does not say")
            start = len(title) + 1
            yield _warning("summary-repeats", side, start, start + len(summary), sentence)


def _after_line(side: Side, here: str, there: str, at: int) -> Message:
    line = side.place(at, at + len(there)).line
    return said(
        '"{here}" stands here, and "{there}" on line {line}: is it the same?', here=here, there=there, line=line
    )


def _warning(rule: str, side: Side, start: int, end: int, sentence: Message) -> Problem:
    cure = said("mend it, or say above the line why it is right: {waiver}", waiver=side.waiver(rule, start))
    return warning(rule, side.place(start, end), sentence, cure)
