"""The real docs/, built as it stands at the root of a host and below a path."""

from pathlib import Path

import pytest

import served


@pytest.fixture(scope="session")
def at_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return served.build(tmp_path_factory.mktemp("root") / "site")


@pytest.fixture(scope="session")
def below_hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a host, in which the site lies in `hub`."""
    folder = tmp_path_factory.mktemp("host")
    served.build(folder / "hub", "/hub/")
    return folder
