"""The parse cache: what was read from each file, kept between commands and previews."""

import gc
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar, Self

import pydantic

from newsdesk.cache import RecordStore, record_store
from newsdesk.content.entities import NO_NAMES, NamedIds
from newsdesk.content.files import REGISTERS_FOLDER, is_picture, walk_docs
from newsdesk.content.images import Format, Picture
from newsdesk.content.loader import LoadedFiles, Reading, Readings, load_files
from newsdesk.content.media import MediaFile
from newsdesk.content.registers import RECORD_MODELS, RegisterFile, typed_register
from newsdesk.content.site import Site
from newsdesk.content.source_file import SourceReading, text_without_body
from newsdesk.content.yaml import YamlReading
from newsdesk.diagnostics import KeyPath, SourceFile, Span
from newsdesk.urls import MEDIA

STORED_TEXT_FIELDS = (
    "title",
    "summary",
    "translated",
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
    "lead",
)
"""Fields of a text that other files depend on, and those without which it would be invalid."""
STORED_EVENT_FIELDS = ("title", "when", "state", "series", "tags", "organisers", "figures", "sources", "aliases")
"""Fields of an event that other files depend on, and those without which it would be invalid."""
_CLAIMS = {"when": 1, "figures": 2}
"""Number of keys to a claim: diagnostics for a story with another date or unit show the line of the claim."""
Spans = Mapping[KeyPath, Span]
CacheRecord = Sequence[Any]
"""What is stored of a reading, as JSON: of texts and registers what the YAML parser returned, which is validated again.

A text is `[values, spans, people, organisations, links]`, a register `[values, spans, spans of keys]`.
"""


def cache_record(reading: Reading) -> CacheRecord | None:
    """Return the part of a reading that is stored, which other files depend on; None if it is not to be stored."""
    if isinstance(reading, Picture | MediaFile):
        return [asdict(reading)]
    if isinstance(reading, SourceReading) and reading.text:
        return [
            _chosen(reading.values, STORED_TEXT_FIELDS),
            _claims(reading.text.file),
            sorted(reading.names.people),
            sorted(reading.names.organisations),
            sorted(reading.links),
        ]
    if not isinstance(reading, RegisterFile) or not reading.source_file:
        return None
    if reading.kind in RECORD_MODELS:
        return [_chosen(reading.values, STORED_EVENT_FIELDS), _claims(reading.source_file), []]
    ids = ((keys, span) for keys, span in reading.source_file.names.items() if len(keys) == 1)
    return [reading.values, _claims(reading.source_file), list(ids)]


def _chosen(values: Mapping[str, Any], fields: Iterable[str]) -> Mapping[str, Any]:
    return {name: values[name] for name in fields if name in values}


def _claims(file: SourceFile) -> Sequence[Any]:
    return [(keys, span) for keys, span in file.values.items() if _is_claim(keys)]


def _is_claim(keys: KeyPath) -> bool:
    own = keys[1:] if keys[:1] == ("event",) else keys
    return bool(own) and _CLAIMS.get(str(own[0])) == len(own)


def _spans(rows: Sequence[Any]) -> Spans:
    return {tuple(keys): tuple(span) for keys, span in rows} if rows else _NO_SPANS


_NO_SPANS: Spans = {}


def restored(record: CacheRecord, path: str, docs: str, site: Site) -> Reading | None:
    """Return the reading of the file at `path` below the folder `docs`, without its text; None if it is not valid."""
    if path.startswith(MEDIA):
        (values,) = record
        if is_picture(path):
            return Picture(**{**values, "plain": Format(values["plain"])})
        return MediaFile(**{**values, "captions": ()})
    if path.startswith(REGISTERS_FOLDER):
        values, spans, ids = record
        file = SourceFile(path=f"{docs}/{path}", text="", names=_spans(ids), values=_spans(spans))
        register = typed_register(path.removeprefix(REGISTERS_FOLDER), YamlReading(values, file))
        return None if register.problems else register
    values, spans, people, organisations, links = record
    file = SourceFile(path=f"{docs}/{path}", text="", values=_spans(spans))
    text = text_without_body(path, site, values, file)
    if not text:
        return None
    found = people or organisations
    names = NamedIds(people=frozenset(people), organisations=frozenset(organisations)) if found else NO_NAMES
    return SourceReading(text=text, values=values, names=names, links=frozenset(links))


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
    """The readings of a project's docs/, one record in its record store, loaded at `opened` (ns).

    `known` has the readings of files that have not changed since, by path; `stamps` those of all that were stored.
    `key` identifies the code and the site.
    """

    KIND: ClassVar = "readings"
    store: RecordStore
    docs: Path
    opened: int
    key: str
    stamps: Mapping[str, FileStamp]
    known: Readings

    @classmethod
    def load(cls, project: Path, docs: Path, site: Site, now: int) -> Self:
        """Load the cache at the moment `now` (ns): empty if written by other code, or for another site."""
        store = record_store(project)
        identity = (_code_version(), docs.name, [*site.languages], site.zone, site.pictures)
        key = sha256(repr(identity).encode()).hexdigest()
        gc.disable()
        try:
            records = _records(store, cls.KIND, key)
            fresh = {path: record for path, (stamp, record) in records.items() if file_stamp(docs, path) == stamp}
            if any(path not in fresh for path in NAME_REGISTERS if file_stamp(docs, path) or path in records):
                fresh = {path: each for path, each in fresh.items() if path.startswith((REGISTERS_FOLDER, MEDIA))}
            readings = ((path, restored(each, path, docs.name, site)) for path, each in fresh.items())
            known = {path: reading for path, reading in readings if reading}
        finally:
            # None of it is garbage, and scanning it takes longer than loading it.
            gc.freeze()
            gc.enable()
        stamps = {path: stamp for path, (stamp, _) in records.items()}
        return cls(store=store, docs=docs, opened=now, key=key, stamps=stamps, known=known)

    def save(self, folder: LoadedFiles) -> None:
        """Store valid readings, if many files are missing from the cache or gone from docs/.

        A full disk is not an error.
        """
        sound = {path: reading for path, reading in folder.readings.items() if not getattr(reading, "problems", ())}
        if len(sound.keys() ^ self.known.keys()) <= (MAX_UNSTORED_FILES if self.stamps else 0):
            return
        stamps = {path: stamp for path in sound if (stamp := self._settled_stamp(path))}
        stamped = {path: (stamps[path], each) for path in stamps if (each := cache_record(sound[path]))}
        if stamped:
            value = json.dumps(stamped, ensure_ascii=False, separators=(",", ":")).encode()
            self.store.write(self.KIND, {self.key: value}, [self.key])

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


def _records(store: RecordStore, kind: str, key: str) -> Mapping[str, tuple[FileStamp, CacheRecord]]:
    """Return the stamps and records of files by path."""
    value = store.read(kind).get(key)
    return {path: (tuple(stamp), record) for path, (stamp, record) in json.loads(value).items()} if value else {}


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
