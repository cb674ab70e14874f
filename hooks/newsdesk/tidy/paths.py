"""Paths of media in their canonical form: relative to the file, as MkDocs, GitHub and text editors read them."""

import re
from collections.abc import Collection, Iterator

from newsdesk import urls
from newsdesk.content import source_file
from newsdesk.content.markdown_extensions import ExtensionConfigs
from newsdesk.refactor.edits import Edit, apply_edits, start_of
from newsdesk.refactor.links import link_targets

_FROM_DOCS = re.compile(r"/?media/")
_SRC = ("image", "src")


def with_relative_paths(raw: str, path: str, media: Collection[str], extensions: ExtensionConfigs) -> str:
    """Return the raw text of the file at `path` below docs/ with paths of `media` that begin there made relative to it.

    Line ends and byte order mark are preserved. A file that cannot be read is returned unchanged.
    """
    if not _FROM_DOCS.search(raw):
        return raw
    document = source_file.read_document("", raw)
    if document.problems:
        return raw
    edits = ((start, found) for start, typed in _paths(document, extensions) if (found := _from_docs(typed, media)))
    folder = f"{urls.source_link(path, urls.MEDIA)}/"
    return apply_edits(raw, [Edit(start, start + len(found), folder) for start, found in edits])


def _paths(document: source_file.Document, extensions: ExtensionConfigs) -> Iterator[tuple[int, str]]:
    """Yield the paths in the front matter and in the body, as typed, with their offsets in the file."""
    text = document.file.text
    if mark := document.file.values.get(_SRC):
        line, column, length = mark
        start = start_of(text, line) + column - 1
        typed = text[start : start + length]
        quote = 1 if typed[:1] in ("'", '"') else 0
        yield start + quote, typed[quote : length - quote]
    if _FROM_DOCS.search(document.body):
        before = len(text) - len(document.body)
        yield from ((before + target.start, target.typed) for target in link_targets(document.body, extensions).placed)


def _from_docs(typed: str, media: Collection[str]) -> str:
    """Return what stands for media/ at the start of a path from docs/ on; empty if it is none, or of no file there."""
    found = _FROM_DOCS.match(typed)
    is_file = any(path.removeprefix("/") in media for path in urls.paths_meant(typed))
    return found[0] if found and is_file else ""
