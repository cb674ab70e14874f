"""What happened, as lists show it: the same in timelines, on stories' pages and on those of series."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from newsdesk.model.claim import Basis
from newsdesk.model.event import Edition, Event, State, is_confirmed
from newsdesk.model.library import Library
from newsdesk.views.claims import Said, dates, places
from newsdesk.words import address
from newsdesk.words.edtf import Precision
from newsdesk.words.language import Fragment, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event or an edition in a list; dates, places and names in conflict all stand.

    The first of `whens` is the one that orders, and `precision` is how exact
    it is. `confirmed` says that a source does more than plan it. `badge` is what
    became of it, None where it was held, or where its dates say already that it is planned.
    """

    address: str
    title: Fragment
    whens: Sequence[Said]
    precision: Precision
    places: Sequence[Said]
    state: State
    mode: Fragment | None
    theme: Fragment | None
    confirmed: bool
    badge: Fragment | None


def happening(identifier: str, event: Event, library: Library, language: Language) -> Happening:
    """An event by its id, as a list in `language` shows it."""
    theme = event.theme if isinstance(event, Edition) else None
    return Happening(
        address=address.event(language, identifier),
        title=event.title[0].value.on(language),
        whens=dates(event, library, language, {}),
        precision=event.when[0].value.precision,
        places=places(event, library, language, {}),
        state=event.state,
        mode=library.word(f"mode_{event.mode}", language) if event.mode else None,
        theme=theme.on(language) if theme else None,
        confirmed=is_confirmed(event),
        badge=None if _is_told(event) else library.word(event.state, language),
    )


def happenings(identifiers: Iterable[str], library: Library, language: Language) -> Iterator[Happening]:
    """The events with these ids, in order of time; ids that are none's are left out."""
    found = {name: event for name in identifiers if (event := library.event(name))}
    for name in sorted(found, key=lambda name: (found[name].when[0].value.order, name)):
        yield happening(name, found[name], library, language)


def _is_told(event: Event) -> bool:
    """Whether its dates alone tell what became of it."""
    are_plans = all(claim.basis in (None, Basis.PLANNED) for claim in event.when)
    return event.state is State.HELD or (event.state is State.PLANNED and are_plans)
