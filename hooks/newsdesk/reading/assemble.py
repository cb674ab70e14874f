"""From a folder to the library: twins joined, names found, what is withheld set aside."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from newsdesk.model.front import FrontFacts, StoryFacts, TwinWords
from newsdesk.model.library import Library
from newsdesk.model.story import Page, Story
from newsdesk.model.text import NEVER, Text, Versions
from newsdesk.reading import gather
from newsdesk.reading.folder import Folder
from newsdesk.words import address
from newsdesk.words.message import NOTHING, said
from newsdesk.words.problem import Problem, error


@dataclass(frozen=True, slots=True)
class Same:
    """What stands at one path in the languages of the site, in their order; there should be one original."""

    originals: Sequence[Text]
    twins: Sequence[Text]

    @property
    def versions(self) -> Sequence[Versions]:
        """Each original with its translations, but for drafts."""
        twins = [each for each in self.twins if not _is_draft_twin(each)]
        return [Versions(original=original, twins=twins) for original in self.originals]


Paths = Mapping[str, Same]
"""By the path below the folder of a language."""


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
    registers, paths = folder.registers, _paths(folder)
    every = [versions for same in paths.values() for versions in same.versions]
    stories = [each for each in every if isinstance(each.original.front, StoryFacts)]
    open_to_all = [each for each in stories if _may_be_read(each.original.front, as_of)]
    waiting = [each for each in stories if not _may_be_read(each.original.front, as_of)]
    library = Library(
        stories=_stories([each for each in open_to_all if not each.original.withdrawn], folder, seen),
        withdrawn=_stories([each for each in open_to_all if each.original.withdrawn], folder, seen),
        withheld=_stories(waiting, folder, withheld),
        registers=seen.added_to(registers),
        known=withheld.added_to(seen.added_to(registers)),
        pages=_pages(paths, "about/"),
        prose=_pages(paths, "events/", "summit/"),
        fronts={text.language: text for path, text in folder.texts.items() if path == f"{text.language}/index.md"},
        door=folder.texts.get("index.md"),
        orphans=[
            text for same in paths.values() if not same.originals for text in same.twins if _is_orphan(text, folder)
        ],
        drafts={text.path: text for same in paths.values() for text in same.twins if _is_draft_twin(text)},
        faulty=[text for text in folder.broken.values() if text],
        media=frozenset(folder.media),
        pictures=folder.pictures,
        ledger=folder.ledger,
        broken=_unreadable(folder),
    )
    return replace(library, aside=_aside(folder, library)), list(_two_originals(paths))


def _paths(folder: Folder) -> Paths:
    texts: dict[str, list[Text]] = defaultdict(list)
    for text in folder.texts.values():
        texts[text.path.partition("/")[2] or text.path].append(text)
    return {
        path: _same(sorted(each, key=lambda text: folder.languages.index(text.language)))
        for path, each in texts.items()
    }


def _same(texts: Sequence[Text]) -> Same:
    return Same([text for text in texts if not text.is_twin], [text for text in texts if text.is_twin])


def _stories(versions: Sequence[Versions], folder: Folder, gathered: gather.Gathered) -> list[Story]:
    """The stories of these originals, the newest first; what they bring with them is gathered."""
    stories = [
        _story(each, each.original.front, gathered, folder)
        for each in versions
        if isinstance(each.original.front, StoryFacts)
    ]
    return sorted(stories, key=lambda story: story.order, reverse=True)


def _pages(paths: Paths, *sections: str) -> Mapping[str, Page]:
    """The originals below some folders, by their path without language and ending."""
    within = {path.removesuffix(".md"): same for path, same in paths.items() if path.startswith(sections)}
    return {key: Page(key=key, versions=versions) for key, same in within.items() for versions in same.versions}


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


def _is_draft_twin(text: Text) -> bool:
    return isinstance(text.front, TwinWords) and text.front.draft


def _is_orphan(twin: Text, folder: Folder) -> bool:
    """Whether a translation without an original at its path has none, and not one that could not be read."""
    return not any(path in folder.broken for path in _other_paths(twin.path, folder))


def _two_originals(paths: Paths) -> Iterable[Problem]:
    several = (same.originals for same in paths.values() if len(same.originals) > 1)
    for text, others in (
        (text, texts) for texts in several for text in texts if not isinstance(text.front, FrontFacts)
    ):
        # Said at the second of the two.
        for rival in [each for each in others if each.path < text.path][:1]:
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
    names = [folder.names(text.path) for text in (versions.original, *versions.twins)]
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
