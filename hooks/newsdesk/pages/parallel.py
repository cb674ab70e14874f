"""Side-by-side pages: a story in two languages, block by block."""

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
    """One of the two texts; `lang` is the language tag of its words, `address` its own page."""

    text: Text
    language: Language
    lang: str
    title: str
    summary: str
    address: str


@dataclass(frozen=True, kw_only=True)
class ParallelView(View):
    """A side-by-side page, the reader's own language first; bodies are rendered and aligned when the page is rendered.

    `turned` is the address of the same page in the other language.
    """

    sides: tuple[ParallelSide, ParallelSide]
    turned: str

    def switch(self, languages: Sequence[Language]) -> Mapping[Language, str]:
        """Return the address of the same two texts, the other one first."""
        other = self.sides[1].language
        return {other: self.turned} if other in languages else {}


def parallel_addresses(story: Story) -> Iterator[str]:
    """Yield the addresses of the pages of `parallel_pages`."""
    return (urls.parallel(language, story.key, other) for language, other in _pairs(story))


def parallel_pages(story: Story, library: Library) -> Iterator[ParallelView]:
    """Yield, for each language in which the story exists, one page with each other text."""
    return (_beside(story, library, language, other) for language, other in _pairs(story))


def parallel_links(story: Story, library: Library, language: Language) -> Iterator[Link]:
    """Yield links to these pages from the story's page in `language`."""
    for own, other in _pairs(story):
        if own is language:
            yield Link(text=_name(library, language, other), address=urls.parallel(language, story.key, other))


def _pairs(story: Story) -> Iterator[tuple[Language, Language]]:
    languages = list(story.versions.texts)
    return ((own, other) for own in languages for other in languages if other is not own)


def _name(library: Library, language: Language, other: Language) -> Fragment:
    name = library.word(other.word_key, language)
    return Fragment(library.word("side_by_side", language).text.format(language=name))


def _beside(story: Story, library: Library, language: Language, other: Language) -> ParallelView:
    """In no list and not indexed: its canonical URL is that of the story."""
    own = _side(story, language)
    return ParallelView(
        address=urls.parallel(language, story.key, other),
        language=language,
        title=Fragment(own.title),
        description=library.word("side_by_side_description", language),
        turned=urls.parallel(other, story.key, language),
        canonical=own.address,
        indexable=False,
        crumbs=[Link(text=library.word("news", language), address=urls.news(language))],
        section="news",
        unpublished_reason=unpublished_notice(story.versions, library, language),
        sides=(own, _side(story, other)),
    )


def _side(story: Story, language: Language) -> ParallelSide:
    text = story.versions.in_language(language)
    return ParallelSide(
        text=text,
        language=language,
        lang=story.facts.lang or language.tag if not text.is_translation else language.tag,
        title=fragment(text.title, language, language).text,
        summary=fragment(text.summary, language, language).text,
        address=urls.story(language, story.key),
    )


ParallelRow = tuple[Markup, Markup]
"""The two sides of a row, as HTML."""

Blocks = Sequence[HtmlElement]
_LINKS = ("href", "src", "poster")
_HEADINGS = ("h2", "h3", "h4")


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedBodies:
    """Two rendered bodies as blocks; `pairs` are the indexes of those that correspond, left to right."""

    left: Blocks
    right: Blocks
    pairs: Mapping[int, int]

    @property
    def turned(self) -> "AlignedBodies":
        """The same two, the right one first."""
        pairs = {there: here for here, there in self.pairs.items()}
        return AlignedBodies(left=self.right, right=self.left, pairs=dict(sorted(pairs.items())))

    @property
    def rows(self) -> Sequence[ParallelRow]:
        """The rows of a side-by-side page, in the order of the left body."""
        return [(_html(one), _html(other)) for one, other in _paired(self.left, self.right, self.pairs)]


def align_bodies(left: tuple[str, Language], right: tuple[str, Language]) -> AlignedBodies:
    """Align two rendered bodies, each given as HTML and its language.

    Relative links are rewritten for a page one level below that of a story.
    """
    ours, theirs = _blocks(*left), _blocks(*right)
    pairs = aligned_blocks(
        {left[1]: [_as_marked(block) for block in ours], right[1]: [_as_marked(block) for block in theirs]}
    )
    return AlignedBodies(left=ours, right=theirs, pairs=pairs)


def _blocks(html: str, language: Language) -> Blocks:
    """The blocks of a body; its ids get the language as a prefix, since the other body may have the same."""
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


def _paired(left: Blocks, right: Blocks, aligned: Mapping[int, int]) -> Iterator[tuple[Blocks, Blocks]]:
    """Aligned blocks in the order of the left text; between them, the runs that have no counterpart."""
    left_runs, right_runs = _runs(left, aligned), _runs(right, {other: other for other in aligned.values()})
    for here, there in [(-1, -1), *aligned.items()]:
        if here >= 0:
            yield [left[here]], [right[there]]
        if left_runs[there] or right_runs[there]:
            yield left_runs[there], right_runs[there]


def _runs(blocks: Blocks, aligned: Mapping[int, int]) -> Mapping[int, Blocks]:
    """The unaligned blocks, by the right-hand index of the last aligned block before them; -1 if none."""
    runs: dict[int, list[HtmlElement]] = defaultdict(list)
    last = -1
    for at, block in enumerate(blocks):
        last = aligned.get(at, last)
        if at not in aligned:
            runs[last].append(block)
    return runs


def _as_marked(block: HtmlElement) -> str:
    """The features by which a block is aligned, as in Markdown."""
    links = "".join(f"]({link.get('href')}" for link in block.iter("a"))
    return f"{'#' if block.tag in _HEADINGS else ''} {block.text_content()} {links}"


def _html(blocks: Blocks) -> Markup:
    return Markup("").join(Markup(picture_markup(block)) for block in blocks)  # noqa: S704 - checked against the allow-list
