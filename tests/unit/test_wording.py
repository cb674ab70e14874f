"""The wording of a text is blind to layout and typography, and to nothing else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sites
from newsdesk.content.blocks import Manuscript, wording
from newsdesk.lint.rulebook import style_examples
from newsdesk.lint.style import AppliesTo, StyleRule, fixed_text

TEXTS = sorted(Path(sites.PROJECT / "docs").glob("*/news/*/*.md"))
WORDS_NOT_MARKS = {"zh-listed-titles", "zh-list-end", "zh-named-by-date", "zh-year-name"}
"""Rules whose safe cure takes out or changes a sign of its own: `newsdesk accept` lets it pass."""
SAFE = [rule for rule in style_examples() if rule.safe and rule.name not in WORDS_NOT_MARKS]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Two  words\nhere", "Two words here"),
        ("风筝\n节开幕", "风筝节开幕"),
        ("2014 年 2 月的 5G 基站", "2014年2月的5G基站"),
        ("a [kite](one.md)", "a [kite](../2030/two.md 'its title')"),
        ("a [kite][1]\n\n[1]: https://a.example/", "a kite"),
        ("![A mill](mill.png)", "![A mill](../media/mill.png)"),
        ("**bold** and *not*", "bold and not"),
        ("## What it teaches {#lessons}", "### What it teaches"),
        ("- one\n- two", "* one\n* two"),
        ("> quoted", "quoted"),
        ("a <span lang='fr'>mot</span>", "a mot"),
        ("a kite<!-- see the file -->", "a kite"),
        ("他说:“有道理。”", '他说："有道理。"'),
        ("8,548家", "8548家"),
        ("| a | b |\n| :- | -: |\n| 1 | 2 |", "|a|b|\n|---|---|\n|1|2|"),
    ],
)
def test_layout_is_no_wording(one: str, other: str) -> None:
    assert wording(one) == wording(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("16.733 billion", "16733 billion"),
        ("12 kites", "13 kites"),
        ("now here", "nowhere"),
        ("He flew.", "He flew?"),
        ('He "flew".', "He flew."),
        ("风筝节开幕", "风筝节闭幕"),
        ("拟签约", "签约"),
        ("one, two", "two, one"),
    ],
)
def test_words_figures_and_marks_are(one: str, other: str) -> None:
    assert wording(one) != wording(other)


@pytest.mark.parametrize("rule", SAFE, ids=lambda rule: rule.name)
def test_what_tidy_mends_is_no_change_of_words(rule: StyleRule) -> None:
    where = next(each for each in AppliesTo if each in rule.where)
    better = fixed_text(where, rule.bad, [rule])
    assert better != rule.bad
    assert wording(better) == wording(rule.bad)


@given(st.text(alphabet="ab12.,-*_[](){}#<>|`\\ \n风节，。“”—…", max_size=60))
def test_it_says_the_same_of_what_it_has_said(text: str) -> None:
    assert "\n" not in wording(text)
    spaced = Manuscript(["t", "s"], f"\n{text}\n\n")
    assert Manuscript(["t", "s"], text).wording_digest() == spaced.wording_digest()


def test_each_block_of_the_real_stories_has_a_digest_of_its_own() -> None:
    assert len(TEXTS) > 40
    for path in TEXTS:
        manuscript = Manuscript(["a title", "a summary"], path.read_text(encoding="utf-8"))
        found = manuscript.block_digests().split("-")
        assert len({*found}) == len(found), path
