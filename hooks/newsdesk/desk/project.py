"""The checkout an editor works in."""

import os
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsdesk.desk.command import CannotRun
from newsdesk.model.site import Site
from newsdesk.reading.clock import now
from newsdesk.reading.identity import identity
from newsdesk.words.problem import frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A checkout: its folder, its docs/, its identity and the moment of the command."""

    folder: Path
    docs: Path
    site: Site
    as_of: datetime


def find() -> Project:
    """The project around the current folder. Raises CannotRun where there is none, or its mkdocs.yml is wrong."""
    here = Path.cwd()
    folder = next((each for each in (here, *here.parents) if (each / "mkdocs.yml").is_file()), None)
    if not folder:
        raise CannotRun(f"there is no mkdocs.yml in {here} or above it: go to the folder of the site")
    site, problems = identity(folder / "mkdocs.yml", environment=os.environ)
    if not site:
        raise CannotRun("\n" + "\n".join(frame(problem) for problem in problems))
    try:
        as_of = now(os.environ, site.zone)
    except ValueError as wrong:
        raise CannotRun(str(wrong)) from wrong
    return Project(folder=folder, docs=folder / "docs", site=site, as_of=as_of)


def write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as draft:
        draft.write(text)
    try:
        Path(draft.name).chmod(path.stat().st_mode if path.exists() else 0o644)
        Path(draft.name).replace(path)
    except OSError:
        Path(draft.name).unlink(missing_ok=True)
        raise
