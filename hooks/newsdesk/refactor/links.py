"""Where links and ids stand in files, and what they become when their target goes elsewhere."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from newsdesk import urls
from newsdesk.content.blocks import without_waivers
from newsdesk.content.entities import IdReference
from newsdesk.content.front_matter import RECORD_FORMS
from newsdesk.content.marks import InNoOrder, fields, mark_of
from newsdesk.content.story import Text
from newsdesk.diagnostics import SourceFile, Span
from newsdesk.i18n.messages import msg
from newsdesk.markdown import converter
from newsdesk.markdown.safety import parsed
from newsdesk.project import CannotRun
from newsdesk.refactor.edits import Edit, at, edited

_TYPED = re.compile(
    r"""\]\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<inline>(?:[^\s()<>]|\([^\s()]*\))+))"""
    r"""|^[ ]{0,3}\[[^\]\n]+\]:\s*(?:<(?P<defined_angled>[^<>\n]*)>|(?P<defined>[^\s<>]+))"""
    r"""|(?:href|src)\s*=\s*(?:"(?P<double>[^"\n]*)"|'(?P<single>[^'\n]*)'|(?P<bare>[^\s"'>}]+))""",
    re.MULTILINE,
)
"""What may be the address of a link or a picture: behind its text, in a definition, in an attribute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTarget:
    """The address of a link as it is typed, from `start` to `end` of the body."""

    start: int
    end: int
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTargetFinder:
    """The addresses of a body: those whose place is known, and those that are written in a way of which it is not."""

    placed: Sequence[LinkTarget]
    unplaced: Sequence[str]


def link_targets(body: str) -> LinkTargetFinder:
    """The addresses of all links and pictures of a body.

    Each that may be one gives way to a sign of ours: what the converter then makes a link of is one, and what it
    leaves as text, in code or in a comment is none. Raises what the converter raises where the body breaks it.
    """
    found = [_target(match) for match in _TYPED.finditer(body)]
    parts, done = [], 0
    for number, target in enumerate(found):
        parts += [body[done : target.start], _sign(number)]
        done = target.end
    tree = parsed(converter.to_html(without_waivers("".join([*parts, body[done:]]))))
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
        target, here = self.of(urls.joined(source, meant)), self.of(source)
        if urls.joined(here, meant) == target:
            return typed
        slash = "/" if meant.endswith("/") else ""
        return urls.source_link(here, target) + slash + typed[len(_path(typed)) :]

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


def link_edits(text: Text, relocation: Relocation) -> Sequence[Edit]:
    """The edits of the links in a body, counted from where it begins.

    Raises CannotRun for a link whose place in the source is not known.
    """
    if not relocation.concerns(text):
        return ()
    found = link_targets(text.body)
    for typed in found.unplaced:
        if relocation.retyped(typed, text.path) != typed:
            raise CannotRun(
                msg('{file}: cannot update the link "{link}": fix it first', file=text.file.path, link=typed)
            )
    wanted = ((target, relocation.retyped(target.typed, text.path)) for target in found.placed)
    return [Edit(target.start, target.end, new) for target, new in wanted if new != target.typed]


def edits_in_file(text: Text, edits: Sequence[Edit]) -> Iterator[Edit]:
    """Edits of a body as edits of its file."""
    before = len(text.file.text) - len(text.body)
    return (Edit(before + edit.start, before + edit.end, edit.text) for edit in edits)


def restamp_edits(original: Text, edits: Sequence[Edit], twin: Text) -> Iterator[Edit]:
    """The edit of a translation's digests where links of its original are written anew: no block becomes stale by it.

    What was stale stays so: of its other groups none changes.
    """
    after = replace(original, body=edited(original.body, edits)).stamp()
    renewed = dict(zip(original.stamp().split("-"), after.split("-"), strict=True))
    stamped = twin.translates
    new = after if stamped == original.stamp() else "-".join(renewed.get(group, group) for group in stamped.split("-"))
    if stamped and new != stamped:
        yield at(twin.file.text, twin.file.values[("translates",)], new)


_IN_NO_ORDER = frozenset(
    key for form in RECORD_FORMS.values() for key, field in fields(form.model).items() if mark_of(field, InNoOrder)
)
"""Keys of lists of which no page shows in which order they were typed."""


def rename_edits(mention: IdReference, new: str) -> Iterator[Edit]:
    """The edits that a new name of what is mentioned asks for: one, or those of all ids that change their places."""
    file = mention.file
    marks = list(_places(mention))
    before = [_typed(file, mark) for mark in marks]
    after = [typed.replace(mention.name, new) if _id(typed) == mention.name else typed for typed in before]
    if before == sorted(before, key=_sign_and_id):
        after.sort(key=_sign_and_id)
    for mark, typed, now in zip(marks, before, after, strict=True):
        if now != typed:
            yield at(file.text, mark, now)


def _places(mention: IdReference) -> Iterator[Span]:
    """Where the id stands; of a list in which order means nothing, where each of its ids does."""
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
    """The id alone, without the sign that takes it away."""
    return _sign_and_id(typed).removeprefix("-")
