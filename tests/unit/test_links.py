"""The links of a body lead where their editor means, and say of another host which it is."""

import pytest

from newsdesk.content.front_matter import PageFacts
from newsdesk.content.library import Library
from newsdesk.content.registers import Registers
from newsdesk.content.story import Text
from newsdesk.diagnostics import SourceFile
from newsdesk.i18n.languages import Language
from newsdesk.markdown import converter
from newsdesk.markdown.links import LinkTargets

STORY = "en/news/2030/kites/"


LINKS = {
    "[a kite](../news/2030/kites.md)": f'<a href="../../../{STORY}">a kite</a>',
    "[a kite](../news/2030/kites/)": f'<a href="../../../{STORY}">a kite</a>',
    "[its silk](../news/2030/kites.md#of-silk)": f'<a href="../../../{STORY}#of-silk">its silk</a>',
    "[its silk](../news/2030/kites.md#%E4%B8%9D)": f'<a href="../../../{STORY}#%E4%B8%9D">its silk</a>',
    "[below](#below)": '<a href="#below">below</a>',
    "[below](sourcing.md#below)": '<a href="#below">below</a>',
    "[a mill](https://www.mill.example/x)": (
        '<a href="https://www.mill.example/x">a mill</a><span class="host"> (mill.example)</span>'
    ),
}


@pytest.mark.parametrize("typed", LINKS)
def test_a_link_leads_where_its_editor_means(typed: str) -> None:
    file = SourceFile(path="docs/en/about/sourcing.md", text=typed)
    front = PageFacts(title="-", summary="-")
    text = Text(path="en/about/sourcing.md", language=Language.EN, front=front, body=typed, body_line=1, file=file)
    targets = LinkTargets(library=Library(registers=Registers(), stories=[]), addresses={STORY, "en/about/sourcing/"})
    found = converter.render_body(text, targets)
    assert (LINKS[typed] in found.html, found.findings.problems) == (True, []), found.html
