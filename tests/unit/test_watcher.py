"""The files of a preview: changes are seen as soon as the system reports them, and without reports at intervals."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from newsdesk.mkdocs_adapter import watcher
from newsdesk.mkdocs_adapter.watcher import PromptObserver

LONG = 600.0
"""Seconds between two looks, longer than any test takes."""
PATIENCE = 20.0


class Seen(FileSystemEventHandler):
    """The paths of the files that were reported as changed."""

    def __init__(self) -> None:
        self.any = Event()
        self.paths: list[str] = []

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory:
            self.paths += [str(event.src_path), str(event.dest_path)]
            self.any.set()

    def wait_for(self, path: Path) -> bool:
        """Return whether a change of this file is reported."""
        end = time.monotonic() + PATIENCE
        while str(path) not in self.paths and time.monotonic() < end:
            time.sleep(0.01)
        return str(path) in self.paths


@contextmanager
def watching(folder: Path, interval: float) -> Iterator[Seen]:
    seen, observer = Seen(), PromptObserver(interval)
    observer.schedule(seen, str(folder), recursive=True)
    observer.start()
    try:
        yield seen
    finally:
        observer.stop()
        observer.join(PATIENCE)
        assert not observer.is_alive()


def write(path: Path) -> None:
    path.write_text("Kites.", encoding="utf-8")


def replace(path: Path) -> None:
    """Save as most text editors do."""
    path.with_name("draft~").write_text("Kites.", encoding="utf-8")
    path.with_name("draft~").rename(path)


@pytest.mark.parametrize("save", [write, replace, Path.unlink])
def test_a_change_is_seen_before_the_next_look(tmp_path: Path, save: Callable[[Path], None]) -> None:
    story = tmp_path / "news/2031/kites.md"
    story.parent.mkdir(parents=True)
    story.write_text("", encoding="utf-8")
    with watching(tmp_path, LONG) as seen:
        save(story)
        assert seen.wait_for(story)


def test_what_the_system_reports_is_not_reported_again(tmp_path: Path) -> None:
    with watching(tmp_path, 0.05) as seen:
        (tmp_path / "kites.md").touch()
        assert seen.any.wait(PATIENCE)
        assert not seen.any.clear()
        assert not seen.any.wait(0.5)


def test_without_reports_files_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise OSError

    monkeypatch.setattr(watcher.Observer, "start", refuse)
    with watching(tmp_path, 0.05) as seen:
        write(tmp_path / "kites.md")
        assert seen.any.wait(PATIENCE)
