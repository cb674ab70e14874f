"""Cards as pictures, drawn once in their life."""

from collections import deque
from collections.abc import Collection
from importlib.metadata import version
from pathlib import Path

from resvg_py import svg_to_bytes

from newsdesk import processes
from newsdesk.kept import Kept
from newsdesk.model.font import Font


def write_cards(drawings: Collection[tuple[str, str]], font: Font, spool: Path, kept: Kept, *, alone: bool) -> None:
    """Write every card below the spool, of its address and its drawing. Raises OSError where the disk takes none."""

    def write(card: tuple[str, str]) -> None:
        where, drawing = card
        path = spool / where
        path.parent.mkdir(parents=True, exist_ok=True)
        key = f"card {version('resvg_py')} {font.digest} {drawing}"
        path.write_bytes(kept.get(key, lambda: drawn(drawing, font)))

    deque(processes.each(write, sorted(drawings), alone=alone, heavy=True), maxlen=0)


def drawn(drawing: str, font: Font) -> bytes:
    """A drawing as PNG, with this font and no other: what else the machine has changes nothing."""
    return bytes(svg_to_bytes(svg_string=drawing, skip_system_fonts=True, font_files=[font.file]))
