"""What all tests share: copies of tests/newsroom, and one that is built."""

from pathlib import Path

import pytest
from hypothesis import settings

import sites
from newsdesk.model.library import Library

# A busy machine is no fault of the newsdesk's.
settings.register_profile("newsdesk", deadline=None)
settings.load_profile("newsdesk")


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


@pytest.fixture(scope="session")
def library(whole: Path) -> Library:
    """The newsroom's library."""
    return sites.library(whole)
