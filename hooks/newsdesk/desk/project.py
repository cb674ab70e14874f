"""The checkout an editor works in."""

import os
import tempfile
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from newsdesk.desk.command import CannotRun
from newsdesk.desk.journal import unfinished
from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.reading import folder
from newsdesk.reading.assemble import assemble
from newsdesk.reading.clock import now
from newsdesk.reading.identity import identity
from newsdesk.speech.choice import voice
from newsdesk.words.message import Message, said, verbatim
from newsdesk.words.problem import Problem, frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A checkout: its folder, its docs/, its identity and the moment of the command."""

    folder: Path
    docs: Path
    site: Site
    as_of: datetime


def checkout() -> Path | None:
    """The folder of the checkout around the current folder."""
    here = Path.cwd()
    return next((each for each in (here, *here.parents) if (each / "mkdocs.yml").is_file()), None)


def shown(path: Path) -> str:
    """A path as it leads from the current folder, with forward slashes: a terminal opens it at a click."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:
        # On another disk of Windows.
        return path.as_posix()


def of_disk(wrong: OSError) -> Message:
    """What the disk, or whatever else is asked of the system, says in its own words, and of which file."""
    reason = wrong.strerror or str(wrong)
    return (
        said("{file}: {reason}", file=shown(Path(wrong.filename)), reason=reason)
        if wrong.filename
        else verbatim(reason)
    )


def here(problem: Problem, project: Project) -> Problem:
    """A problem whose path leads from the current folder."""
    return replace(problem, place=replace(problem.place, path=shown(project.folder / problem.place.path)))


def find(*, finishing: bool = False, shown_at: str = "") -> Project:
    """The project around the current folder. Raises CannotRun where there is none, or its mkdocs.yml is wrong.

    So it does where a change of many files was broken off, unless it is to be finished. A preview is `shown_at` an
    address of its own, whatever that of the site is.
    """
    root = checkout()
    if not root:
        sentence = said(
            "there is no mkdocs.yml in {folder} or above it: go to the folder of the site", folder=Path.cwd()
        )
        raise CannotRun(sentence)
    if not finishing and (command := unfinished(root)):
        raise CannotRun(said("{command} was broken off: run it again, and it will be finished", command=command))
    site, problems = identity(root / "mkdocs.yml", shown_at, os.environ)
    if not site:
        raise CannotRun("\n" + "\n".join(frame(problem, voice()) for problem in problems))
    try:
        as_of = now(os.environ, site.zone)
    except ValueError as wrong:
        raise CannotRun(wrong.args[0]) from wrong
    return Project(folder=root, docs=root / "docs", site=site, as_of=as_of)


def library_of(project: Project) -> Library:
    """What the checkout holds at the moment of the command; files with errors are left out of it."""
    return assemble(folder.read(project.docs, project.site), project.as_of)[0]


def write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all. Raises CannotRun where the disk does not take it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, text)
    except OSError as wrong:
        raise CannotRun(
            said("{file} was not written: {reason}", file=shown(path), reason=wrong.strerror or wrong)
        ) from wrong


def _replace(path: Path, text: str) -> None:
    # Its name is short, since that of the file may be as long as the disk takes.
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=path.parent, prefix=".newsdesk-", delete=False
    ) as draft:
        try:
            draft.write(text)
            draft.close()
            Path(draft.name).chmod(path.stat().st_mode if path.exists() else 0o644)
            Path(draft.name).replace(path)
        finally:
            Path(draft.name).unlink(missing_ok=True)
