"""Fixtures for all tests: copies of tests/newsroom, and sites built once per test run, shared by its processes."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import settings
from jinja2 import Environment
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

import media
import served
import sites
from newsdesk.content.library import Library
from newsdesk.diagnostics import Diagnostic, Level
from newsdesk.lint.rulebook import rulebook
from newsdesk.rendering import theme_environment

# No deadlines: a busy machine must not fail a test. The same inputs in every run, wherever it runs: a fault that chance
# finds must not stop somebody else's change. `make fuzz` tries other ones each time.
settings.register_profile("newsdesk", deadline=None, derandomize="FUZZ" not in os.environ)
settings.load_profile("newsdesk")


CONFIGURABLE_RULES = ("missing", "unchecked", "stale")
"""Rules whose level mkdocs.yml can change."""


@pytest.fixture(autouse=True, scope="session")
def only_rules_of_the_rulebook() -> Iterator[None]:
    """Fail any test that creates a diagnostic whose rule is not in the rulebook, or has another level there."""
    configured: set[tuple[str, Level]] = set()
    entries, make, at_level = rulebook(), Diagnostic.__init__, Diagnostic.at_level

    def checked(problem: Diagnostic, **given: Any) -> None:
        make(problem, **given)
        levels = entries[problem.rule].levels
        known = problem.level in levels or problem.rule in CONFIGURABLE_RULES
        assert known or (problem.rule, problem.level) in configured, f"{problem.rule}: {problem.level}"

    def set_level(problem: Diagnostic, level: Level) -> Diagnostic:
        configured.add((problem.rule, level))
        return at_level(problem, level)

    with patch.object(Diagnostic, "__init__", checked), patch.object(Diagnostic, "at_level", set_level):
        yield


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests have recorded as "printed": counts that the next change is compared with."""
    for report in (*terminalreporter.stats.get("passed", ()), *terminalreporter.stats.get("failed", ())):
        for value in (value for name, value in report.user_properties if name == "printed"):
            terminalreporter.write_line(str(value))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A copy of the newsroom that the test may change."""
    return sites.newsroom(tmp_path / "newsroom")


SharedFolder = Callable[[str, Callable[[Path], object]], Path]
"""A function that returns a folder by name, filled once per run, whichever process is first; it must not be changed."""


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SharedFolder]:
    """Folders shared by all processes of a run. At the end, none may have changed."""
    own = tmp_path_factory.getbasetemp()
    # Each pytest-xdist worker has a subfolder of the run's temporary folder.
    shared = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    shared.mkdir(exist_ok=True)
    found: dict[Path, Mapping[str, int]] = {}

    def made(name: str, fill: Callable[[Path], object]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                fill(folder)
                done.touch()
        found[folder] = _changes(folder)
        return folder

    yield made
    assert [folder.name for folder, before in found.items() if _changes(folder) != before] == []


def _changes(folder: Path) -> Mapping[str, int]:
    """Return the modification time of each file below a folder, caches excepted."""
    names = ((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if path.is_file())
    return {name: path.stat().st_mtime_ns for name, path in names if not name.startswith(".cache/")}


@pytest.fixture(scope="session")
def built_newsroom(shared_folder: SharedFolder) -> Path:
    """A copy of the newsroom with its built site; must not be changed."""

    def fill(folder: Path) -> None:
        run = sites.build_in_new_process(sites.newsroom(folder))
        assert run.code == 0, run.err

    return shared_folder("built_newsroom", fill)


@pytest.fixture(scope="session")
def built_media(shared_folder: SharedFolder) -> Path:
    """A newsroom with a story of every form of media, which may load two players, built; must not be changed."""

    def fill(folder: Path) -> None:
        run = sites.build_in_new_process(media.write(sites.newsroom(folder), embeds="youtube, bilibili"))
        assert run.code == 0, run.err

    return shared_folder("built_media", fill)


MOVED = [
    ("ledger",),
    ("move", "docs/en/news/2029/wind-tunnel.md", "tunnel-closes"),
    ("move", "docs/zh/news/2030/kite-museum-plan.md", "museum"),
    ("move", "docs/zh/news/2031/kite-night.md", "night-of-kites"),
    ("move", "docs/en/about/sourcing.md", "our-sources"),
    ("rename", "event", "2030/kite-day", "2030/day-of-kites"),
    ("rename", "tag", "mill", "old-mill"),
    ("rename", "organisation", "kite-museum", "museum"),
    ("rename", "person", "ada-lindqvist", "lindqvist"),
    ("rename", "series", "fair", "kite-fair"),
]


@pytest.fixture(scope="session")
def moved(shared_folder: SharedFolder) -> Path:
    """A copy of the newsroom in which one thing of each kind has moved, with its built site; must not be changed."""

    def fill(folder: Path) -> None:
        sites.newsroom(folder)
        for command in MOVED:
            done = sites.newsdesk(folder, *command)
            assert done.code == 0, done.err
        run = sites.build(folder, "--strict")
        assert run.code == 0, run.err

    return shared_folder("moved", fill)


@pytest.fixture(scope="session")
def configured(built_newsroom: Path) -> MkDocsConfig:
    """MkDocs' configuration of a newsroom, loaded once: between faults only its folders differ."""
    return load_config(str(built_newsroom / "mkdocs.yml"))


@pytest.fixture(scope="session")
def compiled() -> Environment:
    """The theme's templates, compiled once rather than for each fault."""
    return theme_environment(sites.PROJECT / "overrides")


@pytest.fixture(scope="session")
def library(built_newsroom: Path) -> Library:
    """The library of the newsroom."""
    return sites.library(built_newsroom)


@pytest.fixture(scope="session")
def at_root(shared_folder: SharedFolder) -> Path:
    """The real docs/, built for the root of a host; must not be changed."""
    return shared_folder("root", lambda folder: served.build(folder / "site")) / "site"


@pytest.fixture(scope="session")
def below_hub(shared_folder: SharedFolder) -> Path:
    """A host's folder with the real docs/ built in `hub`; must not be changed."""
    return shared_folder("host", lambda folder: served.build(folder / "hub", "/hub/"))
