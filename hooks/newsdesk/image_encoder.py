"""Images and cards as they are published, each made once."""

from collections import deque
from collections.abc import Callable, Collection
from functools import cache, partial
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageOps
from resvg_py import svg_to_bytes

from newsdesk import processes
from newsdesk.cache import BuildCache
from newsdesk.content.images import ENCODER_SETTINGS, Format, Picture, Variant
from newsdesk.pages.card import Font

_ENCODER = {Format.AVIF: "AVIF", Format.WEBP: "WEBP", Format.JPEG: "JPEG", Format.PNG: "PNG"}
_OF_16_BITS = 1 / 256


def write_pictures(
    pictures: Collection[Picture], docs: Path, staging: Path, kept: BuildCache, *, serial: bool = False
) -> None:
    """Write every variant of these pictures below `staging`. Raises OSError where the disk refuses."""

    def write(picture: Picture) -> None:
        original = _original(picture, docs)
        for variant in picture.variants:
            path = staging / variant.address
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_made(picture, variant, original, kept))

    deque(
        processes.parallel_map(write, sorted(pictures, key=lambda each: each.path), serial=serial, heavy=True), maxlen=0
    )


def variant_of(picture: Picture, variant: Variant, docs: Path, kept: BuildCache) -> bytes:
    """One variant of a picture."""
    return _made(picture, variant, _original(picture, docs), kept)


def _original(picture: Picture, docs: Path) -> Callable[[], Image.Image]:
    """What decodes a picture, once, when the first of its variants is not kept."""
    return cache(partial(_developed, docs / picture.path, max(picture.variants, key=lambda each: each.width)))


def _made(picture: Picture, variant: Variant, original: Callable[[], Image.Image], kept: BuildCache) -> bytes:
    key = f"picture {picture.digest} {variant.width} {variant.format}"
    return kept.get(key, lambda: _encoded(original(), variant))


def _developed(file: Path, widest: Variant) -> Image.Image:
    """The pixels of a picture, at least as many as its widest variant has."""
    with Image.open(file) as image:
        # A JPEG is decoded at a half, a quarter or an eighth of its size, where that is enough.
        side = max(widest.width, widest.height)
        image.draft(None, (side, side))
        profile = image.info.get("icc_profile")
        return _in_srgb(ImageOps.exif_transpose(image), profile)


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Eight bits of red, green and blue as every screen takes them; see-through where it was."""
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
            # A profile that is broken, or of other colours than the picture has: most are close to sRGB.
            pass
    return image.convert(wanted)


def _encoded(image: Image.Image, variant: Variant) -> bytes:
    size = (variant.width, variant.height)
    resized = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3) if image.size != size else image.copy()
    # Whatever an encoder would write besides the pixels: comments, profiles, where and with what it was taken.
    resized.info = {}
    written = BytesIO()
    resized.save(written, _ENCODER[variant.format], **ENCODER_SETTINGS[variant.format])
    return written.getvalue()


def write_cards(
    drawings: Collection[tuple[str, str]], font: Font, staging: Path, kept: BuildCache, *, serial: bool
) -> None:
    """Write every card, of its address and its drawing, below `staging`. Raises OSError where the disk refuses."""

    def write(card: tuple[str, str]) -> None:
        where, drawing = card
        path = staging / where
        path.parent.mkdir(parents=True, exist_ok=True)
        key = f"card {version('resvg_py')} {font.digest} {drawing}"
        path.write_bytes(kept.get(key, lambda: draw_card(drawing, font)))

    deque(processes.parallel_map(write, sorted(drawings), serial=serial, heavy=True), maxlen=0)


def draw_card(drawing: str, font: Font) -> bytes:
    """A drawing as PNG, with this font and no other: what else the machine has changes nothing."""
    return bytes(svg_to_bytes(svg_string=drawing, skip_system_fonts=True, font_files=[font.file]))
