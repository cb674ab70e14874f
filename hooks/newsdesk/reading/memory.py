"""What was read, remembered from one command to the next: only what files need to know of one another.

The memory is never needed: one that is missing, damaged or of other code is no
memory, and a file that was touched since is read again. It is one pickle in
the project's cache, replaced whole, so that two commands at once do no harm;
whoever can write there can change the code that runs, too.
"""

import gc
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

import pydantic

from newsdesk.model.site import Site
from newsdesk.reading.brief import brief
from newsdesk.reading.folder import Folder, Readings
from newsdesk.reading.placed import REGISTERS
from newsdesk.words.address import MEDIA

FEW = 50
"""So many files are read again at every command, before the memory is written anew."""
GRACE = 2_000_000_000
"""Nanoseconds: a file that changed so shortly before it was read may change again and look the same."""
NAMING = ("registers/people.yml", "registers/organisations.yml")
"""On these depends whom all texts name."""
_CODE = Path(__file__).parents[1]
Stamp = tuple[int, int, int, int]
"""What changes with a file: when it and its entry in the folder were changed (ns), its size, its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """The memory of a project's docs/ in the file `place`, as it was opened at `opened` (ns).

    `known` holds what is remembered of files that are as they were; `key` says by which code, and for which site.
    """

    place: Path
    docs: Path
    opened: int
    key: object
    stamps: Mapping[str, Stamp]
    known: Readings

    @classmethod
    def of(cls, project: Path, docs: Path, site: Site, now: int) -> Self:
        """What is remembered at the moment `now` (ns)."""
        place, key = project / ".cache" / "newsdesk" / "memory.pickle", (_code(), [*site.languages], site.pictures)
        stamps, readings = _loaded(place, key)
        right = {path for path, stamp in stamps.items() if stamp_of(docs, path) == stamp}
        if any(path not in right for path in NAMING if stamp_of(docs, path) or path in stamps):
            right = {path for path in right if path.startswith((REGISTERS, MEDIA))}
        known = {path: reading for path, reading in readings.items() if path in right}
        return cls(place=place, docs=docs, opened=now, key=key, stamps=stamps, known=known)

    def keep(self, folder: Folder) -> None:
        """Remember what was read without a fault, where much of it was not remembered.

        A disk that is full is no reason to fail.
        """
        right = {path: reading for path, reading in folder.readings.items() if not getattr(reading, "problems", ())}
        if len(right.keys() ^ self.known.keys()) <= (FEW if self.stamps else 0):
            return
        stamps = {path: stamp for path in right if (stamp := self._old(path))}
        readings = {path: brief(right[path]) for path in stamps}
        if not stamps:
            return
        with suppress(OSError):
            _store(self.place, self.key, (stamps, readings))

    def _old(self, path: str) -> Stamp | None:
        """The stamp of a file that has not changed since, nor shortly before, it was read."""
        if path in self.known:
            return self.stamps[path]
        stamp = stamp_of(self.docs, path)
        return stamp if stamp and max(stamp[:2]) < self.opened - GRACE else None


def stamp_of(docs: Path, path: str) -> Stamp | None:
    try:
        found = os.stat(f"{docs}/{path}")  # noqa: PTH116 - a Path for each of 10,000 files takes longer than to ask
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def _code() -> object:
    """What the code is that wrote a memory: that of another means something else."""
    modules = sorted(path for room in ("words", "model", "reading") for path in (_CODE / room).glob("*.py"))
    stats = [(module.name, module.stat()) for module in modules]
    return sys.version, pydantic.VERSION, [(name, stat.st_mtime_ns, stat.st_size) for name, stat in stats]


def _loaded(place: Path, key: object) -> tuple[Mapping[str, Stamp], Readings]:
    gc.disable()
    try:
        with place.open("rb") as file:
            if pickle.load(file) == key:  # noqa: S301 - our own, as said above
                stamps, readings = pickle.load(file)  # noqa: S301
                return stamps, readings
    except Exception:  # noqa: BLE001 - a damaged pickle raises whatever it likes
        return {}, {}
    finally:
        # What is remembered stays: to look through it for garbage takes longer than to load it.
        gc.freeze()
        gc.enable()
    return {}, {}


def _store(place: Path, key: object, readings: object) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as draft:
        try:
            for part in (key, readings):
                _Pickler(draft, protocol=pickle.HIGHEST_PROTOCOL).dump(part)
            draft.close()
            Path(draft.name).replace(place)
        except OSError:
            Path(draft.name).unlink(missing_ok=True)
            raise


class _Pickler(pickle.Pickler):
    """Writes values with slots so that they are loaded in a fourth of the time that dataclasses take themselves."""

    def reducer_override(self, value: object) -> Any:
        kind = type(value)
        if not is_dataclass(kind) or not hasattr(kind, "__slots__"):
            return NotImplemented
        return _restored, (kind, *(getattr(value, field.name) for field in fields(kind)))


def _restored(kind: type, *values: object) -> object:
    made: object = object.__new__(kind)
    for put, value in zip(_slots(kind), values, strict=True):
        put(made, value)
    return made


@cache
def _slots(kind: type) -> Sequence[Callable[[object, object], None]]:
    return [getattr(kind, field.name).__set__ for field in fields(kind)]
