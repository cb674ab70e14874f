"""Images: a file in media/ and the variants that are published of it. The file itself is never published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from newsdesk import urls
from newsdesk.i18n.messages import Message

WIDTHS = (480, 800, 1200, 1600)
"""Pixels: for phones, phones with a pixel ratio of 2, desktops, desktops with a pixel ratio of 2."""
SHARED_WIDTH = 1200
"""Pixels: the width for clients that take a single file (old browsers, feeds, search engines, cards)."""
SMALL_WIDTH = 480
"""Pixels: a story's lead image is wider than this on every screen."""


class Format(StrEnum):
    """An image format; the value is the file extension."""

    AVIF = "avif"
    WEBP = "webp"
    JPEG = "jpg"
    PNG = "png"

    @property
    def media_type(self) -> str:
        """https://www.iana.org/assignments/media-types/media-types.xhtml#image"""
        return "image/jpeg" if self is Format.JPEG else f"image/{self}"


MODERN_FORMATS = (Format.AVIF, Format.WEBP)
"""The formats offered to browsers, smallest first."""
MAX_SIDE: Mapping[Format, int] = {Format.AVIF: 16_000, Format.WEBP: 16_000, Format.JPEG: 65_000, Format.PNG: 65_000}
"""Pixels on each side: a WebP must have less than 16,384, a JPEG less than 65,536; few decoders take a larger PNG."""
ENCODER_SETTINGS: Mapping[Format, Mapping[str, bool | int | str]] = {
    # The bytes of an AVIF depend on the number of threads and tiles.
    Format.AVIF: {"quality": 58, "speed": 9, "max_threads": 1, "autotiling": False, "codec": "aom"},
    Format.WEBP: {"quality": 76, "method": 4},
    Format.JPEG: {"quality": 80, "optimize": True, "progressive": True},
    Format.PNG: {"optimize": True},
}
"""Encoder settings of each format; they are hashed into file names, as any change gives other bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A published image file at an address; width and height in pixels."""

    address: str
    format: Format
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image in media/ that can be published: its path below docs/ and its size in pixels, upright.

    `digest` (hex) identifies its bytes and everything else that its variants depend on. `plain` is the format for
    clients that support no modern one. `has_location`: the original records where it was taken.
    """

    path: str
    digest: str
    width: int
    height: int
    plain: Format
    has_location: bool = False

    def in_format(self, kind: Format) -> Sequence[Variant]:
        """Return the variants in a format, from narrow to wide, none larger than the image.

        There is none in a modern format that cannot hold the image at full width, since it is too tall: a browser would
        choose it for its format, and enlarge what is too narrow to be read.
        """
        full, held = min(self.width, WIDTHS[-1]), MAX_SIDE[kind] * self.width // self.height
        if held < full and kind in MODERN_FORMATS:
            return []
        widest = max(1, min(full, held))
        return [self._variant(kind, width) for width in (*(each for each in WIDTHS if each < widest), widest)]

    @property
    def shared(self) -> Variant:
        """The variant for clients that take a single file."""
        return [each for each in self.in_format(self.plain) if each.width <= SHARED_WIDTH][-1]

    @property
    def variants(self) -> Sequence[Variant]:
        """All published variants: where there are none in a modern format, all of the plain one."""
        modern = [each for kind in MODERN_FORMATS for each in self.in_format(kind)]
        return [*modern, self.shared] if modern else self.in_format(self.plain)

    def _variant(self, kind: Format, width: int) -> Variant:
        return Variant(
            address=urls.picture(self.path, self.digest, f"{width}.{kind}"),
            format=kind,
            width=width,
            height=min(MAX_SIDE[kind], max(1, round(self.height * width / self.width))),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfitPicture:
    """A file in media/ that cannot be published as an image: the rule it breaks, why, and a suggestion."""

    rule: str
    message: Message
    suggestion: Message
