"""Parallel work in one process per core, with progress."""

import ctypes
import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain
from multiprocessing import get_all_start_methods, get_context
from typing import Any, TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")
OnProgress = Callable[[int, int], None]
"""Called with the number of parts done and the number of all."""

MIN_PARALLEL = 200
"""With fewer parts, one process is done before others have started."""
MAX_CHUNK = 50
"""Most parts that a process is given at a time."""
_GARBAGE = 100_000
"""Objects allocated and kept before a worker collects garbage: those of some hundred pages."""
_DIE_WITH_PARENT = 1
# Loaded before any fork: a child of a process with threads should load nothing.
_LIBRARY = ctypes.CDLL(None) if sys.platform == "linux" else None


def no_progress(done: int, total: int) -> None:
    """Report nothing."""


def parallel_map(
    work: Callable[[Part], Result],
    parts: Sequence[Part],
    *,
    serial: bool = False,
    heavy: bool = False,
    on_progress: OnProgress = no_progress,
) -> Iterator[Result]:
    """Yield the results of `work` on each part, in order.

    Runs in this process if `serial`, if the system has no fork, or if parts are few and not `heavy`. What `work` raises
    is raised here. A forked process inherits work and parts: only results are pickled.
    """
    if serial or len(parts) < (2 if heavy else MIN_PARALLEL) or "fork" not in get_all_start_methods():
        yield from _with_progress(map(work, parts), len(parts), on_progress)
        return
    global _shared  # noqa: PLW0603 - inherited by forked processes, since a library is expensive to pickle
    _shared = work, parts
    size = max(1, min(MAX_CHUNK, len(parts) // (8 * _cores())))
    chunks = [range(at, min(at + size, len(parts))) for at in range(0, len(parts), size)]
    # Keep workers from scanning what was read for garbage, which would copy its memory pages.
    gc.freeze()
    try:
        with ProcessPoolExecutor(
            _cores(), mp_context=get_context("fork"), initializer=partial(_start_worker, os.getpid())
        ) as executor:
            yield from _with_progress(chain.from_iterable(executor.map(_results, chunks)), len(parts), on_progress)
    finally:
        gc.unfreeze()


_shared: tuple[Callable[[Any], Any], Sequence[Any]]


def _results(chunk: range) -> list[Any]:
    work, parts = _shared
    return [work(parts[number]) for number in chunk]


def _with_progress(results: Iterable[Result], total: int, on_progress: OnProgress) -> Iterator[Result]:
    for number, result in enumerate(results, start=1):
        on_progress(number, total)
        yield result


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _start_worker(parent: int) -> None:
    """Set up a worker: it seldom collects garbage, and exits with its parent."""
    gc.set_threshold(_GARBAGE, 50, 50)
    end_with_parent()
    if os.getppid() != parent:
        os._exit(1)


def end_with_parent() -> None:
    """Have this process killed when its parent dies: it would wait for work forever, or write unwanted files.

    Linux only (prctl(2), PR_SET_PDEATHSIG); call it in the new process.
    """
    if _LIBRARY:
        _LIBRARY.prctl(_DIE_WITH_PARENT, signal.SIGKILL)


PROGRESS_DELAY = 1.0
"""Seconds before progress is shown."""


def progress_on_terminal(doing: str) -> OnProgress:
    """Return a callback showing a line such as 'Rendering: 40%' on a terminal's standard error, erased at the end."""
    if not sys.stderr.isatty():
        return no_progress
    started = time.monotonic()

    def on_progress(done: int, total: int) -> None:
        if time.monotonic() - started > PROGRESS_DELAY:
            line = f"{doing}: {100 * done // total}%"
            sys.stderr.write(f"\r{line}" if done < total else f"\r{' ' * len(line)}\r")
            sys.stderr.flush()

    return on_progress
