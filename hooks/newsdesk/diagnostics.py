"""Diagnostics: what is wrong, how badly, where in which source file, and what to write instead."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache, reduce
from gettext import NullTranslations

from newsdesk.i18n.messages import NOTHING, Message, comma_list, msg, msg_plural
from newsdesk.i18n.typography import terminal_width

SOURCE_MESSAGES = NullTranslations()
"""Messages as they are written."""
MAX_EXCERPT = 240
"""Of a line with more characters a frame shows a part."""


class Level(StrEnum):
    """How much a problem weighs.

    An error would make the site wrong and stops the build. A warning asks an
    editor to look and fails strict checks. A note is work that waits.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLocation:
    """A stretch of one line of a source file.

    `path` is relative to the project, with forward slashes; `line` and
    `column` count from 1, in characters; `source` is the text of that line.
    """

    path: str
    line: int = 1
    column: int = 1
    length: int = 1
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding: `rule` names the check, `cure` is text that can be pasted."""

    rule: str
    level: Level
    location: SourceLocation
    message: Message
    suggestion: Message = NOTHING


Check = Callable[[], Iterable[Diagnostic]]
"""A part of a check that needs no other: it may be done in another process."""


def error(rule: str, place: SourceLocation, message: Message, suggestion: Message = NOTHING) -> Diagnostic:
    return Diagnostic(rule=rule, level=Level.ERROR, location=place, message=message, suggestion=suggestion)


def warning(rule: str, place: SourceLocation, message: Message, suggestion: Message = NOTHING) -> Diagnostic:
    return Diagnostic(rule=rule, level=Level.WARNING, location=place, message=message, suggestion=suggestion)


def note(rule: str, place: SourceLocation, message: Message, suggestion: Message = NOTHING) -> Diagnostic:
    return Diagnostic(rule=rule, level=Level.NOTE, location=place, message=message, suggestion=suggestion)


def suggest(text: str) -> Message:
    """The cure that names what is to be written."""
    return msg("write: {text}", text=text)


def any_of(suggestions: Iterable[Message]) -> Message:
    """Several cures, each on a line of its own; nothing where there is none."""
    each = list(suggestions)
    return reduce(lambda first, next_: msg("{first}\nor {next}", first=first, next=next_), each) if each else NOTHING


def sorted_diagnostics(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The problems by file, line and column, each said once."""
    return sorted(set(problems), key=lambda p: (p.location.path, p.location.line, p.location.column, p.rule, p.message))


def count(problems: Iterable[Diagnostic], level: Level) -> int:
    return sum(problem.level is level for problem in problems)


def tally(problems: Sequence[Diagnostic]) -> Message:
    """'2 errors, 1 warning': what a summary line says; empty levels are left out."""
    errors, warnings, notes = (count(problems, level) for level in Level)
    counts = (
        msg_plural("{number} error", "{number} errors", number=errors),
        msg_plural("{number} warning", "{number} warnings", number=warnings),
        msg_plural("{number} note", "{number} notes", number=notes),
    )
    return comma_list(each for each in counts if each.values["number"]) or msg("no problems")


def format_diagnostic(problem: Diagnostic, catalogue: NullTranslations = SOURCE_MESSAGES) -> str:
    """The problem as an editor reads it: place, sentence, the line with its carets, the cure.

    Level and rule are ids, the same in every language: editors' programs look for them.
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
    """The line, what stands before the place and what it marks; of a long line only what is near the place."""
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
    """The lines of a file, split once for all its problems: there may be thousands."""
    return text.split("\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file: `path` as problems print it, its `text`, and where its keys and values stand."""

    path: str
    text: str
    names: Mapping[KeyPath, Span] = field(default_factory=dict)
    values: Mapping[KeyPath, Span] = field(default_factory=dict)

    def at(self, line: int = 1, column: int = 1, length: int = 1) -> SourceLocation:
        """A place by its numbers."""
        lines = _lines(self.text)
        source = lines[line - 1] if line <= len(lines) else ""
        return SourceLocation(path=self.path, line=line, column=column, length=length, source=source)

    def value(self, *keys: str | int) -> SourceLocation:
        """Where the value of a key stands; of its nearest parent where it has no place of its own."""
        return self._nearest(self.values, keys)

    def name(self, *keys: str | int) -> SourceLocation:
        """Where a key itself stands."""
        return self._nearest(self.names, keys)

    def has(self, *keys: str | int) -> bool:
        return keys in self.values

    def _nearest(self, marks: Mapping[KeyPath, Span], keys: KeyPath) -> SourceLocation:
        while keys and keys not in marks:
            keys = keys[:-1]
        return self.at(*marks[keys]) if keys else self.at()


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name nearest to `name`, or an empty string where none is near."""
    found = get_close_matches(name.lower(), known, n=1, cutoff=0.6)
    return found[0] if found else ""


def did_you_mean(name: str, known: Iterable[str]) -> Message:
    """'; did you mean x?', to end a sentence with, or nothing."""
    return did_you_mean_it(nearest(name, known))


def did_you_mean_it(near: str) -> Message:
    """The same, of a name that is known to be near."""
    return msg('; did you mean "{near}"?', near=near) if near else NOTHING
