"""From a folder to the library: twins joined, names found, what is withheld set aside."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from newsdesk.model.library import Library, Page, Registers, Story
from newsdesk.model.names import Finder, finder, names_of
from newsdesk.model.story import FrontFacts, StoryFacts
from newsdesk.model.text import Pair, Text
from newsdesk.reading import gather
from newsdesk.reading.folder import Folder
from newsdesk.words import address
from newsdesk.words.language import Language
from newsdesk.words.problem import Problem, error


def assemble(folder: Folder, as_of: datetime) -> tuple[Library, list[Problem]]:
    """Close the library as it may be read at `as_of`, a moment in the site's zone."""
    gathered = gather.Gathered.beside(folder.registers)
    stories = _stories(folder, gathered)
    visible = [story for story in stories if not _is_withheld(story, as_of)]
    withheld = [story for story in stories if _is_withheld(story, as_of)]
    library = Library(
        registers=gathered.added_to(folder.registers),
        stories=[_without_draft_twin(story) for story in visible],
        withheld=withheld,
        pages=_pages(folder, "about/"),
        prose=_pages(folder, "events/", "summit/"),
        fronts={text.language: text for path, text in folder.texts.items() if path in _FRONTS},
        door=folder.texts.get("index.md"),
        orphans=[text for text in folder.texts.values() if text.is_twin and _is_orphan(text, folder)],
        media=frozenset(folder.media),
        broken=_unreadable(folder),
    )
    return replace(library, aside=_aside(folder, library)), list(_two_originals(folder))


_FRONTS = {f"{language}/index.md" for language in Language}


def _stories(folder: Folder, gathered: gather.Gathered) -> list[Story]:
    """All stories, the newest first."""
    people, organisations = _finders(folder.registers)
    stories = [
        _story(Pair(original=text, twin=_twin_of(text, folder)), text.front, gathered, people, organisations)
        for text in folder.texts.values()
        if isinstance(text.front, StoryFacts)
    ]
    return sorted(stories, key=lambda story: story.order, reverse=True)


def _pages(folder: Folder, *sections: str) -> Mapping[str, Page]:
    """The originals below some folders, by their path without language and ending."""
    originals = [text for text in folder.texts.values() if not text.is_twin and text.path[3:].startswith(sections)]
    keys = {text.path: text.path[3:].removesuffix(".md") for text in originals}
    return {
        keys[text.path]: Page(key=keys[text.path], pair=Pair(original=text, twin=_twin_of(text, folder)))
        for text in originals
    }


def _aside(folder: Folder, library: Library) -> Sequence[Text]:
    shown = {text.path for text in library.texts}
    read = [text for text in folder.broken.values() if text]
    return [text for text in (*folder.texts.values(), *read) if text.path not in shown]


def _unreadable(folder: Folder) -> frozenset[str]:
    """The sources with faults, and their counterparts, which have no page without them."""
    return frozenset(each for path in folder.broken for each in (path, address.in_other_language(path)))


def _other_path(text: Text) -> str:
    return address.in_other_language(text.path)


def _twin_of(text: Text, folder: Folder) -> Text | None:
    twin = folder.texts.get(_other_path(text)) if "/" in text.path else None
    return twin if twin and twin.is_twin else None


def _is_orphan(text: Text, folder: Folder) -> bool:
    other = _other_path(text)
    original = folder.texts.get(other)
    return other not in folder.broken and (original is None or original.is_twin)


def _two_originals(folder: Folder) -> Iterable[Problem]:
    for text in folder.texts.values():
        rival = folder.texts.get(_other_path(text)) if "/" in text.path else None
        if not rival or rival.is_twin or text.is_twin or isinstance(text.front, FrontFacts):
            continue
        # Said once, at the second of the two.
        if text.path > rival.path:
            sentence = f"{rival.file.path} is an original too: one of the two must be the translation"
            cure = 'in the translation, write "translated: <day>" in place of "published"'
            yield error("two-originals", text.file.name("published"), sentence, cure)


def _is_withheld(story: Story, as_of: datetime) -> bool:
    return story.facts.draft or story.facts.published > as_of


def _without_draft_twin(story: Story) -> Story:
    twin = story.pair.twin
    if twin and getattr(twin.front, "draft", False):
        return replace(story, pair=Pair(original=story.pair.original))
    return story


def _finders(registers: Registers) -> tuple[Mapping[Language, Finder], Mapping[Language, Finder]]:
    people, organisations = {}, {}
    for language in Language:
        people[language] = finder(
            pair
            for identifier, person in registers.people.items()
            for pair in names_of(identifier, language, person.name, also=person.also)
        )
        organisations[language] = finder(
            pair
            for identifier, body in registers.organisations.items()
            for pair in names_of(identifier, language, body.name, body.short, also=body.also)
        )
    return people, organisations


def _story(
    pair: Pair,
    facts: StoryFacts,
    gathered: gather.Gathered,
    people: Mapping[Language, Finder],
    organisations: Mapping[Language, Finder],
) -> Story:
    key = address.story_key(pair.original.path)
    sources = [gathered.source(key, number, source) for number, source in enumerate(facts.sources)]
    events = list(facts.events)
    if facts.event:
        events.insert(0, gathered.event(key, facts.event, pair, tuple(sources)))
    if facts.origin and facts.origin not in sources:
        sources.insert(0, facts.origin)
    return Story(
        key=key,
        facts=facts,
        pair=pair,
        sources=tuple(sources),
        events=tuple(events),
        people=_named(pair, people, facts.people),
        organisations=_named(pair, organisations, facts.organisations),
    )


def _named(pair: Pair, finders: Mapping[Language, Finder], said: Iterable[str]) -> tuple[str, ...]:
    found: set[str] = set()
    for language, text in pair.texts.items():
        found |= finders[language].found_in(f"{text.title}\n{text.summary}\n{text.body}")
    found |= {name for name in said if not name.startswith("-")}
    return tuple(sorted(found - {name.removeprefix("-") for name in said if name.startswith("-")}))
