"""Image files: the size of each in pixels, and whether it can be published. Decoded once, at reduced size, and cached.

Pillow takes 0.1 s to import: import this module only when there are files to inspect.
"""

import re
from collections.abc import Mapping
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from posixpath import basename, splitext
from shlex import quote

import PIL
from lxml import etree
from PIL import Image, features

from newsdesk.cache import BuildCache
from newsdesk.content.images import ENCODER_SETTINGS, WIDTHS, Format, Picture, UnfitPicture
from newsdesk.content.site import PictureLimits
from newsdesk.i18n.messages import Message, msg

EXTENSIONS: Mapping[str, frozenset[str]] = {
    "JPEG": frozenset({".jpg", ".jpeg"}),
    # Written by many cameras: a JPEG with a second one after it, which is ignored.
    "MPO": frozenset({".jpg", ".jpeg"}),
    "PNG": frozenset({".png"}),
    "WEBP": frozenset({".webp"}),
    "AVIF": frozenset({".avif"}),
    "GIF": frozenset({".gif"}),
}
"""Accepted formats by the names of Pillow, with their file extensions."""
_OPENED = [name for name in EXTENSIONS if name != "MPO"]
"""Pillow opens an MPO as a JPEG, and then finds the second image."""
DRAWN = ".svg"
_PIXELS = re.compile(r"(\d+(?:\.\d+)?)(?:px)?", re.ASCII)
MADE_WITH = repr(
    (1, ENCODER_SETTINGS, WIDTHS, PIL.__version__, *map(features.version, ("avif", "webp", "jpg", "littlecms2")))
)
"""Everything that the bytes of a variant depend on except the image itself; raise the number when encoding changes.

It is hashed into every published image URL, the class name `Format` included: change neither without need.
"""
_ORIENTATION = 0x0112
_GPS, _LATITUDE = 0x8825, 2
"""Exif tags (CIPA DC-008): where an image was taken, and the latitude in it."""
_TURNED = frozenset({5, 6, 7, 8})
"""Exif orientations that swap width and height."""
_MEGA = 1_000_000

# newsdesk has its own limits: an image is not decoded before its size is known.
Image.MAX_IMAGE_PIXELS = None


def inspect_picture(docs: Path, path: str, limits: PictureLimits, cache: BuildCache) -> Picture | UnfitPicture:
    """Return the image at `path` below docs/, or why it cannot be published."""
    if path.lower().endswith(DRAWN):
        message = msg("{file} is an SVG, which can contain scripts and references to other hosts", file=path)
        return UnfitPicture(
            rule="drawn-picture", message=message, suggestion=msg("export it as a PNG 1600 pixels wide")
        )
    try:
        size = (docs / path).stat().st_size
        if size > limits.megabytes * _MEGA:
            return _too_large(
                msg(
                    "{file} must be at most {most} MB; it has {size:.1f} MB",
                    file=path,
                    size=size / _MEGA,
                    most=limits.megabytes,
                )
            )
        content = (docs / path).read_bytes()
    except OSError as exc:
        return _unreadable(msg("cannot read {file}: {why}", file=path, why=exc.strerror or "OSError"))
    return _seen(docs.name, path, content, limits, cache)


def _seen(docs: str, path: str, content: bytes, limits: PictureLimits, cache: BuildCache) -> Picture | UnfitPicture:
    try:
        image = Image.open(BytesIO(content), formats=_OPENED)
        found = _measured(path, image, content)
        if unfit := _refused(docs, path, image, limits):
            return unfit
    except Exception:  # noqa: BLE001 - a file that is not an image may raise anything
        return _unreadable(msg("{file} is not an image", file=path))
    if cache.get(f"damage {found.digest}", partial(_damage, content)):
        return _unreadable(msg("{file} is damaged or incomplete", file=path))
    return found


def intrinsic_size(name: str, content: bytes) -> tuple[int, int] | None:
    """Return the width and height of an image or drawing in CSS pixels; None if it has none, or cannot be read.

    https://www.w3.org/TR/SVG2/coords.html#SizingSVGInCSS
    """
    try:
        if name.endswith(DRAWN):
            return _size_of_drawing(etree.fromstring(content, etree.XMLParser(resolve_entities=False)))
        image = Image.open(BytesIO(content), formats=_OPENED)
        found = _measured(name, image, content)
    except Exception:  # noqa: BLE001 - a file that is not an image may raise anything
        return None
    return found.width, found.height


def _size_of_drawing(root: etree._Element) -> tuple[int, int] | None:
    sides = [match[1] for side in ("width", "height") if (match := _PIXELS.fullmatch(root.get(side, "")))]
    view_box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    width, height = map(float, sides if len(sides) == 2 else view_box[2:])
    return (round(width), round(height)) if min(width, height) >= 1 else None


def _measured(path: str, image: Image.Image, content: bytes) -> Picture:
    """Read the size from the header, without decoding."""
    exif = image.getexif()
    turned = exif.get(_ORIENTATION) in _TURNED
    width, height = image.size
    return Picture(
        path=path,
        digest=sha256(MADE_WITH.encode() + content).hexdigest(),
        width=height if turned else width,
        height=width if turned else height,
        plain=Format.PNG if image.has_transparency_data else Format.JPEG,
        has_location=_LATITUDE in exif.get_ifd(_GPS),
    )


def _refused(docs: str, path: str, image: Image.Image, limits: PictureLimits) -> UnfitPicture | None:
    assert image.format, "it was opened"
    name, ending = splitext(basename(path))
    pixels = image.width * image.height / _MEGA
    if pixels > limits.megapixels:
        most = limits.megapixels
        return _too_large(
            msg("{file} must be at most {most} megapixels; it has {pixels:.1f}", file=path, pixels=pixels, most=most)
        )
    if ending.lower() not in EXTENSIONS[image.format]:
        right = min(EXTENSIONS[image.format], key=len)
        message = msg("{file} is a {format}, which its file extension does not match", file=path, format=image.format)
        return UnfitPicture(
            rule="misnamed-picture", message=message, suggestion=msg("rename it: {name}", name=f"{name}{right}")
        )
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        message = msg("{file} is animated: it has {frames} frames", file=path, frames=getattr(image, "n_frames", 1))
        return UnfitPicture(rule="moving-picture", message=message, suggestion=_as_video(f"{docs}/{path}"))
    return None


def _as_video(path: str) -> Message:
    """Return how an animation becomes a video that every browser plays: H.264, with even sides, its index first."""
    old, new = quote(path), quote(f"{splitext(path)[0]}.mp4")
    how = '-movflags +faststart -pix_fmt yuv420p -vf "scale=trunc(iw/2)*2:trunc(ih/2)*2"'
    command = f"ffmpeg -i {old} {how} {new}"
    return msg("save a single frame, or make a video and use that: {command}", command=command)


def _damage(content: bytes) -> bytes:
    """Return a marker if decoding fails, else nothing; a JPEG is decoded at an eighth of its size."""
    try:
        image = Image.open(BytesIO(content), formats=_OPENED)
        image.draft(None, (1, 1))
        image.load()
    except Exception:  # noqa: BLE001 - as above
        return b"damaged"
    return b""


def _too_large(message: Message) -> UnfitPicture:
    return UnfitPicture(
        rule="large-picture", message=message, suggestion=msg("resize it: a width of 2400 pixels is enough")
    )


def _unreadable(message: Message) -> UnfitPicture:
    return UnfitPicture(rule="broken-picture", message=message, suggestion=msg("export or copy the file again"))
