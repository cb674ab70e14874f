"""The assets of the theme and of the section, from their folders.

A style sheet takes in those that it imports, so that a browser asks once. What a file asks for is named first: then
its own name changes with that.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from posixpath import normpath

from newsdesk.model.assets import SHEET, Asset, Assets
from newsdesk.reading.disk import fault_in, fault_in_xml, read_text, unreadable
from newsdesk.reading.icons import DRAWING, NAMES, drawn
from newsdesk.words.address import ASSETS, MARK
from newsdesk.words.message import Message, said
from newsdesk.words.nearest import nearest
from newsdesk.words.problem import Place, Problem, error, write
from newsdesk.words.requested import IN_SCRIPT, IN_SHEET

_TEXTS = {".css": IN_SHEET, ".js": IN_SCRIPT}
_ELSEWHERE = re.compile(r"#|/|\.\./|[a-z][a-z0-9+.-]*:", re.IGNORECASE)
"""How an address begins that is none of an asset."""


def read(folders: Iterable[Path]) -> tuple[Assets, list[Problem]]:
    """All assets of a site: those in the folders, and the icons that are drawn from one of them."""
    folders = list(folders)
    found, problems = gathered(folders)
    icons, faults = _icons(found)
    return Assets({**icons, **found}), [*problems, *faults, *_templates(folders)]


def _templates(folders: Iterable[Path]) -> Iterator[Problem]:
    """What is wrong with the theme's templates before any is rendered."""
    for folder in folders:
        for path in sorted(folder.rglob("*.html")):
            if fault := read_text(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")[1]:
                yield fault


def gathered(folders: Iterable[Path]) -> tuple[Mapping[str, Asset], list[Problem]]:
    """The files in `assets/` of these folders; of two with one name that in the first folder counts.

    What a link leads to outside its folder is none of them: nobody has put it among what is published.
    """
    found: dict[str, Path] = {}
    for folder in folders:
        root = folder.resolve()
        for path in sorted((folder / ASSETS).glob("*.*")):
            if path.resolve().is_relative_to(root):
                found.setdefault(path.name, path)
    naming = _Naming(found)
    return {name: naming.asset(name) for name in found}, naming.problems


def _icons(found: Mapping[str, Asset]) -> tuple[Mapping[str, Asset], list[Problem]]:
    """The icons; empty ones where something is wrong."""
    place = Place(path=f"docs/{ASSETS}{DRAWING}")
    problems: list[Problem] = []
    icons: Mapping[str, bytes] = dict.fromkeys(NAMES, b"")
    if DRAWING not in found:
        sentence = said('"{name}" is not among the assets', name=DRAWING)
        problems.append(error("asset", place, sentence, said("draw the section's icon, in a square")))
    elif not fault_in_xml(found[DRAWING].content):
        sheet = found.get(SHEET)
        try:
            icons = drawn(found[DRAWING].content.decode(errors="replace"), sheet.content.decode() if sheet else "")
        except ValueError as wrong:
            problems.append(error("asset", place, said("this cannot be drawn: {reason}", reason=wrong)))
    return {name: _named(name, content) for name, content in icons.items()}, problems


class _Naming:
    """Names files, what they ask for first; each once."""

    def __init__(self, sources: Mapping[str, Path]) -> None:
        self.problems: list[Problem] = []
        self._sources = sources
        self._named: dict[str, Asset] = {}
        self._in_hand: list[str] = []

    def asset(self, name: str) -> Asset:
        if name not in self._named:
            self._in_hand.append(name)
            self._named[name] = self._made(name)
            self._in_hand.pop()
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
        except OSError as wrong:
            self.problems.append(unreadable(self._shown(name), wrong))
            return b""

    def _text(self, name: str) -> Asset:
        """A style sheet or a script, with the names of what it asks for."""
        text, fault = read_text(self._sources[name], self._shown(name))
        self.problems += [fault] if fault else []
        asks: set[str] = set()

        def replaced(match: re.Match[str]) -> str:
            group = "sheet" if match.lastgroup == "media" else "file"
            asset = self._asked(name, match[group], match.span(group))
            if not asset:
                return match[0]
            asks.update(asset.asks)
            if group == "sheet":
                return _joined(asset, match["media"].strip())
            wanted = normpath(match["file"])
            asks.add(wanted)
            return match[0].replace(wanted, asset.name)

        content = _TEXTS[Path(name).suffix].sub(replaced, text)
        return _named(name, content.encode(), frozenset(asks))

    def _asked(self, name: str, asked: str, span: tuple[int, int]) -> Asset | None:
        """The asset that stands so in a file; None where that is another file, or wrong."""
        if _ELSEWHERE.match(asked):
            return None
        wanted = normpath(asked)
        if wanted in self._in_hand:
            ring = " → ".join([*self._in_hand[self._in_hand.index(wanted) :], wanted])
            sentence = said("{files}: a file whose name is made of its content cannot hold that name", files=ring)
            self._complain(name, span, sentence, said("move what both need into a third file"))
            return None
        if wanted not in self._sources:
            near = nearest(wanted, self._sources)
            cure = write(asked.replace(wanted, near)) if near else said("put it into docs/assets/")
            self._complain(name, span, said('"{name}" is not among the assets', name=wanted), cure)
            return None
        return self.asset(wanted)

    def _complain(self, name: str, span: tuple[int, int], sentence: Message, cure: Message) -> None:
        text, _ = read_text(self._sources[name], "")
        begin = text.rfind("\n", 0, span[0]) + 1
        place = Place(
            path=self._shown(name),
            line=text.count("\n", 0, begin) + 1,
            column=span[0] - begin + 1,
            length=span[1] - span[0],
            source=text[begin:].partition("\n")[0],
        )
        self.problems.append(error("asset", place, sentence, cure))

    def _shown(self, name: str) -> str:
        """The path of a file from the project on."""
        return "/".join(self._sources[name].parts[-3:])


def _named(name: str, content: bytes, asks: frozenset[str] = frozenset()) -> Asset:
    stem, _, kind = name.rpartition(".")
    return Asset(name=f"{stem}.{sha256(content).hexdigest()[:MARK]}.{kind}", content=content, asks=asks)


def _joined(sheet: Asset, media: str) -> str:
    """An imported sheet in the place of its import."""
    text = sheet.content.decode().rstrip()
    return f"@media {media} {{\n{text}\n}}\n" if media else f"{text}\n"
