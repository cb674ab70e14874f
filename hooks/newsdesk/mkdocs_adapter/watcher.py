"""Watching files for the preview: they are looked at as soon as the system reports a change, and at intervals.

MkDocs looks at intervals alone, since some disks report nothing: those of networks, containers and virtual machines.
"""

from contextlib import suppress
from threading import Event
from typing import Any

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingEmitter, PollingObserver

INTERVAL = 0.5
"""Seconds between two looks if the system reports nothing."""
# Not those of opened files: looking at the files opens folders.
_CHANGES: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]


class PromptObserver(PollingObserver):
    """An observer that compares the files with what they were, when the system reports a change and at intervals.

    So each change is reported once, whoever saw it first. Start and stop it like any observer of watchdog.
    """

    def __init__(self, interval: float = INTERVAL) -> None:
        BaseObserver.__init__(self, _Emitter, timeout=interval)


class _Emitter(PollingEmitter):
    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._changed = Event()
        self._system = Observer()

    def on_thread_start(self) -> None:
        super().on_thread_start()
        path, recursive = self.watch.path, self.watch.is_recursive
        # A system may have no reports, or allow no more of them.
        with suppress(OSError):
            self._system.schedule(_Waker(self._changed), path, recursive=recursive, event_filter=_CHANGES)
            self._system.start()

    def on_thread_stop(self) -> None:
        self._changed.set()
        if self._system.is_alive():
            self._system.stop()
        super().on_thread_stop()

    def queue_events(self, timeout: float) -> None:
        self._changed.wait(timeout)
        self._changed.clear()
        super().queue_events(0)


class _Waker(FileSystemEventHandler):
    def __init__(self, changed: Event) -> None:
        self.changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        del event
        self.changed.set()
