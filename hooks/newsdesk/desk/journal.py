"""Many files changed together, or none of them.

What is to be written is written aside first, with copies of what it replaces: each beside its own file, since a
folder among them may be a mount of its own, into which nothing can be renamed from elsewhere. Then the folder that
lists them is given its name: from that moment the change is finished whatever happens, by this run or, should it be
killed, by the next one. All that is left to do is renaming, for which no disk is too full.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    return str(_listed(folder / JOURNAL).get("command", ""))


def carry_out(folder: Path, steps: Sequence[Step], command: str) -> None:
    """Take all steps in the project `folder`, or none. Raises OSError, with all files as they were."""
    _clear(folder)
    with _naming(next((step.old for step in steps), folder)):
        draft = Path(tempfile.mkdtemp(prefix=f"{JOURNAL}-", dir=folder))
        try:
            _write(draft, folder, steps, command)
            draft.rename(folder / JOURNAL)
        except OSError:
            _clear(folder)
            raise
        try:
            finish(folder)
        except OSError:
            _take_back(folder)
            raise


def finish(folder: Path) -> None:
    """Take the steps that are left, if there are any, and leave nothing of them; as often as one likes."""
    for number, old, new in _steps(folder / JOURNAL):
        written = _beside(new, number, "after")
        if written.exists():
            with _naming(new):
                written.replace(new)
        if old != new:
            old.unlink(missing_ok=True)
    _forget(folder)


def _write(draft: Path, folder: Path, steps: Sequence[Step], command: str) -> None:
    """The list goes first: what a run leaves that is killed meanwhile is found by it."""
    for step in steps:
        if step.old.read_bytes() != step.before:
            raise OSError(f"{step.old.relative_to(folder).as_posix()} has changed meanwhile")
    paths = [[path.relative_to(folder).as_posix() for path in (step.old, step.new)] for step in steps]
    (draft / _STEPS).write_text(json.dumps({"command": command, "steps": paths}), encoding="utf-8")
    for number, step in enumerate(steps):
        step.new.parent.mkdir(parents=True, exist_ok=True)
        mode = step.old.stat().st_mode
        for path, name, data in ((step.old, "before", step.before), (step.new, "after", step.after)):
            with _naming(path):
                _beside(path, number, name).write_bytes(data)
                _beside(path, number, name).chmod(mode)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """What the disk refuses is said of an editor's own file: not of one that waits beside it, nor of none."""
    try:
        yield
    except OSError as wrong:
        if wrong.errno and (not wrong.filename or JOURNAL in str(wrong.filename)):
            wrong.filename, wrong.filename2 = str(path), None
        raise


def _beside(path: Path, number: int, name: str) -> Path:
    """Where a step's file waits: hidden, so that nothing else reads it, and with a name that no disk finds too long."""
    return path.with_name(f"{JOURNAL}-{number}.{name}")


def _listed(journal: Path) -> dict[str, Any]:
    """What a journal lists: nothing, where its run was killed before it had written anything else."""
    try:
        listed: dict[str, Any] = json.loads((journal / _STEPS).read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return {}
    return listed


def _steps(journal: Path) -> Iterator[tuple[int, Path, Path]]:
    folder = journal.parent
    return ((number, folder / old, folder / new) for number, (old, new) in enumerate(_listed(journal).get("steps", [])))


def _take_back(folder: Path) -> None:
    """Undo the steps that were taken: what still waits to be written was not."""
    for number, old, new in _steps(folder / JOURNAL):
        if _beside(new, number, "after").exists():
            continue
        if old != new:
            new.unlink(missing_ok=True)
        before = _beside(old, number, "before")
        if before.exists():
            before.replace(old)
    _forget(folder)


def _forget(folder: Path) -> None:
    """Without its name a journal is nothing but the list of what is to be cleared away."""
    if (folder / JOURNAL).exists():
        (folder / JOURNAL).rename(folder / f"{JOURNAL}-done")
    _clear(folder)


def _clear(folder: Path) -> None:
    """Take away what runs left that were killed before anything had happened, or when all of it had.

    What the disk does not let go is left to the next run.
    """
    for left in folder.glob(f"{JOURNAL}-*"):
        with suppress(OSError):
            for number, old, new in _steps(left):
                for beside in (_beside(old, number, "before"), _beside(new, number, "after")):
                    # A disk that is only read refuses to take away even what is not there.
                    if beside.exists():
                        beside.unlink()
            shutil.rmtree(left)
