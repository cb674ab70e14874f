"""Link targets and IDs in source files, and the edits that a move or rename requires."""

import html
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from newsdesk import urls
from newsdesk.content.blocks import without_waivers
from newsdesk.content.entities import IdReference
from newsdesk.content.front_matter import RECORD_FORMS
from newsdesk.content.markdown_extensions import ExtensionConfigs
from newsdesk.content.marks import InNoOrder, fields, mark_of
from newsdesk.content.story import Text
from newsdesk.diagnostics import SourceFile, Span
from newsdesk.i18n.messages import msg
from newsdesk.markdown import converter
from newsdesk.markdown.safety import parsed
from newsdesk.project import CannotRun
from newsdesk.refactor.edits import Edit, apply_edits, replacement

_TYPED = re.compile(
    r"""\]\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<inline>(?:[^\s()<>]|\([^\s()]*\)|[ ]+(?=[^\s"'<>)]))+))"""
    r"""|^[ ]{0,3}\[[^\]\n]+\]:\s*(?:<(?P<defined_angled>[^<>\n]*)>|(?P<defined>[^\s<>]+))"""
    r"""|(?:href|src)\s*=\s*(?:"(?P<double>[^"\n]*)"|'(?P<single>[^'\n]*)'|(?P<bare>[^\s"'>}]+))""",
    re.MULTILINE,
)
"""Candidates for a link target: after a link text, in a link definition, in an attribute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTarget:
    """A link target as typed, from offset `start` to `end` of the body."""

    start: int
    end: int
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTargetFinder:
    """The link targets of a body: `placed` at known offsets, `unplaced` written in a way that hides theirs."""

    placed: Sequence[LinkTarget]
    unplaced: Sequence[str]


def link_targets(body: str, extensions: ExtensionConfigs) -> LinkTargetFinder:
    """Return the targets of all links and images in a body.

    Each candidate is replaced by a marker: one that the converter makes a link of is a target, one that stays text, in
    code or in a comment, is not. Raises what the converter raises if the body breaks it.
    """
    found = [_target(match) for match in _TYPED.finditer(body)]
    parts, done = [], 0
    for number, target in enumerate(found):
        parts += [body[done : target.start], _sign(number)]
        done = target.end
    tree = parsed(converter.to_html(without_waivers("".join([*parts, body[done:]])), extensions))
    named = [element.get("src" if element.tag == "img" else "href") for element in tree.iterdescendants("a", "img")]
    signs = {_sign(number): target for number, target in enumerate(found)}
    return LinkTargetFinder(
        placed=[target for sign, target in signs.items() if sign in named],
        unplaced=[address for address in named if address and address not in signs],
    )


def _target(match: re.Match[str]) -> LinkTarget:
    group = match.lastgroup
    assert group, "each way to type an address is a group"
    return LinkTarget(start=match.start(group), end=match.end(group), typed=match[group])


def _sign(number: int) -> str:
    return f"newsdesk-target-{number}"


_PATH = re.compile(r"[^?#]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relocation:
    """A map from old to new `stems`: paths below docs/ without `.md`, which are addresses without the last slash.

    `media` are the files that a link may name from docs/ on.
    """

    stems: Mapping[str, str]
    media: Collection[str] = ()

    def new_path(self, path: str) -> str:
        """Return the new path or address of what is at or below a moved one; others are unchanged."""
        stem = path.removesuffix(".md")
        rest = path.removeprefix(stem)
        while stem:
            if stem in self.stems:
                return self.stems[stem] + rest
            stem, slash, last = stem.rpartition("/")
            rest = f"{slash}{last}{rest}"
        return path

    def new_target(self, typed: str, source: str) -> str:
        """Return a link target in the file `source` as it must be typed after the move of either."""
        meant = unquote(html.unescape(_path(typed)))
        for path in urls.paths_meant(html.unescape(typed)):
            if urls.below_docs(source, path) in self.media:
                return self._new_media_target(typed, path, source)
        if not meant or meant.startswith("/"):
            return typed
        target, here = self.new_path(urls.joined(source, meant)), self.new_path(source)
        if urls.joined(here, meant) == target:
            return typed
        slash = "/" if meant.endswith("/") else ""
        return urls.source_link(here, target) + slash + typed[len(_path(typed)) :]

    def _new_media_target(self, typed: str, path: str, source: str) -> str:
        """Return the target of a link to a file in media/, which it names by `path`: relative, or from docs/ on."""
        file, here = urls.below_docs(source, path), self.new_path(source)
        if urls.below_docs(here, path) == (moved := self.new_path(file)):
            return typed
        return path.replace(file, moved) if path.removeprefix("/") == file else urls.source_link(here, moved)

    def affects(self, text: Text) -> bool:
        """Return whether a link in the text may have to change, a cheap test that rules out most texts."""
        if self.new_path(text.path) != text.path:
            return True
        plain = unquote(html.unescape(text.body))
        return any(stem.rpartition("/")[2] in plain for stem in self.stems)


def _path(typed: str) -> str:
    """Return the path of a link target inside the site, '' if it leads elsewhere."""
    try:
        parts = urlsplit(typed)
    except ValueError:
        return ""
    found = _PATH.match(typed)
    return found[0] if found and not (parts.scheme or parts.netloc) else ""


def link_edits(text: Text, relocation: Relocation, extensions: ExtensionConfigs) -> Sequence[Edit]:
    """Return the edits of the links in a body, with offsets in the body.

    Raises CannotRun for a link that must change and whose offset is unknown.
    """
    if not relocation.affects(text):
        return ()
    found = link_targets(text.body, extensions)
    for typed in found.unplaced:
        if relocation.new_target(typed, text.path) != typed:
            raise CannotRun(
                msg('{file}: cannot update the link "{link}": fix it first', file=text.file.path, link=typed)
            )
    wanted = ((target, relocation.new_target(target.typed, text.path)) for target in found.placed)
    return [Edit(target.start, target.end, new) for target, new in wanted if new != target.typed]


def edits_in_file(text: Text, edits: Sequence[Edit]) -> Iterator[Edit]:
    """Yield edits of a body as edits of its file."""
    before = len(text.file.text) - len(text.body)
    return (Edit(before + edit.start, before + edit.end, edit.text) for edit in edits)


def restamp_edits(original: Text, edits: Sequence[Edit], translation: Text) -> Iterator[Edit]:
    """Yield the edit of a translation's digests after link edits in its original: no block becomes stale.

    Blocks that were stale remain so: their digests are unchanged.
    """
    after = replace(original, body=apply_edits(original.body, edits)).stamp()
    renewed = dict(zip(original.stamp().split("-"), after.split("-"), strict=True))
    stamped = translation.translates
    new = after if stamped == original.stamp() else "-".join(renewed.get(group, group) for group in stamped.split("-"))
    if stamped and new != stamped:
        yield replacement(translation.file.text, translation.file.values[("translates",)], new)


def picture_edits(mention: IdReference, relocation: Relocation, docs: str) -> Iterator[Edit]:
    """Yield the edit of a front matter's path of an image that is moved; `docs` is the name of docs/."""
    source = mention.file.path.removeprefix(f"{docs}/")
    if (new := relocation.new_target(mention.name, source)) != mention.name:
        mark = mention.file.values[mention.keys]
        yield replacement(mention.file.text, mark, _typed(mention.file, mark).replace(mention.name, new))


_IN_NO_ORDER = frozenset(
    key for form in RECORD_FORMS.values() for key, field in fields(form.model).items() if mark_of(field, InNoOrder)
)
"""Fields with a list whose order no page shows."""


def rename_edits(mention: IdReference, new: str) -> Iterator[Edit]:
    """Yield the edits that rename an ID in one place; a sorted list whose order has no meaning is re-sorted."""
    file = mention.file
    marks = list(_places(mention))
    before = [_typed(file, mark) for mark in marks]
    after = [typed.replace(mention.name, new) if _id(typed) == mention.name else typed for typed in before]
    if before == sorted(before, key=_sign_and_id):
        after.sort(key=_sign_and_id)
    for mark, typed, now in zip(marks, before, after, strict=True):
        if now != typed:
            yield replacement(file.text, mark, now)


def _places(mention: IdReference) -> Iterator[Span]:
    """Yield the span of the ID; in a list without order, the spans of all its IDs."""
    *above, last = mention.keys
    for keys, mark in mention.file.values.items():
        if keys == mention.keys or (isinstance(last, int) and above[-1] in _IN_NO_ORDER and keys[:-1] == tuple(above)):
            yield mark


def _typed(file: SourceFile, mark: Span) -> str:
    line, column, length = mark
    return file.at(line).source[column - 1 : column - 1 + length]


def _sign_and_id(typed: str) -> str:
    return typed.strip("\"'")


def _id(typed: str) -> str:
    """Return the ID without quotes and without the minus that removes it."""
    return _sign_and_id(typed).removeprefix("-")
