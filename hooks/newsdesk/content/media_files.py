"""Inspection of media files: their size, their format by content, how long they play, how many pages they have.

pypdf takes 0.1 s to import: import this module only when there are files to inspect.
"""

import logging
from functools import partial
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from posixpath import splitext

from pypdf import PdfReader
from tinytag import TinyTag

from newsdesk.cache import BuildCache, digest_of
from newsdesk.content.media import MEDIA_FORMATS, PLAYED, SIGNATURE_LENGTH, MediaFile

_WEBM = ".webm"
_PDF = ".pdf"
_COUNTED_WITH = version("pypdf")
# It would print what is wrong with a file, without saying with which.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def inspect_media_file(docs: Path, path: str, cache: BuildCache) -> MediaFile:
    """Return what is known of the file at `path` below docs/; a file that cannot be read is not genuine."""
    file, ending = docs / path, splitext(path)[1]
    form = MEDIA_FORMATS[ending]
    try:
        size = file.stat().st_size
        with file.open("rb") as opened:
            is_genuine = form.signature.match(opened.read(SIGNATURE_LENGTH)) is not None
    except OSError:
        return MediaFile(path=path, size=0, is_genuine=False)
    return MediaFile(
        path=path,
        size=size,
        is_genuine=is_genuine,
        seconds=_seconds(file) if is_genuine and form.kind in PLAYED and ending != _WEBM else None,
        pages=_pages(file, cache) if is_genuine and ending == _PDF else None,
    )


def _seconds(file: Path) -> int | None:
    """Return how long a recording plays, rounded; tinytag reads every format but WebM."""
    try:
        duration = TinyTag.get(file, tags=False).duration
    except Exception:  # noqa: BLE001 - a damaged file may raise anything
        return None
    return round(duration) if duration else None


def _pages(file: Path, cache: BuildCache) -> int | None:
    """Return the number of pages of a PDF; None if it is damaged or encrypted."""
    content = file.read_bytes()
    pages = cache.get(f"pages {_COUNTED_WITH} {digest_of(content)}", partial(_counted, content))
    return int(pages) if pages else None


def _counted(content: bytes) -> bytes:
    try:
        return str(len(PdfReader(BytesIO(content)).pages)).encode()
    except Exception:  # noqa: BLE001 - as above
        return b""
