"""Where the record of each event stands."""

from collections.abc import Iterator

from newsdesk.model.library import Library
from newsdesk.words.located import Keys, Located

Home = tuple[Located, Keys]
"""The file that holds an event, and the keys of its record there."""


def event_homes(library: Library) -> Iterator[tuple[str, Home]]:
    """Where each event stands: in a register, or in the front matter of its story."""
    files = library.known.files
    for identifier in library.happenings:
        name = (
            identifier.replace("summit/", "editions/") if identifier.startswith("summit/") else f"events/{identifier}"
        )
        if name in files:
            yield identifier, (files[name], ())
    for story in library.stories:
        if story.facts.event:
            yield story.events[0], (story.versions.original.file, ("event",))
