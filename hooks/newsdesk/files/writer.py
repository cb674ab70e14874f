"""Files into the spool."""

from collections import deque
from collections.abc import Iterable
from pathlib import Path
from shutil import copyfile

from newsdesk import processes
from newsdesk.files.everything import Write


def write_all(files: Iterable[tuple[str, Write]], spool: Path, *, alone: bool) -> None:
    """Make every file and write it below the spool."""

    def write(file: tuple[str, Write]) -> None:
        where, make = file
        path = spool / where
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make())

    deque(processes.each(write, list(files), alone=alone, heavy=True), maxlen=0)


def copy_all(paths: Iterable[str], docs: Path, spool: Path) -> None:
    """Copy files below docs/ as they are to the same place below the spool."""
    for path in paths:
        (spool / path).parent.mkdir(parents=True, exist_ok=True)
        copyfile(docs / path, spool / path)
