"""What is kept between builds: expensive results, each under a digest of all it depends on, and records of the last."""

import json
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, Self

MAX_AGE = 30 * 24 * 3600
"""Seconds: an entry is evicted when its last use is this much older than the latest use of any entry."""
_DIGEST = 32
_PACKAGE = Path(__file__).parent


def digest_of(content: bytes) -> str:
    """Return the SHA-256 (hex) by which the content of a file is known."""
    return sha256(content).hexdigest()


def files_digest(files: Iterable[Path]) -> str:
    """Return the SHA-256 (hex) of the names and contents of files."""
    digest = sha256()
    for file in sorted(files):
        digest.update(f"{file}\0".encode())
        digest.update(sha256(file.read_bytes()).digest())
    return digest.hexdigest()


@cache
def code_digest() -> str:
    """Return a digest of newsdesk's own code, of Python, and of the versions of all that is installed beside them."""
    installed = sorted(each.name for folder in sys.path for each in Path(folder).glob("*.dist-info"))
    own = files_digest(path for path in _PACKAGE.rglob("*") if path.suffix in {".py", ".toml", ".po"})
    return digest_of(repr((sys.version, installed, own)).encode())


@contextmanager
def atomic_file(path: Path) -> Iterator["tempfile._TemporaryFileWrapper[bytes]"]:
    """Yield a file to write, which replaces `path` when the block ends; if the block raises, `path` is unchanged."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # The name is short: that of the target may be as long as the disk allows.
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".newsdesk-", delete=False) as file:
        try:
            yield file
            file.close()
            Path(file.name).replace(path)
        finally:
            Path(file.name).unlink(missing_ok=True)


def cache_of(project: Path) -> "BuildCache":
    """Return the build cache of the project in a folder."""
    return BuildCache(project / ".cache" / "newsdesk" / "kept")


def record_store(project: Path, *, cold: bool = False) -> "RecordStore":
    """Return the record store of the project in a folder; nothing is read from a `cold` one, only written."""
    return RecordStore(project / ".cache" / "newsdesk" / "records.sqlite", cold=cold)


def spare_folder(project: Path) -> Path:
    """Return the folder for the site that the last build has replaced."""
    return project / ".cache" / "newsdesk" / "former"


class BuildCache:
    """A content-addressed store in a folder, which is created with the first entry."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return the result of `make`, cached under `key`, which names all it depends on. Raises what `make` raises."""
        path = self._path(key)
        content = _read_entry(path)
        if content is None:
            content = make()
            with suppress(OSError), atomic_file(path) as file:
                file.write(sha256(content).digest() + content)
        return content

    def renew(self, key: str) -> None:
        """Count as a use that what is cached under `key`, if anything, is published already."""
        with suppress(OSError):
            os.utime(self._path(key))

    def _path(self, key: str) -> Path:
        name = sha256(key.encode()).hexdigest()
        return self.folder / name[:2] / name

    def evict_unused(self) -> None:
        """Delete entries not used for MAX_AGE before the latest use of any: the clock is not read."""
        files = [path for path in self.folder.glob("*/*") if path.is_file()]
        used = {path: path.stat().st_mtime for path in files}
        latest = max(used.values(), default=0)
        for path in [path for path in files if used[path] < latest - MAX_AGE]:
            path.unlink(missing_ok=True)


def _read_entry(path: Path) -> bytes | None:
    """Return an entry's content, None if missing or damaged; its modification time becomes the last use."""
    try:
        entry = path.read_bytes()
        os.utime(path)
    except OSError:
        return None
    content = entry[_DIGEST:]
    return content if sha256(content).digest() == entry[:_DIGEST] else None


_FORMAT = 1
"""Raised whenever the table changes: a store of another format is replaced."""
_TABLE = """CREATE TABLE record (kind TEXT, key TEXT, value BLOB, digest BLOB, PRIMARY KEY (kind, key)) WITHOUT ROWID"""


class RecordStore:
    """Records of earlier builds by kind and key, in one SQLite file.

    Nothing that is read from it can run code. What is damaged, of another format or another user's counts as missing.
    """

    def __init__(self, path: Path, *, cold: bool = False) -> None:
        self.path, self.cold = path, cold

    def read(self, kind: str) -> dict[str, bytes]:
        """Return all intact records of a kind, by key; none if the store is cold."""
        if self.cold:
            return {}
        try:
            with self._connected() as database:
                rows = database.execute("SELECT key, value, digest FROM record WHERE kind = ?", (kind,)).fetchall()
        except (OSError, sqlite3.Error):
            return {}
        sound = [
            (key, value)
            for key, value, digest in rows
            if isinstance(value, bytes) and _checksum(kind, key, value) == digest
        ]
        return dict(sound)

    def kinds(self) -> Collection[str]:
        """Return the kinds of which there are records."""
        try:
            with self._connected() as database:
                return {kind for (kind,) in database.execute("SELECT DISTINCT kind FROM record")}
        except (OSError, sqlite3.Error):
            return ()

    def write(self, kind: str, changed: Mapping[str, bytes], keys: Collection[str]) -> None:
        """Add or replace records of a kind, and delete those whose key is not in `keys`.

        Neither a full disk nor a key that is no Unicode, such as some file names, is an error: nothing is recorded.
        """
        with suppress(OSError, UnicodeEncodeError, sqlite3.Error):
            try:
                self._write(kind, changed, keys)
            except (FileNotFoundError, PermissionError, sqlite3.DatabaseError) as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                self._create()
                self._write(kind, changed, keys)

    def _write(self, kind: str, changed: Mapping[str, bytes], keys: Collection[str]) -> None:
        rows = [(kind, key, value, _checksum(kind, key, value)) for key, value in changed.items()]
        with self._connected() as database, database:
            known = {key for (key,) in database.execute("SELECT key FROM record WHERE kind = ?", (kind,))}
            gone = [(kind, key) for key in known.difference(keys)]
            database.executemany("DELETE FROM record WHERE kind = ? AND key = ?", gone)
            database.executemany("INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?)", rows)

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """Connect to a store of this format and user. Raises OSError and sqlite3.Error."""
        if hasattr(os, "geteuid") and self.path.stat().st_uid != os.geteuid():
            raise PermissionError(self.path)
        with closing(sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=rw", uri=True, timeout=1)) as database:
            # Waiting for the disk costs more than all the rest; the digests tell what a power cut has damaged.
            database.execute("PRAGMA synchronous = OFF")
            if database.execute("PRAGMA user_version").fetchone() != (_FORMAT,):
                raise sqlite3.DatabaseError(self.path)
            yield database

    def _create(self) -> None:
        """Create an empty store, and keep its folder out of Git."""
        with atomic_file(self.path.with_name(".gitignore")) as file:
            file.write(b"*\n")
        with atomic_file(self.path) as file:
            file.close()
            with closing(sqlite3.connect(file.name)) as database, database:
                database.execute(_TABLE)
                database.execute(f"PRAGMA user_version = {_FORMAT}")


class NoStore(RecordStore):
    """A store that keeps nothing."""

    def __init__(self) -> None:
        super().__init__(Path(), cold=True)

    def write(self, kind: str, changed: Mapping[str, bytes], keys: Collection[str]) -> None:
        """Write nothing."""


NO_STORE = NoStore()


class FileRecord(NamedTuple):
    """A file as it was written: size (bytes), modification time (ns), inode, mode, and SHA-256 (hex) of its content."""

    size: int
    modified: int
    inode: int
    mode: int
    digest: str

    @classmethod
    def of(cls, path: str, digest: str) -> Self:
        """Return the record of a file on the disk. Raises OSError."""
        found = os.stat(path, follow_symlinks=False)  # noqa: PTH116 - there are many thousands of files
        return cls(found.st_size, found.st_mtime_ns, found.st_ino, found.st_mode, digest)


OF_SITE = "\n"
"""Between a kind of records and the folder of the site that they belong to."""


class SiteRecords:
    """The records of the published site in `folder`, by kind."""

    def __init__(self, store: RecordStore, folder: Path) -> None:
        self._store, self._folder = store, folder

    def read(self, kind: str) -> Mapping[str, bytes]:
        """Return the records of a kind that were last written for this site, by key."""
        return self._store.read(self._of_site(kind))

    def write(self, kind: str, changed: Mapping[str, bytes], keys: Collection[str]) -> None:
        """Write records of a kind for this site: `keys` are those of all, changed or not."""
        self._store.write(self._of_site(kind), changed, keys)

    def _of_site(self, kind: str) -> str:
        return f"{kind}{OF_SITE}{self._folder}"

    def forget_other_sites(self) -> None:
        """Delete the records of sites that are no more."""
        for kind in self._store.kinds():
            folder = kind.partition(OF_SITE)[2]
            if folder and folder != str(self._folder) and not Path(folder).exists():
                self._store.write(kind, {}, ())

    def files(self) -> Mapping[str, FileRecord]:
        """Return the files of the site as the last build wrote them, by path."""
        records = self.read("files")
        # Thousands of small values are decoded faster at once.
        values = json.loads(b"[%b]" % b",".join(records.values()))
        return {path: FileRecord(*value) for path, value in zip(records, values, strict=True)}


def _checksum(kind: str, key: str, value: bytes) -> bytes:
    return sha256(f"{kind}\0{key}\0".encode() + value).digest()
