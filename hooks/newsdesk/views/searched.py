"""What the search knows of a page besides its title, its summary and its body."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from newsdesk.model.registers import Registers
from newsdesk.words.language import Fragment, Language, Words
from newsdesk.words.pieces import SEPARATOR, asked, marker, pieces

Forms = Sequence[tuple[Language, str]]


class Kind(StrEnum):
    """The kinds of page to which a reader can narrow a search."""

    STORY = "story"
    EVENT = "event"
    EDITION = "edition"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """A page in the index: its day in words, ids of tags, years, and what it says before and after its body."""

    kind: Kind
    day: str = ""
    summary: str = ""
    tags: Sequence[str] = ()
    years: Sequence[int] = ()
    words: Sequence[str] = ()

    @property
    def markers(self) -> Iterator[str]:
        """The words by which a search is narrowed to this page."""
        yield marker("kind", self.kind)
        yield from (marker("tag", tag) for tag in self.tags)
        yield from (marker("year", str(year)) for year in self.years)


def own(*fragments: Fragment | None) -> Iterator[str]:
    """Of some fragments the words in the page's own language: a result does not mark parts of its text as another's."""
    return (fragment.text for fragment in fragments if fragment and not fragment.lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonym:
    """A registered thing: the pieces by which a text names it, and those of its names in other languages."""

    names: Sequence[str]
    others: str


def synonyms(registers: Registers, language: Language) -> Sequence[Synonym]:
    """Everything that the registers name in `language` and in another: 风筝节 is to find the Kite Fair."""
    return [
        Synonym(names=names, others=f" {SEPARATOR} ".join(others))
        for forms in named(registers)
        if (names := sorted({asked(text) for known, text in forms if known is language}))
        and (others := sorted({" ".join(pieces(text)) for known, text in forms if known is not language}))
    ]


def meant(cut: str, known: Sequence[Synonym]) -> Iterator[str]:
    """The names in other languages of all that a text names; `cut` is the text in pieces parted by spaces."""
    bounded = f" {cut} "
    for synonym in known:
        if any(f" {name} " in bounded for name in synonym.names):
            yield synonym.others


def named(registers: Registers) -> Iterator[Forms]:
    """The names of each registered thing, with their language."""
    named = (registers.tags, registers.people, registers.organisations, registers.places, registers.terms)
    for record in (record for register in (*named, registers.series) for record in register.values()):
        also: Mapping[Language, Sequence[str]] = getattr(record, "also", {})
        yield [
            *_in_each(record.name),
            *_in_each(getattr(record, "short", None)),
            *((language, text) for language, texts in also.items() for text in texts),
        ]


def _in_each(words: Words | None) -> Forms:
    return list(words.each.items()) if words else []
