"""What all tests share: copies of tests/newsroom, and built sites. Each process of the tests builds its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import settings

import served
import sites
from newsdesk.content.library import Library
from newsdesk.diagnostics import Diagnostic
from newsdesk.lint.rulebook import rulebook

# A busy machine is no fault of the newsdesk's.
settings.register_profile("newsdesk", deadline=None)
settings.load_profile("newsdesk")


WEIGHED = ("missing", "unchecked", "stale")
"""Rules to which mkdocs.yml may give another level."""


@pytest.fixture(autouse=True, scope="session")
def only_rules_of_the_rulebook() -> Iterator[None]:
    """Whatever a test meets: no problem has a rule that the rulebook lacks, or a level that its rule does not have."""
    entries, make = rulebook(), Diagnostic.__init__

    def checked(problem: Diagnostic, **given: Any) -> None:
        make(problem, **given)
        levels = entries[problem.rule].levels
        assert problem.level in levels or problem.rule in WEIGHED, f"{problem.rule}: {problem.level}"

    with patch.object(Diagnostic, "__init__", checked):
        yield


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A copy of the newsroom to do as one likes with."""
    return sites.newsroom(tmp_path / "newsroom")


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the newsroom with its built site; not to be changed."""
    folder = sites.newsroom(tmp_path_factory.mktemp("whole"))
    run = sites.build(folder)
    assert run.code == 0, run.err
    return folder


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
def moved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the newsroom in which a thing of each kind has moved, with its built site; not to be changed."""
    folder = sites.newsroom(tmp_path_factory.mktemp("moved"))
    for command in MOVED:
        done = sites.newsdesk(folder, *command)
        assert done.code == 0, done.err
    run = sites.build(folder, "--strict")
    assert run.code == 0, run.err
    return folder


@pytest.fixture(scope="session")
def library(whole: Path) -> Library:
    """The newsroom's library."""
    return sites.library(whole)


@pytest.fixture(scope="session")
def at_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real docs/, built as it stands at the root of a host; not to be changed."""
    return served.build(tmp_path_factory.mktemp("root") / "site")


@pytest.fixture(scope="session")
def below_hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a host, in which the real docs/ are built in `hub`; not to be changed."""
    folder = tmp_path_factory.mktemp("host")
    served.build(folder / "hub", "/hub/")
    return folder
