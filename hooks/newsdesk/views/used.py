"""What is made use of: how many stories and records name each entry of the registers."""

from collections import Counter
from collections.abc import Iterator, Mapping

from newsdesk.model.library import Library
from newsdesk.model.names import Finder, names_of
from newsdesk.model.story import Story
from newsdesk.views.claims import sources_of

Use = tuple[str, str]
"""A register, and the id of an entry that something names."""
REGISTERS = ("tags", "people", "organisations", "places", "terms", "measures", "series", "sources")


def used(library: Library) -> Mapping[Use, int]:
    """How many stories, events, people and organisations name each entry, those withheld included; places and terms
    are named where a text has their words."""
    found: Counter[Use] = Counter()
    for story in (*library.stories, *library.withheld):
        found.update(set(_of_story(story)))
    for uses in _of_records(library):
        found.update(set(uses))
    found.update(_of_words(library))
    return found


def _of_story(story: Story) -> Iterator[Use]:
    yield from (("tags", name) for name in story.facts.tags)
    yield from (("people", name) for name in story.people)
    yield from (("organisations", name) for name in story.organisations)
    yield from (("sources", name) for name in story.sources)


def _of_records(library: Library) -> Iterator[list[Use]]:
    records = library.known
    for event in (*records.events.values(), *records.editions.values()):
        yield [
            *(("tags", name) for name in event.tags),
            *(("organisations", name) for name in event.organisers),
            *(("measures", figure.measure) for figure in event.figures),
            *(("sources", name) for name in sources_of(event)),
            *([("series", event.series)] if event.series else []),
        ]
    yield from ([("sources", role.source) for role in person.roles] for person in records.people.values())
    yield from ([("sources", name) for name in body.sources] for body in records.organisations.values())
    yield from ([("organisations", source.publisher.plain)] for source in records.sources.values())
    yield from ([("series", name)] for name, series in records.series.items() if series.events or series.forerunner)


def _of_words(library: Library) -> Iterator[Use]:
    texts = (*library.texts, *library.aside)
    for language in {text.language for text in texts}:
        for register in ("places", "terms"):
            finder = Finder(
                pair
                for name, record in getattr(library.registers, register).items()
                for pair in names_of(name, language, record.name, also=record.also)
            )
            for text in texts:
                if text.language is language:
                    named = finder.found_in(f"{text.title}\n{text.summary}\n{text.body}").mentioned
                    yield from ((register, name) for name in named)
