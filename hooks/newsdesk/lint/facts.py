"""Lint of facts: both texts of a story must state the same dates, figures, units and names."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, partial
from itertools import accumulate

from newsdesk.content.blocks import waiver
from newsdesk.content.entities import Named, NameFinder, NamesFound, names_of
from newsdesk.content.fingerprint import fingerprint
from newsdesk.content.library import Library
from newsdesk.content.registers import Registers, registers_with
from newsdesk.content.story import Story, Text, TranslationPair
from newsdesk.diagnostics import Check, Diagnostic, SourceLocation, alternatives, warning
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import MESSAGE_LANGUAGES, Message, msg
from newsdesk.i18n.quantities import (
    DATE_UNITS,
    Statement,
    StatementReader,
    Unit,
    foreign_fragments,
    without_counterpart,
    without_markup,
    without_quotations,
)

_STORY_LINK = re.compile(r"\[[^\]\n]*\]\([^()\s]*\.md[^()\n]*\)")


@dataclass(frozen=True, kw_only=True)
class ComparedText:
    """The words of a text, front matter and body, for comparison with its translation or original."""

    text: Text

    @cached_property
    def words(self) -> str:
        return self.text.words

    @cached_property
    def own_words(self) -> str:
        """The words with markup and quotations blanked out, so that offsets stay valid."""
        return without_quotations(self.words)

    @cached_property
    def _links(self) -> Sequence[tuple[int, int]]:
        return [match.span() for match in _STORY_LINK.finditer(self.words)]

    def is_in_link(self, start: int) -> bool:
        """Return whether `start` is in a link to another text, whose title may state what this story does not."""
        return any(first <= start < end for first, end in self._links)

    @property
    def path(self) -> str:
        return self.text.file.path

    @cached_property
    def starts(self) -> Mapping[str, int]:
        """Offset at which each field of the front matter begins, by key, and the body, by an empty key."""
        head = self.text.head
        return dict(zip([*head, ""], accumulate((len(words) + 1 for words in head.values()), initial=0), strict=True))

    def waiver(self, rule: str, start: int) -> str:
        """Return the waiver of a rule to write above the line of the words at offset `start`."""
        return waiver(rule, in_body=start >= self.starts[""])

    def place(self, start: int, end: int) -> SourceLocation:
        """Return the location of the words from `start` to `end`; of the whole value if YAML escapes or folds it."""
        file, body = self.text.file, self.starts[""]
        if start < body:
            key, first = max(((key, at) for key, at in self.starts.items() if at <= start), key=lambda each: each[1])
            return _within(file.value(key), self.text.head[key], start - first, end - first)
        line = self.words.count("\n", body, start)
        column = start - max(self.words.rfind("\n", body, start) + 1, body) + 1
        return file.at(self.text.body_line + line, column, end - start)


def _within(place: SourceLocation, value: str, start: int, end: int) -> SourceLocation:
    """Narrow the location of a value down to `start` and `end`, if the file has the value verbatim on one line."""
    at = place.source.find(value, place.column - 1, place.column - 1 + place.length)
    return place if at < 0 else replace(place, column=at + start + 1, length=max(1, end - start))


_UNITS = {
    Unit.DAY: msg("day"),
    Unit.MONTH: msg("month"),
    Unit.YEAR: msg("year"),
    Unit.DECADE: msg("decade"),
    Unit.TIME: msg("time of day"),
    Unit.VERSION: msg("version"),
    Unit.PLAIN: msg("number"),
    Unit.PERCENT: msg("percentage"),
    Unit.YUAN: msg("amount in yuan"),
    Unit.DOLLARS: msg("amount in dollars"),
    Unit.PEOPLE: msg("number of people"),
    Unit.VISITS: msg("number of visits"),
    Unit.COUNTRIES: msg("number of countries"),
    Unit.REGIONS: msg("number of countries and regions"),
}


@dataclass(frozen=True, kw_only=True)
class Statements(ComparedText):
    """A text with the statements in it."""

    @property
    def reader(self) -> StatementReader:
        reader = self.text.language.rules.statements
        assert reader, "statements are of a language that can be read"
        return reader

    @cached_property
    def stated(self) -> Sequence[Statement]:
        return list(self.reader.stated(without_markup(self.words)))

    @cached_property
    def spelled(self) -> Set[Decimal]:
        return self.reader.spelled(self.words)

    def lacks(self, other: "Statements") -> Sequence[Statement]:
        """Return statements of the other text that this one lacks in figures, in words and in foreign spans."""
        asked = [each for each in other.stated if not other.is_in_link(each.start)]
        left = list(without_counterpart(asked, self.stated))
        if not left:
            return []
        foreign = list(other.reader.stated(foreign_fragments(self.words)))
        return [
            each
            for each in without_counterpart(left, foreign)
            if each.unit in DATE_UNITS or each.value not in self.spelled
        ]

    def typed(self, stated: Statement) -> str:
        return self.words[stated.start : stated.end].replace("\n", " ")


def fact_checks(library: Library) -> Iterator[Check]:
    """Yield a check per translation for dates and figures that only one text of a story states."""
    for story in (*library.stories, *library.withheld):
        for pair in story.versions.pairs:
            if pair.original.language.rules.statements and pair.translation.language.rules.statements:
                yield Check(
                    name="facts", files=[pair.original.file, pair.translation.file], run=partial(differences, pair)
                )


def differences(pair: TranslationPair) -> Iterator[Diagnostic]:
    """Yield statements that only one text of a pair has, located in the translation where possible."""
    theirs, ours = Statements(text=pair.original), Statements(text=pair.translation)
    lost = list(ours.lacks(theirs))
    for each in theirs.lacks(ours):
        meant = _nearest(each, lost)
        if meant:
            lost.remove(meant)
        yield _differs(each, ours, meant, theirs)
    for each in lost:
        message = msg(
            '"{found}" is missing from {path}, which has no such {unit}',
            found=theirs.typed(each),
            path=ours.path,
            unit=_UNITS[each.unit],
        )
        yield _warning(theirs, each, message)


def _differs(stated: Statement, ours: Statements, meant: Statement | None, theirs: Statements) -> Diagnostic:
    """`meant` is the statement that the original may have instead."""
    if meant:
        message = msg(
            '"{found}" does not match the original, which has "{other}" in {path}:{line}',
            found=ours.typed(stated),
            other=theirs.typed(meant),
            path=theirs.path,
            line=theirs.place(meant.start, meant.end).line,
        )
    else:
        message = msg(
            '"{found}" does not match the original {path}, which has no such {unit}',
            found=ours.typed(stated),
            path=theirs.path,
            unit=_UNITS[stated.unit],
        )
    return _warning(ours, stated, message)


def _warning(side: Statements, stated: Statement, message: Message) -> Diagnostic:
    waiver = side.waiver("facts", stated.start)
    suggestion = msg("correct the one that is wrong, or waive this on the line above: {waiver}", waiver=waiver)
    return warning("facts", side.place(stated.start, stated.end), message, suggestion)


def _nearest(stated: Statement, others: Sequence[Statement]) -> Statement | None:
    """Return the most likely counterpart: one of the same unit before others, then the nearest value."""
    alike = [each for each in others if each.unit is stated.unit or not {each.unit, stated.unit} & DATE_UNITS]
    return min(
        alike, key=lambda each: (each.unit is not stated.unit, abs(each.value - stated.value), each.start), default=None
    )


_NAME_IT = msg("name it there too, or add the form used there to also in the register")

_LONGER = {
    register: pattern for language in MESSAGE_LANGUAGES for register, pattern in language.rules.longer_names.items()
}


class KnownNames:
    """Names of people, organizations, places and terms in the registers, by `<register>/<id>`."""

    def __init__(self, registers: Registers) -> None:
        self._entries: Mapping[str, Named] = {
            f"{register}/{identifier}": entry
            for register in registers_with("also")
            for identifier, entry in getattr(registers, register).items()
        }
        self._finders: dict[Language, NameFinder] = {}

    def differences(self, one: ComparedText, other: ComparedText) -> Iterator[tuple[str, Diagnostic]]:
        """Yield `<register>/<id>` and a diagnostic for each name that only one of two texts has."""
        named = self._named(one), self._named(other)
        yield from self._unnamed(one, named[0], other, named[1])
        yield from self._unnamed(other, named[1], one, named[0])

    def forms(self, register: str, language: Language) -> Iterator[str]:
        """Yield every name in a language of the entries of one register."""
        return (form for key, form in names_of(self._entries, language) if key.startswith(f"{register}/"))

    def _named(self, side: ComparedText) -> NamesFound:
        language = side.text.language
        if language not in self._finders:
            self._finders[language] = NameFinder(names_of(self._entries, language))
        return self._finders[language].found_in(side.words)

    def _unnamed(
        self, here: ComparedText, named_here: NamesFound, there: ComparedText, named_there: NamesFound
    ) -> Iterator[tuple[str, Diagnostic]]:
        missing = ((key, span) for key, span in named_here.spans.items() if key not in named_there.mentioned)
        for key, (start, end) in missing:
            longer = _LONGER.get(key.partition("/")[0])
            is_whole = not longer or re.search(
                rf"(?<![A-Za-z]){re.escape(here.words[start:end])}(?!{longer})", here.words
            )
            if is_whole and not here.is_in_link(start) and not self._is_in_a_word(key, there):
                name = self._entries[key].name.in_language(there.text.language).text
                message = msg(
                    '"{words}" is named here, but {path} does not name "{name}"',
                    words=here.words[start:end],
                    path=there.path,
                    name=name,
                )
                waived = msg("waive this on the line above: {waiver}", waiver=here.waiver("names", start))
                yield key, warning("names", here.place(start, end), message, alternatives([_NAME_IT, waived]))

    def _is_in_a_word(self, key: str, side: ComparedText) -> bool:
        """Return whether a text has a term inside another name: `kite making` in Songqiao Kite Making Group."""
        words = side.words.replace("-", " ").lower()
        names = names_of({"": self._entries[key]}, side.text.language)
        return any(form in words for _, form in names if form[0].islower())


def name_checks(library: Library) -> Iterator[Check]:
    """Yield a check per story for names that only one of its texts has."""
    registers = library.registers
    known = KnownNames(registers)
    digest = fingerprint((registers.people, registers.organisations, registers.places, registers.terms))
    stories = [story for story in (*library.stories, *library.withheld) if story.versions.translations]
    return (
        Check(
            name="names",
            files=[text.file for text in story.texts],
            known=digest,
            run=partial(_of_story, story, known),
        )
        for story in stories
    )


def _of_story(story: Story, known: KnownNames) -> Iterator[Diagnostic]:
    removed = _removed(story)
    for pair in story.versions.pairs:
        for identifier, problem in known.differences(
            ComparedText(text=pair.original), ComparedText(text=pair.translation)
        ):
            if identifier not in removed:
                yield problem


def _removed(story: Story) -> Set[str]:
    """Return `<register>/<id>` of entries that a name in this story does not mean (`-id` in front matter)."""
    asked = {"people": story.facts.people, "organisations": story.facts.organisations}
    return {f"{kind}/{name[1:]}" for kind, names in asked.items() for name in names if name.startswith("-")}
