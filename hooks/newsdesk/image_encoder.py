"""Image encoder: images and cards as they are published, each encoded once and kept in the build cache."""

import functools
from collections.abc import Callable, Collection, Iterator
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageCms, ImageOps
from resvg_py import svg_to_bytes

from newsdesk.cache import BuildCache
from newsdesk.content.images import ENCODER_SETTINGS, Format, Picture, Variant
from newsdesk.pages.card import Font

_ENCODER = {Format.AVIF: "AVIF", Format.WEBP: "WEBP", Format.JPEG: "JPEG", Format.PNG: "PNG"}
_OF_16_BITS = 1 / 256


class ImageFile(NamedTuple):
    """An image to publish: its address, its key in the build cache, and the function that encodes it."""

    address: str
    key: str
    encode: Callable[[], bytes]


def picture_files(pictures: Collection[Picture], docs: Path) -> Iterator[ImageFile]:
    """Yield every variant of these images."""
    for picture in sorted(pictures, key=lambda each: each.path):
        original = _original(picture, docs)
        yield from (_image_file(picture, variant, original) for variant in picture.variants)


def shared_files(pictures: Collection[Picture], docs: Path) -> Iterator[ImageFile]:
    """Yield the one variant of each of these images that is for clients which take a single file."""
    for picture in sorted(pictures, key=lambda each: each.path):
        yield _image_file(picture, picture.shared, _original(picture, docs))


def variant_of(picture: Picture, variant: Variant, docs: Path, cache: BuildCache) -> bytes:
    """Return one variant of an image, encoded."""
    file = _image_file(picture, variant, _original(picture, docs))
    return cache.get(file.key, file.encode)


def _original(picture: Picture, docs: Path) -> Callable[[], Image.Image]:
    """Return a function that decodes the image once, and only if one of its variants is not in the build cache."""
    return functools.cache(
        functools.partial(_developed, docs / picture.path, max(picture.variants, key=lambda each: each.width))
    )


def _image_file(picture: Picture, variant: Variant, original: Callable[[], Image.Image]) -> ImageFile:
    key = f"picture {picture.digest} {variant.width} {variant.format}"
    return ImageFile(variant.address, key, lambda: _encoded(original(), variant))


def _developed(file: Path, widest: Variant) -> Image.Image:
    """Decode an image, at no less than the size of its widest variant."""
    with Image.open(file) as image:
        # Decode a JPEG at 1/2, 1/4 or 1/8 of its size if that is enough.
        side = max(widest.width, widest.height)
        image.draft(None, (side, side))
        profile = image.info.get("icc_profile")
        return _in_srgb(ImageOps.exif_transpose(image), profile)


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert to 8-bit sRGB, which every screen shows: RGB, or RGBA if the image has transparency."""
    if image.mode[0] in "IF":
        image = image.point(lambda value: value * _OF_16_BITS).convert("L")
    see_through = image.has_transparency_data
    if see_through or image.mode in ("1", "P"):
        image = image.convert("RGBA" if see_through else "RGB")
    wanted = "RGBA" if see_through else "RGB"
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            found = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=wanted)
            image = found or image
        except (ImageCms.PyCMSError, OSError, ValueError):
            # The profile is broken or of another color space: most images are close to sRGB.
            pass
    return image.convert(wanted)


def _encoded(image: Image.Image, variant: Variant) -> bytes:
    size = (variant.width, variant.height)
    resized = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3) if image.size != size else image.copy()
    # The encoder would write the metadata: comments, profiles, GPS position, camera.
    resized.info = {}
    written = BytesIO()
    resized.save(written, _ENCODER[variant.format], **ENCODER_SETTINGS[variant.format])
    return written.getvalue()


def card_files(drawings: Collection[tuple[str, str]], font: Font) -> Iterator[ImageFile]:
    """Yield cards, given as (address, SVG)."""
    for where, drawing in sorted(drawings):
        key = f"card {version('resvg_py')} {font.digest} {drawing}"
        yield ImageFile(where, key, functools.partial(draw_card, drawing, font))


def draw_card(drawing: str, font: Font) -> bytes:
    """Return an SVG as PNG, drawn with this font alone: fonts installed on the machine make no difference."""
    return bytes(svg_to_bytes(svg_string=drawing, skip_system_fonts=True, font_files=[font.file]))
