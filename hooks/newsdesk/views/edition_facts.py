"""What is known of an edition of the annual summit, on its own page and in the table of all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsdesk.model.claim import WordsClaim
from newsdesk.model.event import State
from newsdesk.model.library import Library
from newsdesk.views.claims import Marks, Said, dates, names, places
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name that a source gives: in the reader's language and in the other, None where no source has it.

    `ground` is what must be said with it.
    """

    own: Fragment | None
    others: Mapping[Language, Fragment]
    ground: Fragment | None
    mark: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFacts:
    """Names, dates and places as each source gives them; `marks` are the numbers of the record's own sources.

    `theme`, `mode` and `places` are empty where no source has them.
    """

    year: str
    address: str
    names: Sequence[Name]
    theme: Fragment | None
    whens: Sequence[Said]
    places: Sequence[Said]
    state: State
    mode: Fragment | None
    marks: Sequence[int]


def edition_facts(year: str, library: Library, language: Language, numbers: Marks) -> EditionFacts:
    """The facts of the edition of a year, for a page whose sources have these numbers."""
    event = library.registers.editions[year]
    return EditionFacts(
        year=year,
        address=address.event(language, f"summit/{year}"),
        names=[
            _name(claim, said, language)
            for claim, said in zip(event.title, names(event.title, library, language, numbers), strict=True)
        ],
        theme=event.theme.on(language) if event.theme else None,
        whens=dates(event, library, language, numbers),
        places=places(event, library, language, numbers),
        state=event.state,
        mode=library.word(f"mode_{event.mode}", language) if event.mode else None,
        marks=[numbers[name] for name in event.sources if name in numbers],
    )


def _name(claim: WordsClaim, said: Said, language: Language) -> Name:
    name = claim.value
    return Name(
        own=name.on(language) if name.has(language) else None,
        others={each: Fragment(name.on(each).text, each.tag) for each in name.each if each is not language},
        ground=said.ground,
        mark=said.mark,
    )
