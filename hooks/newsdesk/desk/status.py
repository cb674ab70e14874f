"""The report on what waits, as an editor reads it and as machines do."""

import json
from collections.abc import Iterator, Mapping, Sequence
from textwrap import fill

from newsdesk.desk.changes import changed_on
from newsdesk.desk.project import Project, shown
from newsdesk.model.library import Library
from newsdesk.model.text import Freshness
from newsdesk.speech.choice import spoken
from newsdesk.views.debts import Changed, Debt, Owed, Report
from newsdesk.views.status import EXPLAINED, named, summed_up
from newsdesk.words.message import said
from newsdesk.words.typography import columns

WIDE = 80


def changes_of(project: Project, library: Library) -> Changed:
    """By the path of each stale translation, the day since which its original is newer, where Git knows it."""
    prose = [page.versions for page in library.prose.values()]
    pairs = [pair for versions in (*library.versions, *prose) for pair in versions.pairs]
    stale = [pair.twin.path for pair in pairs if pair.freshness is Freshness.STALE and not pair.changed_on]
    days = {path: changed_on(project, project.docs / path) for path in stale}
    return {path: day for path, day in days.items() if day}


def as_text(report: Report, project: Project) -> str:
    """A table of at most 80 columns, a part for each language and one for the registers; then a line for each."""
    parts = ["\n".join(_part(spoken(named(owner)), owed, project)) for owner, owed in report.items() if owed]
    sums = [said("{name}: {sum}", name=named(owner), sum=summed_up(owed)) for owner, owed in report.items()]
    return "\n\n".join([*parts, "\n".join(fill(spoken(each), WIDE, subsequent_indent="  ") for each in sums)])


def _part(name: str, owed: Mapping[Debt, Sequence[Owed]], project: Project) -> Iterator[str]:
    yield name
    for debt, each in owed.items():
        yield f"\n  {spoken(EXPLAINED[debt])}"
        yield from (_row(one, project) for one in each)


def _row(owed: Owed, project: Project) -> str:
    """The day, the place and what it is; the last is cut where there is no room, and left out where there is none."""
    place = f"{shown(project.folder / owed.place.path)}:{owed.place.line}"
    row = f"    {owed.since}  {place}" if owed.since else f"    {place}"
    return f"{row}  {_cut(owed.what, WIDE - columns(row) - 2)}".rstrip()


def _cut(text: str, room: int) -> str:
    if columns(text) <= room:
        return text
    while text and columns(text) >= room:
        text = text[:-1]
    return f"{text.rstrip()}…" if text else ""


def as_json(report: Report) -> str:
    """One object: each language by its code, and `registers`, with the debts of each kind."""
    found = {
        owner or "registers": {debt.value: [_record(one) for one in each] for debt, each in owed.items()}
        for owner, owed in report.items()
    }
    return json.dumps(found, indent=2, ensure_ascii=False)


def _record(owed: Owed) -> Mapping[str, str | int | None]:
    return {"path": owed.place.path, "line": owed.place.line, "since": owed.since or None, "what": owed.what}
