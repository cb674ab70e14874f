"""What a reader may choose from a timeline: a kind of event, a topic. Each choice is a page of its own."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from newsdesk.model.event import Event
from newsdesk.model.library import Library
from newsdesk.model.timeline import Kind, kinds
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language

MOST = 24
"""Of more topics those with most events are offered; the list of all topics leads to the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A choice: its key in the page's query, and the page that shows what is chosen; `current` is that page's own."""

    key: str
    text: Fragment
    address: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The kinds and the topics of the events of a timeline; empty where there is nothing to choose."""

    kinds: Sequence[Choice]
    tags: Sequence[Choice]


def choices(events: Iterable[Event], library: Library, language: Language, current: Kind | None = None) -> Choices:
    """The choices among some events; `current` is the kind that the page is of, whose topics alone are offered."""
    events = list(events)
    there = [kind for kind in Kind if any(kind in kinds(event) for event in events)]
    return Choices(
        kinds=[
            Choice(
                key=kind,
                text=library.word(f"kind_{kind}", language),
                address=address.timeline_kind(language, kind),
                current=kind == current,
            )
            for kind in (there if len(there) > 1 else ())
        ],
        tags=list(_tags([event for event in events if not current or current in kinds(event)], library, language)),
    )


def _tags(events: Iterable[Event], library: Library, language: Language) -> Iterator[Choice]:
    counts = Counter(name for event in events for name in set(event.tags) if name in library.by_tag)
    for name, _ in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))[:MOST]:
        yield Choice(
            key=name,
            text=library.registers.tags[name].name.on(language),
            address=address.timeline_of(address.tag(language, name)),
        )
