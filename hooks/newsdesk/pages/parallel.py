"""Two bodies side by side: block against block where they correspond, else section against section."""

from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement, fragment_fromstring, tostring
from markupsafe import Markup

from newsdesk.words.language import Language

Row = tuple[Markup, Markup]
"""What stands side by side, as HTML."""

Blocks = Sequence[HtmlElement]
_LINKS = ("href", "src")


def rows(left: tuple[str, Language], right: tuple[str, Language]) -> list[Row]:
    """The rows of two rendered bodies, each with its language, for a page one level below that of a story."""
    return [(_html(one), _html(other)) for one, other in _paired(_blocks(*left), _blocks(*right))]


def _blocks(html: str, language: Language) -> Blocks:
    """The blocks of a body; its ids begin with its language, since the other body may have the same."""
    tree = fragment_fromstring(html)
    for element in tree.iterdescendants():
        if name := element.get("id"):
            element.set("id", f"{language}-{name}")
        for key in _LINKS:
            if target := element.get(key):
                element.set(key, _moved(target, language))
    return list(tree)


def _moved(target: str, language: Language) -> str:
    if target.startswith("#"):
        return f"#{language}-{target[1:]}"
    return f"../{target}" if target.startswith("../") else target


def _paired(left: Blocks, right: Blocks) -> Iterator[tuple[Blocks, Blocks]]:
    """Blocks that correspond, one by one; else sections that do; else all of it at once."""
    if [each.tag for each in left] == [each.tag for each in right]:
        yield from (([one], [other]) for one, other in zip(left, right, strict=True))
        return
    sections = list(_sections(left)), list(_sections(right))
    if len(sections[0]) == len(sections[1]) > 1:
        for one, other in zip(*sections, strict=True):
            yield from _paired(one, other)
    else:
        yield left, right


def _sections(blocks: Blocks) -> Iterator[Blocks]:
    """What headings of the highest level part, each with its heading."""
    starts = [at for at, block in enumerate(blocks) if block.tag == "h2" and at]
    for start, end in zip([0, *starts], [*starts, len(blocks)], strict=True):
        yield blocks[start:end]


def _html(blocks: Blocks) -> Markup:
    return Markup("").join(Markup(tostring(block, encoding="unicode", with_tail=False)) for block in blocks)  # noqa: S704 - held against the allow-list
