"""All pages into the spool, in as many processes as there are cores."""

import ctypes
import os
import signal
import sys
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path

from newsdesk.pages.body import Reference
from newsdesk.pages.render import Renderer
from newsdesk.views.view import View
from newsdesk.words import address
from newsdesk.words.problem import Problem

FEW = 400
"""Below this many pages one process is done before others have started."""

CHUNK = 100
_DIE_WITH_PARENT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a page besides its file; `failure` is a traceback as text."""

    address: str
    anchors: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()
    references: Sequence[Reference] = ()
    problems: Sequence[Problem] = ()
    failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Everything to be rendered; forked processes inherit it."""

    views: Sequence[View]
    renderer: Renderer
    spool: Path


_work: Work


def render_all(work: Work, *, alone: bool = False) -> list[Outcome]:
    """Render every view into the spool; the outcomes stand in the order of the views."""
    global _work  # noqa: PLW0603 - a forked process finds it there, since views are costly to pickle
    _work = work
    ranges = [range(at, min(at + CHUNK, len(work.views))) for at in range(0, len(work.views), CHUNK)]
    if alone or len(work.views) < FEW or "fork" not in get_all_start_methods():
        return [outcome for each in ranges for outcome in _render_range(each)]
    with processes() as executor:
        return [outcome for outcomes in executor.map(_render_range, ranges) for outcome in outcomes]


def processes() -> Executor:
    return ProcessPoolExecutor(
        max_workers=_cores(),
        mp_context=get_context("fork"),
        initializer=partial(_die_with_parent, os.getpid()),
    )


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _die_with_parent(parent: int) -> None:
    """A worker whose parent was killed would wait for work for ever (Linux: prctl(2))."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _render_range(numbers: range) -> list[Outcome]:
    return list(_rendered(_work, numbers))


def _rendered(work: Work, numbers: range) -> Iterator[Outcome]:
    for number in numbers:
        view = work.views[number]
        try:
            page = work.renderer.render(view)
        except Exception:  # noqa: BLE001 - an exception may not survive the way home: its text does
            yield Outcome(address=view.address, failure=traceback.format_exc())
            continue
        path = work.spool / address.file_of(view.address)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.html, encoding="utf-8", newline="\n")
        yield Outcome(
            address=view.address,
            anchors=page.anchors,
            media=page.media,
            references=page.references,
            problems=page.problems,
        )
