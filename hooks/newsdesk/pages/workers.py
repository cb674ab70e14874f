"""All pages into the spool."""

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from newsdesk import processes
from newsdesk.pages.body import Findings
from newsdesk.pages.render import Renderer
from newsdesk.processes import Told, nobody
from newsdesk.views.view import Entry, Sheaf, View
from newsdesk.words import address

FEW = 200
"""Below this many sheaves one process is done before others have started."""

CHUNK = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a page besides its file: its place in the sitemap, and a traceback as text where it failed."""

    address: str
    findings: Findings = field(default_factory=Findings)
    entry: Entry | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Everything to be made and rendered, and who is given each page and its body; forked processes inherit it."""

    sheaves: Sequence[Sheaf]
    renderer: Renderer
    spool: Path
    given: Sequence[Callable[[View, str], None]] = ()


_work: Work


def render_all(work: Work, *, alone: bool = False, told: Told = nobody) -> list[Outcome]:
    """Make and render every page into the spool; the outcomes stand in the order of the sheaves."""
    global _work  # noqa: PLW0603 - a forked process finds it there, since a library is costly to pickle
    _work = work
    count = len(work.sheaves)
    ranges = [range(at, min(at + CHUNK, count)) for at in range(0, count, CHUNK)]
    results = processes.done(_render_range, ranges, alone=alone or count < FEW, told=told)
    return [outcome for outcomes in results for outcome in outcomes]


def _render_range(numbers: range) -> list[Outcome]:
    return [outcome for number in numbers for outcome in _rendered(_work.sheaves[number])]


def _rendered(sheaf: Sheaf) -> Iterator[Outcome]:
    try:
        for view in sheaf.make():
            yield _written(view)
    except Exception:  # noqa: BLE001 - an exception may not survive the way home: its text does
        yield Outcome(address=sheaf.addresses[0], failure=traceback.format_exc())


def _written(view: View) -> Outcome:
    try:
        page = _work.renderer.render(view)
        for give in _work.given:
            give(view, page.body)
    except Exception:  # noqa: BLE001 - as above; the other pages of the sheaf may be right
        return Outcome(address=view.address, failure=traceback.format_exc())
    path = _work.spool / address.file_of(view.address)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(page.html.encode())
    return Outcome(address=view.address, findings=page.findings, entry=view.entry)
