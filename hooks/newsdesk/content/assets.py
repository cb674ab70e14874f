"""Assets: style sheets, scripts and icons with content-hashed names, what they load, and Content Security Policy."""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from posixpath import normpath

from resvg_py import svg_to_bytes

from newsdesk.content.files import fault_in, xml_error
from newsdesk.content.text_files import read_text, unreadable_file
from newsdesk.diagnostics import Diagnostic, SourceFile, SourceLocation, error, nearest, suggest
from newsdesk.i18n.messages import Message, msg
from newsdesk.urls import ASSETS, DIGEST_LENGTH

IN_SHEET = re.compile(
    r"""@import\s+["'](?P<sheet>[^"']+)["']\s*(?P<media>[^;]*);?\n?|url\(\s*["']?(?P<file>[^"')]+)["']?\s*\)"""
)
"""An imported style sheet (`sheet`, for `media` if any; CSS Cascade, @import) or a `url()` (`file`)."""

IN_SCRIPT = re.compile(r"""["'](?P<file>\.{1,2}/[^"'\s]+)["']""")
"""A relative path in a JavaScript module: an import, or the script of a worker."""

IN_MANIFEST = re.compile(r'"src": "(?P<file>[^"]+)"')
"""An icon in a web app manifest (https://www.w3.org/TR/appmanifest/)."""
LOADING = (".css", ".js", ".webmanifest")
"""File extensions of assets that load others."""


def requests_of_stylesheet(css: str) -> list[str]:
    return [match["sheet"] or match["file"] for match in IN_SHEET.finditer(css)]


def requests_of_file(name: str, text: str) -> list[str]:
    """Return the URLs that a style sheet, a script or a manifest, or a fragment of one, loads."""
    if name.endswith(".css"):
        return requests_of_stylesheet(text)
    pattern = IN_SCRIPT if name.endswith(".js") else IN_MANIFEST
    return [match["file"] for match in pattern.finditer(text)]


TEXT, SHAPE = 4.5, 3.0
"""Minimum contrast ratios: of text, and of graphics and controls (WCAG 2, 1.4.3 and 1.4.11)."""
_COLOUR = re.compile(r"--([\w-]+): var\(--light, (#[0-9a-f]{6})\) var\(--dark, (#[0-9a-f]{6})\);")
_CHANNELS = (0.2126, 0.7152, 0.0722)
_KNEE = 0.04045


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    """A color that a style sheet names: `#rrggbb` in the light and in the dark scheme."""

    light: str
    dark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColourPair:
    """A foreground color used on a background color, and the minimum contrast ratio of the two."""

    foreground: str
    background: str
    min_contrast: float = TEXT


_PAPERS = ("md-default-bg-color", "md-code-bg-color")
PAIRS = (
    *(
        ColourPair(foreground=front, background=back)
        for back in _PAPERS
        for front in ("md-default-fg-color", "md-default-fg-color--light", "md-typeset-a-color", "mark")
    ),
    *(
        ColourPair(foreground=f"md-code-hl-{token}-color", background="md-code-bg-color")
        for token in ("keyword", "string", "function")
    ),
    *(
        ColourPair(foreground=front, background="md-typeset-mark-color")
        for front in ("md-default-fg-color", "md-typeset-a-color")
    ),
    ColourPair(foreground="md-primary-bg-color", background="md-primary-fg-color"),
    ColourPair(foreground="md-default-fg-color--lighter", background="md-default-bg-color", min_contrast=SHAPE),
)
"""Every color pair that pages use."""


def colours(sheet: str) -> Mapping[str, Colour]:
    """Return the colors that a style sheet defines, by custom property without the leading `--`."""
    return {name: Colour(light=light, dark=dark) for name, light, dark in _COLOUR.findall(sheet)}


def tokens(sheet: str, kind: str) -> Sequence[str]:
    """Return the custom properties of a kind such as `size`, without `--`, in the order of their first definition."""
    return list(dict.fromkeys(re.findall(rf"--({kind}-\w+):", sheet)))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colors `#rrggbb`, from 1 to 21 (WCAG 2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return sum(share * _linear(channel) for share, channel in zip(_CHANNELS, channels, strict=True))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _KNEE else ((channel + 0.055) / 1.055) ** 2.4


_NOT_IN_ELEMENTS = "frame-ancestors 'none'"
"""Valid in an HTTP header only: in a `<meta>` element, browsers log a warning."""


def content_security_policy(inline: Iterable[bytes], frames: Iterable[str] = ()) -> str:
    """Return the Content Security Policy of all pages; the scripts in `inline` are allowed by their hashes.

    `frames` are the origins of players that readers may load.
    """
    hashes = "".join(f" 'sha256-{b64encode(sha256(script).digest()).decode()}'" for script in inline)
    directives = [
        "default-src 'none'",
        # Search runs WebAssembly and can be opened on every page.
        f"script-src 'self' 'wasm-unsafe-eval'{hashes}",
        "worker-src 'self'",
        "connect-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
    ]
    if sources := " ".join(frames):
        directives.append(f"frame-src {sources}")
    return "; ".join(directives)


def csp_header(inline: Iterable[bytes], frames: Iterable[str] = ()) -> str:
    """Return the Content Security Policy as the value of an HTTP header."""
    return f"{content_security_policy(inline, frames)}; {_NOT_IN_ELEMENTS}"


SHEET = "newsroom.css"
"""The style sheet of every page."""
INLINE = ".inline.js"
"""Suffix of scripts that are inlined into pages: short, and run before the page is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A published file: hashed name, content, and the source names of all assets that it loads, even indirectly."""

    name: str
    content: bytes
    loads: frozenset[str] = frozenset()

    @property
    def address(self) -> str:
        return f"{ASSETS}{self.name}"


@dataclass(frozen=True, slots=True)
class Assets:
    """All assets, by source name."""

    named: Mapping[str, Asset]

    def address(self, name: str) -> str:
        """Return the path of an asset: 'assets/search.5d41402abc.js' for 'search.js'.

        Raises LookupError if there is no such asset, which is a bug in the template.
        """
        return self._of(name).address

    def text(self, name: str) -> str:
        """Return a script to inline, such as 'theme.inline.js'. Raises LookupError if it has another name."""
        if not name.endswith(INLINE):
            raise LookupError(f'"{name}" must end in {INLINE} to be written into a page: the policy allows no other')
        return self._of(name).content.decode()

    @property
    def inline(self) -> Sequence[bytes]:
        """The scripts that may be inlined into pages."""
        return [asset.content for name, asset in sorted(self.named.items()) if name.endswith(INLINE)]

    def loaded(self, names: Iterable[str]) -> Mapping[str, bytes]:
        """Return the assets to publish for these names, including all they load: content by path."""
        wanted = set(names)
        for name in names:
            wanted |= self.named[name].loads
        return {asset.address: asset.content for name in sorted(wanted) if (asset := self.named[name])}

    def _of(self, name: str) -> Asset:
        if name not in self.named:
            near = nearest(name, self.named)
            hint = f'; did you mean "{near}"?' if near else ""
            raise LookupError(f'there is no asset "{name}"{hint}')
        return self.named[name]


ICON_DRAWING = "icon.svg"
ICON_SIZES = {"icon-32.png": 32, "icon-180.png": 180, "icon-192.png": 192, "icon-512.png": 512}
"""Width in pixels: for favicon.ico, for iPhones, and two for the web app manifest."""
_PAPER = "md-default-bg-color"
_WHITE = "#ffffff"


@lru_cache(maxsize=1)
def draw_icons(drawing: str, sheet: str) -> Mapping[str, bytes]:
    """Return the PNG icons by file name: the drawing centered in a square, on the style sheet's background color.

    Raises ValueError if the drawing cannot be rendered.
    """
    paper = colours(sheet).get(_PAPER)
    middle = drawing.replace("<svg ", '<svg x="20" y="20" width="60" height="60" ', 1)
    square = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{middle}</svg>'
    draw = partial(svg_to_bytes, svg_string=square, background=paper.light if paper else _WHITE, skip_system_fonts=True)
    return {name: bytes(draw(width=size, height=size)) for name, size in ICON_SIZES.items()}


_TEXTS = {".css": IN_SHEET, ".js": IN_SCRIPT}
_ELSEWHERE = re.compile(r"#|/|\.\./|[a-z][a-z0-9+.-]*:", re.IGNORECASE)
"""The start of a URL that does not point to an asset."""


def read_assets(folders: Iterable[Path], drawing: str = ICON_DRAWING) -> tuple[Assets, list[Diagnostic]]:
    """Return all assets of a site (files in the folders, icons rendered from `drawing`), and diagnostics."""
    folders = list(folders)
    found, problems = gather_assets(folders)
    icons, faults = _icons(found, drawing, folders[0].name)
    return Assets({**icons, **found}), [*problems, *faults, *_templates(folders)]


def _templates(folders: Iterable[Path]) -> Iterator[Diagnostic]:
    """Report templates of the theme that cannot be read, before any is rendered."""
    for folder in folders:
        for path in sorted(folder.rglob("*.html")):
            if fault := read_text(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")[1]:
                yield fault


def gather_assets(folders: Sequence[Path]) -> tuple[Mapping[str, Asset], list[Diagnostic]]:
    """Return the files in `assets/` of these folders, and diagnostics; for the same name, the first folder wins.

    Symbolic links that lead out of their folder are skipped: their targets were not meant to be published.
    """
    found: dict[str, Path] = {}
    for folder in folders:
        root = folder.resolve()
        for path in sorted((folder / ASSETS).glob("*.*")):
            if path.resolve().is_relative_to(root):
                found.setdefault(path.name, path)
    naming = _AssetNamer(found, f"{folders[0].name}/{ASSETS}")
    return {name: naming.asset(name) for name in found}, naming.problems


def _icons(found: Mapping[str, Asset], drawing: str, docs: str) -> tuple[Mapping[str, Asset], list[Diagnostic]]:
    """Render the icons; they are empty if the drawing is missing or invalid."""
    location = SourceLocation(path=f"{docs}/{ASSETS}{drawing}")
    problems: list[Diagnostic] = []
    icons: Mapping[str, bytes] = dict.fromkeys(ICON_SIZES, b"")
    if drawing not in found:
        message = msg('asset "{name}" does not exist', name=drawing)
        problems.append(error("asset", location, message, msg("provide the site's icon as a square drawing")))
    elif not xml_error(found[drawing].content):
        sheet = found.get(SHEET)
        try:
            icons = draw_icons(found[drawing].content.decode(errors="replace"), sheet.content.decode() if sheet else "")
        except ValueError as exc:
            problems.append(error("asset", location, msg("cannot render the image: {reason}", reason=exc)))
    return {name: _named(name, content) for name, content in icons.items()}, problems


class _AssetNamer:
    """Names each file by its content hash, after the files it loads; `folder` is where a missing one belongs."""

    def __init__(self, sources: Mapping[str, Path], folder: str) -> None:
        self.problems: list[Diagnostic] = []
        self._folder = folder
        self._sources = sources
        self._named: dict[str, Asset] = {}
        self._stack: list[str] = []

    def asset(self, name: str) -> Asset:
        if name not in self._named:
            self._stack.append(name)
            self._named[name] = self._made(name)
            self._stack.pop()
        return self._named[name]

    def _made(self, name: str) -> Asset:
        if Path(name).suffix in _TEXTS:
            return self._text(name)
        content = self._content(name)
        if Path(name).suffix == ".svg" and (fault := fault_in(self._sources[name], self._shown(name))):
            self.problems.append(fault)
        return _named(name, content)

    def _content(self, name: str) -> bytes:
        try:
            return self._sources[name].read_bytes()
        except OSError as exc:
            self.problems.append(unreadable_file(self._shown(name), exc))
            return b""

    def _text(self, name: str) -> Asset:
        text, fault = read_text(self._sources[name], self._shown(name))
        self.problems += [fault] if fault else []
        loads: set[str] = set()

        def replaced(match: re.Match[str]) -> str:
            group = "sheet" if match.lastgroup == "media" else "file"
            asset = self._asked(name, match[group], match.span(group))
            if not asset:
                return match[0]
            loads.update(asset.loads)
            if group == "sheet":
                return _joined(asset, match["media"].strip())
            wanted = normpath(match["file"])
            loads.add(wanted)
            return match[0].replace(wanted, asset.name)

        content = _TEXTS[Path(name).suffix].sub(replaced, text)
        return _named(name, content.encode(), frozenset(loads))

    def _asked(self, name: str, asked: str, span: tuple[int, int]) -> Asset | None:
        """Return the asset that a file loads; None if it is not an asset, or is missing or circular."""
        if _ELSEWHERE.match(asked):
            return None
        wanted = normpath(asked)
        if wanted in self._stack:
            ring = " → ".join([*self._stack[self._stack.index(wanted) :], wanted])
            message = msg(
                "circular reference {files}: a file named by its content hash cannot contain that name", files=ring
            )
            self._report(name, span, message, msg("move the shared content into a third file"))
            return None
        if wanted not in self._sources:
            near = nearest(wanted, self._sources)
            suggestion = (
                suggest(asked.replace(wanted, near)) if near else msg("add it to {folder}", folder=self._folder)
            )
            self._report(name, span, msg('asset "{name}" does not exist', name=wanted), suggestion)
            return None
        return self.asset(wanted)

    def _report(self, name: str, span: tuple[int, int], message: Message, suggestion: Message) -> None:
        text, _ = read_text(self._sources[name], "")
        line, column = text.count("\n", 0, span[0]) + 1, span[0] - text.rfind("\n", 0, span[0])
        location = SourceFile(path=self._shown(name), text=text).at(line, column, span[1] - span[0])
        self.problems.append(error("asset", location, message, suggestion))

    def _shown(self, name: str) -> str:
        """Return the path relative to the project."""
        return "/".join(self._sources[name].parts[-3:])


def _named(name: str, content: bytes, loads: frozenset[str] = frozenset()) -> Asset:
    stem, _, kind = name.rpartition(".")
    return Asset(name=f"{stem}.{sha256(content).hexdigest()[:DIGEST_LENGTH]}.{kind}", content=content, loads=loads)


def _joined(sheet: Asset, media: str) -> str:
    """Return an imported style sheet as inlined in place of its @import."""
    text = sheet.content.decode().rstrip()
    return f"@media {media} {{\n{text}\n}}\n" if media else f"{text}\n"
