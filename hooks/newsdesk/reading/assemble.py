"""From a folder to the library: twins joined, names found, what is withheld set aside."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from newsdesk.model.library import Library, Page, Story
from newsdesk.model.story import FrontFacts, StoryFacts, TwinWords
from newsdesk.model.text import NEVER, Text, Versions
from newsdesk.reading import gather
from newsdesk.reading.folder import Folder
from newsdesk.words import address
from newsdesk.words.message import NOTHING, said
from newsdesk.words.problem import Problem, error

Beside = Mapping[str, Sequence[Text]]
"""What stands at the path of a text in other languages, by the path."""


def uncut(folder: Folder, as_of: datetime) -> Library:
    """The library with drafts and stories of the future among all others, each marked: for the preview alone."""
    texts = {path: _opened(text, as_of) for path, text in folder.texts.items()}
    library, _ = assemble(replace(folder, texts=texts), NEVER)
    return library


def _opened(text: Text, as_of: datetime) -> Text:
    """A text as if it waited for nothing, and until when it does."""
    front = text.front
    if getattr(front, "draft", False):
        return replace(text, front=front.model_copy(update={"draft": False}), waits=NEVER)
    if isinstance(front, StoryFacts) and front.published > as_of:
        return replace(text, waits=front.published)
    return text


def assemble(folder: Folder, as_of: datetime) -> tuple[Library, list[Problem]]:
    """Close the library as it may be read at `as_of`, a moment in the site's zone."""
    seen, withheld = gather.Gathered.beside(folder.registers), gather.Gathered.beside(folder.registers)
    originals = [text for text in folder.texts.values() if isinstance(text.front, StoryFacts)]
    registers, beside = folder.registers, _beside(folder)
    open_to_all = [text for text in originals if _may_be_read(text.front, as_of)]
    waiting = [text for text in originals if not _may_be_read(text.front, as_of)]
    library = Library(
        stories=_stories([text for text in open_to_all if not text.withdrawn], folder, beside, seen),
        withdrawn=_stories([text for text in open_to_all if text.withdrawn], folder, beside, seen),
        withheld=_stories(waiting, folder, beside, withheld),
        registers=seen.added_to(registers),
        known=withheld.added_to(seen.added_to(registers)),
        pages=_pages(folder, beside, "about/"),
        prose=_pages(folder, beside, "events/", "summit/"),
        fronts={text.language: text for path, text in folder.texts.items() if path == f"{text.language}/index.md"},
        door=folder.texts.get("index.md"),
        orphans=[text for text in folder.texts.values() if text.is_twin and _is_orphan(text, folder, beside)],
        drafts={path: text for path, text in folder.texts.items() if _is_draft_twin(text)},
        faulty=[text for text in folder.broken.values() if text],
        media=frozenset(folder.media),
        pictures=folder.pictures,
        ledger=folder.ledger,
        broken=_unreadable(folder),
    )
    return replace(library, aside=_aside(folder, library)), list(_two_originals(folder, beside))


def _stories(originals: Sequence[Text], folder: Folder, beside: Beside, gathered: gather.Gathered) -> list[Story]:
    """The stories of these originals, the newest first; what they bring with them is gathered."""
    stories = [
        _story(_versions(text, beside), text.front, gathered, folder)
        for text in originals
        if isinstance(text.front, StoryFacts)
    ]
    return sorted(stories, key=lambda story: story.order, reverse=True)


def _pages(folder: Folder, beside: Beside, *sections: str) -> Mapping[str, Page]:
    """The originals below some folders, by their path without language and ending."""
    within = {path: key for path in folder.texts if (key := path.partition("/")[2]).startswith(sections)}
    originals = {
        key.removesuffix(".md"): text for path, key in within.items() if not (text := folder.texts[path]).is_twin
    }
    return {key: Page(key=key, versions=_versions(text, beside)) for key, text in originals.items()}


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


def _beside(folder: Folder) -> Beside:
    """Of every text what stands at its path in other languages, in the order of the site's."""
    same: dict[str, list[Text]] = defaultdict(list)
    for text in sorted(folder.texts.values(), key=lambda text: folder.languages.index(text.language)):
        same[text.path.partition("/")[2] or text.path].append(text)
    return {text.path: [other for other in texts if other is not text] for texts in same.values() for text in texts}


def _versions(text: Text, beside: Beside) -> Versions:
    twins = [each for each in beside[text.path] if each.is_twin and not _is_draft_twin(each)]
    return Versions(original=text, twins=twins)


def _is_draft_twin(text: Text) -> bool:
    return isinstance(text.front, TwinWords) and text.front.draft


def _is_orphan(text: Text, folder: Folder, beside: Beside) -> bool:
    if not all(each.is_twin for each in beside[text.path]):
        return False
    return not any(path in folder.broken for path in _other_paths(text.path, folder))


def _two_originals(folder: Folder, beside: Beside) -> Iterable[Problem]:
    for text in folder.texts.values():
        if text.is_twin or isinstance(text.front, FrontFacts):
            continue
        # Said at the second of the two.
        for rival in [each for each in beside[text.path] if not each.is_twin and each.path < text.path][:1]:
            sentence = said("{path} is an original too: one of the two must be the translation", path=rival.file.path)
            is_story = isinstance(text.front, StoryFacts)
            instead = said(' in place of "published"') if is_story else NOTHING
            cure = said('in the translation, write "translated: <day>"{instead}', instead=instead)
            yield error("two-originals", text.file.name("published" if is_story else "title"), sentence, cure)


def _may_be_read(facts: Any, as_of: datetime) -> bool:
    return not facts.draft and facts.published <= as_of


def _story(versions: Versions, facts: StoryFacts, gathered: gather.Gathered, folder: Folder) -> Story:
    key = address.story_key(versions.original.path)
    sources = [gathered.source(key, number, source) for number, source in enumerate(facts.sources)]
    events = list(facts.events)
    if facts.event:
        events.insert(0, gathered.event(facts.id or key, facts.event, versions, tuple(sources)))
    if facts.origin and facts.origin not in sources:
        sources.insert(0, facts.origin)
    names = [folder.names(text.path) for text in versions.texts.values()]
    return Story(
        key=key,
        facts=facts,
        versions=versions,
        sources=tuple(sources),
        events=tuple(events),
        people=_named((each.people for each in names), facts.people),
        organisations=_named((each.organisations for each in names), facts.organisations),
    )


def _named(found: Iterable[frozenset[str]], said: Iterable[str]) -> tuple[str, ...]:
    """Whom the texts of a story name, with those that its facts add and without those that they take away."""
    added = {name for name in said if not name.startswith("-")}
    removed = {name.removeprefix("-") for name in said if name.startswith("-")}
    return tuple(sorted(added.union(*found) - removed))
