"""The second reader: where GitHub shows a body otherwise than the site does, and what to write that both show alike."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import islice, takewhile
from typing import NamedTuple

from newsdesk.content.blocks import lines_without_waivers, without_waivers
from newsdesk.content.markdown_extensions import DEFAULT_EXTENSIONS
from newsdesk.content.story import Text
from newsdesk.diagnostics import Diagnostic, suggest, warning
from newsdesk.i18n.messages import Message, msg, verbatim
from newsdesk.markdown import commonmark
from newsdesk.markdown.converter import to_html
from newsdesk.markdown.links import MAX_FINDINGS, shortened
from newsdesk.markdown.safety import parsed
from newsdesk.markdown.structure import Part, structure

MAX_CURES = 10
"""Disagreements of one body for which suggestions are tried."""
MAX_CANDIDATES = 24
MAX_BLOCK = 2_000
"""Characters of the longest block for which suggestions are tried."""


class Disagreement(NamedTuple):
    """Parts that two readings have in place of each other; `line` is the first line of their block, from 0."""

    line: int
    ours: Sequence[Part]
    theirs: Sequence[Part]


class Replacement(NamedTuple):
    """Text to write in place of `length` characters on a line, counted from 0; `of_url`: it makes a link of a URL."""

    line: int
    column: int
    length: int
    text: str
    of_url: bool = False

    def applied(self, body: str) -> str:
        lines = body.split("\n")
        line = lines[self.line]
        lines[self.line] = line[: self.column] + self.text + line[self.column + self.length :]
        return "\n".join(lines)


def check_dialect(text: Text) -> Iterator[Diagnostic]:
    """Yield a warning for each block that GitHub shows otherwise, and for each list that begins with a year."""
    body, typed_lines = without_waivers(text.body), lines_without_waivers(text.body)
    lines = body.split("\n")
    for number, found in enumerate(_found(body)):
        cure = _cure(body, found) if number < MAX_CURES else None
        line, column, length = cure[:3] if cure else _text_of(lines, found.line)
        message = msg("GitHub shows {theirs} here, the site {ours}", **_seen(found))
        place = text.file.at(text.body_line + typed_lines[line], column + 1, length)
        yield warning("markdown-dialect", place, message, suggest(cure.text) if cure else _advice(found))
    for line, column, typed in numbered_paragraphs(body):
        message = msg('"{number}" at the beginning of a paragraph makes a list of it', number=typed)
        place = text.file.at(text.body_line + typed_lines[line], column + 1, len(typed))
        yield warning("list-start", place, message, suggest(f"{typed[:-1]}\\{typed[-1]}"))


def _found(body: str) -> Sequence[Disagreement]:
    try:
        ours, theirs = to_html(body, DEFAULT_EXTENSIONS), commonmark.to_commonmark_html(body)
        if (plain := _plain(ours)) is not None and plain == _plain(theirs):
            return ()
        return list(islice(disagreements(_structure(ours), _structure(theirs)), MAX_FINDINGS))
    except Exception:  # noqa: BLE001 - what breaks the converter is an error already when the body is rendered
        return ()


_AROUND_BLOCKS = re.compile(
    r" ?(</?(?:p|h[1-6]|[uo]l|li|blockquote|table|thead|tbody|t[rhd]|hr|br)\b[^<>]*?)(?: /)?> ?"
)
_SPACES = re.compile(r"\s+")
_UNSEEN = re.compile(rf' {commonmark.LINE}="\d+"')


def _plain(html: str) -> str | None:
    """Return HTML without what the two write differently in all bodies, a quick test; None if it has code."""
    if "<pre" in html:
        return None
    return _AROUND_BLOCKS.sub(r"\1>", _SPACES.sub(" ", _UNSEEN.sub("", html))).replace("&quot;", '"')


def _text_of(lines: Sequence[str], number: int) -> tuple[int, int, int]:
    """Return number, column and length of the text of a line."""
    line = lines[number]
    return number, len(line) - len(line.lstrip()), max(1, len(line.strip()))


Reading = Sequence[Part]


def readings(body: str) -> tuple[Reading, Reading]:
    """Return the structure of a body as the site shows it, and as GitHub does."""
    return _structure(to_html(body, DEFAULT_EXTENSIONS)), _structure(commonmark.to_commonmark_html(body))


def _structure(html: str) -> Reading:
    return structure(parsed(html))


def disagreements(ours: Reading, theirs: Reading) -> Iterator[Disagreement]:
    """Yield where two readings of a body differ, the first for each line at which a block begins."""
    signs, their_signs = _signs(ours), _signs(theirs)
    if signs == their_signs:
        return
    reported = set()
    for kind, a, b, c, d in SequenceMatcher(None, signs, their_signs, autojunk=False).get_opcodes():
        line = theirs[min(c, len(theirs) - 1)].line if theirs else 0
        if kind != "equal" and line not in reported:
            reported.add(line)
            yield Disagreement(line, ours[a:b], theirs[c:d])


def _signs(reading: Reading) -> list[str]:
    return [part.sign for part in reading]


_YEAR = re.compile(r"[1-9]\d{3,8}[.)](?=[ \t])")


def numbered_paragraphs(body: str) -> Iterator[tuple[int, int, str]]:
    """Yield line and column, from 0, and number with its sign of each list item that is a year and not the next number.

    Both readers make an item of it and count on from the first: in a list that is there already, the year is lost.
    """
    if not _YEAR.search(body):
        return
    lines = body.split("\n")
    for node in commonmark.blocks(body).walk():
        if node.type == "ordered_list":
            first = int(node.attrs.get("start", 1))
            for number, item in enumerate(node.children):
                typed = f"{item.info}{item.markup}"
                if item.map and _YEAR.match(f"{typed} ") and (not number or int(item.info) != first + number):
                    yield item.map[0], lines[item.map[0]].index(typed), typed


_ADDRESS = re.compile(r"(?<=\]\()(?:[^()<>\"'\n]*[^()<>\"'\s][^()<>\"'\n]*|[^\s<>\"']+)(?=\))")
_ALTERNATIVE_TEXT = re.compile(r"(?<=!\[)[^\[\]\n]*[*_`][^\[\]\n]*(?=\])")
_MARK = re.compile(r"(?<!\\)[*_~`<&!]")
_MARK_OR_BRACKET = re.compile(rf"{_MARK.pattern}|(?<!\\)\[(?!\^)")
_WORD = re.compile(r"\S+")
REACH = 12
"""Characters that are shown on either side of a suggestion, if there is no space before."""


def _cure(body: str, found: Disagreement) -> Replacement | None:
    """Return what makes the site show what GitHub shows, or of a URL with blanks a link in both; None if nothing.

    A suggestion has been read by both readers, so it holds when it is pasted.
    """
    block = list(takewhile(str.strip, body.split("\n")[found.line :]))
    # A backslash can only take a reading away.
    taken_away = _named(found.theirs) and not _named(found.ours)
    if taken_away or sum(map(len, block)) > MAX_BLOCK:
        return None
    for candidate in islice(_candidates(block, found), MAX_CANDIDATES):
        if _holds(candidate, "\n".join(block), 0):
            cure = candidate._replace(line=found.line + candidate.line)
            return cure if _holds(cure, body, found.line) else None
    return None


def _holds(candidate: Replacement, body: str, line: int) -> bool:
    _, before = readings(body)
    ours, theirs = readings(candidate.applied(body))
    meant = candidate.of_url or _signs(theirs) == _signs(before)
    return meant and all(each.line != line for each in disagreements(ours, theirs))


def _candidates(block: Sequence[str], found: Disagreement) -> Iterator[Replacement]:
    """Yield what could be written in the block that begins on a line: <> around a URL, a backslash, or less."""
    # Who wrote a link does not want to read its brackets.
    marks = _MARK if _named(found.ours) == _LINK else _MARK_OR_BRACKET
    for number, line in enumerate(block):
        for address in _ADDRESS.finditer(line):
            yield _in_context(number, line, address.span(), f"<{address[0].strip()}>")._replace(of_url=True)
        for words in _ALTERNATIVE_TEXT.finditer(line):
            yield _in_context(number, line, words.span(), re.sub(r"[*_`]", "", words[0]))
        for mark in marks.finditer(line):
            yield _in_context(number, line, mark.span(), f"\\{mark[0]}")


def _in_context(number: int, line: str, span: tuple[int, int], new: str) -> Replacement:
    """Return a replacement with what stands next to it up to a space, so that an editor recognizes it."""
    words = [word.span() for word in _WORD.finditer(line)]
    start = max(span[0] - REACH, *(first for first, _ in words if first <= span[0]))
    end = min(span[1] + REACH, *(last for _, last in words if last >= span[1]))
    return Replacement(number, start, end - start, line[start : span[0]] + new + line[span[1] : end])


_LINK = msg("a link")
_NAMES: Mapping[str, Message] = {
    "a": _LINK,
    "blockquote": msg("a quotation"),
    "br": msg("a line break"),
    "code": msg("code"),
    "del": msg("struck text"),
    "em": msg("emphasis"),
    "footnote": msg("a footnote"),
    "hr": msg("a thematic break"),
    "img": msg("an image"),
    "input": msg("a task"),
    "li": msg("a list item"),
    "ol": msg("a list"),
    "pre": msg("a block of code"),
    "strong": msg("strong emphasis"),
    "table": msg("a table"),
    "td": msg("a cell of a table"),
    "tr": msg("a row of a table"),
    "ul": msg("a list"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), msg("a heading")),
}


def _seen(found: Disagreement) -> Mapping[str, Message]:
    """Return what readers see in each reading: the name of the first element that only one has, else the texts."""
    theirs, ours = _named(found.theirs), _named(found.ours)
    if theirs or ours:
        return {"theirs": theirs or _AS_TYPED, "ours": ours or _AS_TYPED}
    texts = [
        " ".join(part.sign for part in each if not part.sign.startswith("<")) for each in (found.theirs, found.ours)
    ]
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*texts, strict=False)))
    alike = max(0, same - CONTEXT)
    return {"theirs": _quoted(texts[0][alike:]), "ours": _quoted(texts[1][alike:])}


CONTEXT = 10
"""Characters that are shown before the first that differs."""


_AS_TYPED = msg("what is typed")


def _named(parts: Sequence[Part]) -> Message | None:
    elements = (re.match(r"<(\w+)", part.sign) for part in parts)
    return next((_NAMES[each[1]] for each in elements if each and each[1] in _NAMES), None)


def _advice(found: Disagreement) -> Message:
    if _LINK in (_named(found.theirs), _named(found.ours)):
        return msg("write the link as [text](URL), without blanks or quotation marks")
    return msg("write it in a form that both read alike, or with a backslash before a character that is meant as text")


def _quoted(text: str) -> Message:
    return verbatim(f'"{shortened(text)}"') if text.strip() else msg("other paragraphs")
