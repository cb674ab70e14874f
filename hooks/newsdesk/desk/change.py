"""Changes of files: what an editor is told of each, and all of them made or none."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from newsdesk.desk.command import CannotRun
from newsdesk.desk.journal import Step, carry_out
from newsdesk.desk.project import Project, of_disk, shown
from newsdesk.words.message import Message, counted, said


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A file before and after; `places` is how many of it change."""

    old: Path
    new: Path
    before: bytes
    after: bytes
    places: int

    def summary(self) -> Message:
        old, new = shown(self.old), shown(self.new)
        where = old if old == new else f"{old} -> {new}"
        return counted("{file}: {number} place", "{file}: {number} places", file=where, number=self.places)

    def difference(self, project: Project) -> str:
        """A unified diff; of a picture there is none."""
        if self.before == self.after:
            return ""
        old, new = (path.relative_to(project.folder).as_posix() for path in (self.old, self.new))
        before, after = (data.decode("utf-8").splitlines() for data in (self.before, self.after))
        return "\n".join(difflib.unified_diff(before, after, old, new, lineterm=""))


def carried_out(project: Project, changes: Sequence[Change], command: str) -> None:
    """Change all files, or none. Raises CannotRun where the disk does not let it."""
    steps = [Step(old=change.old, new=change.new, before=change.before, after=change.after) for change in changes]
    try:
        carry_out(project.folder, steps, command)
    except OSError as wrong:
        raise CannotRun(said("nothing was changed: {reason}", reason=of_disk(wrong))) from wrong
