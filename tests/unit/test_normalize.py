"""Blocks are read as GitHub reads them: what authors write without blank lines and with narrow indentation."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sites
from newsdesk.content.limits import MAX_CONTAINERS, within_limits
from newsdesk.markdown.converter import to_html
from newsdesk.markdown.normalize import SEPARATOR, TIGHT, normalize
from newsdesk.markdown.second_reader import check_dialect, readings

READ_AS_MEANT = {
    "a list right behind a paragraph": ("Kites:\n- red\n- blue", "<p>Kites:</p><ul><li>red</li><li>blue</li></ul>"),
    "in Chinese": ("风筝：\n1. 红\n2. 蓝", "<p>风筝：</p><ol><li>红</li><li>蓝</li></ol>"),
    "nested by two spaces": (
        "- a\n  - b\n    - c\n- d",
        "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>",
    ),
    "nested by three spaces": ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
    "nested by four columns": ("-   a\n    -   b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    "a lazy line": ("- a\nstill a\n- b", "<ul><li>a\n    still a</li><li>b</li></ul>"),
    "a tight list with a quotation": (
        "- a\n  > b\n- c",
        "<ul><li>a<blockquote><p>b</p></blockquote></li><li>c</li></ul>",
    ),
    "a loose list": ("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
    "lists with two markers": ("- a\n* b", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
    "a list that goes on from 3": ("3) a\n4) b", '<ol start="3"><li>a</li><li>b</li></ol>'),
    "a list in a quotation": ("> Kites:\n> - red", "<blockquote><p>Kites:</p><ul><li>red</li></ul></blockquote>"),
    "indented code in a list": ("- a\n\n      x = 1", "<ul><li>a<pre><code>x = 1\n</code></pre></li></ul>"),
    "an empty item": ("-\n- a", "<ul><li></li><li>a</li></ul>"),
    "two quotations": ("> a\n\n> b", "<blockquote><p>a</p></blockquote><blockquote><p>b</p></blockquote>"),
    "a rank": ("#1 in the ranking", "<p>#1 in the ranking</p>"),
    "a year within a paragraph": ("It began in\n2031. It ended.", "<p>It began in\n2031. It ended.</p>"),
    "a year within an item": ("- It began in\n  2031. It ended.", "<ul><li>It began in\n    2031. It ended.</li></ul>"),
    "a number with a backslash": ("2031\\. That was the year", "<p>2031. That was the year</p>"),
    "a heading of two lines": ("A long\nheading\n---", "<h2>A long heading</h2>"),
    "a line break by a backslash": ("one\\\ntwo", "<p>one<br>two</p>"),
    "a backslash before any mark": ("2 \\* 3 \\~ 6 \\$", "<p>2 * 3 ~ 6 $</p>"),
    "a table right behind a paragraph": (
        "Kites:\n| a | b |\n|---|--:|\n| 1 | 2 |",
        (
            '<p>Kites:</p><table><thead><tr><th>a</th><th align="right">b</th></tr></thead>'
            '<tbody><tr><td>1</td><td align="right">2</td></tr></tbody></table>'
        ),
    ),
    "a definition in a list": ("- [a]\n\n  [a]: /b", '<ul><li><a href="/b">a</a></li></ul>'),
    "a label with code": (
        "[`A`] and [b][`A`]\n\n[`a`]: /b",
        '<p><a href="/b"><code>A</code></a> and <a href="/b">b</a></p>',
    ),
    "struck out": ("~~a~~ and ~b~", "<p><del>a</del> and <del>b</del></p>"),
    "ranges": ("10~20人，30~40岁", "<p>10~20人，30~40岁</p>"),
    "a bare address": (
        "见https://a.example/b_(c)，又见 www.a.example.",
        (
            '<p>见<a href="https://a.example/b_(c)">https://a.example/b_(c)</a>，又见 '
            '<a href="http://www.a.example">www.a.example</a>.</p>'
        ),
    ),
    "an address in a link": (
        "[https://a.example](https://b.example)",
        '<p><a href="https://b.example">https://a.example</a></p>',
    ),
}


_CODE = re.compile(r'<div class="highlight"><pre><span></span><code>')
"""What stands around code that is colored."""


@pytest.mark.parametrize(("body", "html"), READ_AS_MEANT.values(), ids=READ_AS_MEANT)
def test_what_authors_write_is_read_as_github_does(body: str, html: str) -> None:
    ours, theirs = readings(body)
    assert [part.sign for part in ours] == [part.sign for part in theirs]
    assert _CODE.sub("<pre><code>", to_html(body)).replace("</pre></div>", "</pre>") == html


@pytest.mark.parametrize(
    "body",
    [
        "- a\n  ```py\n  x = 1\n\n  y = 2\n  ```\n- b",
        "1. a\n\n   ~~~\n   - no list\n   ~~~\n\n2. b",
        "> ```\n> a\n> ```",
        "```\n- no list\n\n\n    as typed\n```",
        "text\n```\ncode\n```\ntext",
    ],
)
def test_code_stays_code_wherever_it_stands(body: str) -> None:
    ours, theirs = readings(body)
    assert [part.sign for part in ours] == [part.sign for part in theirs]
    assert sum(part.sign.startswith("<pre ") for part in ours) == 1


@pytest.mark.parametrize(
    "body", ["", "One.\n\nTwo, *three* [four](b.md).\n", "## Heading\n\n风筝。\n", "![a](b.png)\n"]
)
def test_what_both_read_alike_is_not_touched(body: str) -> None:
    assert normalize(body) is body


PIECES = [
    *("- ", "* ", "1. ", "2) ", "> ", "# ", "#a", "```", "~~~", "    ", "  ", "\t", "---", "===", "| a | b |", "|-|-|"),
    *(
        "\n",
        "\n",
        "\n\n",
        "a",
        "风筝",
        "`b`",
        "**",
        "_",
        "[a]: b",
        "[a]",
        "[^1]",
        "[^1]: c",
        "!!! note",
        ": d",
        "\\",
        "<b>",
    ),
]


BODIES = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)


@given(BODIES)
def test_no_mark_of_ours_is_published(body: str) -> None:
    html = to_html(body)
    assert SEPARATOR not in html
    assert TIGHT not in html


@given(BODIES)
def test_any_body_is_examined(body: str) -> None:
    for problem in check_dialect(sites.text_of(body)):
        assert problem.location.line <= body.count("\n") + 1


def test_a_body_of_very_many_items_is_refused_before_it_is_read() -> None:
    _, problems = within_limits(sites.text_of("- a\n\n" * (MAX_CONTAINERS + 1)))
    assert [problem.message for problem in problems] == [
        "too many list items and quotations in the body: at most 10,000"
    ]
    assert within_limits(sites.text_of("- a\n\n" * MAX_CONTAINERS))[1] == ()
