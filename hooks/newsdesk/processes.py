"""Work in as many processes as there are cores, and progress: how far it is, told to whoever waits."""

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
"""Is told how many parts of how many are done."""

MIN_PARALLEL = 200
"""Below this many parts one process is done before others have started."""
MAX_CHUNK = 50
"""Parts that a process is given at a time, at most."""
_GARBAGE = 100_000
"""So many things must have come and stayed before a worker looks for unused ones: those of some hundred pages."""
_DIE_WITH_PARENT = 1
# Loaded here: a process that has just been forked from one with threads should load nothing.
_LIBRARY = ctypes.CDLL(None) if sys.platform == "linux" else None


def no_progress(done: int, total: int) -> None:
    """Where nobody waits."""


def parallel_map(
    work: Callable[[Part], Result],
    parts: Sequence[Part],
    *,
    serial: bool = False,
    heavy: bool = False,
    on_progress: OnProgress = no_progress,
) -> Iterator[Result]:
    """The results of `work` on each part, in order. `serial` keeps to this process, as does a system without fork.

    Few parts are done here too, unless each is `heavy`. What a part raises is raised here. A forked process finds work
    and parts where they are: only results are pickled.
    """
    if serial or len(parts) < (2 if heavy else MIN_PARALLEL) or "fork" not in get_all_start_methods():
        yield from _counted(map(work, parts), len(parts), on_progress)
        return
    global _shared  # noqa: PLW0603 - a forked process finds it there, since a library is costly to pickle
    _shared = work, parts
    size = max(1, min(MAX_CHUNK, len(parts) // (8 * _cores())))
    chunks = [range(at, min(at + size, len(parts))) for at in range(0, len(parts), size)]
    # What was read stays: no process need look through it for garbage, nor copy it by doing so.
    gc.freeze()
    try:
        with ProcessPoolExecutor(
            _cores(), mp_context=get_context("fork"), initializer=partial(_begin, os.getpid())
        ) as executor:
            yield from _counted(chain.from_iterable(executor.map(_results, chunks)), len(parts), on_progress)
    finally:
        gc.unfreeze()


_shared: tuple[Callable[[Any], Any], Sequence[Any]]


def _results(chunk: range) -> list[Any]:
    work, parts = _shared
    return [work(parts[number]) for number in chunk]


def _counted(results: Iterable[Result], total: int, on_progress: OnProgress) -> Iterator[Result]:
    for number, result in enumerate(results, start=1):
        on_progress(number, total)
        yield result


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin(parent: int) -> None:
    """Start a worker: it looks for garbage seldom, and ends with its parent."""
    gc.set_threshold(_GARBAGE, 50, 50)
    end_with_parent()
    if os.getppid() != parent:
        os._exit(1)


def end_with_parent() -> None:
    """Let this process be killed when its parent is: it would wait for work for ever, or write for nobody.

    Linux: prctl(2). To be called in the new process; other systems have nothing like it.
    """
    if _LIBRARY:
        _LIBRARY.prctl(_DIE_WITH_PARENT, signal.SIGKILL)


PROGRESS_DELAY = 1.0
"""Seconds before anything is said."""


def on_terminal(doing: str) -> OnProgress:
    """One line on standard error, such as 'Rendering: 40%', gone when all is done; nothing where no terminal is."""
    if not sys.stderr.isatty():
        return no_progress
    started = time.monotonic()

    def on_progress(done: int, total: int) -> None:
        if time.monotonic() - started > PROGRESS_DELAY:
            line = f"{doing}: {100 * done // total}%"
            sys.stderr.write(f"\r{line}" if done < total else f"\r{' ' * len(line)}\r")
            sys.stderr.flush()

    return on_progress
