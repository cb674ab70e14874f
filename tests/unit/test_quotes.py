"""Typed quotation marks turn as Python-Markdown's own `smarty` turns them, in whatever a body they stand."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement
from markdown import Markdown
from markdown.extensions.smarty import SmartyExtension

from newsdesk.i18n.languages import Language
from newsdesk.i18n.typography import curl_quotes
from newsdesk.markdown import converter
from newsdesk.markdown.converter import typeset_tree
from newsdesk.markdown.safety import parsed

SMARTY = Markdown(extensions=[SmartyExtension(smart_dashes=False, smart_ellipses=False)])
WORDS = ["kite", "Xi'an", "the society's", "kites", "the '90s", "'80s", "24", "rock", "风筝"]
PAIRS = ['"{}"', "'{}'", "\"'{}'\"", "'\"{}\"'", '("{}")', '["{}"]', "\"'{}' is\"", '"{},"', "'{}?'", '"{}"—', '—"{}"']
PHRASES = st.one_of(
    st.sampled_from(WORDS),
    st.builds(str.format, st.sampled_from(PAIRS), st.sampled_from(["kite", "up", "a kite", "24"])),
)
LINES = st.lists(PHRASES, min_size=1, max_size=6).map(" ".join)
BLOCKS = [
    *("{}", "- {}", "1. {}", "## {}", "> {}", "> - {}", "- > {}", "- kite\n\n    {}", "{}\n---", "kite  \n{}"),
    *("| a |\n| - |\n| {} |", "| {} |\n| - |\n| a |", "kite<br>{}", "kite <!-- a --> kites\n\n{}"),
]
INLINE = [
    "*{}*",
    "**{}**",
    "***{}***",
    "[{}](a.md)",
    "<span>{}</span>",
    "<q>{}</q>",
    "<abbr>*{}*</abbr>",
    "<!-- a -->{}",
]


def smart(text: str) -> str:
    """A line as `smarty` sets it."""
    return html.unescape(re.sub("<.*?>", "", SMARTY.reset().convert(text)))


def tree(body: str, language: Language = Language.EN) -> HtmlElement:
    found = parsed(converter.to_html(body))
    typeset_tree(found, language)
    return found


@given(LINES)
def test_quotation_marks_turn_as_smarty_turns_them(line: str) -> None:
    assert curl_quotes(line) == smart(line)


BETTER = {
    "5'10": ("5’10", "5‘10"),
    '"kite"/"wind"': ("“kite”/“wind”", "“kite”/”wind”"),
    '"But I-", she said': ("“But I-”, she said", "“But I-“, she said"),
    '"...and up," she said': ("“...and up,” she said", "”...and up,” she said"),
    "“'Up' is a word”": ("“‘Up’ is a word”", "“’Up’ is a word”"),
    '（"kite"）': ("（“kite”）", "（”kite”）"),
    '"*kite*"': ("“kite”", "“kite“"),
}
"""Where ours differs on purpose: what ours makes of a line, and what `smarty` does."""


@pytest.mark.parametrize("line", BETTER)
def test_where_they_turn_otherwise_smarty_is_wrong(line: str) -> None:
    assert (tree(line).text_content(), smart(line)) == BETTER[line]


@given(st.lists(st.tuples(PHRASES, st.sampled_from(["{}", *INLINE])), min_size=1, max_size=6), st.sampled_from(BLOCKS))
def test_neither_the_block_nor_an_element_in_it_turns_a_mark(parts: list[tuple[str, str]], block: str) -> None:
    flat = " ".join(phrase for phrase, _ in parts)
    marked = " ".join(inline.format(phrase) for phrase, inline in parts)
    found = [element.xpath("string()") for element in tree(block.format(marked)).iter()]
    assert any(text.strip().endswith(smart(flat)) for text in found), (found, smart(flat))


@pytest.mark.parametrize("name", ["li", "dd", "dt", "td", "th", "h3", "figcaption", "blockquote", "div", "caption"])
def test_a_mark_that_begins_a_block_of_html_opens(name: str) -> None:
    found = parsed(f'kite <{name}>"Up"</{name}>"Down" <{name}><em>"Up"</em></{name}>')
    typeset_tree(found, Language.EN)
    assert found.text_content() == "kite “Up”“Down” “Up”"


def test_the_words_of_a_picture_and_of_a_link_are_set() -> None:
    found = tree("""![The "kite" of Xi'an](a.png "It's 'up'") [a](b.md "The "mill"")""")
    assert found.xpath("//@alt | //@title") == ["The “kite” of Xi’an", "It’s ‘up’", "The “mill”"]


def test_code_stays_as_it_is_typed_and_marks_around_it_turn_as_around_a_word() -> None:
    found = tree('He types "`"kite"`", or `\'kite\'`\'s name.\n\n    "kite"\n')
    assert found.text_content().strip() == 'He types “"kite"”, or \'kite\'’s name."kite"'


@pytest.mark.parametrize(
    "body", ["风筝，\n*起飞*了", "*风筝，*\n起飞了", "**风筝，**\n[起飞](a.md)了", "风筝，<span>\n</span>起飞了"]
)
def test_a_break_between_han_is_no_space_whatever_element_begins_or_ends_there(body: str) -> None:
    assert tree(body, Language.ZH).text_content() == "风筝，起飞了"
