"""Image files: how large each picture is, and whether it can be shown. Decoded small, once, and remembered.

Pillow takes a tenth of a second to load: only who has files to look at loads it.
"""

from collections.abc import Mapping
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from posixpath import basename, splitext

import PIL
from PIL import Image, features

from newsdesk.cache import BuildCache
from newsdesk.content.images import ENCODER_SETTINGS, WIDTHS, Format, Picture, UnfitPicture
from newsdesk.content.site import PictureLimits
from newsdesk.i18n.messages import Message, msg

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
    except OSError as wrong:
        return _unreadable(msg("cannot read {file}: {why}", file=path, why=wrong.strerror or "OSError"))
    return _seen(path, content, limits, kept)


def _seen(path: str, content: bytes, limits: PictureLimits, kept: BuildCache) -> Picture | UnfitPicture:
    try:
        image = Image.open(BytesIO(content), formats=_OPENED)
        found = _measured(path, image, content)
        if unfit := _refused(path, image, limits):
            return unfit
    except Exception:  # noqa: BLE001 - a file that is no picture raises whatever it likes
        return _unreadable(msg("{file} is not an image", file=path))
    if kept.get(f"damage {found.digest}", partial(_damage, content)):
        return _unreadable(msg("{file} is damaged or incomplete", file=path))
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
            msg("{file} must be at most {most} megapixels; it has {pixels:.1f}", file=path, pixels=pixels, most=most)
        )
    if ending.lower() not in ENDINGS[image.format]:
        right = min(ENDINGS[image.format], key=len)
        message = msg("{file} is a {format}, which its file extension does not match", file=path, format=image.format)
        return UnfitPicture(
            rule="misnamed-picture", message=message, suggestion=msg("rename it: {name}", name=f"{name}{right}")
        )
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        message = msg("{file} is animated: it has {frames} frames", file=path, frames=getattr(image, "n_frames", 1))
        return UnfitPicture(
            rule="moving-picture", message=message, suggestion=msg("save a single frame, or convert it to a video")
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


def _too_large(message: Message) -> UnfitPicture:
    return UnfitPicture(
        rule="large-picture", message=message, suggestion=msg("resize it: a width of 2400 pixels is enough")
    )


def _unreadable(message: Message) -> UnfitPicture:
    return UnfitPicture(rule="broken-picture", message=message, suggestion=msg("export or copy the file again"))
