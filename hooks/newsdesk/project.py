"""The checkout that an editor works in: finding and reading it, and changing its files atomically."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from pydantic import TypeAdapter, ValidationError

from newsdesk.cache import atomic_file
from newsdesk.content.settings import read_site
from newsdesk.content.site import Site, now
from newsdesk.content.types import Moment
from newsdesk.diagnostics import Diagnostic, format_diagnostic
from newsdesk.i18n.messages import Message, current_catalog, msg, translate, verbatim

if TYPE_CHECKING:
    from newsdesk.content.library import Library

JOURNAL = ".newsdesk-change"
_STEPS = "steps.json"
_MODE = 0o644
"""Of a new file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The replacement of the file `old`, with content `before`, by `new`, maybe the same path, with content `after`.

    `before` is None for a file that does not exist yet. `after` may be a file to copy, of which there may be too many
    for the memory.
    """

    old: Path
    new: Path
    before: bytes | None
    after: bytes | Path


def interrupted_command(folder: Path) -> str:
    """Return the command that was interrupted in a project, '' if none was."""
    return str(_read_journal(folder / JOURNAL).get("command", ""))


def apply_steps(folder: Path, steps: Sequence[Step], command: str) -> None:
    """Take all steps in the project `folder`, or none. Raises OSError, with all files unchanged."""
    _remove_leftovers(folder)
    with _naming_file(next((step.old for step in steps), folder)):
        draft = Path(tempfile.mkdtemp(prefix=f"{JOURNAL}-", dir=folder))
        try:
            _write(draft, folder, steps, command)
            draft.rename(folder / JOURNAL)
        except OSError:
            _remove_leftovers(folder)
            raise
        try:
            finish_steps(folder)
        except OSError:
            _roll_back(folder)
            raise


def finish_steps(folder: Path) -> None:
    """Take the remaining steps, if there are any, and delete the journal; idempotent."""
    for old, new, _, after in _steps(folder / JOURNAL):
        if after.exists():
            with _naming_file(new):
                after.replace(new)
        if old != new:
            old.unlink(missing_ok=True)
    _remove_journal(folder)


def _write(draft: Path, folder: Path, steps: Sequence[Step], command: str) -> None:
    """Write the journal's list, then the files: by the list the next run finds what a killed one left."""
    for step in steps:
        if (step.old.read_bytes() if step.old.exists() else None) != step.before:
            raise OSError(f"{step.old.relative_to(folder).as_posix()} has changed meanwhile")
    paths = [[path.relative_to(folder).as_posix() for path in (step.old, step.new)] for step in steps]
    (draft / _STEPS).write_text(json.dumps({"command": command, "steps": paths}), encoding="utf-8")
    for number, step in enumerate(steps):
        step.new.parent.mkdir(parents=True, exist_ok=True)
        mode = _MODE if step.before is None else step.old.stat().st_mode
        for path, name, data in ((step.old, "before", step.before), (step.new, "after", step.after)):
            if data is not None:
                with _naming_file(path):
                    _write_waiting(_waiting_file(path, number, name), data)
                    _waiting_file(path, number, name).chmod(mode)


def _write_waiting(path: Path, data: bytes | Path) -> None:
    if isinstance(data, Path):
        shutil.copyfile(data, path)
    else:
        path.write_bytes(data)


@contextmanager
def _naming_file(path: Path) -> Iterator[None]:
    """Make an OSError name the editor's own file: not the temporary file beside it, and not none."""
    try:
        yield
    except OSError as exc:
        if exc.errno and (not exc.filename or JOURNAL in str(exc.filename)):
            exc.filename, exc.filename2 = str(path), None
        raise


def _waiting_file(path: Path, number: int, name: str) -> Path:
    """Return the temporary file of a step: hidden, so that nothing else reads it, and short enough for any disk."""
    return path.with_name(f"{JOURNAL}-{number}.{name}")


def _read_journal(journal: Path) -> dict[str, Any]:
    """Return the content of a journal; empty if its run was killed before it was written."""
    try:
        listed: dict[str, Any] = json.loads((journal / _STEPS).read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return {}
    return listed


def _steps(journal: Path) -> Iterator[tuple[Path, Path, Path, Path]]:
    """Yield the old and new path of each step, and the temporary files with the content before and after it."""
    for number, (old, new) in enumerate(_read_journal(journal).get("steps", [])):
        paths = journal.parent / old, journal.parent / new
        yield (
            *paths,
            *(_waiting_file(path, number, name) for path, name in zip(paths, ("before", "after"), strict=True)),
        )


def _roll_back(folder: Path) -> None:
    """Undo the steps that were taken: those whose new content is no longer in a temporary file."""
    for old, new, before, after in _steps(folder / JOURNAL):
        if after.exists():
            continue
        if old != new or not before.exists():
            new.unlink(missing_ok=True)
        if before.exists():
            before.replace(old)
    _remove_journal(folder)


def _remove_journal(folder: Path) -> None:
    """Rename the journal first: under another name it only lists what to delete."""
    if (folder / JOURNAL).exists():
        (folder / JOURNAL).rename(folder / f"{JOURNAL}-done")
    _remove_leftovers(folder)


def _remove_leftovers(folder: Path) -> None:
    """Delete what killed runs left before their first step or after their last one.

    What cannot be deleted is left to the next run.
    """
    for journal in folder.glob(f"{JOURNAL}-*"):
        with suppress(OSError):
            for _, _, before, after in _steps(journal):
                for path in (before, after):
                    # A read-only disk refuses to delete even a missing file.
                    if path.exists():
                        path.unlink()
            shutil.rmtree(journal)


class CannotRun(click.ClickException):
    """The command could not run: exit code 2, where 1 means that it found problems."""

    exit_code = 2

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.reason = message

    def format_message(self) -> str:
        return translate(self.reason)


class InvalidConfiguration(CannotRun):
    """mkdocs.yml has `problems`, so there is no site to work on."""

    def __init__(self, problems: Sequence[Diagnostic]) -> None:
        super().__init__("\n" + "\n".join(format_diagnostic(problem, current_catalog()) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A checkout: its folder, its docs folder, its site, and the time as of which the command runs."""

    folder: Path
    docs: Path
    site: Site
    as_of: datetime


def checkout() -> Path | None:
    """Return the closest folder with a mkdocs.yml, from the current one upward; None if there is none."""
    here = Path.cwd()
    return next((each for each in (here, *here.parents) if (each / "mkdocs.yml").is_file()), None)


def shown_path(path: Path) -> str:
    """Return a path relative to the current folder, with forward slashes: a terminal opens it at a click."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:
        # On another drive of Windows.
        return path.as_posix()


def disk_error(exc: OSError) -> Message:
    """Return the system's own message for an error, with the file that it is about."""
    reason = exc.strerror or str(exc)
    return (
        msg("{file}: {reason}", file=shown_path(Path(exc.filename)), reason=reason)
        if exc.filename
        else verbatim(reason)
    )


def find_checkout(*, finishing: bool = False, preview: bool = False) -> Project:
    """Return the project around the current folder. Raises CannotRun if there is none, or mkdocs.yml is invalid.

    Raises it too if a change to many files was interrupted, unless `finishing` it. A preview has an address of its own,
    whatever the site's is.
    """
    root = checkout()
    if not root:
        message = msg(
            "no mkdocs.yml in {folder} or its parent folders: run this in the folder of the site", folder=Path.cwd()
        )
        raise CannotRun(message)
    if not finishing and (command := interrupted_command(root)):
        raise CannotRun(msg("{command} was interrupted: run it again to finish it", command=command))
    site, problems = read_site(root / "mkdocs.yml", "http://127.0.0.1/" if preview else "", os.environ)
    if site and site.rules:
        from newsdesk.lint.levels import level_faults  # noqa: PLC0415 - few sites set levels

        problems = level_faults(site)
    if not site or problems:
        raise InvalidConfiguration(problems)
    try:
        as_of = now(os.environ, site.zone)
    except ValueError as exc:
        raise CannotRun(exc.args[0]) from exc
    return Project(folder=root, docs=root / site.settings.docs_dir, site=site, as_of=as_of)


def library_of(project: Project) -> "Library":
    """Return the library as of the command's time; files with errors are left out."""
    from newsdesk.content.loader import assemble_library, load_files  # noqa: PLC0415 - not all commands read docs/

    return assemble_library(load_files(project.docs, project.site), project.as_of)[0]


def write_atomically(path: Path, text: str) -> None:
    """Write a file atomically, keeping its mode. Raises CannotRun if it cannot be written."""
    try:
        with atomic_file(path) as file:
            file.write(text.encode())
            Path(file.name).chmod(path.stat().st_mode if path.exists() else 0o644)
    except OSError as exc:
        raise CannotRun(
            msg("cannot write {file}: {reason}", file=shown_path(path), reason=exc.strerror or exc)
        ) from exc


def parse_moment(typed: str) -> datetime:
    """Return the date and time that `--published` gives. Raises CannotRun if it is invalid."""
    try:
        return TypeAdapter(Moment).validate_python(typed)
    except ValidationError:
        message = msg(
            "--published must be a date such as 2026-11-25, or a date and time such as "
            '2026-11-25T18:00; found "{typed}"',
            typed=typed,
        )
        raise CannotRun(message) from None
