"""The registers: facts that have no language of their own, each under its id."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from newsdesk.model.event import Edition, Event
from newsdesk.model.register import Measure, Organisation, Person, Place, Series, Tag, Term
from newsdesk.model.source import Source
from newsdesk.words.language import Words
from newsdesk.words.located import Located


@dataclass(frozen=True, slots=True, kw_only=True)
class Registers:
    """The registers by name, each a mapping from id to record; `files` has the place of every entry."""

    tags: Mapping[str, Tag] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    series: Mapping[str, Series] = field(default_factory=dict)
    interface: Mapping[str, Words] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    editions: Mapping[str, Edition] = field(default_factory=dict)
    files: Mapping[str, Located] = field(default_factory=dict)
    unreadable: frozenset[str] = frozenset()
    """Registers and records whose YAML is wrong: what they hold is not known, and not missing."""

    def event(self, identifier: str) -> Event | None:
        """An event by its id: '2014/leading-group', or 'summit/2015' for an edition."""
        if identifier.startswith("summit/"):
            return self.editions.get(identifier.removeprefix("summit/"))
        return self.events.get(identifier)

    def at(self, paths: Collection[str]) -> "Registers":
        """The same, with the places of those events and editions alone that stand in these files below docs/."""
        files = {
            name: file
            for name, file in self.files.items()
            if not name.startswith(("events/", "editions/")) or f"registers/{name}.yml" in paths
        }
        return replace(self, files=files)
