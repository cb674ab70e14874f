"""The parse cache: what was read, remembered from one command or preview to the next."""

import gc
import os
import pickle
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Self

import pydantic

from newsdesk.cache import atomic_file
from newsdesk.content.event import Event
from newsdesk.content.files import REGISTERS_FOLDER, walk_docs
from newsdesk.content.front_matter import StoryFacts, TwinWords
from newsdesk.content.images import Picture, UnfitPicture
from newsdesk.content.loader import LoadedFiles, Readings, load_files
from newsdesk.content.registers import RECORD_MODELS, RegisterFile
from newsdesk.content.site import Site
from newsdesk.content.source_file import SourceReading
from newsdesk.content.story import Front, Text
from newsdesk.diagnostics import KeyPath, SourceFile, Span
from newsdesk.urls import MEDIA

FACT_KEYS = (
    "published",
    "draft",
    "tags",
    "events",
    "event",
    "people",
    "organisations",
    "sources",
    "aliases",
    "id",
    "withdrawn",
)
"""Of a story: when it can be read, what it stands with in lists, and what is its own alone."""
RECORD_KEYS = ("title", "when", "state", "series", "tags", "organisers", "aliases")
"""Of an event: its names, days and old addresses, and what it stands with in timelines."""
_DAYS = (("when",), ("event", "when"))
"""Whoever gives an event another day is told the line on which the event has its own."""
_TRANSLATION = TwinWords.model_construct(title="", summary="", translated=date.min)
"""Most translations are this one to others; so it is remembered once."""
Spans = Mapping[KeyPath, Span]
_NO_MARKS: Spans = {}


def cache_record(
    reading: SourceReading | RegisterFile | Picture | UnfitPicture,
) -> SourceReading | RegisterFile | Picture | UnfitPicture:
    """What is to be remembered of a reading."""
    if isinstance(reading, (Picture, UnfitPicture)):
        return reading
    if isinstance(reading, SourceReading):
        return replace(reading, text=_text(reading.text) if reading.text else None)
    is_record = reading.kind in RECORD_MODELS
    located = _located(reading.source_file, ids=not is_record) if reading.source_file else None
    if not is_record:
        return replace(reading, source_file=located)
    return replace(reading, source_file=located, entries={name: _event(each) for name, each in reading.entries.items()})


def _text(text: Text) -> Text:
    return replace(text, front=_front(text.front), body="", body_line=1, file=_located(text.file, ids=False))


def _front(front: Front) -> Front:
    if isinstance(front, StoryFacts):
        return StoryFacts.model_construct(title="", summary="", **{name: getattr(front, name) for name in FACT_KEYS})
    if isinstance(front, TwinWords) and not (front.draft or front.event or front.withdrawn):
        return _TRANSLATION
    return front


def _event(event: Event) -> Event:
    return type(event).model_construct(**{name: getattr(event, name) for name in RECORD_KEYS})


def _located(file: SourceFile, *, ids: bool) -> SourceFile:
    """Where a file has its days, and its `ids` if it is a list of things."""
    names: Spans = {keys: mark for keys, mark in file.names.items() if len(keys) == 1} if ids else {}
    values: Spans = {keys: file.values[keys] for keys in _DAYS if keys in file.values}
    return SourceFile(path=file.path, text="", names=names or _NO_MARKS, values=values or _NO_MARKS)


MAX_UNSTORED_FILES = 50
"""So many files are read again at every command, before the memory is written anew."""
GRACE = 2_000_000_000
"""Nanoseconds: a file that changed so shortly before it was read may change again and look the same."""
NAMING = ("registers/people.yml", "registers/organisations.yml")
"""On these depends whom all texts name."""
_PACKAGE = Path(__file__).parents[1]
FileStamp = tuple[int, int, int, int]
"""What changes with a file: when it and its entry in the folder were changed (ns), its size, its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseCache:
    """The memory of a project's docs/ in the file `path`, as it was opened at `opened` (ns).

    `known` holds what is remembered of files that are as they were; `key` says by which code, and for which site.
    """

    path: Path
    docs: Path
    opened: int
    key: object
    stamps: Mapping[str, FileStamp]
    known: Readings

    @classmethod
    def of(cls, project: Path, docs: Path, site: Site, now: int) -> Self:
        """What is remembered at the moment `now` (ns)."""
        file = project / ".cache" / "newsdesk" / "memory.pickle"
        key = (_code_version(), [*site.languages], site.pictures)
        stamps, readings = _loaded(file, key)
        right = {path for path, stamp in stamps.items() if file_stamp(docs, path) == stamp}
        if any(path not in right for path in NAMING if file_stamp(docs, path) or path in stamps):
            right = {path for path in right if path.startswith((REGISTERS_FOLDER, MEDIA))}
        known = {path: reading for path, reading in readings.items() if path in right}
        return cls(path=file, docs=docs, opened=now, key=key, stamps=stamps, known=known)

    def keep(self, folder: LoadedFiles) -> None:
        """Remember what was read without a fault, where much of it was not remembered.

        A disk that is full is no reason to fail.
        """
        right = {path: reading for path, reading in folder.readings.items() if not getattr(reading, "problems", ())}
        if len(right.keys() ^ self.known.keys()) <= (MAX_UNSTORED_FILES if self.stamps else 0):
            return
        stamps = {path: stamp for path in right if (stamp := self._old(path))}
        readings = {path: cache_record(right[path]) for path in stamps}
        if not stamps:
            return
        with suppress(OSError), atomic_file(self.path) as file:
            for part in (self.key, (stamps, readings)):
                _Pickler(file, protocol=pickle.HIGHEST_PROTOCOL).dump(part)

    def _old(self, path: str) -> FileStamp | None:
        """The stamp of a file that has not changed since, nor shortly before, it was read."""
        if path in self.known:
            return self.stamps[path]
        stamp = file_stamp(self.docs, path)
        return stamp if stamp and max(stamp[:2]) < self.opened - GRACE else None


def file_stamp(docs: Path, path: str) -> FileStamp | None:
    try:
        found = os.stat(f"{docs}/{path}")  # noqa: PTH116 - a Path for each of 10,000 files takes longer than to ask
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def _code_version() -> object:
    """What changes with the code that wrote a cache: what another wrote may mean something else."""
    modules = sorted(path for pattern in ("*.py", "content/*.py", "i18n/*.py") for path in _PACKAGE.glob(pattern))
    stats = [(str(module), module.stat()) for module in modules]
    return sys.version, pydantic.VERSION, [(name, stat.st_mtime_ns, stat.st_size) for name, stat in stats]


def _loaded(path: Path, key: object) -> tuple[Mapping[str, FileStamp], Readings]:
    gc.disable()
    try:
        with path.open("rb") as file:
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


class Incremental:
    """The last reading of docs/, and what the files looked like then."""

    def __init__(self, docs: Path, site: Site) -> None:
        self.docs, self.site = docs, site
        self.found = LoadedFiles()
        self.changed: frozenset[str] = frozenset()
        """The files that were not as they had been, at the last reading."""
        self._stamps: dict[str, FileStamp | None] = {}

    def read(self) -> LoadedFiles:
        """Everything as it is now. A file is looked at before it is read: if it is written then, it is read again."""
        stamps = {path: file_stamp(self.docs, path) for path in walk_docs(self.docs)[0]}
        known = self._stamps
        self.changed = frozenset(path for path in {*stamps, *known} if stamps.get(path) != known.get(path))
        same = stamps.keys() - self.changed
        if not self.changed.isdisjoint(NAMING):
            same = {path for path in same if path.startswith((REGISTERS_FOLDER, MEDIA))}
        remembered = {path: self.found.readings[path] for path in same if path in self.found.readings}
        self.found = load_files(self.docs, self.site, serial=True, remembered=remembered)
        self._stamps = stamps
        return self.found
