"""The build cache: what is costly to make, kept from one build to the next, named by all that it is made of."""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

MAX_AGE = 30 * 24 * 3600
"""Seconds before the latest use of any entry, after which one that was not used is thrown away."""
_DIGEST = 32


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
        place = self.folder / name[:2] / name
        content = _read_entry(place)
        if content is None:
            content = make()
            with suppress(OSError):
                _write_entry(place, content)
        return content

    def throw_away(self) -> None:
        """Throw away what builds have not used for long: counted from the latest use, since no clock is asked."""
        files = [path for path in self.folder.glob("*/*") if path.is_file()]
        used = {path: path.stat().st_mtime for path in files}
        latest = max(used.values(), default=0)
        for path in [path for path in files if used[path] < latest - MAX_AGE]:
            path.unlink(missing_ok=True)


def _read_entry(place: Path) -> bytes | None:
    """The content of an entry, None where it is not there or not whole; that it was used is noted in its time."""
    try:
        entry = place.read_bytes()
        os.utime(place)
    except OSError:
        return None
    content = entry[_DIGEST:]
    return content if sha256(content).digest() == entry[:_DIGEST] else None


def _write_entry(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as draft:
        try:
            draft.write(sha256(content).digest() + content)
            draft.close()
            Path(draft.name).replace(place)
        except OSError:
            Path(draft.name).unlink(missing_ok=True)
            raise
