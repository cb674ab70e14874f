"""What an unfinished merge leaves in a file is said at its line, and what only looks like it is not."""

from pathlib import Path

import pytest

import sites
from newsdesk.reading.assets import read
from newsdesk.reading.disk import merge_marks

HALVES = ["<<<<<<< HEAD", ">>>>>>> branch", "||||||| 5e6f7a8b", "<<<<<<<"]
OF_A_SITE = ["en/news/2030/kite-school-opens.md", "zh/index.md", "registers/tags.yml", "registers/events/2030/odd.yml"]
ASSETS = ["assets/identity.css", "assets/icon.svg", "assets/ridge.svg"]


@pytest.mark.parametrize("mark", HALVES)
def test_any_mark_counts_alone(mark: str) -> None:
    assert merge_marks(f"a\n{mark}\nb\n") == [2]


def test_the_mark_between_counts_where_another_stands() -> None:
    assert merge_marks("<<<<<<< a\n1\n||||||| b\n2\n=======\n3\n>>>>>>> c") == [1, 3, 5, 7]


@pytest.mark.parametrize(
    "text", ["Kites\n=======", "    <<<<<<< a", "> <<<<<<< a", "<<<<<<<< a", "a <<<<<<< b", "=======\n"]
)
def test_what_looks_like_a_mark_is_none(text: str) -> None:
    assert merge_marks(text) == ()


@pytest.mark.parametrize("name", [*OF_A_SITE, *ASSETS])
def test_every_text_of_a_site_is_looked_at(site: Path, name: str) -> None:
    file = site / "docs" / name
    file.write_text((file.read_text("utf-8") if file.exists() else "") + "\n>>>>>>> branch\n", encoding="utf-8")
    _, problems = sites.examine(site)
    assert f"docs/{name}" in {each.place.path for each in problems if each.rule == "merge-mark"}


def test_the_configuration_is_looked_at(site: Path) -> None:
    with (site / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("<<<<<<< HEAD\n")
    run = sites.newsdesk(site, "check")
    assert run.code == 2
    assert "error[merge-mark]" in run.err


def test_the_templates_of_the_theme_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / "partials").mkdir()
    (tmp_path / "partials/head.html").write_text("<head>\n=======\n>>>>>>> branch\n", encoding="utf-8")
    _, problems = read([tmp_path])
    [found] = [each for each in problems if each.rule == "merge-mark"]
    assert (found.place.path, found.place.line) == (f"{tmp_path.name}/partials/head.html", 2)
