"""The examples of CommonMark's specification and of GitHub's: each is shown as specified, or the editor is told."""

import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from functools import cache

import pytest
from lxml.etree import ParserError

import sites
from newsdesk.markdown.converter import to_html
from newsdesk.markdown.safety import parsed, unsafe
from newsdesk.markdown.second_reader import check_dialect
from newsdesk.markdown.source_map import SourceMap
from newsdesk.markdown.structure import structure

Example = Mapping[str, str]
BARE_ADDRESS = "GitHub makes a link of a bare address, which CommonMark does not"
SUPERSEDED = {
    "< https://foo.bar >\n": BARE_ADDRESS,
    "< http://foo.bar >\n": BARE_ADDRESS,
    "https://example.com\n": BARE_ADDRESS,
    "http://example.com\n": BARE_ADDRESS,
    "foo@bar.example.com\n": BARE_ADDRESS,
    "foo <!-- not a comment -- two hyphens -->\n": "a comment since CommonMark 0.31; GFM's examples are older",
}
"""Examples whose specification the other suite contradicts."""


@cache
def examples() -> Mapping[str, Sequence[Example]]:
    script = sites.PROJECT / "tests" / "markdown_examples.mjs"
    run = subprocess.run(["node", script], capture_output=True, text=True, check=True)
    found: Mapping[str, Sequence[Example]] = json.loads(run.stdout)
    return found


def signs(html: str) -> Sequence[str]:
    try:
        return [part.sign for part in structure(parsed(html))]
    except ParserError:
        return ["nothing"]


def is_told(body: str) -> bool:
    """Whether an editor gets a message: that GitHub shows something else, or that the HTML is refused."""
    text, html = sites.text_of(body), to_html(body)
    try:
        refused = list(unsafe(SourceMap(text), html, parsed(html), ()))
    except ParserError:
        # HTML of which nothing is left is an error when the body is rendered.
        return True
    return bool(refused) or any(check_dialect(text))


@pytest.mark.parametrize(("suite", "number", "alike"), [("commonmark", 652, 551), ("gfm", 677, 570)])
def test_an_example_is_shown_as_specified_or_the_editor_is_told(
    suite: str, number: int, alike: int, record_property: Callable[[str, object], None]
) -> None:
    found = examples()[suite]
    others = [each for each in found if signs(to_html(each["markdown"])) != signs(each["html"])]
    superseded = [each for each in others if each["markdown"] in SUPERSEDED]
    silent = [each["markdown"] for each in others if each not in superseded and not is_told(each["markdown"])]
    same, told = len(found) - len(others), len(others) - len(superseded) - len(silent)
    record_property(
        "printed",
        f"{suite}: of {len(found)} examples {same} are shown as specified, {told} are told, {len(silent)} are silent, "
        f"{len(superseded)} are superseded",
    )
    assert silent == []
    assert len(found) == number
    assert same >= alike
