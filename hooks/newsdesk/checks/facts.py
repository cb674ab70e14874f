"""The two texts of a story must state the same days and figures, in the same units.

Each language is written as its own newsroom writes, so structure, wording and length
are nobody's business here; a language without a reader of figures is not compared.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial

from newsdesk.checks.side import Side
from newsdesk.model.library import Library
from newsdesk.model.text import Pair
from newsdesk.words.message import Message, said
from newsdesk.words.problem import Part, Problem, warning
from newsdesk.words.readers import READERS
from newsdesk.words.stated import DATES, Stated, Unit, quoted, spoken, without_counterpart

_UNITS = {
    Unit.DAY: said("day"),
    Unit.MONTH: said("month"),
    Unit.YEAR: said("year"),
    Unit.DECADE: said("decade"),
    Unit.TIME: said("time of day"),
    Unit.VERSION: said("version"),
    Unit.PLAIN: said("number"),
    Unit.PERCENT: said("percentage"),
    Unit.YUAN: said("sum in yuan"),
    Unit.DOLLARS: said("sum in dollars"),
    Unit.PEOPLE: said("number of people"),
    Unit.VISITS: said("number of visits"),
    Unit.COUNTRIES: said("number of countries"),
    Unit.REGIONS: said("number of countries and regions"),
}


@dataclass(frozen=True, kw_only=True)
class Statements(Side):
    """What a text states."""

    @cached_property
    def stated(self) -> Sequence[Stated]:
        return list(READERS[self.text.language].stated(spoken(self.words)))

    @cached_property
    def spelled(self) -> Set[Decimal]:
        return READERS[self.text.language].spelled(self.words)

    def lacks(self, other: "Statements") -> Sequence[Stated]:
        """What the other text states and this one does not: neither in figures, nor in words, nor in a quotation."""
        asked = [each for each in other.stated if not other.leads_elsewhere(each.start)]
        left = list(without_counterpart(asked, self.stated))
        if not left:
            return []
        foreign = list(READERS[other.text.language].stated(quoted(self.words)))
        return [
            each for each in without_counterpart(left, foreign) if each.unit in DATES or each.value not in self.spelled
        ]

    def typed(self, stated: Stated) -> str:
        return self.words[stated.start : stated.end].replace("\n", " ")


def parts(library: Library) -> Iterator[Part]:
    """Days and figures that stand in one text of a story and not in the other, story by story."""
    for story in (*library.stories, *library.withheld):
        for pair in story.versions.pairs:
            if {pair.twin.language, pair.original.language} <= READERS.keys():
                yield partial(differences, pair)


def differences(pair: Pair) -> Iterator[Problem]:
    """What one text of a pair states and the other does not; a difference stands at the translation where it can."""
    theirs, ours = Statements(text=pair.original), Statements(text=pair.twin)
    lost = list(ours.lacks(theirs))
    for each in theirs.lacks(ours):
        meant = _nearest(each, lost)
        if meant:
            lost.remove(meant)
        yield _differs(each, ours, meant, theirs)
    for each in lost:
        sentence = said(
            '"{found}" stands here, but {path} has no such {unit}',
            found=theirs.typed(each),
            path=ours.path,
            unit=_UNITS[each.unit],
        )
        yield _warning(theirs, each, sentence)


def _differs(stated: Stated, ours: Statements, meant: Stated | None, theirs: Statements) -> Problem:
    """`meant` is what the original may have in its place."""
    if meant:
        sentence = said(
            '"{found}" stands here, but the original has "{other}" in {path}:{line}',
            found=ours.typed(stated),
            other=theirs.typed(meant),
            path=theirs.path,
            line=theirs.place(meant.start, meant.end).line,
        )
    else:
        sentence = said(
            '"{found}" stands here, but the original {path} has no such {unit}',
            found=ours.typed(stated),
            path=theirs.path,
            unit=_UNITS[stated.unit],
        )
    return _warning(ours, stated, sentence)


def _warning(side: Statements, stated: Stated, sentence: Message) -> Problem:
    waiver = side.waiver("facts", stated.start)
    cure = said("mend the one that is wrong, or write above the line: {waiver}", waiver=waiver)
    return warning("facts", side.place(stated.start, stated.end), sentence, cure)


def _nearest(stated: Stated, others: Sequence[Stated]) -> Stated | None:
    """The one that may be meant: of the same unit before another, then the nearest value."""
    alike = [each for each in others if each.unit is stated.unit or not {each.unit, stated.unit} & DATES]
    return min(
        alike, key=lambda each: (each.unit is not stated.unit, abs(each.value - stated.value), each.start), default=None
    )
