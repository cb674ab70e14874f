"""A translation behind its original: editors, readers and Git are told which blocks."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

import sites
from newsdesk.content import blocks
from newsdesk.content.blocks import aligned_blocks
from newsdesk.i18n.languages import Language

ORIGINAL = "docs/en/news/2030/kite-school-opens.md"
TWIN = "docs/zh/news/2030/kite-school-opens.md"
NOTE = '<span class="older__note">此段译自较早的原文</span>'
ROWS = yaml.safe_load((sites.CASES / "alignment.yml").read_text(encoding="utf-8"))


def change(site: Path, old: str, new: str) -> None:
    path = site / ORIGINAL
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def configure(site: Path, line: str) -> None:
    path = site / "mkdocs.yml"
    path.write_text(path.read_text(encoding="utf-8").rstrip() + f"\n    {line}\n", encoding="utf-8")


def twin_page(site: Path) -> str:
    assert sites.build(site).code == 0
    return (site / "site/zh/news/2030/kite-school-opens/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["about"])
def test_blocks_that_tell_the_same_find_each_other(row: dict[str, Any]) -> None:
    assert aligned_blocks({Language.EN: row["en"], Language.ZH: row["zh"]}) == row["pairs"]


def test_a_changed_block_is_named_to_the_editor_and_marked_for_the_reader(site: Path) -> None:
    assert "older" not in twin_page(site)
    change(site, "as long as a bus", "as long as two buses")
    line = (site / ORIGINAL).read_text(encoding="utf-8").partition("The school stands")[0].count("\n") + 1
    said = f"note[stale]: stale translation: the original has changed: block 1 ({ORIGINAL}:{line})"
    assert said in sites.newsdesk(site, "check").out
    html = twin_page(site)
    assert "原文已于2030年4月15日更新，译文尚未同步。" in html
    assert html.count(NOTE) == 1
    assert f'<p class="older">{NOTE}学校设在' in html
    assert sites.newsdesk(site, "stamp", TWIN).code == 0
    assert "older" not in twin_page(site)


def test_a_translation_is_behind_also_where_no_day_is_known(built_newsroom: Path) -> None:
    page = (built_newsroom / "site/zh/news/2029/wind-tunnel/index.html").read_text(encoding="utf-8")
    assert '<p class="behind">原文已更新，译文尚未同步。 <a href="../../../../en/news/2029/wind-tunnel/"' in page


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("There were 24 pupils", "On that day there were 24 pupils", f'<p class="older">{NOTE}首批学生24名'),
        ("| Silk | 8 |", "| Silks | 8 |", f'<td class="align-right older">{NOTE}8</td>'),
        (
            "## Figures in short",
            "## The figures in short {#figures-in-short}",
            f'<h2 id="数字" class="older">{NOTE}数字</h2>',
        ),
    ],
)
def test_any_kind_of_block_is_marked_where_it_stands(site: Path, old: str, new: str, marked: str) -> None:
    change(site, old, new)
    html = twin_page(site)
    assert marked in html
    assert html.count(NOTE) == 1


def test_a_mark_moves_no_line_and_stands_before_what_must_be_last() -> None:
    body = "One.\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n## Three {#three}\n\nFour\nis long.\n"
    marked = blocks.mark_stale_blocks(body, {1, 2, 3})
    sign = f"<!-- {blocks.STALE_BLOCK_MARK} -->"
    assert marked == body.replace("2 |", f"2{sign} |").replace("Three {", f"Three{sign} {{").replace(
        "long.", f"long.{sign}"
    )
    assert blocks.mark_stale_blocks(body, set()) == body


@pytest.mark.parametrize(("level", "code"), [("note", 0), ("warning", 0), ("error", 1)])
def test_a_section_says_what_a_stale_translation_weighs(site: Path, level: str, code: int) -> None:
    configure(site, f"translations: {{news: {{stale: {level}}}}}")
    change(site, "as long as a bus", "as long as two buses")
    run = sites.newsdesk(site, "check")
    assert f"{TWIN}:5:13: {level}[stale]" in run.out
    assert run.code == code
    assert sites.newsdesk(site, "check", "--strict").code == int(level != "note")


def test_a_weight_that_is_none_has_a_cure(site: Path) -> None:
    configure(site, "translations: {news: {stale: fatal}}")
    run = sites.newsdesk(site, "check")
    assert run.code == 2
    assert "mkdocs.yml:" in run.err
    assert 'stale must be error, warning or note; found "fatal"' in run.err


@pytest.fixture
def committed(site: Path) -> Path:
    """A newsroom in Git, whose original was changed twice since its translation."""
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "first"]):
        git(site, *command)
    for old, new in (("a bus", "two buses"), ("two buses", "three buses")):
        change(site, old, new)
        git(site, "commit", "--quiet", "--all", "--message", "later")
    return site


def git(site: Path, *command: str) -> None:
    who = ["-c", "user.name=Editor", "-c", "user.email=editor@kites.example"]
    subprocess.run(["git", *who, *command], cwd=site, check=True)


def test_git_shows_what_changed_since_the_translation(committed: Path) -> None:
    run = sites.newsdesk(committed, "changes", TWIN)
    assert run.code == 0
    assert '-Kite Society flew a kite "as long as a bus".' in run.out
    assert '+Kite Society flew a kite "as long as three buses".' in run.out
    assert sites.newsdesk(committed, "stamp", TWIN).code == 0
    assert "has not changed since" in sites.newsdesk(committed, "changes", TWIN).out


def test_a_shallow_clone_changes_no_state_and_says_what_it_lacks(committed: Path, tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    subprocess.run(["git", "clone", "--quiet", "--depth=1", committed.as_uri(), shallow], check=True)
    full, cut = (sites.newsdesk(each, "check") for each in (committed, shallow))
    assert full.out == cut.out
    assert "note[stale]" in cut.out
    run = sites.newsdesk(shallow, "changes", TWIN)
    assert run.code == 2
    assert "is the clone shallow?" in run.err
