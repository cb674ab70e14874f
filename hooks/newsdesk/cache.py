"""The build cache: expensive results kept between builds, each under a digest of all it depends on."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

MAX_AGE = 30 * 24 * 3600
"""Seconds: an entry is evicted when its last use is this much older than the latest use of any entry."""
_DIGEST = 32


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


class BuildCache:
    """A content-addressed store in a folder, which is created with the first entry."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return the result of `make`, cached under `key`, which names all it depends on. Raises what `make` raises."""
        name = sha256(key.encode()).hexdigest()
        path = self.folder / name[:2] / name
        content = _read_entry(path)
        if content is None:
            content = make()
            with suppress(OSError), atomic_file(path) as file:
                file.write(sha256(content).digest() + content)
        return content

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
