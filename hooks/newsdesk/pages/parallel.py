"""A story in two languages side by side, block against block."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement, fragment_fromstring
from markupsafe import Markup

from newsdesk import urls
from newsdesk.content.blocks import aligned_blocks
from newsdesk.content.library import Library
from newsdesk.content.story import Story, Text
from newsdesk.i18n.languages import Fragment, Language
from newsdesk.markdown.links import picture_markup
from newsdesk.pages.lists import fragment, unpublished_notice
from newsdesk.pages.view import Link, View


@dataclass(frozen=True, slots=True, kw_only=True)
class ParallelSide:
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

    sides: tuple[ParallelSide, ParallelSide]
    turned: str

    def switch(self, languages: Sequence[Language]) -> Mapping[Language, str]:
        """To the same two texts, the other one first."""
        other = self.sides[1].language
        return {other: self.turned} if other in languages else {}


def parallel_addresses(story: Story) -> Iterator[str]:
    """The addresses of the pages that `parallel_pages` makes."""
    return (urls.beside(language, story.key, other) for language, other in _pairs(story))


def parallel_pages(story: Story, library: Library) -> Iterator[ParallelView]:
    """For each language in which the story stands, one page with each other text."""
    return (_beside(story, library, language, other) for language, other in _pairs(story))


def parallel_links(story: Story, library: Library, language: Language) -> Iterator[Link]:
    """What leads there from the story's page in `language`."""
    for own, other in _pairs(story):
        if own is language:
            yield Link(text=_name(library, language, other), address=urls.beside(language, story.key, other))


def _pairs(story: Story) -> Iterator[tuple[Language, Language]]:
    languages = list(story.versions.texts)
    return ((own, other) for own in languages for other in languages if other is not own)


def _name(library: Library, language: Language, other: Language) -> Fragment:
    name = library.word(other.word_key, language)
    return Fragment(library.word("side_by_side", language).text.format(language=name))


def _beside(story: Story, library: Library, language: Language, other: Language) -> ParallelView:
    """It stands for the story in no list, and search engines are sent to the story."""
    own = _side(story, language)
    return ParallelView(
        address=urls.beside(language, story.key, other),
        language=language,
        title=Fragment(own.title),
        description=library.word("side_by_side_description", language),
        turned=urls.beside(other, story.key, language),
        canonical=own.address,
        indexable=False,
        crumbs=[Link(text=library.word("news", language), address=urls.news(language))],
        section="news",
        waits=unpublished_notice(story.versions, library, language),
        sides=(own, _side(story, other)),
    )


def _side(story: Story, language: Language) -> ParallelSide:
    text = story.versions.on(language)
    return ParallelSide(
        text=text,
        language=language,
        lang=story.facts.lang or language.tag if not text.is_twin else language.tag,
        title=fragment(text.title, language, language).text,
        summary=fragment(text.summary, language, language).text,
        address=urls.story(language, story.key),
    )


ParallelRow = tuple[Markup, Markup]
"""What stands side by side, as HTML."""

Blocks = Sequence[HtmlElement]
_LINKS = ("href", "src")
_HEADINGS = ("h2", "h3", "h4")


def parallel_rows(left: tuple[str, Language], right: tuple[str, Language]) -> list[ParallelRow]:
    """The rows of two rendered bodies, each with its language, for a page one level below that of a story."""
    ours, theirs = _blocks(*left), _blocks(*right)
    told = aligned_blocks(
        {left[1]: [_as_marked(block) for block in ours], right[1]: [_as_marked(block) for block in theirs]}
    )
    return [(_html(one), _html(other)) for one, other in _paired(ours, theirs, told)]


def _blocks(html: str, language: Language) -> Blocks:
    """The blocks of a body; its ids begin with its language, since the other body may have the same."""
    tree = fragment_fromstring(html)
    for element in tree.iterdescendants():
        if name := element.get("id"):
            element.set("id", f"{language}-{name}")
        for key in _LINKS:
            if target := element.get(key):
                element.set(key, _moved(target, language))
        if files := element.get("srcset"):
            element.set("srcset", ", ".join(_moved(each, language) for each in files.split(", ")))
    return list(tree)


def _moved(target: str, language: Language) -> str:
    if target.startswith("#"):
        return f"#{language}-{target[1:]}"
    return f"../{target}" if target.startswith("../") else target


def _paired(left: Blocks, right: Blocks, told: Mapping[int, int]) -> Iterator[tuple[Blocks, Blocks]]:
    """Blocks that tell the same, in the order of the left text; what stands between them, run against run."""
    left_runs, right_runs = _runs(left, told), _runs(right, {other: other for other in told.values()})
    for here, there in [(-1, -1), *told.items()]:
        if here >= 0:
            yield [left[here]], [right[there]]
        if left_runs[there] or right_runs[there]:
            yield left_runs[there], right_runs[there]


def _runs(blocks: Blocks, told: Mapping[int, int]) -> Mapping[int, Blocks]:
    """The blocks that the other side does not tell, by what the last one before them is there; -1 where none is."""
    runs: dict[int, list[HtmlElement]] = defaultdict(list)
    last = -1
    for at, block in enumerate(blocks):
        last = told.get(at, last)
        if at not in told:
            runs[last].append(block)
    return runs


def _as_marked(block: HtmlElement) -> str:
    """What a block can be known by, as it is written in Markdown."""
    links = "".join(f"]({link.get('href')}" for link in block.iter("a"))
    return f"{'#' if block.tag in _HEADINGS else ''} {block.text_content()} {links}"


def _html(blocks: Blocks) -> Markup:
    return Markup("").join(Markup(picture_markup(block)) for block in blocks)  # noqa: S704 - held against the allow-list
