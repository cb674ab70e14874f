"""The parse cache: what was read from each file, kept between commands and previews."""

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
from newsdesk.content.front_matter import StoryFacts, TranslationWords
from newsdesk.content.images import Picture, UnfitPicture
from newsdesk.content.loader import LoadedFiles, Readings, load_files
from newsdesk.content.registers import RECORD_MODELS, RegisterFile
from newsdesk.content.site import Site
from newsdesk.content.source_file import SourceReading
from newsdesk.content.story import Front, Text
from newsdesk.diagnostics import KeyPath, SourceFile, Span
from newsdesk.urls import MEDIA

STORED_STORY_FIELDS = (
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
"""Fields of a story that other files depend on: when it appears, in which lists, and what must be unique."""
STORED_EVENT_FIELDS = ("title", "when", "state", "series", "tags", "organisers", "figures", "aliases")
"""Fields of an event that other files depend on: names, dates, figures, former URLs, and place in timelines."""
_CLAIMS = {"when": 1, "figures": 2}
"""Number of keys to a claim: diagnostics for a story with another date or unit show the line of the claim."""
_TRANSLATION = TranslationWords.model_construct(title="", summary="", translated=date.min)
"""All that other files need to know of most translations; a shared object is stored once."""
Spans = Mapping[KeyPath, Span]
_NO_MARKS: Spans = {}


def cache_record(
    reading: SourceReading | RegisterFile | Picture | UnfitPicture,
) -> SourceReading | RegisterFile | Picture | UnfitPicture:
    """Return the part of a reading that is stored: what other files depend on."""
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
        return StoryFacts.model_construct(
            title="", summary="", **{name: getattr(front, name) for name in STORED_STORY_FIELDS}
        )
    if isinstance(front, TranslationWords) and not (front.draft or front.event or front.withdrawn):
        return _TRANSLATION
    return front


def _event(event: Event) -> Event:
    return type(event).model_construct(**{name: getattr(event, name) for name in STORED_EVENT_FIELDS})


def _located(file: SourceFile, *, ids: bool) -> SourceFile:
    """Return a file without its text: only the locations of its claims and, in a register, of its ids."""
    names: Spans = {keys: mark for keys, mark in file.names.items() if len(keys) == 1} if ids else {}
    values: Spans = {keys: mark for keys, mark in file.values.items() if _is_claim(keys)}
    return SourceFile(path=file.path, text="", names=names or _NO_MARKS, values=values or _NO_MARKS)


def _is_claim(keys: KeyPath) -> bool:
    own = keys[1:] if keys[:1] == ("event",) else keys
    return bool(own) and _CLAIMS.get(str(own[0])) == len(own)


MAX_UNSTORED_FILES = 50
"""Files that every command may read again before the cache is rewritten."""
GRACE = 2_000_000_000
"""Nanoseconds: a file changed this shortly before it was read may change again with the same timestamps."""
NAME_REGISTERS = ("registers/people.yml", "registers/organisations.yml")
"""The names to find in every text depend on these."""
_PACKAGE = Path(__file__).parents[1]
FileStamp = tuple[int, int, int, int]
"""`stat` of a file: modification and change time (ns), size, inode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseCache:
    """The readings of a project's docs/, stored in the file `path` and loaded at `opened` (ns).

    `known` has the readings of files that have not changed since; `key` identifies the code and the site.
    """

    path: Path
    docs: Path
    opened: int
    key: object
    stamps: Mapping[str, FileStamp]
    known: Readings

    @classmethod
    def load(cls, project: Path, docs: Path, site: Site, now: int) -> Self:
        """Load the cache at the moment `now` (ns): empty if written by other code, or for another site."""
        file = project / ".cache" / "newsdesk" / "parse_cache.pickle"
        key = (_code_version(), docs.name, [*site.languages], site.pictures)
        stamps, readings = _loaded(file, key)
        fresh = {path for path, stamp in stamps.items() if file_stamp(docs, path) == stamp}
        if any(path not in fresh for path in NAME_REGISTERS if file_stamp(docs, path) or path in stamps):
            fresh = {path for path in fresh if path.startswith((REGISTERS_FOLDER, MEDIA))}
        known = {path: reading for path, reading in readings.items() if path in fresh}
        return cls(path=file, docs=docs, opened=now, key=key, stamps=stamps, known=known)

    def save(self, folder: LoadedFiles) -> None:
        """Store valid readings, if many files are missing from the cache or gone from docs/.

        A full disk is not an error.
        """
        fresh = {path: reading for path, reading in folder.readings.items() if not getattr(reading, "problems", ())}
        if len(fresh.keys() ^ self.known.keys()) <= (MAX_UNSTORED_FILES if self.stamps else 0):
            return
        stamps = {path: stamp for path in fresh if (stamp := self._settled_stamp(path))}
        readings = {path: cache_record(fresh[path]) for path in stamps}
        if not stamps:
            return
        with suppress(OSError), atomic_file(self.path) as file:
            for part in (self.key, (stamps, readings)):
                _Pickler(file, protocol=pickle.HIGHEST_PROTOCOL).dump(part)

    def _settled_stamp(self, path: str) -> FileStamp | None:
        """Return the stamp of a file that changed neither after nor shortly before it was read."""
        if path in self.known:
            return self.stamps[path]
        stamp = file_stamp(self.docs, path)
        return stamp if stamp and max(stamp[:2]) < self.opened - GRACE else None


def file_stamp(docs: Path, path: str) -> FileStamp | None:
    try:
        found = os.stat(f"{docs}/{path}")  # noqa: PTH116 - creating 10,000 Paths takes longer than the calls
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def _code_version() -> object:
    modules = sorted(path for pattern in ("*.py", "content/*.py", "i18n/*.py") for path in _PACKAGE.glob(pattern))
    stats = [(str(module), module.stat()) for module in modules]
    return sys.version, pydantic.VERSION, [(name, stat.st_mtime_ns, stat.st_size) for name, stat in stats]


def _loaded(path: Path, key: object) -> tuple[Mapping[str, FileStamp], Readings]:
    gc.disable()
    try:
        with path.open("rb") as file:
            if pickle.load(file) == key:  # noqa: S301 - written by newsdesk itself
                stamps, readings = pickle.load(file)  # noqa: S301
                return stamps, readings
    except Exception:  # noqa: BLE001 - a damaged pickle may raise anything
        return {}, {}
    finally:
        # None of it is garbage, and scanning it takes longer than loading it.
        gc.freeze()
        gc.enable()
    return {}, {}


class _Pickler(pickle.Pickler):
    """Pickles dataclasses with slots so that they load in a quarter of the time of their own `__reduce__`."""

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
    """docs/ as last read, with the stamp of every file: each reading parses only what changed."""

    def __init__(self, docs: Path, site: Site) -> None:
        self.docs, self.site = docs, site
        self.found = LoadedFiles()
        self.changed: frozenset[str] = frozenset()
        """Files changed, added or deleted between the last two readings."""
        self._stamps: dict[str, FileStamp | None] = {}

    def read(self) -> LoadedFiles:
        """Read docs/ as it is now. Stamps are taken first: a file written meanwhile is read again next time."""
        stamps = {path: file_stamp(self.docs, path) for path in walk_docs(self.docs)[0]}
        known = self._stamps
        self.changed = frozenset(path for path in {*stamps, *known} if stamps.get(path) != known.get(path))
        same = stamps.keys() - self.changed
        if not self.changed.isdisjoint(NAME_REGISTERS):
            same = {path for path in same if path.startswith((REGISTERS_FOLDER, MEDIA))}
        remembered = {path: self.found.readings[path] for path in same if path in self.found.readings}
        self.found = load_files(self.docs, self.site, serial=True, remembered=remembered)
        self._stamps = stamps
        return self.found
