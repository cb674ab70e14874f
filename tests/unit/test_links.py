"""The links of a body lead where their editor means, and say of another host which it is."""

from collections.abc import Iterable
from pathlib import Path

import pytest

import sites
from newsdesk.content.front_matter import PageFacts
from newsdesk.content.library import Library
from newsdesk.content.markdown_extensions import DEFAULT_EXTENSIONS
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
    found = converter.render_body(text, targets, DEFAULT_EXTENSIONS)
    assert (LINKS[typed] in found.html, found.findings.problems) == (True, []), found.html


MEANT = {
    "x.md": "",
    "kite-tax-law.md": "",
    "../2029/kite-taxi.md": "",
    "wind-tunnel/": "../2029/wind-tunnel.md",
    "../../about/sourcin.md": "../../about/sourcing.md",
    "../../aboot/index.md": "../../about/index.md",
    "../2025/kite-school-open.md": "kite-school-opens.md",
    "Kite-School-Opens.MD": "kite-school-opens.md",
    "kite-day.md": "../../events/2030/kite-day/",
    "../../tags/schoolz/": "../../tags/schools/",
    "mill.jpg": "../../../media/2030/mill.png",
}


def test_a_link_is_suggested_only_if_its_name_is_near_and_leads_somewhere(site: Path) -> None:
    source = site / "docs/en/news/2030/kite-museum-plan.md"
    text = source.read_text(encoding="utf-8")

    def suggested(links: Iterable[str]) -> list[str]:
        source.write_text("\n\n".join([text, *(f"[a kite]({typed})" for typed in links)]), encoding="utf-8")
        found = [each for each in sites.lint(site)[1] if each.rule == "dead-link"]
        return [str(each.suggestion) for each in found]

    nothing = "path of a file in docs/, relative to this one"
    assert suggested(MEANT) == [f"write here: {meant}" if meant else f"write the {nothing}" for meant in MEANT.values()]
    assert suggested(filter(None, MEANT.values())) == []
