"""WordPress's export file (WXR), read as a stream: an export may be larger than the memory.

The format: https://github.com/WordPress/WordPress/blob/master/wp-admin/includes/export.php
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from xml.parsers import expat

from lxml import etree

from newsdesk.i18n.messages import msg
from newsdesk.project import CannotRun

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_WP = re.compile(r"\{https?://wordpress\.org/export/[\d.]+/\}")
_EXCERPT = re.compile(r"\{https?://wordpress\.org/export/[\d.]+/excerpt/\}encoded")
_CONTROL = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0D})
_MAX_VALUE = 10_000
"""Characters of a custom field that are kept: pages of builders hold megabytes in one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of the export: its texts by element, its terms, and its custom fields."""

    line: int
    texts: Mapping[str, str]
    content: str
    excerpt: str
    terms: Sequence[tuple[str, str, str]]
    fields: Mapping[str, str]
    comments: int

    def text(self, name: str) -> str:
        return self.texts.get(name, "").strip()

    @property
    def identifier(self) -> str:
        return self.text("post_id")


@dataclass(slots=True)
class Channel:
    """What an export says of the whole site: its address, and the names of its authors by login."""

    base: str = ""
    authors: dict[str, str] = field(default_factory=dict)


def read_items(path: Path, channel: Channel | None = None) -> Iterator[Item]:
    """Yield the items one by one, and fill the channel; what was read is released. Raises CannotRun for no export."""
    try:
        with path.open("rb") as file:
            _refuse_doctype(file, path.name)
        with path.open("rb") as file:
            events = etree.iterparse(
                _WithoutControls(file),
                events=("end",),
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=True,
                recover=False,
            )
            for _, element in events:
                yield from _noted(element, channel)
    except etree.XMLSyntaxError as exc:
        message = msg(
            "{file}:{line}: the export is damaged or incomplete: {reason}",
            file=path.name,
            line=exc.lineno,
            reason=exc.msg,
        )
        raise CannotRun(message) from exc


def _noted(element: etree._Element, channel: Channel | None) -> Iterator[Item]:
    """Yield an element that is an item, note what describes the whole export, and release what was read."""
    name = _WP.sub("wp:", str(element.tag))
    if name == "item":
        yield _item(element)
    elif channel and name == "wp:author":
        texts = {_WP.sub("", str(child.tag)): child.text or "" for child in element}
        channel.authors[texts.get("author_login", "")] = texts.get("author_display_name", "") or texts.get(
            "author_login", ""
        )
    elif channel and name == "wp:base_blog_url":
        channel.base = (element.text or "").strip()
    if name in ("item", "wp:author", "wp:category", "wp:tag", "wp:term"):
        element.clear()
        while (before := element.getprevious()) is not None:
            parent = before.getparent()
            assert parent is not None, "what has a sibling has a parent"
            parent.remove(before)


def _item(element: etree._Element) -> Item:
    texts: dict[str, str] = {}
    content = excerpt = ""
    terms: list[tuple[str, str, str]] = []
    fields: dict[str, str] = {}
    comments = 0
    for child in element:
        tag = str(child.tag)
        if tag == _CONTENT:
            content = child.text or ""
        elif _EXCERPT.fullmatch(tag):
            excerpt = child.text or ""
        elif tag == "category":
            terms.append((child.get("domain", "category"), child.get("nicename", ""), (child.text or "").strip()))
        elif tag.endswith("}postmeta"):
            key, value = (
                next((each.text or "" for each in child if str(each.tag).endswith(f"}}{name}")), "")
                for name in ("meta_key", "meta_value")
            )
            fields[key] = value[:_MAX_VALUE]
        elif tag.endswith("}comment"):
            comments += 1
        else:
            texts[_WP.sub("", tag) if tag != _CREATOR else "creator"] = child.text or ""
    return Item(
        line=_line(element),
        texts=texts,
        content=content,
        excerpt=excerpt,
        terms=terms,
        fields=fields,
        comments=comments,
    )


def _line(element: Any) -> int:
    return element.sourceline or 1


class _WithoutControls:
    """A file without the control characters that XML forbids and that exports nevertheless hold."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        while data := self._file.read(size):
            if kept := data.translate(None, _CONTROL):
                return kept
        return b""


class _BegunError(Exception):
    """The root element was reached."""


def _refuse_doctype(file: BinaryIO, name: str) -> None:
    """Raise CannotRun for a document type: no export has one, and its entities could fill the memory or read files."""

    def refuse(*_: object) -> None:
        raise CannotRun(msg("{file} declares a document type, which no export of WordPress does", file=name))

    def begin(*_: object) -> None:
        raise _BegunError

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = begin
    try:
        parser.ParseFile(_WithoutControls(file))
    except _BegunError:
        return
    except expat.ExpatError as exc:
        raise CannotRun(msg("{file} is not an export of WordPress: {reason}", file=name, reason=exc)) from exc
