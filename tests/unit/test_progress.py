"""Long work says on a terminal how far it is, and nothing anywhere else."""

import sys
from io import StringIO
from types import SimpleNamespace

import pytest

from newsdesk import processes
from newsdesk.processes import no_progress


class Terminal(StringIO):
    """Standard error on a screen."""

    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Put a screen in place of standard error; not in a fixture, after which pytest puts its own there again."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    return screen


def at(monkeypatch: pytest.MonkeyPatch, *moments: float) -> None:
    """Let the work be asked how far it is at these moments, in seconds; it begins at the first."""
    clock = SimpleNamespace(monotonic=iter(moments).__next__)
    monkeypatch.setattr(processes, "time", clock)


def test_after_a_second_the_share_that_is_done_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch)
    at(monkeypatch, 0, 1.1, 1.2)
    told = processes.progress_on_terminal("Rendering")
    told(3, 8)
    assert screen.getvalue() == "\rRendering: 37%"
    told(8, 8)
    assert screen.getvalue().endswith("\r               \r")


def test_what_is_done_at_once_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = terminal(monkeypatch)
    at(monkeypatch, 0, 0.9)
    processes.progress_on_terminal("Rendering")(1, 2)
    assert screen.getvalue() == ""


def test_where_no_terminal_is_nobody_is_told() -> None:
    assert processes.progress_on_terminal("Rendering") is no_progress
