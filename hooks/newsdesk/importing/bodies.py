"""Bodies: Markdown of an archive with the headings, links and pictures of a story of this site."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from markdown_it import MarkdownIt

from newsdesk.content.text_files import CONTROL, without_invisible_characters
from newsdesk.importing import forms
from newsdesk.importing.archive import CODE, Task, outside_code
from newsdesk.importing.from_html import to_markdown

_READER = MarkdownIt("commonmark").enable("table").disable("inline")
"""Reads blocks: headings and HTML are looked for, and no links."""
_PAIRED = re.compile(
    r"<(?P<name>table|figure|iframe|video|audio|blockquote|ul|ol|dl|details|script|style|object|form)\b", re.IGNORECASE
)
_INLINE_HTML = re.compile(
    r"<(?P<name>img|iframe|video|audio|embed|script|object)\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>"
    r"(?:(?:(?!</(?P=name)>).)*</(?P=name)>)?"
    r"|</?(?:font|center|big|tt|span|div|section|article|o:p)\b[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
_MORE = re.compile(r"^[ \t]*<!--\s*more\b.*?-->[ \t]*$|<!--\s*more\b.*?-->", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
_SPACES = re.compile(r"(?<=\S)( {2})?[ ]*(?=\n)|^[ ]+(?=\n)", re.MULTILINE)
"""Spaces at the end of a line, but the two that break it."""
_ATX = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
_BRACKET = re.compile(rf"{CODE.pattern}|(?P<bracket>!?\[|\])|\\.|\n[ \t]*\n", CODE.flags)
_TARGET = re.compile(
    r"\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<plain>(?:\{\{[^{}\n]*\}\}|(?!\{\{)[^\s()<>]|\((?:[^\s()]|\([^\s()]*\))*\))*))"
    r"(?:\s+(?P<title>\"(?:[^\"\\]|\\.|\"(?!\s*\)))*\"|'(?:[^'\\]|\\.|'(?!\s*\)))*'))?\s*\)(?P<attributes>\{[^{}\n]*\})?"
)
_ATTRIBUTE = re.compile(
    r"(?P<before><(?:a|img|source|video|audio)\b[^<>]*?\b(?:href|src)\s*=\s*)(?P<quote>[\"'])(?P<target>[^\"'\n]*)(?P=quote)"
)
_ANCHOR = re.compile(
    r"<a\b[^<>]*?\bhref\s*=\s*([\"'])(?P<target>[^\"'<>\s]*)\1[^<>]*>(?P<words>[^<>]*)</a>", re.IGNORECASE
)
_DEFINED = re.compile(
    r"^ {0,3}\[(?P<label>[^\]^\n][^\]\n]*)\]:[ \t]*<?(?P<target>[^\s<>]+)>?(?P<rest>[^\n]*)$", re.MULTILINE
)
_IMAGE_BY_LABEL = re.compile(r"!\[(?P<words>[^\[\]\n]*)\]\[(?P<label>[^\[\]\n]*)\]")
_PICTURE = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Targets:
    """What references of a body become: each function takes one as it is typed, and returns '' if it leads nowhere."""

    picture: Callable[[str], str]
    link: Callable[[str], str]


class Body(NamedTuple):
    """A converted body, the part of it that the author marked as its summary, and the heading that was its title."""

    text: str
    teaser: str
    heading: str


def story_body(markdown: str, targets: Targets, title: str = "") -> Body:
    """Return a body of Markdown and HTML as that of a story; a heading that only repeats its title goes."""
    text = CONTROL.sub("", markdown.replace("\r\n", "\n").replace("\r", "\n"))
    text = without_invisible_characters(text.expandtabs(4), "")[0]
    text, heading = _with_levels(_with_images_in_place("".join(_without_html(text))), title)
    text = _rewritten(text, targets)
    more = _MORE.search(text)
    teaser = text[: more.start()] if more else ""
    parts = outside_code(_MORE.sub("", text))
    text = "".join(part if is_code else _SPACES.sub(r"\1", _BLANK_LINES.sub("\n\n", part)) for is_code, part in parts)
    return Body(text.strip("\n").rstrip(), teaser, heading)


def _without_html(text: str) -> Iterator[str]:
    """Yield a text whose blocks of HTML are Markdown; code stays as it is."""
    lines, done = text.split("\n"), 0
    for start, end in _html_blocks(text, lines):
        if start >= done:
            yield from map(_without_inline_html, ["\n".join([*lines[done:start], ""]) if start > done else ""])
            yield _block_as_markdown("\n".join(lines[start:end]))
            done = end
    yield _without_inline_html("\n".join(lines[done:]))


def _html_blocks(text: str, lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of each block of HTML; a blank line ends one, but not a table within it."""
    for token in _READER.parse(text):
        if token.type == "html_block" and token.level == 0 and token.map:
            start, end = token.map
            name = _PAIRED.search("\n".join(lines[start:end]))
            closing = f"</{name['name'].lower()}" if name else ""
            while closing and end < len(lines) and closing not in "\n".join(lines[start:end]).lower():
                end += 1
            yield start, end


def _block_as_markdown(html: str) -> str:
    if re.fullmatch(r"\s*<!--.*?-->\s*", html, re.DOTALL):
        return f"{html}\n"
    return f"\n{to_markdown(html)}\n\n"


def _without_inline_html(text: str) -> str:
    return "".join(
        part if is_code else _INLINE_HTML.sub(_inline_as_markdown, _ANCHOR.sub(_anchor_as_markdown, part))
        for is_code, part in outside_code(text)
    )


def _anchor_as_markdown(found: re.Match[str]) -> str:
    """A link in HTML would keep attributes of the former site."""
    return f"[{found['words']}]({found['target']})" if found["words"].strip() else ""


def _inline_as_markdown(found: re.Match[str]) -> str:
    return to_markdown(found[0]) if found["name"] else ""


def _with_levels(text: str, known: str) -> tuple[str, str]:
    """Return a text whose highest heading is of the second level, and the one of the first level that was its title."""
    lines = text.split("\n")
    found = [
        (token.map[0], token.map[1], int(token.tag[1]))
        for token in _READER.parse(text)
        if token.type == "heading_open" and token.map and token.level == 0
    ]
    title = ""
    if found and found[0][2] == 1 and not "".join(lines[: found[0][0]]).strip():
        start, end, _ = found[0]
        title = _words(lines[start:end])
        if not known or title.casefold() == known.casefold():
            del found[0]
            lines[start:end] = [""] * (end - start)
    deeper = 1 if any(level == 1 for *_, level in found) else 0
    for start, end, level in found:
        lines[start:end] = [
            f"{'#' * min(4, max(2, level + deeper))} {_words(lines[start:end])}",
            *[""] * (end - start - 1),
        ]
    return "\n".join(lines), title


def _words(lines: list[str]) -> str:
    atx = _ATX.match(lines[0]) if len(lines) == 1 else None
    return atx[2] if atx else " ".join(line.strip() for line in lines if not _UNDERLINE.match(line))


def _with_images_in_place(text: str) -> str:
    """Return a text whose images have their targets where they stand, not in a definition further down."""
    targets = {found["label"].casefold(): found["target"] for found in _DEFINED.finditer(text)}

    def in_place(found: re.Match[str]) -> str:
        target = targets.get((found["label"] or found["words"]).casefold())
        return f"![{found['words']}]({target})" if target else found[0]

    return "".join(part if is_code else _IMAGE_BY_LABEL.sub(in_place, part) for is_code, part in outside_code(text))


class _Reference(NamedTuple):
    """A link or an image: its offsets, its words as typed, and its target in parentheses."""

    start: int
    end: int
    is_image: bool
    words: str
    target: re.Match[str]

    @property
    def typed(self) -> str:
        return self.target["plain"] if self.target["angled"] is None else self.target["angled"]


def _references(text: str) -> list[_Reference]:
    """Return the links and images of a text that are in no other, in order. One pass: a body may hold any brackets."""
    found: list[_Reference] = []
    opened: list[re.Match[str]] = []
    for sign in _BRACKET.finditer(text):
        if sign["bracket"] in ("[", "!["):
            opened.append(sign)
        elif sign["bracket"] and opened:
            begin = opened.pop()
            if target := _TARGET.match(text, sign.end()):
                while found and found[-1].start >= begin.start():
                    found.pop()
                words = text[begin.end() : sign.start()]
                found.append(_Reference(begin.start(), target.end(), begin[0] == "![", words, target))
        elif sign[0].startswith("\n"):
            opened.clear()
    return found


def _rewritten(text: str, targets: Targets) -> str:
    def defined(part: str) -> str:
        part = _ATTRIBUTE.sub(lambda found: _attribute(found, targets), part)
        return _DEFINED.sub(lambda found: _definition(found, targets), part)

    parts = outside_code(text)
    return _with_references("".join(part if is_code else defined(part) for is_code, part in parts), targets)


def _with_references(text: str, targets: Targets) -> str:
    parts, done = [], 0
    for reference in _references(text):
        made = _image(text, reference, targets) if reference.is_image else _link(reference, targets)
        parts += [text[done : reference.start], made]
        done = reference.end
    return "".join([*parts, text[done:]])


def _link(reference: _Reference, targets: Targets) -> str:
    words, new = _with_references(reference.words, targets), _target(reference.typed, targets)
    if not new:
        return f"{words}{forms.kept(Task.LINK, reference.typed)}"
    title = f" {reference.target['title']}" if reference.target["title"] else ""
    return f"[{words}]({new}{title}){reference.target['attributes'] or ''}"


def _image(text: str, reference: _Reference, targets: Targets) -> str:
    """Return an image; one that is not in the archive is a link if it is on another host, and kept anyway."""
    typed, alt = reference.typed, re.sub(r"\\(.)", r"\1", reference.words)
    if new := targets.picture(typed):
        title = (reference.target["title"] or "")[1:-1]
        return forms.image(new, alt, title if title != alt else "")
    original = forms.kept(Task.PICTURE, text[reference.start : reference.end])
    if typed.startswith(("http://", "https://")):
        return f"{forms.link(alt or typed.rpartition('/')[2], typed)}{original}"
    return original


def _attribute(found: re.Match[str], targets: Targets) -> str:
    new = _target(found["target"], targets)
    return f"{found['before']}{found['quote']}{new or found['target']}{found['quote']}"


def _definition(found: re.Match[str], targets: Targets) -> str:
    if new := _target(found["target"], targets):
        return f"[{found['label']}]: {new}{found['rest']}"
    return f"[{found['label']}]: #\n{forms.kept(Task.LINK, found['target'])}"


def _target(typed: str, targets: Targets) -> str:
    path = re.split(r"[?#]", typed)[0]
    return (targets.picture(typed) if _PICTURE.search(path) else "") or targets.link(typed)
