"""Work in as many processes as there are cores; how far it is can be told to whoever waits."""

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from itertools import chain
from multiprocessing import get_all_start_methods, get_context
from typing import Any, TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")
Told = Callable[[int, int], None]
"""Is told how many parts of how many are done."""

FEW = 200
"""Below this many parts one process is done before others have started."""
CHUNK = 50
"""Parts that a process is given at a time, at most."""
_GARBAGE = 100_000
"""So many things must have come and stayed before a worker looks for unused ones: those of some hundred pages."""
_DIE_WITH_PARENT = 1
# Loaded here: a process that has just been forked from one with threads should load nothing.
_LIBRARY = ctypes.CDLL(None) if sys.platform == "linux" else None


def nobody(done: int, total: int) -> None:
    """Whom it does not matter how far the work is."""


def each(
    work: Callable[[Part], Result],
    parts: Sequence[Part],
    *,
    alone: bool = False,
    heavy: bool = False,
    told: Told = nobody,
) -> Iterator[Result]:
    """The results of `work` on each part, in their order; `alone` stays in this process, as does a system without fork.

    Few parts are done here too, unless each is `heavy`. What a part raises is raised here. A forked process finds work
    and parts where they are: only results are pickled.
    """
    if alone or len(parts) < (2 if heavy else FEW) or "fork" not in get_all_start_methods():
        yield from _counted(map(work, parts), len(parts), told)
        return
    global _share  # noqa: PLW0603 - a forked process finds it there, since a library is costly to pickle
    _share = partial(_done, work, parts)
    size = max(1, min(CHUNK, len(parts) // (8 * _cores())))
    ranges = [range(at, min(at + size, len(parts))) for at in range(0, len(parts), size)]
    # What was read stays: no process need look through it for garbage, nor copy it by doing so.
    gc.freeze()
    try:
        with _executor() as executor:
            yield from _counted(chain.from_iterable(executor.map(_of_share, ranges)), len(parts), told)
    finally:
        gc.unfreeze()


_share: Callable[[range], list[Any]]


def _of_share(numbers: range) -> list[Any]:
    return _share(numbers)


def _done(work: Callable[[Part], Result], parts: Sequence[Part], numbers: range) -> list[Result]:
    return [work(parts[number]) for number in numbers]


def _counted(results: Iterable[Result], total: int, told: Told) -> Iterator[Result]:
    for number, result in enumerate(results, start=1):
        told(number, total)
        yield result


def _executor() -> Executor:
    return ProcessPoolExecutor(
        max_workers=_cores(), mp_context=get_context("fork"), initializer=partial(_begin, os.getpid())
    )


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
