"""The source map: find in the Markdown source what was found in the rendered HTML, which has no line numbers."""

import html
import re
from collections import Counter
from functools import cached_property

from newsdesk.content.story import Text
from newsdesk.diagnostics import SourceLocation

_CODE = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}+|~{3,}+)[^`\n]*+\n.*?^[ \t>]*(?P=fence)[ \t]*$"
    r"|(?P<tick>`++)[^\n]*?(?<!`)(?P=tick)(?!`)|<!--.*?-->",
    re.DOTALL | re.MULTILINE,
)
_TARGET = re.compile(
    r"""\]\(\s*<?((?:[^()>]|\([^()\n]*\))*)|^[ ]{0,3}\[[^\]\n]+\]:\s*<?([^\s>]+)"""
    r"""|=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>}]+))|<([^\s<>]+:[^<>]*)>""",
    re.MULTILINE,
)
_BEFORE_ADDRESS = re.compile(r"(?:\]\(\s*<?|\]: *<?|= *[\"']?|<)\Z")
_THING = "\ufffc"
_ANY_CODE = r"(?:`[^`\n]*`|``[^\n]*?``)"
_IGNORED = re.compile(r"[\x00-\x20]+")


class SourceMap:
    """Finds locations in a text's body; results advance in document order, since the HTML is walked that way."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self._from: Counter[str] = Counter()
        self._passed: Counter[str] = Counter()
        self._last: dict[str, SourceLocation] = {}

    @cached_property
    def without_code(self) -> str:
        """Return the body with code and comments blanked: `<script>` in a code span is not a script."""
        return _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), self.text.body)

    def find(self, *patterns: str) -> SourceLocation:
        """Return the next location of the first pattern that matches, else the start of the body."""
        return next(filter(None, map(self.found, patterns)), None) or self._start()

    def found(self, pattern: str) -> SourceLocation | None:
        """Return the next location of a pattern, or of its group if it has one; None if it matches nowhere."""
        expression = re.compile(pattern, re.IGNORECASE | re.MULTILINE)
        found = (
            expression.search(self.without_code, self._from[pattern])
            or expression.search(self.without_code)
            or expression.search(self.text.body)
        )
        if not found:
            return None
        self._from[pattern] = found.end()
        start, end = found.span(1 if expression.groups else 0)
        return self._place(start, end - start)

    def as_typed(self, shown: str) -> SourceLocation | None:
        """Return the next location of rendered text, in which U+FFFC stands for code; None if it was typed otherwise.

        Between the characters there may be marks of emphasis. Only the first line is located.
        """
        first = shown.strip("\n").partition("\n")[0]
        body = self.text.body if _THING in first else self.without_code
        pattern = re.compile("[*_]{0,3}".join(map(re.escape, first)).replace(_THING, _ANY_CODE))
        found = pattern.search(body, self._from[first])
        if not found:
            return None
        self._from[first] = found.end()
        return self._place(found.start(), len(found[0]))

    def pass_by(self, target: str) -> None:
        """Count a valid link, so that the next one with the same target is searched after it."""
        self._passed[target] += 1

    def link(self, target: str) -> SourceLocation:
        """Return the location of a link's target: in Markdown, in an HTML attribute or bare, even if obfuscated."""
        return self._nth_of(target) or self._disguised(target) or self._start()

    def empty(self) -> SourceLocation:
        """Return the location of a link without a target."""
        return self.find(r"\](\( *\))", r"(<a\b)")

    def _nth_of(self, target: str) -> SourceLocation | None:
        """Return the first of several links with the same target that was not passed or reported."""
        at, place = self._from[target], None
        for _ in range(self._passed.pop(target, 0) + 1):
            found = self._next(target, at)
            if found >= 0:
                at, place = found + len(target), self._place(found, len(target))
        self._from[target] = at
        if place:
            self._last[target] = place
        return place or self._last.get(target)

    def _next(self, target: str, start: int) -> int:
        """Return the offset of the next link to `target`, -1 if none; compiling a regex per link would be slow."""
        while target and (start := self.without_code.find(target, start)) >= 0:
            if _BEFORE_ADDRESS.search(self.without_code, max(0, start - 20), start):
                return start
            start += 1
        return -1

    def _disguised(self, target: str) -> SourceLocation | None:
        """Find a target typed with character references, or with tabs and line breaks, which browsers ignore."""
        for found in _TARGET.finditer(self.without_code):
            typed = found[found.lastindex or 0]
            if _plain(target) and _plain(typed).startswith(_plain(target)):
                return self._place(found.start(found.lastindex or 0), len(typed.split("\n")[0]))
        return None

    def _start(self) -> SourceLocation:
        body = self.text.body
        return self._place(len(body) - len(body.lstrip()), 1)

    def _place(self, at: int, length: int) -> SourceLocation:
        body = self.text.body
        line = body.count("\n", 0, at)
        column = at - (body.rfind("\n", 0, at) + 1)
        return self.text.file.at(self.text.body_line + line, column + 1, max(1, length))

    def at(self, offset: int, length: int = 1) -> SourceLocation:
        """Return the location at an offset in the body."""
        return self._place(offset, length)

    def deepest(self) -> SourceLocation:
        """Return the location where many tags open in a row, else the start of the body."""
        opening = re.search(r"(?:<[A-Za-z][^<>]*>\s*){20}", self.text.body)
        return self._place(opening.start(), 1) if opening else self._start()


def _plain(address: str) -> str:
    return _IGNORED.sub("", html.unescape(address)).casefold()
