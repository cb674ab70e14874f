"""The section's icon as pictures of fixed sizes, drawn from its one drawing: phones and old programs take no SVG.

https://www.w3.org/TR/appmanifest/#icon-masks: a phone may cut all but the middle four fifths away.
"""

from collections.abc import Mapping
from functools import lru_cache

from resvg_py import svg_to_bytes

from newsdesk.words.palette import colours

DRAWING = "icon.svg"
NAMES = {"icon-32.png": 32, "icon-180.png": 180, "icon-192.png": 192, "icon-512.png": 512}
"""Their pixels: of favicon.ico, of iPhones, and two of the manifest."""
_PAPER = "md-default-bg-color"
_WHITE = "#ffffff"


@lru_cache(maxsize=1)
def drawn(drawing: str, sheet: str) -> Mapping[str, bytes]:
    """The PNG files by name, on the paper of a style sheet.

    Raises ValueError where the drawing cannot be read.
    """
    paper = colours(sheet).get(_PAPER)
    return {name: _drawn(drawing, size, paper.light if paper else _WHITE) for name, size in NAMES.items()}


def _drawn(drawing: str, size: int, paper: str) -> bytes:
    """The drawing in the middle of a square."""
    middle = drawing.replace("<svg ", '<svg x="20" y="20" width="60" height="60" ', 1)
    square = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{middle}</svg>'
    return bytes(svg_to_bytes(svg_string=square, background=paper, width=size, height=size, skip_system_fonts=True))
