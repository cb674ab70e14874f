"""The worked examples of docs/architecture.md are carried out, each in a copy of what it changes."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import sites

EXAMPLES = sites.PROJECT / "tests" / "architecture"


def run(folder: Path, hooks: Path, *arguments: str, **variables: str) -> sites.Run:
    """Run Python in a folder, with the package of that copy of hooks/."""
    environment = sites.environment(PYTHONPATH=str(hooks), **variables)
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return sites.Run(code=done.returncode, out=done.stdout, err=done.stderr)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project's code, with the rule of the example in it."""
    folder = tmp_path / "project"
    shutil.copytree(sites.PROJECT / "hooks", folder / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "tests").mkdir()
    shutil.copy(sites.PROJECT / "tests/messages.py", folder / "tests")
    sites.lay_over(folder, EXAMPLES / "rule")
    return folder


def test_a_rule_is_checked_explained_and_listed_in_both_languages(project: Path, site: Path) -> None:
    case = project / "tests/broken/byline"
    sites.lay_over(site, case)
    found = run(site, project / "hooks", "-m", "newsdesk", "check")
    assert (found.code, sites.printed_problems(found.out)) == (
        0,
        [(case / "expected.txt").read_text(encoding="utf-8").strip()],
    )
    assert run(site, project / "hooks", "-m", "newsdesk", "check", "--strict").code == 1
    chinese = run(site, project / "hooks", "-m", "newsdesk", "check", NEWSDESK_LANGUAGE="zh")
    assert "warning[byline]: byline只写姓名；现为“By Ada Lindqvist”" in chinese.out
    explained = run(site, project / "hooks", "-m", "newsdesk", "explain", "byline")
    assert "warning[byline]: A byline is names alone" in explained.out
    table = run(site, project / "hooks", "-m", "newsdesk", "reference", "rules")
    assert "| `byline` | warning | A byline is names alone" in table.out


def test_the_catalog_has_every_message_of_the_rule(project: Path) -> None:
    assert run(project, project / "hooks", "tests/messages.py").code == 0
    catalog = (project / "hooks/newsdesk/i18n/zh.po").read_text(encoding="utf-8")
    assert 'msgstr "byline只写姓名；现为“{found}”"' in catalog
    assert catalog.count('msgstr ""\n\n') == 0


@pytest.fixture
def german(site: Path) -> Path:
    """The newsroom with the third language of the example, without the interface words in it."""
    sites.lay_over(site, EXAMPLES / "language")
    return site


def test_the_check_names_every_word_that_a_new_language_lacks(german: Path) -> None:
    done = sites.newsdesk(german, "check")
    words = yaml.safe_load((german / "docs/registers/interface.yml").read_text("utf-8"))
    lacking = [name for name, forms in words.items() if "de" not in forms]
    assert done.code == 1
    assert len(lacking) > 100
    assert [name for name in lacking if f"| {name}: {{" not in done.out] == []
    assert done.out.count("error[interface]") == len(lacking)


def test_a_site_in_three_languages_is_built_without_a_line_of_code(german: Path) -> None:
    path = german / "docs/registers/interface.yml"
    words = yaml.safe_load(path.read_text("utf-8"))
    full = {name: {**forms, "de": forms.get("de", forms["en"])} for name, forms in words.items()}
    path.write_text(yaml.safe_dump(full, allow_unicode=True), encoding="utf-8")
    done = sites.newsdesk(german, "build")
    assert done.code == 0, done.err
    story = (german / "site/de/news/2030/kite-school-opens/index.html").read_text("utf-8")
    assert '<html lang="de"' in story
    assert "13. April 2030" in story
    assert 'hreflang="de"' in (german / "site/zh/news/2030/kite-school-opens/index.html").read_text("utf-8")
    assert (german / "site/de/feed.xml").is_file()
    assert (german / "site/search/de").is_dir()
    assert sites.newsdesk(german, "check", "--site", "site").code == 0
