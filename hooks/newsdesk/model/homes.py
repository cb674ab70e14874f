"""Where the record of each event stands."""

from collections.abc import Iterator

from newsdesk.model.library import Library
from newsdesk.words.located import Keys, Located

Home = tuple[Located, Keys]
"""The file that holds an event, and the keys of its record there."""


_PREFIXES = {"events": "", "editions": "summit/"}
"""Of an event's id, by the folder of its record."""


def event_homes(library: Library) -> Iterator[tuple[str, Home]]:
    """Where each event stands: in a register, or in the front matter of its story."""
    for name, file in library.known.files.items():
        folder, _, record = name.partition("/")
        if record and library.event(identifier := f"{_PREFIXES[folder]}{record}"):
            yield identifier, (file, ())
    for story in library.stories:
        if story.facts.event:
            yield story.events[0], (story.versions.original.file, ("event",))


def home_of(identifier: str, library: Library) -> Home | None:
    """Where one event stands."""
    return next((home for name, home in event_homes(library) if name == identifier), None)
