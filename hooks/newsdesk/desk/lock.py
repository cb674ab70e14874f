"""Work that only one process may do at a time: a file is locked, and the system unlocks it when the process ends."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 1.0
"""Seconds in which the workers of a build that was killed are gone."""
_PAUSE = 0.05


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a working folder, which is made; its lock, and then it, if it is empty, go at the end.

    Raises BlockingIOError while another process holds it.
    """
    path = folder / "lock"
    descriptor = _patiently(path)
    try:
        yield
    finally:
        if sys.platform == "win32":  # where no file can be deleted that is open
            os.close(descriptor)
            descriptor = -1
        path.unlink(missing_ok=True)
        _remove_empty(folder)
        if descriptor >= 0:
            os.close(descriptor)


def _patiently(path: Path) -> int:
    """The descriptor of the locked file."""
    until = time.monotonic() + PATIENCE
    while True:
        descriptor = _attempt(path)
        if descriptor is not None:
            return descriptor
        if time.monotonic() > until:
            raise BlockingIOError(f"{path} is locked")
        time.sleep(_PAUSE)


def _attempt(path: Path) -> int | None:
    """The descriptor, None where another process has the lock, or has just given it up together with the file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except FileNotFoundError:
        return None
    try:
        _lock(descriptor)
        if os.path.samestat(os.fstat(descriptor), path.stat()):
            return descriptor
    except OSError:
        pass
    os.close(descriptor)
    return None


def _lock(descriptor: int) -> None:
    """Lock a file for this process. Raises OSError where another has it."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - there is none elsewhere

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - there is none on Windows

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _remove_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:  # the next process is at work there
        return
