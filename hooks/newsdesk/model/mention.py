"""Mentions: every id that stands in a file, and where it stands there.

The check asks of each whether there is such a thing, `newsdesk rename` which of
them to write anew: what the one knows, the other does too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newsdesk.model.event import Event
from newsdesk.model.front import StoryFacts
from newsdesk.model.library import Library
from newsdesk.model.registers import Registers
from newsdesk.model.source import Source
from newsdesk.model.story import Story
from newsdesk.words.located import Keys, Located


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """The id `name` of a thing of some `kind`, as the value of `keys` in `file`.

    A `publisher` is the id of an organisation, or plain text; a `picture` is a file below docs/.
    """

    kind: str
    name: str
    file: Located
    keys: Keys


def mentions(library: Library) -> Iterator[Mention]:
    """All of them: in stories shown and withheld, in those with faults as far as they can be read, and in registers."""
    for story in library.all_stories:
        yield from _of_story(story, library.known)
    for text in library.faulty:
        if isinstance(text.front, StoryFacts):
            yield from _of_names(text.front, text.file)
    yield from _of_events(library.known)
    yield from _of_registers(library.known)
    for text in library.fronts.values():
        if lead := getattr(text.front, "lead", None):
            yield Mention(kind="story", name=lead, file=text.file, keys=("lead",))


def _all(kind: str, names: Iterable[str], file: Located, *keys: str | int) -> Iterator[Mention]:
    for number, name in enumerate(names):
        yield Mention(kind=kind, name=name.removeprefix("-"), file=file, keys=(*keys, number))


def _of_story(story: Story, records: Registers) -> Iterator[Mention]:
    facts, file = story.facts, story.versions.original.file
    yield from _of_names(facts, file)
    if facts.origin:
        yield Mention(kind="source", name=facts.origin, file=file, keys=("origin",))
    if facts.image:
        yield Mention(kind="picture", name=facts.image.src, file=file, keys=("image", "src"))
    if facts.event:
        yield from _of_event(records.events[story.events[0]], file, ("event",))


def _of_names(facts: StoryFacts, file: Located) -> Iterator[Mention]:
    yield from _all("tag", facts.tags, file, "tags")
    yield from _all("event", facts.events, file, "events")
    yield from _all("person", facts.people, file, "people")
    yield from _all("organisation", facts.organisations, file, "organisations")
    for number, source in enumerate(facts.sources):
        if isinstance(source, Source):
            yield from _of_source(source, file, ("sources", number))
        else:
            yield Mention(kind="source", name=source, file=file, keys=("sources", number))


def _of_source(source: Source, file: Located, at: Keys) -> Iterator[Mention]:
    if source.publisher.plain:
        yield Mention(kind="publisher", name=source.publisher.plain, file=file, keys=(*at, "publisher"))


def _of_events(records: Registers) -> Iterator[Mention]:
    """Those of events and editions with a file of their own: one inside a story is its story's."""
    for identifier, event in records.events.items():
        if file := records.files.get(f"events/{identifier}"):
            yield from _of_event(event, file, ())
    for year, edition in records.editions.items():
        if file := records.files.get(f"editions/{year}"):
            yield from _of_event(edition, file, ())


def _of_event(event: Event, file: Located, at: Keys) -> Iterator[Mention]:
    yield from _all("organisation", event.organisers, file, *at, "organisers")
    yield from _all("tag", event.tags, file, *at, "tags")
    if event.series:
        yield Mention(kind="series", name=event.series, file=file, keys=(*at, "series"))
    if not at:
        yield from _all("source", event.sources, file, "sources")
    for number, figure in enumerate(event.figures):
        keys = (*at, "figures", number)
        yield Mention(kind="measure", name=figure.measure, file=file, keys=(*keys, "measure"))
        yield Mention(kind="source", name=figure.source, file=file, keys=(*keys, "source"))
        yield from _all("edition", figure.covers, file, *keys, "covers")
    for key in ("title", "when", "place"):
        for number, claim in enumerate(getattr(event, key)):
            if claim.source:
                yield Mention(kind="source", name=claim.source, file=file, keys=(*at, key, number, "source"))


def _of_registers(records: Registers) -> Iterator[Mention]:
    for identifier, person in records.people.items():
        for number, role in enumerate(person.roles):
            keys = (identifier, "roles", number, "source")
            yield Mention(kind="source", name=role.source, file=records.files["people"], keys=keys)
    for identifier, body in records.organisations.items():
        yield from _all("source", body.sources, records.files["organisations"], identifier, "sources")
    for identifier, series in records.series.items():
        for key in ("forerunner", "events"):
            yield from _all("event", getattr(series, key), records.files["series"], identifier, key)
    for identifier, source in records.sources.items():
        # A source that a story brought with it is its story's.
        if (file := records.files.get("sources")) and (identifier,) in file.names:
            yield from _of_source(source, file, (identifier,))
