"""From a folder to the library: twins joined, names found, what is withheld set aside."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from newsdesk.model.library import Library, Page, Registers, Story
from newsdesk.model.names import Finder, names_of
from newsdesk.model.story import FrontFacts, StoryFacts, TwinWords
from newsdesk.model.text import Text, Versions
from newsdesk.reading import gather
from newsdesk.reading.folder import Folder
from newsdesk.words import address
from newsdesk.words.language import Language
from newsdesk.words.message import NOTHING, said
from newsdesk.words.problem import Problem, error

Finders = Mapping[Language, Finder]
"""What finds names in texts, by the language of the text."""


def assemble(folder: Folder, as_of: datetime) -> tuple[Library, list[Problem]]:
    """Close the library as it may be read at `as_of`, a moment in the site's zone."""
    seen, withheld = gather.Gathered.beside(folder.registers), gather.Gathered.beside(folder.registers)
    originals = [text for text in folder.texts.values() if isinstance(text.front, StoryFacts)]
    registers = folder.registers
    open_to_all = [text for text in originals if _may_be_read(text.front, as_of)]
    library = Library(
        stories=_stories([text for text in open_to_all if not text.withdrawn], folder, seen),
        withdrawn=_stories([text for text in open_to_all if text.withdrawn], folder, seen),
        withheld=_stories([text for text in originals if not _may_be_read(text.front, as_of)], folder, withheld),
        registers=seen.added_to(registers),
        known=withheld.added_to(seen.added_to(registers)),
        pages=_pages(folder, "about/"),
        prose=_pages(folder, "events/", "summit/"),
        fronts={text.language: text for path, text in folder.texts.items() if path == f"{text.language}/index.md"},
        door=folder.texts.get("index.md"),
        orphans=[text for text in folder.texts.values() if text.is_twin and _is_orphan(text, folder)],
        drafts={path: text for path, text in folder.texts.items() if _is_draft_twin(text)},
        faulty=[text for text in folder.broken.values() if text],
        media=frozenset(folder.media),
        ledger=folder.ledger,
        broken=_unreadable(folder),
    )
    return replace(library, aside=_aside(folder, library)), list(_two_originals(folder))


def _stories(originals: Sequence[Text], folder: Folder, gathered: gather.Gathered) -> list[Story]:
    """The stories of these originals, the newest first; what they bring with them is gathered."""
    people, organisations = _finders(folder.registers, {text.language for text in folder.texts.values()})
    stories = [
        _story(_versions(text, folder), text.front, gathered, people, organisations)
        for text in originals
        if isinstance(text.front, StoryFacts)
    ]
    return sorted(stories, key=lambda story: story.order, reverse=True)


def _pages(folder: Folder, *sections: str) -> Mapping[str, Page]:
    """The originals below some folders, by their path without language and ending."""
    keys = {path: path.partition("/")[2].removesuffix(".md") for path in folder.texts}
    originals = [text for text in folder.texts.values() if not text.is_twin and keys[text.path].startswith(sections)]
    return {keys[text.path]: Page(key=keys[text.path], versions=_versions(text, folder)) for text in originals}


def _aside(folder: Folder, library: Library) -> Sequence[Text]:
    shown = {text.path for text in library.texts}
    return [text for text in (*folder.texts.values(), *library.faulty) if text.path not in shown]


def _unreadable(folder: Folder) -> frozenset[str]:
    """The sources with faults, and their counterparts, which have no page without them."""
    return frozenset(each for path in folder.broken for each in (path, *_other_paths(path, folder)))


def _other_paths(path: str, folder: Folder) -> Sequence[str]:
    """The same path in the other languages of the site; none for a path that has no language."""
    same = (address.in_language(path, language) for language in folder.languages)
    return [each for each in same if each != path]


def _others(text: Text, folder: Folder) -> Sequence[Text]:
    """What stands at the same path in other languages."""
    return [folder.texts[path] for path in _other_paths(text.path, folder) if path in folder.texts]


def _versions(text: Text, folder: Folder) -> Versions:
    twins = [each for each in _others(text, folder) if each.is_twin and not _is_draft_twin(each)]
    return Versions(original=text, twins=twins)


def _is_draft_twin(text: Text) -> bool:
    return isinstance(text.front, TwinWords) and text.front.draft


def _is_orphan(text: Text, folder: Folder) -> bool:
    if any(path in folder.broken for path in _other_paths(text.path, folder)):
        return False
    return all(each.is_twin for each in _others(text, folder))


def _two_originals(folder: Folder) -> Iterable[Problem]:
    for text in folder.texts.values():
        if text.is_twin or isinstance(text.front, FrontFacts):
            continue
        # Said at the second of the two.
        for rival in [each for each in _others(text, folder) if not each.is_twin and each.path < text.path][:1]:
            sentence = said("{path} is an original too: one of the two must be the translation", path=rival.file.path)
            is_story = isinstance(text.front, StoryFacts)
            instead = said(' in place of "published"') if is_story else NOTHING
            cure = said('in the translation, write "translated: <day>"{instead}', instead=instead)
            yield error("two-originals", text.file.name("published" if is_story else "title"), sentence, cure)


def _may_be_read(facts: Any, as_of: datetime) -> bool:
    return not facts.draft and facts.published <= as_of


def _finders(registers: Registers, languages: Iterable[Language]) -> tuple[Finders, Finders]:
    people, organisations = {}, {}
    for language in languages:
        people[language] = Finder(
            pair
            for identifier, person in registers.people.items()
            for pair in names_of(identifier, language, person.name, also=person.also)
        )
        organisations[language] = Finder(
            pair
            for identifier, body in registers.organisations.items()
            for pair in names_of(identifier, language, body.name, body.short, also=body.also)
        )
    return people, organisations


def _story(
    versions: Versions,
    facts: StoryFacts,
    gathered: gather.Gathered,
    people: Finders,
    organisations: Finders,
) -> Story:
    key = address.story_key(versions.original.path)
    sources = [gathered.source(key, number, source) for number, source in enumerate(facts.sources)]
    events = list(facts.events)
    if facts.event:
        events.insert(0, gathered.event(facts.id or key, facts.event, versions, tuple(sources)))
    if facts.origin and facts.origin not in sources:
        sources.insert(0, facts.origin)
    return Story(
        key=key,
        facts=facts,
        versions=versions,
        sources=tuple(sources),
        events=tuple(events),
        people=_named(versions, people, facts.people),
        organisations=_named(versions, organisations, facts.organisations),
    )


def _named(versions: Versions, finders: Finders, said: Iterable[str]) -> tuple[str, ...]:
    found: set[str] = set()
    for language, text in versions.texts.items():
        found |= finders[language].found_in(f"{text.title}\n{text.summary}\n{text.body}").spans.keys()
    found |= {name for name in said if not name.startswith("-")}
    return tuple(sorted(found - {name.removeprefix("-") for name in said if name.startswith("-")}))
