"""A story in two languages side by side: for those who learn one of them, or who check a translation."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from newsdesk.model.library import Library
from newsdesk.model.story import Story
from newsdesk.model.text import Text
from newsdesk.views.listing import fragment
from newsdesk.views.view import Link, View
from newsdesk.views.waiting import waiting
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two texts; `lang` is that of its words, `address` the page on which it stands alone."""

    text: Text
    language: Language
    lang: str
    title: str
    summary: str
    address: str


@dataclass(frozen=True, kw_only=True)
class ParallelView(View):
    """The reader's own language first; the bodies are rendered and set against each other with the page."""

    template: ClassVar[str] = "parallel.html"
    sides: tuple[Side, Side]
    turned: str

    def switch(self, languages: Sequence[Language]) -> Mapping[Language, str]:
        """To the same two texts, the other one first."""
        other = self.sides[1].language
        return {other: self.turned} if other in languages else {}


def besides(story: Story) -> Iterator[str]:
    """The addresses of the pages that `each_beside` makes."""
    return (address.beside(language, story.key, other) for language, other in _pairs(story))


def each_beside(story: Story, library: Library) -> Iterator[ParallelView]:
    """For each language in which the story stands, one page with each other text."""
    return (_beside(story, library, language, other) for language, other in _pairs(story))


def links_beside(story: Story, library: Library, language: Language) -> Iterator[Link]:
    """What leads there from the story's page in `language`."""
    for own, other in _pairs(story):
        if own is language:
            yield Link(text=_name(library, language, other), address=address.beside(language, story.key, other))


def _pairs(story: Story) -> Iterator[tuple[Language, Language]]:
    languages = list(story.versions.texts)
    return ((own, other) for own in languages for other in languages if other is not own)


def _name(library: Library, language: Language, other: Language) -> Fragment:
    name = library.word(f"language_{other}", language)
    return Fragment(library.word("side_by_side", language).text.format(language=name))


def _beside(story: Story, library: Library, language: Language, other: Language) -> ParallelView:
    """It stands for the story in no list, and search engines are sent to the story."""
    own = _side(story, language)
    return ParallelView(
        address=address.beside(language, story.key, other),
        language=language,
        title=Fragment(own.title),
        description=library.word("side_by_side_description", language),
        turned=address.beside(other, story.key, language),
        canonical=own.address,
        indexable=False,
        crumbs=[Link(text=library.word("news", language), address=address.news(language))],
        section="news",
        waits=waiting(story.versions, library, language),
        sides=(own, _side(story, other)),
    )


def _side(story: Story, language: Language) -> Side:
    text = story.versions.on(language)
    return Side(
        text=text,
        language=language,
        lang=story.facts.lang or language.tag if not text.is_twin else language.tag,
        title=fragment(text.title, language, language).text,
        summary=fragment(text.summary, language, language).text,
        address=address.story(language, story.key),
    )
