"""Two bodies side by side: block against block where they tell the same, else run against run between those."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from lxml.html import HtmlElement, fragment_fromstring
from markupsafe import Markup

from newsdesk.pages.picture import written
from newsdesk.words.alignment import aligned
from newsdesk.words.language import Language

Row = tuple[Markup, Markup]
"""What stands side by side, as HTML."""

Blocks = Sequence[HtmlElement]
_LINKS = ("href", "src")
_HEADINGS = ("h2", "h3", "h4")


def rows(left: tuple[str, Language], right: tuple[str, Language]) -> list[Row]:
    """The rows of two rendered bodies, each with its language, for a page one level below that of a story."""
    ours, theirs = _blocks(*left), _blocks(*right)
    told = aligned({left[1]: [_as_marked(block) for block in ours], right[1]: [_as_marked(block) for block in theirs]})
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
    return Markup("").join(Markup(written(block)) for block in blocks)  # noqa: S704 - held against the allow-list
