"""The font of cards, from where systems keep theirs: one that has Simplified Chinese, and is bold."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from newsdesk.model.font import Font
from newsdesk.model.site import Site
from newsdesk.words.message import Message, said
from newsdesk.words.problem import Problem, error

KNOWN = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/Hiragino Sans GB.ttc",
    "C:/Windows/Fonts/msyhbd.ttc",
)
"""Debian and Ubuntu, Arch, Fedora; macOS; Windows."""
_SIMPLIFIED = (" SC", " GB", " YaHei")


def find(site: Site, project: Path) -> tuple[Font | None, list[Problem]]:
    """The font that the site names, by a path from the project on, else the first known one; None without cards."""
    if not site.cards:
        return None, []
    for file in map(Path, [project / site.card_font] if site.card_font else KNOWN):
        if faces := list(_faces(file)):
            chosen = next((face for face in faces if face[1].endswith(_SIMPLIFIED)), faces[0])
            return Font(
                file=str(file), face=chosen[0], family=chosen[1], digest=sha256(file.read_bytes()).hexdigest()
            ), []
    return None, [_unfit(site)]


def _unfit(site: Site) -> Problem:
    if site.card_font:
        sentence = said('"{name}" is no font that can be read', name=site.card_font)
        return error("card-font", site.place("card_font"), sentence, _cure())
    sentence = said("there is no font here with Chinese characters, in which cards could be set")
    return error("card-font", site.place("cards"), sentence, _cure())


def _cure() -> Message:
    return said(
        "install one: on Debian and Ubuntu, apt-get install fonts-noto-cjk; macOS and Windows have PingFang and "
        "Microsoft YaHei, or name a font file: card_font: fonts/NotoSansSC-Bold.otf; or write cards: false"
    )


def _faces(file: Path) -> Iterator[tuple[int, str]]:
    """The number and family of every face in a font file; none where it cannot be read."""
    from PIL import ImageFont  # noqa: PLC0415 - Pillow takes long to come

    number = 0
    while True:
        try:
            family = ImageFont.truetype(str(file), 10, index=number).getname()[0]
        except (OSError, ValueError):
            return
        yield number, family or ""
        number += 1
