"""The check of the built site finds nothing in a good one, and each fault in a bad one."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import sites
from newsdesk.checks.site import CHECKS, check

STORY = "en/news/2030/kite-school-opens/index.html"
Spoil = Callable[[Path], object]


def rules(folder: Path, root: str = "/") -> set[str]:
    return {problem.rule for report in check(folder, root) for problem in report.problems}


@pytest.fixture
def built(whole: Path, tmp_path: Path) -> Path:
    """A copy of the built site to spoil."""
    return sites.shutil.copytree(whole / "site", tmp_path / "site")


def test_a_good_site_has_no_fault_and_each_check_looked_at_something(whole: Path) -> None:
    reports = check(whole / "site")
    assert [problem for report in reports for problem in report.problems] == []
    assert [report.name for report in reports] == list(CHECKS)
    assert all(report.looked_at for report in reports)


def test_a_site_below_a_path_has_no_fault(site: Path) -> None:
    assert sites.build(site, SITE_URL="https://x.example/hub/").code == 0
    assert rules(site / "site", "/hub/") == set()
    assert "sitemap" in rules(site / "site", "/")


def replaced(old: str, new: str, name: str = STORY) -> Spoil:
    """Spoil a page by writing `new` where `old` stands."""

    def spoil(folder: Path) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        changed = re.sub(old, new, text, count=1)
        assert changed != text
        path.write_text(changed, encoding="utf-8")

    return spoil


def written(name: str, text: str) -> Spoil:
    return lambda folder: (folder / name).write_text(text, encoding="utf-8")


def removed(name: str) -> Spoil:
    return lambda folder: (folder / name).unlink()


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        pytest.param(removed("en/tags/mill/index.html"), "dead-link", id="a page is gone"),
        pytest.param(removed("media/2030/mill.png"), "dead-asset", id="a picture is gone"),
        pytest.param(removed("assets/newsroom.css"), "dead-asset", id="a style sheet is gone"),
        pytest.param(removed("assets/ridge.svg"), "dead-asset", id="what a style sheet names is gone"),
        pytest.param(removed("zh/news/2030/index.html"), "sitemap", id="a page of the sitemap is gone"),
        pytest.param(removed("sitemap.xml"), "nothing-checked", id="the sitemap is gone"),
        pytest.param(replaced('id="figures-in-short"', ""), "dead-anchor", id="an id is gone"),
        pytest.param(
            replaced("</body>", '<script src="https://x.example/a.js"></script></body>'), "foreign", id="script"
        ),
        pytest.param(replaced("</body>", '<iframe src="https://x.example/"></iframe></body>'), "foreign", id="frame"),
        pytest.param(replaced("</body>", '<img srcset="https://x.example/a.png 2x"></body>'), "foreign", id="srcset"),
        pytest.param(replaced('<html lang="en"', '<html lang="zh"'), "lang", id="the wrong language"),
        pytest.param(replaced("(?s)<title>.*?</title>", ""), "title", id="no title"),
        pytest.param(replaced('<meta name="description"[^>]*>', ""), "description", id="no description"),
        pytest.param(replaced("</h1>", "</h1><h1>Another</h1>"), "h1", id="two headlines"),
        pytest.param(written("en/plain.html", "<title>A</title><p>No hook ran."), "hooks", id="a page of others"),
        pytest.param(written("en/empty.html", ""), "hooks", id="an empty page"),
    ],
)
def test_a_fault_of_the_built_site_is_found(built: Path, spoil: Spoil, rule: str) -> None:
    spoil(built)
    assert rule in rules(built)


def test_a_site_that_no_hook_made_is_found(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Kites\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Kites\n", encoding="utf-8")
    assert sites.build(tmp_path).code == 0
    assert "hooks" in rules(tmp_path / "site")


def test_an_empty_folder_is_a_failure_of_every_check(tmp_path: Path) -> None:
    reports = check(tmp_path)
    assert [[problem.rule for problem in report.problems] for report in reports] == [["nothing-checked"]] * len(CHECKS)


def test_every_rule_of_the_check_is_seeded_here() -> None:
    """Rules stand in calls of `error` and of `_at`."""
    source = (sites.PROJECT / "hooks/newsdesk/checks/site.py").read_text(encoding="utf-8")
    rules_named = set(re.findall(r'\b(?:error\(|_at\([^"]*)"([a-z0-9-]+)"', source))
    here = Path(__file__).read_text(encoding="utf-8")
    assert len(rules_named) > 8
    assert {rule for rule in rules_named if f'"{rule}"' not in here} == set()
