"""HTML that editors type: what a blank line does, which files players load, and what feeds carry."""

from pathlib import Path

import pytest

import media
import sites
from newsdesk.content.library import Library
from newsdesk.content.markdown_extensions import DEFAULT_EXTENSIONS
from newsdesk.diagnostics import Level
from newsdesk.markdown.converter import FeedHtml, RenderedBody, render_body, to_html
from newsdesk.markdown.links import LinkTargets

PLAYER = """\
<video poster="../../../media/2030/mill.png" width="640">
<source src="../../../media/2030/wind.mp4" type="video/mp4"><source src="../../../media/2030/wind.webm">
<track src="../../../media/2030/wind.vtt" srclang="en" label="English">

[The film](../../../media/2030/wind.mp4)

</video>

After<wbr>wards.
"""
FILES = {"media/2030/wind.mp4", "media/2030/wind.webm", "media/2030/wind.vtt", "media/2030/mill.png"}


@pytest.fixture
def library(site: Path) -> Library:
    """The newsroom with a film and a story that shows it."""
    files = {"wind.mp4": media.mp4(3), "wind.webm": b"\x1a\x45\xdf\xa3" + bytes(60), "wind.vtt": media.CAPTIONS}
    for name, content in files.items():
        (site / "docs/media/2030" / name).write_bytes(content)
    front = (
        "---\ntitle: The film\nsummary: A film of the wind.\npublished: 2030-05-02\nsources: [mill-archive]\n---\n\n"
    )
    (site / "docs/en/news/2030/film.md").write_text(front + PLAYER, encoding="utf-8")
    library, problems = sites.lint(site)
    assert [each for each in problems if each.location.path.endswith("film.md") and each.level is not Level.NOTE] == []
    return library


def rendered(library: Library) -> RenderedBody:
    [text] = [each for each in library.texts if each.path.endswith("film.md")]
    return render_body(text, LinkTargets(library=library, addresses=frozenset()), DEFAULT_EXTENSIONS)


def test_a_player_loads_files_of_the_site_and_nothing_before_it_is_started(library: Library) -> None:
    body = rendered(library)
    assert body.findings.media | body.findings.shared_media == FILES
    [opening] = [line for line in body.html.splitlines() if "<video" in line]
    assert " controls" in opening
    assert 'preload="none"' in opening
    assert '.jpg"' in opening or '.png"' in opening
    assert "media/2030/mill.png" not in opening
    assert '<source src="../../../../media/2030/wind.mp4" type="video/mp4"><source' in body.html
    assert '<track src="../../../../media/2030/wind.vtt" srclang="en" label="English">' in body.html


def test_void_elements_hold_nothing_and_are_not_closed(library: Library) -> None:
    html = rendered(library).html
    assert "<p>After<wbr>wards.</p>" in html
    assert not any(f"</{name}>" in html for name in ("source", "track", "wbr"))


def test_a_feed_keeps_the_sources_of_a_player_and_has_no_picture(library: Library, site: Path) -> None:
    [text] = [each for each in library.texts if each.path.endswith("film.md")]
    html = FeedHtml(LinkTargets(library=library, addresses=frozenset()), sites.identity_of(site))(text).html
    assert "<source src=" in html
    assert "</source>" not in html
    assert "<picture" not in html


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("<div>\n*a*\n</div>", "<div>\n*a*\n</div>"),
        ("<div>\n\n*a*\n\n</div>", "<div>\n<p><em>a</em></p></div>"),
        ("a\n<div>b</div>", "<p>a</p><div>b</div>"),
        ("> <div>\n>\n> *a*\n>\n> </div>", "<em>a</em>"),
        ("<pre>\n\n*a*\n\n</pre>", "<pre>\n\n*a*\n\n</pre>"),
        ("<!--\n\n<div>\n\n-->\n\n*a*", "<em>a</em>"),
        ("1 <div", "<p>1 &lt;div</p>"),
        ("    <div>", "<code>&lt;div&gt;"),
    ],
)
def test_a_block_of_html_ends_at_a_blank_line(body: str, html: str) -> None:
    assert html in to_html(body)
