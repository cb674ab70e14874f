"""Work in as many processes as there are cores; how far it is can be told to whoever waits."""

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from multiprocessing import get_all_start_methods, get_context
from typing import TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")
Told = Callable[[int, int], None]
"""Is told how many parts of how many are done."""

_DIE_WITH_PARENT = 1


def nobody(done: int, total: int) -> None:
    """Whom it does not matter how far the work is."""


def done(
    work: Callable[[Part], Result], parts: Sequence[Part], *, alone: bool, told: Told = nobody
) -> Iterator[Result]:
    """The results of `work` on each part, in their order; `alone` stays in this process, as does a system without fork.

    What a part raises is raised here. A forked process finds what is here: only parts and results are pickled.
    """
    if alone or "fork" not in get_all_start_methods():
        yield from _counted(map(work, parts), len(parts), told)
        return
    # What was read stays: no process need look through it for garbage, nor copy it by doing so.
    gc.freeze()
    try:
        with _executor() as executor:
            yield from _counted(executor.map(work, parts), len(parts), told)
    finally:
        gc.unfreeze()


def _counted(results: Iterator[Result], total: int, told: Told) -> Iterator[Result]:
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
    """Start a worker: without a search for garbage, of which pages leave little; and to end with its parent.

    A worker whose parent was killed would wait for work for ever (Linux: prctl(2)).
    """
    gc.disable()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
