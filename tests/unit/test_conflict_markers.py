"""Merge conflict markers of Git are reported at their line, and what only looks like one is not."""

from pathlib import Path

import pytest

import sites
from newsdesk.content.assets import read_assets
from newsdesk.content.text_files import conflict_marker_lines

HALVES = ["<<<<<<< HEAD", ">>>>>>> branch", "||||||| 5e6f7a8b", "<<<<<<<"]
OF_A_SITE = ["en/news/2030/kite-school-opens.md", "zh/index.md", "registers/tags.yml", "registers/events/2030/odd.yml"]
ASSETS = ["assets/identity.css", "assets/icon.svg", "assets/ridge.svg"]
OTHERS = ["decisions/0001-kites.md", "guide/en.md", "media/2030/kites.csv", "media/2030/film.vtt"]
CONFLICT = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> branch\n"
SHOWN = [
    f"```\n{CONFLICT}```\n",
    f"~~~~ text\n{CONFLICT}{CONFLICT}~~~~\n",
    f"````\n```\n{CONFLICT}```\n````\n",
    "```diff\n<<<<<<< HEAD\n```\n",
    f"Kites\n=======\n\n```\n{CONFLICT}```\n",
]
PARTED = {
    "```\na\n<<<<<<< HEAD\nb\n```\n=======\nc\n```\n>>>>>>> branch\n": [3, 6, 9],
    "<<<<<<< HEAD\n```\na\n=======\n```\nb\n>>>>>>> branch\n```\n": [1, 4, 7],
    f"```\n{CONFLICT}": [2, 4, 6],
    f"```\n{CONFLICT}```\n\n{CONFLICT}": [9, 11, 13],
}
"""Texts whose fences do not hold the whole of a conflict, and the lines of its marks."""


@pytest.mark.parametrize("mark", HALVES)
def test_any_mark_counts_alone(mark: str) -> None:
    assert conflict_marker_lines(f"a\n{mark}\nb\n") == [2]


def test_the_mark_between_counts_where_another_stands() -> None:
    assert conflict_marker_lines("<<<<<<< a\n1\n||||||| b\n2\n=======\n3\n>>>>>>> c") == [1, 3, 5, 7]


@pytest.mark.parametrize(
    "text", ["Kites\n=======", "    <<<<<<< a", "> <<<<<<< a", "<<<<<<<< a", "a <<<<<<< b", "=======\n"]
)
def test_what_looks_like_a_mark_is_none(text: str) -> None:
    assert conflict_marker_lines(text) == ()


@pytest.mark.parametrize("text", SHOWN)
def test_fenced_code_may_show_marks_in_markdown_alone(text: str) -> None:
    assert conflict_marker_lines(text, markdown=True) == ()
    assert conflict_marker_lines(text)


@pytest.mark.parametrize("text", PARTED)
def test_a_fence_that_a_merge_has_parted_hides_no_mark(text: str) -> None:
    assert conflict_marker_lines(text, markdown=True) == PARTED[text]


def test_a_story_may_show_how_git_marks_a_conflict(site: Path) -> None:
    file = site / "docs/en/news/2030/kite-school-opens.md"
    file.write_text(f"{file.read_text('utf-8')}\n```\n{CONFLICT}```\n", encoding="utf-8")
    _, problems = sites.lint(site)
    assert "merge-mark" not in {each.rule for each in problems}


def test_a_download_may_be_in_any_encoding(site: Path) -> None:
    (site / "docs/media/2030/kites.csv").write_bytes("风筝,24\n".encode("gbk"))
    _, problems = sites.lint(site)
    assert "docs/media/2030/kites.csv" not in {each.location.path for each in problems}


@pytest.mark.parametrize("name", [*OF_A_SITE, *ASSETS, *OTHERS])
def test_every_text_of_a_site_is_looked_at(site: Path, name: str) -> None:
    file = site / "docs" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text((file.read_text("utf-8") if file.exists() else "") + "\n>>>>>>> branch\n", encoding="utf-8")
    _, problems = sites.lint(site)
    assert f"docs/{name}" in {each.location.path for each in problems if each.rule == "merge-mark"}


def test_the_configuration_is_looked_at(site: Path) -> None:
    with (site / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("<<<<<<< HEAD\n")
    run = sites.newsdesk(site, "check")
    assert run.code == 2
    assert "error[merge-mark]" in run.err


def test_the_templates_of_the_theme_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / "partials").mkdir()
    (tmp_path / "partials/head.html").write_text("<head>\n=======\n>>>>>>> branch\n", encoding="utf-8")
    _, problems = read_assets([tmp_path])
    [found] = [each for each in problems if each.rule == "merge-mark"]
    assert (found.location.path, found.location.line) == (f"{tmp_path.name}/partials/head.html", 2)
