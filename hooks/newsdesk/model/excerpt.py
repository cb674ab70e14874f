"""A part of the library, to be looked at alone."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from newsdesk.model.library import Library
from newsdesk.model.story import Page, Story
from newsdesk.model.text import Text


def excerpt(library: Library, paths: Collection[str]) -> Library:
    """What stands in these files below docs/ and at their paths in other languages.

    The registers stay whole, but for the places of events and editions.
    """
    same = {_without_language(path) for path in paths}

    def chosen(texts: Iterable[Text]) -> list[Text]:
        return [text for text in texts if _without_language(text.path) in same]

    def stories(given: Iterable[Story]) -> list[Story]:
        return [story for story in given if _without_language(story.versions.original.path) in same]

    def pages(given: Mapping[str, Page]) -> Mapping[str, Page]:
        return {key: page for key, page in given.items() if f"{key}.md" in same}

    return replace(
        library,
        registers=library.registers.at(paths),
        known=library.known.at(paths),
        stories=stories(library.stories),
        withheld=stories(library.withheld),
        withdrawn=stories(library.withdrawn),
        pages=pages(library.pages),
        prose=pages(library.prose),
        fronts={text.language: text for text in chosen(library.fronts.values())},
        door=library.door if "" in same else None,
        orphans=chosen(library.orphans),
        aside=chosen(library.aside),
        faulty=chosen(library.faulty),
        part_of=library.whole,
        asked=frozenset(paths),
    )


def _without_language(path: str) -> str:
    return path.partition("/")[2]
