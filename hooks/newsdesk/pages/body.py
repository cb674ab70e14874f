"""A body: Markdown in, safe and linked HTML out, with the source line of every link that fails."""

import re
from dataclasses import dataclass

from lxml import etree

from newsdesk.model.text import Text
from newsdesk.pages import markdown
from newsdesk.pages.findings import Findings
from newsdesk.pages.hidden import hidden
from newsdesk.pages.links import Links, Shelf
from newsdesk.pages.older import mark_older
from newsdesk.pages.picture import stand_alone, written
from newsdesk.pages.places import Source
from newsdesk.pages.safety import parsed
from newsdesk.pages.tables import set_tables
from newsdesk.pages.typesetting import set_type
from newsdesk.pages.unsafe import unsafe
from newsdesk.words.message import said
from newsdesk.words.problem import Problem, error
from newsdesk.words.waiver import without_waivers

ELEMENTS = 60
_TOO_DEEP = etree.XPath(f"boolean({'/*' * (ELEMENTS + 1)})")
_GIVEN = re.compile(r"""(?:\{:?[^{}\n]*?#|\bid\s*=\s*["']?)([^\s{}"'>]+)""")
_FLATTER = said("write it flatter")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A rendered body: its HTML inside one `div`, and what was found."""

    html: str
    findings: Findings


def render(text: Text, shelf: Shelf) -> Body:
    """Render a text's body as it stands on the page at the text's own address."""
    source = Source(text)
    try:
        html = markdown.to_html(without_waivers(text.body))
        tree = parsed(html)
    except Exception as wrong:  # noqa: BLE001 - whatever breaks the converter, an editor is told of the file
        sentence = said("this cannot be read as Markdown: {failure}", failure=type(wrong).__name__)
        return _nothing(error("too-deep", source.deepest(), sentence, _FLATTER))
    if _TOO_DEEP(tree):
        # The parser drops what is deeper than 256 elements, and says nothing.
        sentence = said("elements are nested more than {levels} levels deep", levels=ELEMENTS)
        return _nothing(error("too-deep", source.deepest(), sentence, _FLATTER))
    problems = [*hidden(source, tree), *unsafe(source, html, tree)]
    work = Links(text, shelf, source)
    for element in list(tree.iterdescendants("a", "img")):
        work.follow(element)
    stand_alone(tree)
    set_type(tree, text.language)
    set_tables(tree, text.language)
    mark_older(tree, shelf.library.word("older_block", text.language).text)
    etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)
    anchors = frozenset(element.get("id") for element in tree.iterdescendants() if element.get("id"))
    tree.set("class", "prose")
    findings = Findings(
        anchors=anchors,
        given=anchors & set(_GIVEN.findall(text.body)),
        media=frozenset(work.media),
        references=work.references,
        problems=problems + work.problems,
    )
    return Body(html=written(tree), findings=findings)


def _nothing(problem: Problem) -> Body:
    """What is left of a body that asks too much."""
    return Body(html='<div class="prose"></div>', findings=Findings(problems=(problem,)))
