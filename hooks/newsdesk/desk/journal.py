"""Many files changed together, or none of them.

What is to be written is written aside first, with copies of what it replaces.
Then the folder that holds both is given its name: from that moment the change
is finished whatever happens, by this run or, should it be killed, by the next
one. All that is left to do is renaming, for which no disk is too full.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

JOURNAL = ".newsdesk-change"
_STEPS = "steps.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The file `old`, which holds `before`, gives way to `new`, which may be the same path and holds `after`."""

    old: Path
    new: Path
    before: bytes
    after: bytes


def unfinished(folder: Path) -> str:
    """The command that was broken off in a project, empty where none was."""
    steps = folder / JOURNAL / _STEPS
    return str(json.loads(steps.read_bytes())["command"]) if steps.is_file() else ""


def carry_out(folder: Path, steps: Sequence[Step], command: str) -> None:
    """Take all steps in the project `folder`, or none. Raises OSError, with all files as they were."""
    _clear(folder)
    draft = Path(tempfile.mkdtemp(prefix=f"{JOURNAL}-", dir=folder))
    try:
        _write(draft, folder, steps, command)
        draft.rename(folder / JOURNAL)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    try:
        finish(folder)
    except OSError:
        _take_back(folder)
        raise


def finish(folder: Path) -> None:
    """Take the steps that are left, and forget them; as often as one likes."""
    for number, old, new in _steps(folder):
        written = folder / JOURNAL / f"{number}.after"
        if written.exists():
            new.parent.mkdir(parents=True, exist_ok=True)
            written.replace(new)
        if old != new:
            old.unlink(missing_ok=True)
    _forget(folder)


def _clear(folder: Path) -> None:
    """Take away what runs left that were killed before anything had happened, or when all of it had."""
    for left in folder.glob(f"{JOURNAL}*"):
        if not (left.name == JOURNAL and unfinished(folder)):
            shutil.rmtree(left, ignore_errors=True)


def _write(draft: Path, folder: Path, steps: Sequence[Step], command: str) -> None:
    for number, step in enumerate(steps):
        if step.old.read_bytes() != step.before:
            raise OSError(f"{step.old.relative_to(folder).as_posix()} has changed meanwhile")
        for name, data in (("before", step.before), ("after", step.after)):
            (draft / f"{number}.{name}").write_bytes(data)
            (draft / f"{number}.{name}").chmod(step.old.stat().st_mode)
    paths = [[path.relative_to(folder).as_posix() for path in (step.old, step.new)] for step in steps]
    (draft / _STEPS).write_text(json.dumps({"command": command, "steps": paths}), encoding="utf-8")


def _steps(folder: Path) -> Iterator[tuple[int, Path, Path]]:
    steps = json.loads((folder / JOURNAL / _STEPS).read_bytes())["steps"]
    return ((number, folder / old, folder / new) for number, (old, new) in enumerate(steps))


def _take_back(folder: Path) -> None:
    for number, old, new in _steps(folder):
        if old != new:
            new.unlink(missing_ok=True)
        before = folder / JOURNAL / f"{number}.before"
        if before.exists():
            before.replace(old)
    _forget(folder)


def _forget(folder: Path) -> None:
    """The list of steps goes first: without it the rest is nothing."""
    (folder / JOURNAL / _STEPS).unlink()
    shutil.rmtree(folder / JOURNAL, ignore_errors=True)
