"""The page on which a reader searches; the dialog that every page opens takes its form from there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.views.searched import Kind
from newsdesk.views.view import View, both
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value to which a search can be narrowed."""

    value: str
    text: Fragment


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Where the index of a language lies."""

    language: Language
    address: str


@dataclass(frozen=True, kw_only=True)
class SearchView(View):
    """What a search can be narrowed to, and where the index of its language and those of the others lie."""

    template: ClassVar[str] = "search.html"
    kinds: Sequence[Choice]
    topics: Sequence[Choice]
    years: Sequence[Choice]
    index: Index
    others: Sequence[Index]


def search(library: Library, site: Site, language: Language) -> SearchView:
    where = address.search(language)
    years = sorted({*library.by_year, *_years_of_events(library)}, reverse=True)
    topics = [Choice(value=name, text=library.registers.tags[name].name.on(language)) for name in library.by_tag]
    return SearchView(
        address=where,
        language=language,
        title=library.word("search", language),
        description=library.word("search_description", language),
        translations=both(where, site.languages),
        kinds=list(_kinds(library, language)),
        topics=sorted(topics, key=lambda topic: topic.value),
        years=[Choice(value=str(year), text=Fragment(str(year))) for year in years],
        index=_index(language),
        others=[_index(other) for other in site.languages if other is not language],
    )


def _index(language: Language) -> Index:
    return Index(language=language, address=address.search_index(language))


def _kinds(library: Library, language: Language) -> Iterator[Choice]:
    """The kinds of page that there are."""
    if library.stories:
        yield Choice(value=Kind.STORY, text=library.word("news", language))
    if library.registers.events:
        yield Choice(value=Kind.EVENT, text=library.word("timeline", language))
    if library.registers.editions:
        yield Choice(value=Kind.EDITION, text=library.word("summit", language))
    if library.pages:
        yield Choice(value=Kind.PAGE, text=library.word("about", language))


def _years_of_events(library: Library) -> Iterator[int]:
    return (event.when[0].value.earliest.year for event in library.happenings.values())
