"""What came before and after an event in its series and storylines."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsdesk.model.library import Library
from newsdesk.views.happening import Happening, happening
from newsdesk.views.view import Link
from newsdesk.words import address
from newsdesk.words.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A series or storyline, and the events of it beside the one that is shown; None at its ends."""

    series: Link
    before: Happening | None
    after: Happening | None


def turns(identifier: str, library: Library, language: Language) -> Iterator[Turn]:
    """The series of an event by its id, in order of their ids."""
    for name in library.timeline.series_of.get(identifier, ()):
        before, after = library.timeline.beside[name, identifier]
        yield Turn(
            series=Link(text=library.registers.series[name].name.on(language), address=address.series(language, name)),
            before=_shown(before, library, language),
            after=_shown(after, library, language),
        )


def _shown(identifier: str, library: Library, language: Language) -> Happening | None:
    event = library.event(identifier) if identifier else None
    return happening(identifier, event, library, language) if event else None
