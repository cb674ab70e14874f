"""`newsdesk tidy` mends what is safe to mend in Chinese texts, and touches nothing else."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sites
from newsdesk.desk.tidy import tidied
from newsdesk.words.style_chinese import CHINESE_STYLE

STORY = "docs/zh/news/2031/kite-night.md"
UNTIDY = """\
---
# 一个注释: "A"
title: "12 只风筝 · 3,000人"
summary: 会员放飞2,000只5G 风筝，"很长"。
published: 2031-01-04
---

他说:有道理(真的). 见[3 只](x.md?a=1,000)。

<!-- newsdesk: allow zh-space because 原文如此 -->
原文作2014 年。

`code: 3 只`
"""
TIDY = """\
---
# 一个注释: "A"
title: "12 只风筝 · 3000人"
summary: 会员放飞2000只5G风筝，“很长”。
published: 2031-01-04
---

他说：有道理（真的）。见[3只](x.md?a=1,000)。

<!-- newsdesk: allow zh-space because 原文如此 -->
原文作2014 年。

`code: 3 只`
"""


def test_what_is_safe_is_mended_and_the_rest_stays() -> None:
    assert tidied(UNTIDY, CHINESE_STYLE) == TIDY


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_stay(end: str, mark: str) -> None:
    text = mark + UNTIDY.replace("\n", end)
    assert tidied(text, CHINESE_STYLE) == mark + TIDY.replace("\n", end)


@given(st.text(st.sampled_from(list("风筝，。“”\"'()3, 年:\n\r#-*`<>[]a")), max_size=60))
def test_tidying_twice_is_tidying_once(body: str) -> None:
    once = tidied(f"---\ntitle: 风筝\n---\n{body}", CHINESE_STYLE)
    assert tidied(once, CHINESE_STYLE) == once
    assert once.startswith("---\ntitle: 风筝\n---\n")


def test_files_that_are_no_stories_stay() -> None:
    assert tidied("no front matter, 3 只", CHINESE_STYLE) == "no front matter, 3 只"


def test_the_command_names_what_it_tidied_and_ci_may_only_look(site: Path) -> None:
    path = site / STORY
    before = sites.contents(site / "docs")
    path.write_text(path.read_text(encoding="utf-8").replace("风筝", "风筝 3 只"), encoding="utf-8")
    untidy = path.read_bytes()
    looked = sites.newsdesk(site, "tidy", "--check")
    assert (looked.code, looked.out) == (1, f"{STORY}\n")
    assert path.read_bytes() == untidy
    done = sites.newsdesk(site, "tidy", STORY)
    assert (done.code, done.out) == (0, f"{STORY}\n")
    assert path.read_bytes() != untidy
    assert sites.newsdesk(site, "tidy", "--check").code == 0
    after = sites.contents(site / "docs")
    assert {name for name in before if before[name] != after[name]} == {STORY.removeprefix("docs/")}


def test_the_own_texts_are_tidy() -> None:
    assert sites.newsdesk(sites.PROJECT, "tidy", "--check").out == ""
