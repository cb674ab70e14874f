"""Long work says on a terminal how far it is, and nothing anywhere else."""

import sys

import pytest

from newsdesk import progress
from newsdesk.pages.processes import nobody


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    del capsys  # it puts its own stream in place first
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)


@pytest.mark.usefixtures("terminal")
def test_after_a_second_the_share_that_is_done_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1)
    told = progress.on_terminal("Rendering")
    told(3, 8)
    assert capsys.readouterr().err.endswith("Rendering: 37%")
    told(8, 8)
    assert "Rendering" not in capsys.readouterr().err


@pytest.mark.usefixtures("terminal")
def test_what_is_done_at_once_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    progress.on_terminal("Rendering")(1, 2)
    assert capsys.readouterr().err == ""


def test_where_no_terminal_is_nobody_is_told() -> None:
    assert progress.on_terminal("Rendering") is nobody
