"""Images: what a file of media/ is, and what is published of it. The file itself never is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from newsdesk import urls
from newsdesk.i18n.messages import Message

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
    message: Message
    suggestion: Message
