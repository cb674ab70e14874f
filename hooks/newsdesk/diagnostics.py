"""Diagnostics: what is wrong, how severe, where in which source file, and what to write instead."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import Enum, StrEnum
from functools import lru_cache, reduce
from gettext import NullTranslations

from newsdesk.i18n.messages import NOTHING, Message, comma_list, msg, msg_plural
from newsdesk.i18n.typography import terminal_width

SOURCE_MESSAGES = NullTranslations()
"""The catalog of the source language: messages as written in the code."""
MAX_EXCERPT = 240
"""Characters of the longest source line that is shown whole."""


class Level(StrEnum):
    """Severity of a diagnostic.

    An error would make the site wrong and stops the build. A warning asks an editor to look and fails strict checks. A
    note is pending work.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLocation:
    """A span of one line of a source file.

    `path` is relative to the project, with forward slashes; `line` and `column` count from 1, in characters; `source`
    is the text of that line.
    """

    path: str
    line: int = 1
    column: int = 1
    length: int = 1
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding: `rule` names the check, `suggestion` is text that can be pasted."""

    rule: str
    level: Level
    location: SourceLocation
    message: Message
    suggestion: Message = NOTHING

    def at_level(self, level: Level) -> "Diagnostic":
        """Return the same finding at another level, which the site's configuration gives its rule."""
        return replace(self, level=level)


def error(rule: str, place: SourceLocation, message: Message, suggestion: Message = NOTHING) -> Diagnostic:
    return Diagnostic(rule=rule, level=Level.ERROR, location=place, message=message, suggestion=suggestion)


def warning(rule: str, place: SourceLocation, message: Message, suggestion: Message = NOTHING) -> Diagnostic:
    return Diagnostic(rule=rule, level=Level.WARNING, location=place, message=message, suggestion=suggestion)


def note(rule: str, place: SourceLocation, message: Message, suggestion: Message = NOTHING) -> Diagnostic:
    return Diagnostic(rule=rule, level=Level.NOTE, location=place, message=message, suggestion=suggestion)


class Paste(Enum):
    """What the text of a suggestion takes the place of."""

    MARKED = "what is marked"
    LINE = "the whole line, without its indentation"
    NEW_LINE = "nothing: it is a line to add below what is marked"
    PART = "what is marked, with the characters beside it that the suggestion shows as well"


def suggest(text: str, paste: Paste = Paste.MARKED) -> Message:
    """Return the suggestion to write this text, which says what it takes the place of."""
    match paste:
        case Paste.LINE:
            return msg("write the line: {text}", text=text)
        case Paste.NEW_LINE:
            return msg("add the line: {text}", text=text)
        case Paste.PART:
            return msg("write in the line: {text}", text=text)
    return msg("write here: {text}", text=text)


def alternatives(suggestions: Iterable[Message]) -> Message:
    """Return alternative suggestions, each on its own line; empty if there are none."""
    each = list(suggestions)
    return reduce(lambda first, next_: msg("{first}\nor {next}", first=first, next=next_), each) if each else NOTHING


def sorted_diagnostics(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics by file, line and column, without duplicates."""
    return sorted(set(problems), key=lambda p: (p.location.path, p.location.line, p.location.column, p.rule, p.message))


def count(problems: Iterable[Diagnostic], level: Level) -> int:
    return sum(problem.level is level for problem in problems)


def tally(problems: Sequence[Diagnostic]) -> Message:
    """Return the counts of a summary line, such as '2 errors, 1 warning'; levels without diagnostics are left out."""
    errors, warnings, notes = (count(problems, level) for level in Level)
    counts = (
        msg_plural("{number} error", "{number} errors", number=errors),
        msg_plural("{number} warning", "{number} warnings", number=warnings),
        msg_plural("{number} note", "{number} notes", number=notes),
    )
    return comma_list(each for each in counts if each.values["number"]) or msg("no problems")


def format_diagnostic(problem: Diagnostic, catalogue: NullTranslations = SOURCE_MESSAGES) -> str:
    """Return a diagnostic as text: location, message, source line with carets, suggestion.

    Level and rule are IDs, the same in every language: text editors parse them.
    """
    place = problem.location
    message, suggestion = problem.message.translated(catalogue), problem.suggestion.translated(catalogue)
    head = f"{place.path}:{place.line}:{place.column}: {problem.level}[{problem.rule}]: {message}"
    lines = [head]
    number = str(place.line)
    if place.source.strip():
        shown, before, marked = _around(place)
        lines.append(f"   {number} | {shown}")
        lines.append(" " * (len(number) + 6 + terminal_width(before)) + "^" * max(1, terminal_width(marked)))
    if suggestion:
        first, *more = suggestion.splitlines()
        margin = " " * (len(number) + 4) + "| "
        lines.append(f"{margin}{first}")
        lines += [f"{margin}{line}" for line in more]
    return "\n".join(lines)


def _around(place: SourceLocation) -> tuple[str, str, str]:
    """Return the source line, the text before the span, and the span; of a long line only what is near the span."""
    text, start, end = place.source.rstrip(), place.column - 1, place.column - 1 + place.length
    if len(text) <= MAX_EXCERPT:
        return text, text[:start], text[start:end]
    first = max(0, min(start - MAX_EXCERPT // 4, len(text) - MAX_EXCERPT))
    dots = "…" if first else ""
    shown = f"{dots}{text[first : first + MAX_EXCERPT]}{'…' if first + MAX_EXCERPT < len(text) else ''}"
    return shown, dots + text[first:start], text[start : min(end, first + MAX_EXCERPT)]


KeyPath = tuple[str | int, ...]
Span = tuple[int, int, int]
"""Line and column, both from 1, and length in characters."""


@lru_cache(maxsize=8)
def _lines(text: str) -> list[str]:
    """Return the lines of a file, split once for all its diagnostics: there may be thousands."""
    return text.split("\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file: `path` as diagnostics print it, its `text`, and the spans of its keys and values by key path."""

    path: str
    text: str
    names: Mapping[KeyPath, Span] = field(default_factory=dict)
    values: Mapping[KeyPath, Span] = field(default_factory=dict)

    @property
    def docs_dir(self) -> str:
        """The folder of all content, the first of `path`: 'docs', unless mkdocs.yml names another."""
        return self.path.partition("/")[0]

    def at(self, line: int = 1, column: int = 1, length: int = 1) -> SourceLocation:
        """Return the location of a span."""
        lines = _lines(self.text)
        source = lines[line - 1] if line <= len(lines) else ""
        return SourceLocation(path=self.path, line=line, column=column, length=length, source=source)

    def value(self, *keys: str | int) -> SourceLocation:
        """Return the location of a value, else of its nearest parent that has one, else the first line."""
        return self._nearest(self.values, keys)

    def name(self, *keys: str | int) -> SourceLocation:
        """Return the location of a key, with the same fallback as for a value."""
        return self._nearest(self.names, keys)

    def has(self, *keys: str | int) -> bool:
        return keys in self.values

    def _nearest(self, marks: Mapping[KeyPath, Span], keys: KeyPath) -> SourceLocation:
        while keys and keys not in marks:
            keys = keys[:-1]
        return self.at(*marks[keys]) if keys else self.at()


def nearest(name: str, known: Iterable[str], similarity: float = 0.6) -> str:
    """Return the known name closest to `name`, '' if none has at least this similarity (difflib's ratio, up to 1)."""
    found = get_close_matches(name.lower(), known, n=1, cutoff=similarity)
    return found[0] if found else ""


def did_you_mean(name: str, known: Iterable[str]) -> Message:
    """Return '; did you mean "x"?', the end of a message, or nothing if no known name is close."""
    return did_you_mean_it(nearest(name, known))


def did_you_mean_it(near: str) -> Message:
    """Return the same for a name that is known to be close; nothing if it is empty."""
    return msg('; did you mean "{near}"?', near=near) if near else NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check of some files, which may run in another process: what `run` yields depends on them and on `known`.

    `name` is that of the check, the same for all files; `known` is a digest of what it knows from the registers.
    """

    name: str
    files: Sequence[SourceFile]
    known: str = ""
    run: Callable[[], Iterable[Diagnostic]]

    def __call__(self) -> Iterable[Diagnostic]:
        return self.run()
