"""Where things go: new paths, and the links to them and from them."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from newsdesk.desk.command import CannotRun
from newsdesk.desk.edit import Edit, at, edited
from newsdesk.model.text import Text
from newsdesk.pages.targets import targets
from newsdesk.words import address, digest
from newsdesk.words.message import said

_PATH = re.compile(r"[^?#]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relocation:
    """`stems` leads from old to new: paths below docs/ without `.md`, which are addresses without the last slash."""

    stems: Mapping[str, str]

    def of(self, path: str) -> str:
        """The new path, or address, of what stands at a path or below it; the same where it stays."""
        stem = path.removesuffix(".md")
        rest = path.removeprefix(stem)
        while stem:
            if stem in self.stems:
                return self.stems[stem] + rest
            stem, slash, last = stem.rpartition("/")
            rest = f"{slash}{last}{rest}"
        return path

    def retyped(self, typed: str, source: str) -> str:
        """The address of a link in the file `source`, as it is to be typed where that file will be."""
        meant = unquote(html.unescape(_path(typed)))
        if not meant or meant.startswith("/"):
            return typed
        target, here = self.of(address.joined(source, meant)), self.of(source)
        if address.joined(here, meant) == target:
            return typed
        slash = "/" if meant.endswith("/") else ""
        return address.source_link(here, target) + slash + typed[len(_path(typed)) :]

    def concerns(self, text: Text) -> bool:
        """Whether a link of a text may have to be written anew: most need not be looked at more closely."""
        if self.of(text.path) != text.path:
            return True
        plain = unquote(html.unescape(text.body))
        return any(stem.rpartition("/")[2] in plain for stem in self.stems)


def _path(typed: str) -> str:
    """The path of an address inside the site; nothing for one that leads out of it."""
    try:
        parts = urlsplit(typed)
    except ValueError:
        return ""
    found = _PATH.match(typed)
    return found[0] if found and not (parts.scheme or parts.netloc) else ""


def links(text: Text, relocation: Relocation) -> Sequence[Edit]:
    """The edits of the links in a body, counted from where it begins.

    Raises CannotRun for a link whose place in the source is not known.
    """
    if not relocation.concerns(text):
        return ()
    found = targets(text.body)
    for typed in found.unplaced:
        if relocation.retyped(typed, text.path) != typed:
            raise CannotRun(
                said('{file}: the link "{link}" cannot be repaired: mend it first', file=text.file.path, link=typed)
            )
    wanted = ((target, relocation.retyped(target.typed, text.path)) for target in found.placed)
    return [Edit(target.start, target.end, new) for target, new in wanted if new != target.typed]


def in_file(text: Text, edits: Sequence[Edit]) -> Iterator[Edit]:
    """Edits of a body as edits of its file."""
    before = len(text.file.text) - len(text.body)
    return (Edit(before + edit.start, before + edit.end, edit.text) for edit in edits)


def restamped(original: Text, edits: Sequence[Edit], twin: Text) -> Iterator[Edit]:
    """The edit of a translation's digests where links of its original are written anew: no block becomes stale by it.

    What was stale stays so: of its other groups none changes.
    """
    after = digest.stamp(original.title, original.summary, edited(original.body, edits))
    renewed = dict(zip(original.stamp().split("-"), after.split("-"), strict=True))
    stamped = twin.translates
    new = after if stamped == original.stamp() else "-".join(renewed.get(group, group) for group in stamped.split("-"))
    if stamped and new != stamped:
        yield at(twin.file.text, twin.file.values[("translates",)], new)
