"""An archive: what every reader makes of the posts of another generator, before they become stories."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from newsdesk.content.text_files import CONTROL, without_invisible_characters
from newsdesk.i18n.messages import Message, msg


class Task(StrEnum):
    """What a person has to do after an import, by kind; `heading` says it for a whole kind."""

    SOURCE = "source"
    ALT = "alt"
    TITLE = "title"
    SUMMARY = "summary"
    LENGTH = "length"
    SLUG = "slug"
    BYLINE = "byline"
    TAG = "tag"
    PICTURE = "picture"
    LINK = "link"
    SHORTCODE = "shortcode"
    HTML = "html"
    ADDRESS = "address"
    LEFT_OUT = "left-out"
    EDITED = "edited"

    @property
    def heading(self) -> Message:
        """What there is to do."""
        return _HEADINGS[self]


_HEADINGS = {
    Task.SOURCE: msg("add the sources: nothing in the archive says them"),
    Task.ALT: msg("write what the image shows"),
    Task.TITLE: msg("write the title"),
    Task.SUMMARY: msg("read the summary: it was made from the text"),
    Task.LENGTH: msg("shorten what is too long"),
    Task.SLUG: msg("choose a slug: newsdesk move"),
    Task.BYLINE: msg("write the byline"),
    Task.TAG: msg("complete the new tags in the register"),
    Task.PICTURE: msg("bring the image, or do without it"),
    Task.LINK: msg("look at the link: its target was not imported"),
    Task.SHORTCODE: msg("replace the shortcode, kept in a comment"),
    Task.HTML: msg("replace the HTML, kept in a comment"),
    Task.ADDRESS: msg("redirect the old URL at the host"),
    Task.LEFT_OUT: msg("not imported"),
    Task.EDITED: msg("changed since it was imported: left alone"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """Something that needs a person, at a line of a file of the site or, if it was left out, of the archive."""

    task: Task
    path: str
    line: int = 1
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadImage:
    """The cover picture of a post: its address or path as the archive has it, and its words."""

    reference: str
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPost:
    """A post as another generator has it.

    `key` names it within its archive, `path` and `line` are where it stands there. `addresses` are its former ones,
    from the host's root on. `language` is its tag as the archive writes it, such as `zh_CN`, or empty. Posts with the
    same `pair` are versions of one text. `published` is a date, or a moment with or without an offset. `body` is what
    stands in the archive: `Archive.markdown` converts it.
    """

    key: str
    path: str
    line: int = 1
    addresses: Sequence[str] = ()
    slug: str = ""
    language: str = ""
    pair: str = ""
    title: str = ""
    summary: str = ""
    published: date | datetime
    updated: date | datetime | None = None
    authors: Sequence[str] = ()
    tags: Sequence[str] = ()
    image: LeadImage | None = None
    draft: bool = False
    body: str = ""


class Archive(Protocol):
    """The posts of another generator. Each method may be called many times, and reads what it needs again."""

    def posts(self) -> Iterator[ImportedPost]:
        """Yield the posts, in an order that depends on the archive alone. Raises CannotRun if it cannot be read."""

    def left_out(self) -> Iterable[ToDo]:
        """Return what is no post, or none that may be published; complete once all posts were read."""

    def markdown(self, post: ImportedPost) -> str:
        """Return the body as Markdown in the forms of this site; links and pictures still as the archive has them."""

    def file(self, post: ImportedPost, reference: str) -> Path | None:
        """Return the picture or other file that a body refers to; None if the archive does not have it."""

    def linked_post(self, post: ImportedPost, reference: str) -> str:
        """Return the key of the post that a link in a body leads to, empty if none."""

    def absolute(self, post: ImportedPost, reference: str) -> str:
        """Return a link within the former site with its host, empty if that is unknown."""

    def is_own(self, address: str) -> bool:
        """Return whether an address with a host is one of the former site."""


CODE = re.compile(
    r"^(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)"
    r"|<!--.*?-->",
    re.MULTILINE | re.DOTALL,
)
"""What is not read as Markdown: a fenced block, a code span, a comment."""


def outside_code(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the parts of a Markdown text in order, each with whether it is code."""
    done = 0
    for found in CODE.finditer(text):
        yield False, text[done : found.start()]
        yield True, found[0]
        done = found.end()
    yield False, text[done:]


def search_outside_code(pattern: re.Pattern[str], text: str, start: int) -> re.Match[str] | None:
    """Return the next match that does not begin in code."""
    spans = [found.span() for found in CODE.finditer(text)]
    while found := pattern.search(text, start):
        begin = found.start()
        end = next((end for first, end in spans if first <= begin < end), 0)
        if not end:
            return found
        start = end
    return None


def one_line(text: str) -> str:
    """Return a text without line breaks and without characters that cannot be seen."""
    return " ".join(without_invisible_characters(CONTROL.sub("", text), "")[0].split())


_SLUG = re.compile(r"[a-z0-9]+")


def slug_of(text: str) -> str:
    """Return the lowercase ASCII words of a text, joined by hyphens; empty if it has none."""
    return "-".join(_SLUG.findall(text.lower().replace("'", "").replace("’", "")))


def language_code(tag: str) -> str:
    """Return the language of a tag such as `zh-CN`, `zh_Hans` or `EN`."""
    return re.split(r"[-_]", tag.strip().lower())[0]


def is_traditional(tag: str) -> bool:
    """Return whether a tag of Chinese means traditional characters: by its script, or the regions that use them."""
    return bool({"hant", "tw", "hk", "mo"}.intersection(re.split(r"[-_]", tag.lower())))
