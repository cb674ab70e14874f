"""What one process has read, whole: at the next reading only files that were touched since are read again."""

from pathlib import Path

from newsdesk.model.site import Site
from newsdesk.reading.folder import Folder, read
from newsdesk.reading.memory import NAMING, Stamp, stamp_of
from newsdesk.reading.placed import REGISTERS
from newsdesk.reading.walk import walk
from newsdesk.words.address import MEDIA


class Recall:
    """The last reading of docs/, and what the files looked like then."""

    def __init__(self, docs: Path, site: Site) -> None:
        self.docs, self.site = docs, site
        self.found = Folder()
        self.changed: frozenset[str] = frozenset()
        """The files that were not as they had been, at the last reading."""
        self._stamps: dict[str, Stamp | None] = {}

    def read(self) -> Folder:
        """Everything as it is now. A file is looked at before it is read: if it is written then, it is read again."""
        stamps = {path: stamp_of(self.docs, path) for path in walk(self.docs)[0]}
        known = self._stamps
        self.changed = frozenset(path for path in {*stamps, *known} if stamps.get(path) != known.get(path))
        same = stamps.keys() - self.changed
        if not self.changed.isdisjoint(NAMING):
            same = {path for path in same if path.startswith((REGISTERS, MEDIA))}
        remembered = {path: self.found.readings[path] for path in same if path in self.found.readings}
        self.found = read(self.docs, self.site, alone=True, remembered=remembered)
        self._stamps = stamps
        return self.found
