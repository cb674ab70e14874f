"""Stories in lists: one way to show a story to a reader of a language, and pages of lists."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from newsdesk.model.library import Library
from newsdesk.model.story import Story
from newsdesk.views.view import Dated, Link
from newsdesk.words import address
from newsdesk.words.dates import day_in_words
from newsdesk.words.language import Fragment, Language, typeset

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A story in a list; `foreign` is the language it can be read in where that is not the reader's.

    One that `waits` stands in the preview alone.
    """

    address: str
    title: Fragment
    summary: Fragment
    day: Dated
    foreign: Language | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Where a page stands in its list."""

    number: int
    total: int
    earlier: str = ""
    later: str = ""


def fragment(text: str, written: Language, reader: Language) -> Fragment:
    """Text of one language as a page in another marks it."""
    return Fragment(typeset(text, written), "" if written is reader else written.tag)


def dated(day: date, language: Language) -> Dated:
    return Dated(iso=day.isoformat(), words=day_in_words(day, language))


@lru_cache(maxsize=8192)
def item(story: Story, language: Language) -> Item:
    """A story as a list in `language` shows it: untranslated ones in their own words, and saying so.

    Remembered, since it stands in the lists of its neighbours, its tags and its year.
    """
    text = story.versions.on(language)
    return Item(
        address=address.story(text.language, story.key),
        title=fragment(text.title, text.language, language),
        summary=fragment(text.summary, text.language, language),
        day=dated(story.day, language),
        foreign=None if text.language is language else text.language,
        waits=story.versions.waits_on(language) is not None,
    )


def newest(library: Library, language: Language, most: int) -> Sequence[Story]:
    """At most so many stories that stand in `language`, the newest first."""
    return list(islice((story for story in library.stories if story.versions.has(language)), most))


def tag_links(story: Story, library: Library, language: Language) -> Sequence[Link]:
    """A story's tags."""
    return tags_named(story.facts.tags, library, language)


def tags_named(names: Sequence[str], library: Library, language: Language) -> Sequence[Link]:
    """Those of the tags with these ids that have a page, each once, in the order of their ids."""
    return [
        Link(text=library.registers.tags[name].name.on(language), address=address.tag(language, name))
        for name in sorted(set(names))
        if name in library.by_tag
    ]


def story_crumbs(story: Story, library: Library, language: Language) -> Sequence[Link]:
    """The way to a story: the news, and its year."""
    year = story.day.year
    return [
        Link(text=library.word("news", language), address=address.news(language)),
        Link(text=Fragment(str(year)), address=address.year(language, year)),
    ]


def page_addresses(entries: Sequence[Entry], size: int, start: str) -> Sequence[str]:
    """The addresses of the pages into which `paged` cuts a list."""
    return [address.numbered(start, number) for number in range(1, _pages(entries, size) + 1)]


def _pages(entries: Sequence[Entry], size: int) -> int:
    return max(1, -(-len(entries) // size))


def paged(entries: Sequence[Entry], size: int, start: str) -> Iterator[tuple[Sequence[Entry], Pager]]:
    """A list cut into pages of `size`; `start` is the address of the first."""
    total = _pages(entries, size)
    for number in range(1, total + 1):
        pager = Pager(
            number=number,
            total=total,
            later=address.numbered(start, number - 1) if number > 1 else "",
            earlier=address.numbered(start, number + 1) if number < total else "",
        )
        yield entries[(number - 1) * size : number * size], pager


def with_page(title: str, pager: Pager, phrase: str) -> str:
    """The title of one page of a list; `phrase` says which page of how many."""
    if pager.total == 1:
        return title
    return f"{title} ({phrase.format(number=pager.number, total=pager.total)})"
