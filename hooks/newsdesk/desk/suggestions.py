"""Which ids of the registers a title suggests: those of the things that it names."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from newsdesk.desk.project import Project
from newsdesk.model.names import Finder, names_of
from newsdesk.model.registers import Registers
from newsdesk.model.source import Source
from newsdesk.reading import registers
from newsdesk.reading.walk import walk
from newsdesk.words.language import Language

MANY = 8
"""Of one key no more are suggested."""
_PARTS = re.compile(r" and |, |[、与和]")
_FOLDER = "registers/"
Pairs = Iterable[tuple[str, str]]
"""Ids, each with a name by which a title may call the thing."""


def registers_of(project: Project) -> Registers:
    """The registers as far as they can be read, without the events: there may be thousands, each a file."""
    docs = project.docs
    paths = [path for path in walk(docs)[0] if path.startswith(_FOLDER) and not path.startswith(f"{_FOLDER}events/")]
    return registers.joined(
        registers.read(docs / path, f"{docs.name}/{path}", path.removeprefix(_FOLDER)) for path in paths
    )[0]


def suggestions(known: Registers, title: str, language: Language) -> Mapping[str, Sequence[str]]:
    """For each key that names things, those that the title names: 'kite-museum (Pinebridge Kite Museum)'."""
    shown = {
        "tags": {name: tag.name.on(language).text for name, tag in known.tags.items()},
        "series": {name: series.name.on(language).text for name, series in known.series.items()},
        "organisers": {name: body.name.on(language).text for name, body in known.organisations.items()},
        "sources": {name: _shown(source, known, language) for name, source in known.sources.items()},
    }
    names = {
        **{key: things.items() for key, things in shown.items()},
        "tags": _topics(shown["tags"]),
        "organisers": _bodies(known, language),
        "sources": _sources(known, language),
    }
    return {key: _named(names[key], shown[key], title) for key in shown}


def _named(names: Pairs, shown: Mapping[str, str], title: str) -> Sequence[str]:
    """In the order in which the title names them; capitals do not matter."""
    found = Finder((name, text.lower()) for name, text in names if text).found_in(title.lower()).spans
    return [f"{name} ({shown[name]})" for name in sorted(found, key=lambda name: (found[name], name))][:MANY]


def _topics(shown: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """A topic is named by a part of its name too, and in the singular."""
    for name, text in shown.items():
        for form in {text, *_PARTS.split(text)}:
            yield name, form
            yield name, form.removesuffix("s")


def _bodies(known: Registers, language: Language) -> Iterator[tuple[str, str]]:
    for name, body in known.organisations.items():
        yield from names_of(name, language, body.name, body.short, also=body.also)


def _sources(known: Registers, language: Language) -> Iterator[tuple[str, str]]:
    """A source is named by its title, or by whoever published it."""
    for name, source in known.sources.items():
        yield name, source.title or ""
        if body := known.organisations.get(source.publisher.plain):
            yield from names_of(name, language, body.name, body.short, also=body.also)
        else:
            yield name, source.publisher.on(language).text


def _shown(source: Source, known: Registers, language: Language) -> str:
    body = known.organisations.get(source.publisher.plain)
    publisher = (body.name if body else source.publisher).on(language).text
    return ", ".join(each for each in (source.title, publisher, source.date.text if source.date else "") if each)
