"""All pages into the spool."""

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from newsdesk import processes
from newsdesk.pages.findings import Findings
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
    """Make and render every page into the spool; the outcomes stand in the order of the sheaves.

    Raises OSError where the disk does not take them.
    """
    results = processes.each(lambda sheaf: list(_rendered(sheaf, work)), work.sheaves, alone=alone, told=told)
    return [outcome for outcomes in results for outcome in outcomes]


def _rendered(sheaf: Sheaf, work: Work) -> Iterator[Outcome]:
    try:
        for view in sheaf.make():
            yield _written(view, work)
    except Exception as wrong:  # noqa: BLE001 - an exception may not survive the way home: its text does
        yield _failed(sheaf.addresses[0], wrong)


def _written(view: View, work: Work) -> Outcome:
    try:
        page = work.renderer.render(view)
        for give in work.given:
            give(view, page.body)
    except Exception as wrong:  # noqa: BLE001 - as above; the other pages of the sheaf may be right
        return _failed(view.address, wrong)
    path = work.spool / address.file_of(view.address)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(page.html.encode())
    return Outcome(address=view.address, findings=page.findings, entry=view.entry)


def _failed(where: str, wrong: Exception) -> Outcome:
    """What came of a page with an exception. Raises it where the disk is at fault: it would not take the next one."""
    if isinstance(wrong, OSError) and wrong.errno:
        raise wrong
    return Outcome(address=where, failure=traceback.format_exc())
