"""The build cache: what is costly to make, kept from one build to the next, named by all that it is made of."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

MAX_AGE = 30 * 24 * 3600
"""Seconds before the latest use of any entry, after which one that was not used is thrown away."""
_DIGEST = 32


@contextmanager
def atomic_file(path: Path) -> Iterator["tempfile._TemporaryFileWrapper[bytes]"]:
    """A file to write, which takes the place of `path` when the block ends; when it raises, `path` is as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Its name is short, since that of the file may be as long as the disk takes.
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".newsdesk-", delete=False) as file:
        try:
            yield file
            file.close()
            Path(file.name).replace(path)
        finally:
            Path(file.name).unlink(missing_ok=True)


def cache_of(project: Path) -> "BuildCache":
    """What is kept in the cache of a project."""
    return BuildCache(project / ".cache" / "newsdesk" / "kept")


class BuildCache:
    """The store in a folder, which is made when something is put there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """What `make` makes of all that `key` names, its own version too. Raises what `make` raises."""
        name = sha256(key.encode()).hexdigest()
        path = self.folder / name[:2] / name
        content = _read_entry(path)
        if content is None:
            content = make()
            with suppress(OSError), atomic_file(path) as file:
                file.write(sha256(content).digest() + content)
        return content

    def throw_away(self) -> None:
        """Throw away what builds have not used for long: counted from the latest use, since no clock is asked."""
        files = [path for path in self.folder.glob("*/*") if path.is_file()]
        used = {path: path.stat().st_mtime for path in files}
        latest = max(used.values(), default=0)
        for path in [path for path in files if used[path] < latest - MAX_AGE]:
            path.unlink(missing_ok=True)


def _read_entry(path: Path) -> bytes | None:
    """The content of an entry, None where it is not there or not whole; that it was used is noted in its time."""
    try:
        entry = path.read_bytes()
        os.utime(path)
    except OSError:
        return None
    content = entry[_DIGEST:]
    return content if sha256(content).digest() == entry[:_DIGEST] else None
