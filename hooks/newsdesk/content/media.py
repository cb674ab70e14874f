"""Media: files in media/ that are published as they are, under their own names: video, audio, captions, documents."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from posixpath import splitext

from newsdesk.i18n.languages import Language, language_of


class MediaKind(StrEnum):
    """What readers do with a file: they watch it, listen to it, read it beside a video, or download it."""

    VIDEO = "video"
    AUDIO = "audio"
    CAPTIONS = "captions"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFormat:
    """A file format: its media type (IANA), and a pattern of the bytes that every file of it begins with."""

    kind: MediaKind
    media_type: str
    signature: re.Pattern[bytes] = re.compile(b"")


_ISO_MEDIA = re.compile(rb"....ftyp", re.DOTALL)
"""ISO base media file format (ISO/IEC 14496-12)."""
_OGG = re.compile(rb"OggS")
_ZIP = re.compile(rb"PK(\x03\x04|\x05\x06)")
_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_FORMATS: Mapping[str, MediaFormat] = {
    ".mp4": MediaFormat(kind=MediaKind.VIDEO, media_type="video/mp4", signature=_ISO_MEDIA),
    ".webm": MediaFormat(
        kind=MediaKind.VIDEO, media_type="video/webm", signature=re.compile(rb"\x1a\x45\xdf\xa3", re.DOTALL)
    ),
    ".m4a": MediaFormat(kind=MediaKind.AUDIO, media_type="audio/mp4", signature=_ISO_MEDIA),
    ".mp3": MediaFormat(
        kind=MediaKind.AUDIO, media_type="audio/mpeg", signature=re.compile(rb"ID3|\xff[\xe0-\xff]", re.DOTALL)
    ),
    ".ogg": MediaFormat(kind=MediaKind.AUDIO, media_type="audio/ogg", signature=_OGG),
    ".opus": MediaFormat(kind=MediaKind.AUDIO, media_type="audio/ogg", signature=_OGG),
    ".wav": MediaFormat(
        kind=MediaKind.AUDIO, media_type="audio/wav", signature=re.compile(rb"RIFF....WAVE", re.DOTALL)
    ),
    ".vtt": MediaFormat(
        kind=MediaKind.CAPTIONS, media_type="text/vtt", signature=re.compile(rb"(\xef\xbb\xbf)?WEBVTT")
    ),
    ".pdf": MediaFormat(kind=MediaKind.DOCUMENT, media_type="application/pdf", signature=re.compile(rb"%PDF-")),
    ".csv": MediaFormat(kind=MediaKind.DOCUMENT, media_type="text/csv"),
    ".zip": MediaFormat(kind=MediaKind.DOCUMENT, media_type="application/zip", signature=_ZIP),
    ".docx": MediaFormat(kind=MediaKind.DOCUMENT, media_type=f"{_OFFICE}.wordprocessingml.document", signature=_ZIP),
    ".xlsx": MediaFormat(kind=MediaKind.DOCUMENT, media_type=f"{_OFFICE}.spreadsheetml.sheet", signature=_ZIP),
    ".pptx": MediaFormat(kind=MediaKind.DOCUMENT, media_type=f"{_OFFICE}.presentationml.presentation", signature=_ZIP),
}
"""The formats by file extension, lowercase: not all servers know the media type of `.PDF`."""
PLAYED = frozenset({MediaKind.VIDEO, MediaKind.AUDIO})
"""The kinds that a page plays."""
MAX_MEGABYTES = 25
"""The largest file that all common hosts take: Cloudflare Pages allows 25 MiB."""
SIGNATURE_LENGTH = 12
"""Bytes that the longest signature needs."""
_CAPTIONS = ".vtt"
_POSTERS = (".jpg", ".jpeg", ".png", ".webp", ".avif")


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFile:
    """A file in media/: its path below docs/, its size in bytes, and what its content says.

    `is_genuine`: it begins as a file of its extension does. `seconds` and `pages` are None where they are not known.
    `poster` is the path of the image that a video shows before it plays, `captions` are those of its captions by
    language; both lie beside it: `clip.jpg` and `clip.en.vtt` beside `clip.mp4`.
    """

    path: str
    size: int
    is_genuine: bool
    seconds: int | None = None
    pages: int | None = None
    poster: str = ""
    captions: tuple[tuple[Language, str], ...] = ()

    @property
    def format(self) -> MediaFormat:
        return MEDIA_FORMATS[splitext(self.path)[1]]

    @property
    def label(self) -> str:
        """What readers call its format: 'PDF' for report.pdf."""
        return splitext(self.path)[1].removeprefix(".").upper()


def is_media_file(path: str) -> bool:
    """Return whether a file in media/ is published as it is, by its extension."""
    return splitext(path)[1] in MEDIA_FORMATS


def with_companions(file: MediaFile, paths: Iterable[str]) -> MediaFile:
    """Return a file with the poster and the captions that lie beside it, among the sorted `paths` below docs/."""
    if file.format.kind not in PLAYED:
        return file
    stem = splitext(file.path)[0]
    beside = [path.removeprefix(stem) for path in paths if path.startswith(f"{stem}.")]
    captions = (
        (language_of(f"{name[1:].removesuffix(_CAPTIONS)}/"), name) for name in beside if name.endswith(_CAPTIONS)
    )
    return replace(
        file,
        poster=next((f"{stem}{name}" for name in _POSTERS if name in beside), ""),
        captions=tuple((language, f"{stem}{name}") for language, name in captions if language),
    )
