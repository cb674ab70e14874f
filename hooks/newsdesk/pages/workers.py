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


def render_all(work: Work, *, alone: bool = False, told: Told = nobody) -> list[Outcome]:
    """Make and render every page into the spool; the outcomes stand in the order of the sheaves."""
    results = processes.each(lambda sheaf: list(_rendered(sheaf, work)), work.sheaves, alone=alone, told=told)
    return [outcome for outcomes in results for outcome in outcomes]


def _rendered(sheaf: Sheaf, work: Work) -> Iterator[Outcome]:
    try:
        for view in sheaf.make():
            yield _written(view, work)
    except Exception:  # noqa: BLE001 - an exception may not survive the way home: its text does
        yield Outcome(address=sheaf.addresses[0], failure=traceback.format_exc())


def _written(view: View, work: Work) -> Outcome:
    try:
        page = work.renderer.render(view)
        for give in work.given:
            give(view, page.body)
    except Exception:  # noqa: BLE001 - as above; the other pages of the sheaf may be right
        return Outcome(address=view.address, failure=traceback.format_exc())
    path = work.spool / address.file_of(view.address)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(page.html.encode())
    return Outcome(address=view.address, findings=page.findings, entry=view.entry)
