"""An address as a QR code (ISO/IEC 18004), to be drawn as one path."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from zxingcpp import BarcodeFormat, create_barcode

_RUNS = re.compile(rb"\0+|\xff+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A square of `size` modules with the quiet zone round it; `path` strokes the dark ones, each row in its middle."""

    size: int
    path: str


def code(url: str) -> Code:
    """The code of an address; of the least correction, since it is small and stands on clean paper or glass."""
    image = create_barcode(url, BarcodeFormat.QRCode, ec_level="L").to_image()
    size, _ = image.shape
    # It is a buffer, which its types do not say.
    return Code(size=size, path="".join(_moves(bytes(cast("bytes", image)), size)))


def _moves(signs: bytes, size: int) -> Iterator[str]:
    """Each row begins light and ends light; between, dark runs are lines and light ones moves."""
    for y in range(size):
        margin, *runs = _RUNS.findall(signs, y * size, (y + 1) * size)
        if runs:
            yield f"M{len(margin)} {y}.5"
            yield "".join(map(_step, runs[:-1]))


@lru_cache
def _step(run: bytes) -> str:
    return f"m{len(run)} 0" if run[0] else f"h{len(run)}"
