"""Imported stories are not held to matters of taste; what tidy mends is one line for a rule and a file."""

import re
from pathlib import Path

import pytest

import sites
from newsdesk.i18n.languages import Language
from newsdesk.i18n.typography import has_han
from newsdesk.lint.rulebook import rulebook

ENGLISH = """---
title: Kites over the mill
summary: Four kites flew on May 1, 2030.
published: 2030-05-02
{imported}sources: [mill-archive]
---

The wind blew yesterday.
"""
CHINESE = """---
title: 风筝飞过磨坊
summary: 2030年5月1日，四只风筝放飞。
translated: 2030-05-03
---

昨日起风。2030 年 5 月 1 日，4 只风筝放飞了。他说:有风。
"""
EN, ZH = (f"docs/{language}/news/2030/kites.md" for language in sites.LANGUAGES)
IMPORTED = "imported: 2031-05-01\n"


def with_story(site: Path, imported: str = "") -> Path:
    (site / EN).write_text(ENGLISH.format(imported=imported), encoding="utf-8")
    (site / ZH).write_text(CHINESE, encoding="utf-8")
    return site


def rules(site: Path, *paths: str) -> list[str]:
    run = sites.newsdesk(site, "check", *paths)
    return re.findall(r"kites\.md:\d+:\d+: warning\[(.+?)\]", run.out)


@pytest.mark.parametrize("paths", [(), (EN, ZH)])
def test_taste_is_off_for_an_imported_story_and_its_translation(paths: tuple[str, ...], site: Path) -> None:
    assert set(rules(with_story(site), *paths)) == {"en-relative-date", "zh-relative-date", "zh-space", "zh-mark-width"}
    assert rules(with_story(site, IMPORTED), *paths) == ["zh-mark-width"]


def test_a_level_in_the_configuration_holds_for_imported_stories_too(site: Path) -> None:
    configuration = with_story(site, IMPORTED) / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    asked = '    rules: {"zh/news/2030/": {zh-relative-date: warning}}\n    zone:'
    configuration.write_text(text.replace("    zone:", asked), encoding="utf-8")
    assert sorted(rules(site)) == ["zh-mark-width", "zh-relative-date"]


def test_tidying_leaves_alone_what_is_off(site: Path) -> None:
    with_story(site, IMPORTED)
    sites.newsdesk(site, "tidy", ZH)
    text = (site / ZH).read_text(encoding="utf-8")
    assert "2030 年 5 月 1 日，4 只" in text
    assert "他说：有风" in text
    configuration = with_story(site) / "mkdocs.yml"
    before = configuration.read_text(encoding="utf-8")
    configuration.write_text(before.replace("    zone:", "    rules: {zh-space: off}\n    zone:"), encoding="utf-8")
    sites.newsdesk(site, "tidy", ZH)
    assert "2030 年 5 月 1 日，4 只" in (site / ZH).read_text(encoding="utf-8")
    configuration.write_text(before, encoding="utf-8")
    sites.newsdesk(site, "tidy", ZH)
    assert "2030年5月1日，4只" in (site / ZH).read_text(encoding="utf-8")


def test_many_faults_that_tidy_mends_are_one_line_with_the_command(site: Path) -> None:
    text = sites.check_output(with_story(site))[1]
    [said] = [each for each in text.split("\n\n") if "zh-space" in each]
    head, *_, cure = said.splitlines()
    assert head.startswith(f"{ZH}:7:10: warning[zh-space]: ")
    assert head.endswith(", and 5 more of the same in this file")
    assert cure.strip() == f"| run: newsdesk tidy {ZH}"
    assert sites.newsdesk(site, *cure.partition("newsdesk ")[2].split()).code == 0
    assert "zh-space" not in sites.check_output(site)[1]


def test_few_faults_are_shown_where_they_are(site: Path) -> None:
    with_story(site)
    (site / ZH).write_text(CHINESE.replace("2030 年 5 月 1 日", "2030 年5 月1日"), encoding="utf-8")
    assert rules(site).count("zh-space") == 3


def test_a_waived_line_is_not_counted(site: Path) -> None:
    with_story(site)
    waiver = "<!-- newsdesk: allow zh-space because the sign is written so -->\n"
    (site / ZH).write_text(CHINESE.replace("昨日", f"{waiver}昨日"), encoding="utf-8")
    assert rules(site).count("zh-space") == 0


def test_a_matter_of_taste_says_its_reason() -> None:
    english, chinese = (
        sites.newsdesk(sites.PROJECT, "--language", each, "explain", "en-relative-date").out for each in ("en", "zh")
    )
    assert "It is off for imported stories: its dates were read on its day" in english
    assert "对导入的报道不适用：当时写的日期当天就读" in chinese
    for entry in rulebook().values():
        if entry.taste:
            assert not entry.fixed
            assert has_han(entry.taste[Language.ZH])
            assert not has_han(entry.taste[Language.EN])
