"""Levels of rules in mkdocs.yml: for all, for years, for a folder; what may not be lowered is refused at its line."""

import re
import textwrap
from pathlib import Path

import pytest

import sites
from newsdesk.diagnostics import Level
from newsdesk.lint.levels import Scope
from newsdesk.lint.rulebook import rulebook
from newsdesk.preview import Preview, preview_settings

STORY = """---
title: {title}
summary: Four kites flew on May 1, {year}.
published: {year}-05-02
sources: [{{publisher: Mill archive, link: none}}]
---

See [here](https://mill.example/).
"""
CHINESE = """---
title: 风筝飞过磨坊
summary: 2010年5月1日，四只风筝放飞。
published: 2010-05-02
sources: [{publisher: Mill archive, link: none}]
---

见[这里](https://mill.example/)。
"""


def with_rules(site: Path, rules: str) -> Path:
    """The newsroom with these lines under `rules:`."""
    file = site / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    lines = textwrap.indent(textwrap.dedent(rules).strip("\n"), " " * 6)
    assert text.count("    zone:") == 1
    file.write_text(text.replace("    zone:", f"    rules:\n{lines}\n    zone:"), encoding="utf-8")
    return site


def with_vague_links(site: Path) -> Path:
    """The newsroom with the same fault in three years, and in Chinese."""
    for year in ("2005", "2010", "2012"):
        story = site / f"docs/en/news/{year}/kites.md"
        story.parent.mkdir(parents=True, exist_ok=True)
        story.write_text(STORY.format(title=f"Kites of {year}", year=year), encoding="utf-8")
    story = site / "docs/zh/news/2010/mill.md"
    story.parent.mkdir(parents=True, exist_ok=True)
    story.write_text(CHINESE, encoding="utf-8")
    return site


def levels(site: Path, rule: str = "link-text") -> dict[str, str]:
    """The level of each problem of a rule, by the path of its file."""
    return {each.location.path: each.level.value for each in sites.lint(site)[1] if each.rule == rule}


EN_2005, EN_2010, EN_2012 = (f"docs/en/news/{year}/kites.md" for year in ("2005", "2010", "2012"))
ZH_2010 = "docs/zh/news/2010/mill.md"
EVERYWHERE = dict.fromkeys((EN_2005, EN_2010, EN_2012, ZH_2010), "warning")


def test_without_levels_a_rule_has_its_own(site: Path) -> None:
    assert levels(with_vague_links(site)) == EVERYWHERE


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("link-text: off", {}),
        ("link-text: note", dict.fromkeys(EVERYWHERE, "note")),
        ("link-text: error", dict.fromkeys(EVERYWHERE, "error")),
        ('"news/2010/": {link-text: off}', {EN_2005: "warning", EN_2012: "warning"}),
        ('"zh/news/2010/": {link-text: off}', {EN_2005: "warning", EN_2010: "warning", EN_2012: "warning"}),
        ('"2010": {link-text: off}', {EN_2005: "warning", EN_2012: "warning"}),
        ('"2005..2010": {link-text: note}', EVERYWHERE | dict.fromkeys((EN_2005, EN_2010, ZH_2010), "note")),
        (
            'link-text: off\n"news/": {link-text: note}\n"zh/news/2010/": {link-text: error}\n"2010": {link-text: off}',
            EVERYWHERE | dict.fromkeys((EN_2005, EN_2010, EN_2012), "note") | {ZH_2010: "error"},
        ),
        ('"zh/news/2010/": {link-text: error}\n"zh/news/": {link-text: off}', EVERYWHERE | {ZH_2010: "error"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_level_holds_in_its_scope(rules: str, expected: dict[str, str], site: Path) -> None:
    assert levels(with_vague_links(with_rules(site, rules))) == expected


@pytest.mark.parametrize(
    ("scope", "path", "inside"),
    [
        ("2010", "zh/news/2010/x.md", True),
        ("2010", "registers/editions/2010.yml", True),
        ("2010", "en/news/20101/x.md", False),
        ("2010", "en/news/2011/2010.md", False),
        ("news/2010/", "en/news/2010/x/index.html", True),
        ("news/2010/", "registers/news/2010/x.yml", False),
        ("registers/", "registers/tags.yml", True),
        ("", "mkdocs.yml", True),
    ],
)
def test_the_files_of_a_scope(scope: str, path: str, *, inside: bool) -> None:
    assert Scope(scope).contains(path) is inside


def refused(site: Path) -> list[str]:
    run = sites.newsdesk(site, "check")
    assert run.code == 2
    assert "Traceback" not in run.err
    return run.err.replace("Error: \n", "").splitlines()


def test_a_rule_that_protects_the_site_is_not_lowered(site: Path) -> None:
    assert refused(with_rules(site, "unsafe-html: warning")) == [
        'mkdocs.yml:27:20: error[setting]: the level of "unsafe-html" cannot be warning: it protects readers',
        "   27 |       unsafe-html: warning",
        "                           ^^^^^^^",
        "      | delete the line, and fix what newsdesk check reports",
        "      | or withhold a story until it is fixed: draft: true",
        "      | or lower another rule: newsdesk explain says of each whether it can be lowered",
    ]


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("zh-spaces: off", 'no rule named "zh-spaces"; did you mean "zh-space"?'),
        ('"news/2030/": {zh-spaces: off}', 'no rule named "zh-spaces"; did you mean "zh-space"?'),
        ("link-text: false", 'link-text must be off, note, warning or error; found "false"'),
        ('"news/2030/": {link-text: never}', 'link-text must be off, note, warning or error; found "never"'),
        ('"docs/en/news/2030/": {link-text: off}', 'or write here: "en/news/2030/"'),
        ('"news/2030": {link-text: off}', '"news/2030" must be a rule, a folder such as news/2010/, or years'),
        ('"news/1999/": {link-text: off}', 'there is no folder "news/1999/" in docs/ or in the folder of a language'),
        ('"2010/2012": {link-text: off}', '"2010/2012" must be a rule, a folder such as news/2010/, or years'),
        ("link-text: [off]", "link-text"),
        ("- link-text", "rules"),
        ('"news/2030/": {dead-link: note}', 'the level of "dead-link" cannot be note: without it, something that was'),
    ],
)
def test_a_level_without_effect_is_an_error_at_its_line(rules: str, said: str, site: Path) -> None:
    lines = refused(with_rules(site, rules))
    assert lines[0].startswith("mkdocs.yml:27:")
    assert any(said.removeprefix("or ") in line for line in lines), lines


def test_an_off_rule_keeps_its_waivers(site: Path) -> None:
    with_vague_links(site)
    story = site / EN_2010
    waived = "<!-- newsdesk: allow link-text because the sign says so -->\nSee [here]"
    story.write_text(story.read_text(encoding="utf-8").replace("See [here]", waived), encoding="utf-8")
    assert levels(site, "idle-waiver") == {}
    assert levels(with_rules(site, "link-text: off"), "idle-waiver") == {}


def test_what_is_an_error_by_its_level_cannot_be_waived(site: Path) -> None:
    with_vague_links(with_rules(site, "link-text: error"))
    story = site / EN_2010
    waived = "<!-- newsdesk: allow link-text because the sign says so -->\nSee [here]"
    story.write_text(story.read_text(encoding="utf-8").replace("See [here]", waived), encoding="utf-8")
    assert levels(site)[EN_2010] == "error"
    assert levels(site, "idle-waiver") == {EN_2010: "warning"}


def test_a_changed_level_leaves_no_old_verdict(site: Path) -> None:
    """Each command keeps what it found: the levels are applied to that, and not kept with it."""
    with_vague_links(site)
    configuration = site / "mkdocs.yml"
    before = configuration.read_text(encoding="utf-8")
    file = str(site / EN_2010)
    for rules, codes in (
        ("link-text: off", (0, 0, 0)),
        ("link-text: error", (1, 1, 1)),
        ("link-text: warning", (0, 0, 0)),
        ('"en/news/2010/": {link-text: error}', (1, 1, 1)),
    ):
        configuration.write_text(before, encoding="utf-8")
        with_rules(site, rules)
        runs = [sites.newsdesk(site, *command) for command in (("check",), ("check", file), ("build",))]
        assert tuple(run.code for run in runs) == codes, rules


def test_the_preview_shows_a_problem_at_its_level(site: Path) -> None:
    def shown(rules: str) -> list[Level]:
        configuration.write_text(before, encoding="utf-8")
        preview = Preview(preview_settings(site, sites.identity_of(with_rules(site, rules))), sites.MOMENT)
        return [each.level for each in preview.problems_of(["en/news/2010/kites.md"])]

    with_vague_links(site)
    configuration = site / "mkdocs.yml"
    before = configuration.read_text(encoding="utf-8")
    assert shown("link-text: error") == [Level.ERROR]
    assert shown("link-text: off") == []


def test_the_check_of_a_built_site_applies_levels(built_newsroom: Path, site: Path) -> None:
    page = "en/news/2030/kite-school-opens/index.html"
    target = site / "site" / page
    sites.build(site)
    text = target.read_text(encoding="utf-8")
    target.write_text(text.replace("</main>", '<p><a href="#nowhere">x</a></p></main>'), encoding="utf-8")
    assert "dead-anchor" in sites.newsdesk(site, "check", "--site", "site").out
    with_rules(site, '"news/2030/": {dead-anchor: off}')
    assert "dead-anchor" not in sites.newsdesk(site, "check", "--site", "site").out


LOWERABLE = [name for name, entry in rulebook().items() if Level.ERROR in entry.levels and not entry.fixed]


def errors_in(fault: Path) -> set[str]:
    return set(re.findall(r"error\[(.+?)\]", (fault / "expected.txt").read_text(encoding="utf-8")))


@pytest.mark.parametrize("rule", LOWERABLE)
def test_a_site_is_whole_with_an_error_that_may_be_lowered(rule: str, site: Path) -> None:
    """Whatever may be lowered leaves a site that builds, and that its own check finds whole."""
    folders = [each for each in sites.faults() if errors_in(each) == {rule}]
    assert folders, "no case shows it alone"
    sites.lay_over(with_rules(site, f"{rule}: note"), folders[0])
    assert {each.level for each in sites.lint(site)[1] if each.rule == rule} == {Level.NOTE}
    run = sites.newsdesk(site, "build")
    assert run.code == 0, run.err
    assert "Traceback" not in run.err
    built = sites.newsdesk(site, "check", "--site", "site")
    assert built.code == 0, built.out


def test_explain_says_whether_a_level_can_be_lowered() -> None:
    fixed, free = (sites.newsdesk(sites.PROJECT, "explain", each).out for each in ("dead-link", "link-text"))
    assert "Its level cannot be lowered: without it, something that was written or published would be lost." in fixed
    assert "Its level can be set in mkdocs.yml, under extra: newsroom: rules." in free
