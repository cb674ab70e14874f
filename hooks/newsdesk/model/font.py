"""The font in which cards are set."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A face of a font file: its number in the file, the name of its family, and the digest of the file."""

    file: str
    face: int
    family: str
    digest: str
