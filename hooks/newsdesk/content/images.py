"""Images: what a file of media/ is, and what is published of it. The file itself never is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from posixpath import basename, splitext

import PIL
from PIL import Image, features

from newsdesk import urls
from newsdesk.cache import BuildCache
from newsdesk.content.site import PictureLimits
from newsdesk.i18n.messages import Message, msg

WIDTHS = (480, 800, 1200, 1600)
"""Pixels: a phone, a phone whose screen has two to a point, a desktop, a desktop of that kind."""
SHARED_WIDTH = 1200
"""The width for those who ask for one file: old browsers, feeds, search engines, cards."""
MAX_SIDE = 16_000
"""Pixels: WebP holds no side of 16,384."""
SMALL_WIDTH = 480
"""Pixels: a story's own picture is shown wider than this on every screen."""


class Format(StrEnum):
    """A format as the name of a file ends with it."""

    AVIF = "avif"
    WEBP = "webp"
    JPEG = "jpg"
    PNG = "png"

    @property
    def media_type(self) -> str:
        """https://www.iana.org/assignments/media-types/media-types.xhtml#image"""
        return "image/jpeg" if self is Format.JPEG else f"image/{self}"


MODERN_FORMATS = (Format.AVIF, Format.WEBP)
"""What a browser is offered, the smallest first."""
ENCODER_SETTINGS: Mapping[Format, Mapping[str, bool | int | str]] = {
    # The bytes of AVIF change with the number of threads, and those of its tiles.
    Format.AVIF: {"quality": 58, "speed": 9, "max_threads": 1, "autotiling": False, "codec": "aom"},
    Format.WEBP: {"quality": 76, "method": 4},
    Format.JPEG: {"quality": 80, "optimize": True, "progressive": True},
    Format.PNG: {"optimize": True},
}
"""How each is written: part of what names a file, as every change of it gives other bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A picture as it is published, at an address; in pixels."""

    address: str
    format: Format
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A file of media/ that can be shown: its path below docs/ and its size in pixels, upright.

    `digest` (hex) names its bytes and whatever else its variants are made with. `plain` is the format for those who
    know no newer one.
    """

    path: str
    digest: str
    width: int
    height: int
    plain: Format

    def in_format(self, kind: Format) -> Sequence[Variant]:
        """The variants of a format, from narrow to wide, none larger than the picture."""
        widest = max(1, min(self.width, WIDTHS[-1], MAX_SIDE * self.width // self.height))
        return [self._variant(kind, width) for width in (*(each for each in WIDTHS if each < widest), widest)]

    @property
    def shared(self) -> Variant:
        """The one for those who ask for one file."""
        return [each for each in self.in_format(self.plain) if each.width <= SHARED_WIDTH][-1]

    @property
    def variants(self) -> Sequence[Variant]:
        """All that is published of it."""
        return [*(each for kind in MODERN_FORMATS for each in self.in_format(kind)), self.shared]

    def _variant(self, kind: Format, width: int) -> Variant:
        return Variant(
            address=urls.picture(self.path, self.digest, f"{width}.{kind}"),
            format=kind,
            width=width,
            height=min(MAX_SIDE, max(1, round(self.height * width / self.width))),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfitPicture:
    """A file of media/ that cannot be shown as a picture: the rule that forbids it, why, and the cure."""

    rule: str
    sentence: Message
    cure: Message


ENDINGS: Mapping[str, frozenset[str]] = {
    "JPEG": frozenset({".jpg", ".jpeg"}),
    # What many cameras write: a JPEG with a second one behind it, of which nothing is shown.
    "MPO": frozenset({".jpg", ".jpeg"}),
    "PNG": frozenset({".png"}),
    "WEBP": frozenset({".webp"}),
    "AVIF": frozenset({".avif"}),
    "GIF": frozenset({".gif"}),
}
"""The formats of Pillow that may be read, and how the names of their files end."""
_OPENED = [name for name in ENDINGS if name != "MPO"]
"""Pillow opens a JPEG, and then finds that there is a second one."""
DRAWN = ".svg"
MADE_WITH = repr(
    (1, ENCODER_SETTINGS, WIDTHS, PIL.__version__, *map(features.version, ("avif", "webp", "jpg", "littlecms2")))
)
"""All that the bytes of a variant depend on but the picture itself; the number is raised when the work changes.

It stands in every published address of a picture, and so does the name of `Format`: neither changes for nothing.
"""
_ORIENTATION = 0x0112
_TURNED = frozenset({5, 6, 7, 8})
"""Exif's orientations that exchange width and height."""
_MEGA = 1_000_000

# The limits are ours: a picture is not decoded before its size is known.
Image.MAX_IMAGE_PIXELS = None


def inspect_picture(docs: Path, path: str, limits: PictureLimits, kept: BuildCache) -> Picture | UnfitPicture:
    """Look at the file at `path` below docs/."""
    if path.lower().endswith(DRAWN):
        sentence = msg("{file} is a drawing (SVG), which may hold scripts and names of other hosts", file=path)
        return UnfitPicture(rule="drawn-picture", sentence=sentence, cure=msg("save it as PNG, 1600 pixels wide"))
    try:
        size = (docs / path).stat().st_size
        if size > limits.megabytes * _MEGA:
            return _too_large(
                msg(
                    "{file} has {size:.1f} MB; at most {most} are taken",
                    file=path,
                    size=size / _MEGA,
                    most=limits.megabytes,
                )
            )
        content = (docs / path).read_bytes()
    except OSError as wrong:
        return _unreadable(msg("{file} cannot be read: {why}", file=path, why=wrong.strerror or "OSError"))
    return _seen(path, content, limits, kept)


def _seen(path: str, content: bytes, limits: PictureLimits, kept: BuildCache) -> Picture | UnfitPicture:
    try:
        image = Image.open(BytesIO(content), formats=_OPENED)
        found = _measured(path, image, content)
        if unfit := _refused(path, image, limits):
            return unfit
    except Exception:  # noqa: BLE001 - a file that is no picture raises whatever it likes
        return _unreadable(msg("{file} is no picture", file=path))
    if kept.get(f"damage {found.digest}", partial(_damage, content)):
        return _unreadable(msg("{file} is damaged, or breaks off before its end", file=path))
    return found


def _measured(path: str, image: Image.Image, content: bytes) -> Picture:
    """What its head says: nothing is decoded."""
    turned = image.getexif().get(_ORIENTATION) in _TURNED
    width, height = image.size
    return Picture(
        path=path,
        digest=sha256(MADE_WITH.encode() + content).hexdigest(),
        width=height if turned else width,
        height=width if turned else height,
        plain=Format.PNG if image.has_transparency_data else Format.JPEG,
    )


def _refused(path: str, image: Image.Image, limits: PictureLimits) -> UnfitPicture | None:
    """What may not be shown though it is a picture."""
    assert image.format, "it was opened"
    name, ending = splitext(basename(path))
    pixels = image.width * image.height / _MEGA
    if pixels > limits.megapixels:
        most = limits.megapixels
        return _too_large(
            msg("{file} has {pixels:.1f} megapixels; at most {most} are taken", file=path, pixels=pixels, most=most)
        )
    if ending.lower() not in ENDINGS[image.format]:
        right = min(ENDINGS[image.format], key=len)
        sentence = msg("{file} is a {format}, whatever its name says", file=path, format=image.format)
        return UnfitPicture(
            rule="misnamed-picture", sentence=sentence, cure=msg("rename it: {name}", name=f"{name}{right}")
        )
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        sentence = msg("{file} moves: it has {frames} frames", file=path, frames=getattr(image, "n_frames", 1))
        return UnfitPicture(
            rule="moving-picture", sentence=sentence, cure=msg("save one frame of it, or make a film of it")
        )
    return None


def _damage(content: bytes) -> bytes:
    """A sign that its pixels cannot be read, empty where they can; a JPEG is decoded at an eighth of its size."""
    try:
        image = Image.open(BytesIO(content), formats=_OPENED)
        image.draft(None, (1, 1))
        image.load()
    except Exception:  # noqa: BLE001 - as above
        return b"damaged"
    return b""


def _too_large(sentence: Message) -> UnfitPicture:
    return UnfitPicture(
        rule="large-picture", sentence=sentence, cure=msg("save it smaller: 2400 pixels are wide enough")
    )


def _unreadable(sentence: Message) -> UnfitPicture:
    return UnfitPicture(rule="broken-picture", sentence=sentence, cure=msg("export it anew, or copy it again whole"))
