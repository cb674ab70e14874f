"""A story that names an event gives it a day that one of the event's own claims has."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial

from newsdesk.checks.side import Side
from newsdesk.model.event import Event
from newsdesk.model.homes import Home, home_of
from newsdesk.model.library import Library
from newsdesk.model.names import Finder
from newsdesk.model.text import Text
from newsdesk.words.dates import in_words
from newsdesk.words.language import Language
from newsdesk.words.message import listed, said, worded
from newsdesk.words.occurrence import LANGUAGES, Occurrence, occurrences
from newsdesk.words.problem import Problem, warning

FEW = 20
"""Texts that are looked through for every name there is."""


def check(library: Library) -> Iterator[Problem]:
    """Days that a story gives an event by its name, and that no source of the event has."""
    versions = (story.versions for story in library.stories)
    texts = [text for each in versions for text in each.texts.values() if text.language in LANGUAGES]
    # Of a few texts it is soon known which of thousands of names are worth looking for.
    within = "\n".join(Side(text=text).words for text in texts) if library.part_of and len(texts) < FEW else None
    finders = {language: Finder(_names(library, language), within) for language in {text.language for text in texts}}
    for text in texts:
        yield from _in_text(text, library, finders[text.language])


def _names(library: Library, language: Language) -> Iterator[tuple[str, str]]:
    """The names of each event in a language: its titles, and for an edition that of its series with the year."""
    records = library.registers
    for identifier, event in records.events.items():
        yield from ((identifier, title) for title in _titles(event, language))
    for year, edition in records.editions.items():
        series = records.series.get(edition.series or "")
        name = series.name.own(language) if series else ""
        forms = [*_titles(edition, language), *(_with_year(name, year, language) if name else ())]
        yield from ((f"summit/{year}", form) for form in forms)


def _titles(event: Event, language: Language) -> Sequence[str]:
    return [title for claim in event.title if (title := claim.value.own(language))]


def _with_year(name: str, year: str, language: Language) -> Iterable[str]:
    return (f"{year} {name}", f"{name} {year}") if language is Language.EN else (f"{year}{name}",)


def _in_text(text: Text, library: Library, finder: Finder) -> Iterator[Problem]:
    side = Side(text=text)
    for identifier, span in finder.found_in(side.words).spans.items():
        event = library.event(identifier)
        found = list(occurrences(side.words, span, text.language))
        if not event or not found or any(_claimed(each.day, event) for each in found):
            continue
        if home := home_of(identifier, library.whole):
            yield _differs(side, found[0], span, event, home)


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
