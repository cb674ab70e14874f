"""A problem: what is wrong, where, how badly, and what to write instead.

Every reader and every check hands problems on; only the two ends of the line
(`build` and `desk`) print them or stop for them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from gettext import NullTranslations

from newsdesk.words.message import NOTHING, Message, counted, listed, said
from newsdesk.words.typography import columns

ENGLISH = NullTranslations()
"""Messages as they are written."""
WIDE = 240
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
class Place:
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
class Problem:
    """One finding: `rule` names the check, `cure` is text that can be pasted."""

    rule: str
    level: Level
    place: Place
    sentence: Message
    cure: Message = NOTHING


Part = Callable[[], Iterable[Problem]]
"""A part of a check that needs no other: it may be done in another process."""


def error(rule: str, place: Place, sentence: Message, cure: Message = NOTHING) -> Problem:
    return Problem(rule=rule, level=Level.ERROR, place=place, sentence=sentence, cure=cure)


def warning(rule: str, place: Place, sentence: Message, cure: Message = NOTHING) -> Problem:
    return Problem(rule=rule, level=Level.WARNING, place=place, sentence=sentence, cure=cure)


def note(rule: str, place: Place, sentence: Message, cure: Message = NOTHING) -> Problem:
    return Problem(rule=rule, level=Level.NOTE, place=place, sentence=sentence, cure=cure)


def write(text: str) -> Message:
    """The cure that names what is to be written."""
    return said("write: {text}", text=text)


def one_of(cures: Iterable[Message]) -> Message:
    """Several cures, each on a line of its own; nothing where there is none."""
    each = list(cures)
    return reduce(lambda first, next_: said("{first}\nor {next}", first=first, next=next_), each) if each else NOTHING


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by file, line and column, each said once."""
    return sorted(set(problems), key=lambda p: (p.place.path, p.place.line, p.place.column, p.rule, p.sentence))


def count(problems: Iterable[Problem], level: Level) -> int:
    return sum(problem.level is level for problem in problems)


def tally(problems: Sequence[Problem]) -> Message:
    """'2 errors, 1 warning': what a summary line says; empty levels are left out."""
    errors, warnings, notes = (count(problems, level) for level in Level)
    counts = (
        counted("{number} error", "{number} errors", number=errors),
        counted("{number} warning", "{number} warnings", number=warnings),
        counted("{number} note", "{number} notes", number=notes),
    )
    return listed(each for each in counts if each.values["number"]) or said("no problems")


def frame(problem: Problem, catalogue: NullTranslations = ENGLISH) -> str:
    """The problem as an editor reads it: place, sentence, the line with its carets, the cure.

    Level and rule are ids, the same in every language: editors' programs look for them.
    """
    place = problem.place
    sentence, cure = problem.sentence.translated(catalogue), problem.cure.translated(catalogue)
    head = f"{place.path}:{place.line}:{place.column}: {problem.level}[{problem.rule}]: {sentence}"
    lines = [head]
    number = str(place.line)
    if place.source.strip():
        shown, before, marked = _around(place)
        lines.append(f"   {number} | {shown}")
        lines.append(" " * (len(number) + 6 + columns(before)) + "^" * max(1, columns(marked)))
    if cure:
        first, *more = cure.splitlines()
        margin = " " * (len(number) + 4) + "| "
        lines.append(f"{margin}{first}")
        lines += [f"{margin}{line}" for line in more]
    return "\n".join(lines)


def _around(place: Place) -> tuple[str, str, str]:
    """The line, what stands before the place and what it marks; of a long line only what is near the place."""
    text, start, end = place.source.rstrip(), place.column - 1, place.column - 1 + place.length
    if len(text) <= WIDE:
        return text, text[:start], text[start:end]
    first = max(0, min(start - WIDE // 4, len(text) - WIDE))
    dots = "…" if first else ""
    shown = f"{dots}{text[first : first + WIDE]}{'…' if first + WIDE < len(text) else ''}"
    return shown, dots + text[first:start], text[start : min(end, first + WIDE)]
