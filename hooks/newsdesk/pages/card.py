"""Image for link previews of a page (Open Graph): a story's own, else a card with the title drawn on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import escape

from newsdesk import urls
from newsdesk.content.assets import colours
from newsdesk.content.site import Site
from newsdesk.diagnostics import Diagnostic, error
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import Message, msg
from newsdesk.i18n.typography import balanced_lines, cut_to_width
from newsdesk.pages.story import StoryView
from newsdesk.pages.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A face of a font file: its index in the file, its family name, and the SHA-256 of the file."""

    file: str
    face: int
    family: str
    digest: str


KNOWN_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/Hiragino Sans GB.ttc",
    "C:/Windows/Fonts/msyhbd.ttc",
)
"""Bold Chinese fonts of Debian and Ubuntu, Arch, Fedora; macOS; Windows."""
_SIMPLIFIED = (" SC", " GB", " YaHei")


def find_font(site: Site, project: Path) -> tuple[Font | None, list[Diagnostic]]:
    """Return the font for cards: the site's own, by its path in the project, else the first known one installed.

    None if the site has no cards; None and a diagnostic if there is no usable font.
    """
    if not site.cards:
        return None, []
    for file in map(Path, [project / site.card_font] if site.card_font else KNOWN_FONTS):
        if faces := list(_faces(file)):
            chosen = next((face for face in faces if face[1].endswith(_SIMPLIFIED)), faces[0])
            return Font(
                file=str(file), face=chosen[0], family=chosen[1], digest=sha256(file.read_bytes()).hexdigest()
            ), []
    return None, [_unfit(site)]


def _unfit(site: Site) -> Diagnostic:
    if site.card_font:
        message = msg('cannot read font "{name}"', name=site.card_font)
        return error("card-font", site.location("card_font"), message, _cure())
    message = msg("no font with Chinese characters is installed, which cards need")
    return error("card-font", site.location("cards"), message, _cure())


def _cure() -> Message:
    return msg(
        "install one: on Debian and Ubuntu, apt-get install fonts-noto-cjk; macOS and Windows "
        "include PingFang and Microsoft YaHei; or name a font file: card_font: "
        "fonts/NotoSansSC-Bold.otf; or write cards: false"
    )


def _faces(file: Path) -> Iterator[tuple[int, str]]:
    """Yield index and family of every face in a font file; nothing if it cannot be read."""
    from PIL import ImageFont  # noqa: PLC0415 - Pillow is slow to import

    number = 0
    while True:
        try:
            family = ImageFont.truetype(str(file), 10, index=number).getname()[0]
        except (OSError, ValueError):
            return
        yield number, family or ""
        number += 1


if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
_MARGIN = 72
_SMALL = 34
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")
_TOP = 104  # baseline of the site's name and the day (pixels)
_RULE = 140  # y of the line below them
_HEAD = 172  # top of the title
_ROOM = 386  # height for the title
_SIZES = (88, 76, 64, 56)
_LEADING = 1.28
_MOST = 4  # lines of a title


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareImage:
    """The image for link previews: address, size in pixels, media type (`kind`) and alt text.

    `drawing` is the SVG of a card, empty for a story's own image.
    """

    address: str
    width: int
    height: int
    kind: str
    alt: str
    drawing: str = ""


class Cards:
    """Generator of a site's cards, in one font and with the colors of a style sheet."""

    def __init__(self, site: Site, font: Font, sheet: str) -> None:
        self._site = site
        self._font = font
        self._made_with = f"{font.digest} {version('resvg_py')}"
        known = colours(sheet)
        self._ground = known["md-primary-fg-color"].light
        self._paper = known["md-primary-bg-color"].light
        self._mint = known["md-typeset-a-color"].dark
        self._of_language: dict[Language, ShareImage] = {}

    def of(self, view: View) -> ShareImage:
        """Return the card of a story, with its title; all other pages of a language share one with the site's name."""
        name = self._site.name.in_language(view.language).text
        if isinstance(view, StoryView):
            return self.with_title(view.language, name, view.title.text, view.published.words)
        if view.language not in self._of_language:
            publisher = self._site.publisher.in_language(view.language).text
            self._of_language[view.language] = self.with_title(view.language, publisher, name)
        return self._of_language[view.language]

    def with_title(self, language: Language, above: str, title: str, day: str = "") -> ShareImage:
        """Return a card with a title, and above it the line `above` and a day in words."""
        # Chinese fonts draw a curly apostrophe as wide as a Chinese character, which splits a word in two.
        words = title if language.rules.punctuation.full_width else title.translate(_STRAIGHT)
        drawing = self._drawing(language, above, words, day)
        where = urls.card(language, sha256(f"{self._made_with} {drawing}".encode()).hexdigest())
        return ShareImage(address=where, width=WIDTH, height=HEIGHT, kind="image/png", alt=title, drawing=drawing)

    def _drawing(self, language: Language, above: str, title: str, day: str) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" xml:lang="{language.tag}"'
            f' font-family="{escape(self._font.family)}" font-weight="700">'
            f'<rect width="100%" height="100%" fill="{self._ground}"/>'
            f'<path d="M{_MARGIN} {_RULE}H{WIDTH - _MARGIN}" stroke="{self._mint}" stroke-width="4"/>'
            f'<g fill="{self._paper}">{_text(above, _SMALL, _TOP)}'
            f"{''.join(self._headline(title))}</g>{self._day(day) if day else ''}</svg>"
        )

    def _headline(self, title: str) -> Iterator[str]:
        size, lines = _set(title, self._font)
        first = _HEAD + (_ROOM - size * _LEADING * len(lines)) / 2 + size
        for number, line in enumerate(lines):
            yield _text(line, size, round(first + size * _LEADING * number))

    def _day(self, day: str) -> str:
        return f'<g fill="{self._mint}" text-anchor="end">{_text(day, _SMALL, _TOP, WIDTH - _MARGIN)}</g>'


def card_of(view: View, cards: Cards | None) -> ShareImage | None:
    """Return the image for link previews: a story's own, else a card if there are any; None if not to be indexed."""
    if not view.indexable:
        return None
    if isinstance(view, StoryView) and view.picture:
        file = view.picture.shared
        return ShareImage(
            address=file.address,
            width=file.width,
            height=file.height,
            kind=file.format.media_type,
            alt=view.picture.alt,
        )
    return cards.of(view) if cards else None


def _text(words: str, size: int, base: int, left: int = _MARGIN) -> str:
    return f'<text x="{left}" y="{base}" font-size="{size}">{escape(words)}</text>'


def _set(title: str, font: Font) -> tuple[int, Sequence[str]]:
    """The largest type size at which the title fits, and its lines; at the smallest it is cut to fit."""
    for size in _SIZES:
        most = min(_MOST, int(_ROOM / (size * _LEADING)))
        if lines := balanced_lines(title, lambda text: _ems(font, text), (WIDTH - 2 * _MARGIN) / size, most):
            return size, lines
    return size, cut_to_width(title, lambda text: _ems(font, text), (WIDTH - 2 * _MARGIN) / size, most)


@lru_cache(maxsize=4096)
def _ems(font: Font, text: str) -> float:
    return _face(font).getlength(text) / 100


@lru_cache(maxsize=1)
def _face(font: Font) -> "FreeTypeFont":
    from PIL import ImageFont  # noqa: PLC0415 - Pillow is slow to import

    return ImageFont.truetype(font.file, 100, index=font.face, layout_engine=ImageFont.Layout.BASIC)
