"""A story that names an event gives it a day that one of the event's own claims has."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial

from newsdesk.checks.side import Side
from newsdesk.model.event import Edition, Event
from newsdesk.model.homes import Home, event_homes
from newsdesk.model.library import Library
from newsdesk.model.names import Finder
from newsdesk.model.text import Text
from newsdesk.words.dates import in_words
from newsdesk.words.language import Language
from newsdesk.words.message import listed, said, worded
from newsdesk.words.occurrence import Occurrence, occurrences
from newsdesk.words.problem import Problem, warning

FEW = 20
"""Texts that are looked through for every name there is."""


def check(library: Library) -> Iterator[Problem]:
    """Days that a story gives an event by its name, and that no source of the event has."""
    homes = dict(event_homes(library.whole))
    texts = [text for story in library.stories for text in story.versions.texts.values()]
    # Of a few texts it is soon known which of thousands of names are worth looking for.
    within = "\n".join(Side(text=text).words for text in texts) if library.part_of and len(texts) < FEW else None
    finders = {language: Finder(_names(library, language), within) for language in {text.language for text in texts}}
    for text in texts:
        yield from _in_text(text, library, finders[text.language], homes)


def _names(library: Library, language: Language) -> Iterator[tuple[str, str]]:
    """The names of each event in a language: its titles, and for an edition that of its series with the year."""
    for identifier, event in library.happenings.items():
        for claim in event.title:
            if claim.value.has(language):
                yield identifier, claim.value.on(language).text
        series = library.registers.series.get(event.series or "")
        if isinstance(event, Edition) and series and series.name.has(language):
            name, year = series.name.on(language).text, identifier.removeprefix("summit/")
            yield from ((identifier, form) for form in _with_year(name, year, language))


def _with_year(name: str, year: str, language: Language) -> Iterable[str]:
    return (f"{year} {name}", f"{name} {year}") if language is Language.EN else (f"{year}{name}",)


def _in_text(text: Text, library: Library, finder: Finder, homes: Mapping[str, Home]) -> Iterator[Problem]:
    side = Side(text=text)
    for identifier, span in finder.found_in(side.words).spans.items():
        event = library.event(identifier)
        found = list(occurrences(side.words, span, text.language))
        if event and found and identifier in homes and not any(_claimed(each.day, event) for each in found):
            yield _differs(side, found[0], span, event, homes[identifier])


def _claimed(day: date, event: Event) -> bool:
    return any(claim.value.earliest <= day <= claim.value.latest for claim in event.when)


def _differs(side: Side, found: Occurrence, name: tuple[int, int], event: Event, home: Home) -> Problem:
    file, keys = home
    place = file.value(*keys, "when")
    dates = listed(worded(partial(in_words, claim.value)) for claim in event.when)
    day, named = side.words[found.start : found.end], side.words[slice(*name)]
    sentence = said(
        '"{day}" is the day of "{named}" here, but {path}:{line} has {dates}',
        day=day,
        named=named,
        path=place.path,
        line=place.line,
        dates=dates,
    )
    cure = said("mend the one that is wrong, or add to the event's when: {{is: {day}, source: …}}", day=found.day)
    return warning("event-day", side.place(found.start, found.end), sentence, cure)
