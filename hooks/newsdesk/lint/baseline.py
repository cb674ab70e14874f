"""The baseline: warnings of an archive that are accepted as they are, in a file that only shrinks.

A line of it is a rule, a digest of the line of the source that broke it, how often that line does, and the file:
`link-text 1f3a9c027d 2 docs/en/news/2010/x.md`. So a warning stays accepted when lines above it come and go, and is
reported again when its own line changes.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from newsdesk.content.text_files import read_text
from newsdesk.diagnostics import Diagnostic, Level, SourceFile, SourceLocation, error, warning
from newsdesk.i18n.messages import msg, verbatim

BASELINE_FILE = "newsdesk-baseline.txt"
"""Beside mkdocs.yml, and committed with it."""
_HEAD = "# Warnings that newsdesk check accepts. Written by newsdesk check --baseline: fix them, and run it again."
_LINE = re.compile(r"(?P<rule>[a-z0-9-]+) (?P<digest>[0-9a-f]{10}) (?P<count>[1-9]\d{0,5}) (?P<path>\S.*)", re.ASCII)
_EXAMPLE = "link-text 1f3a9c027d 2 docs/en/news/2010/x.md"


class Entry(NamedTuple):
    """A rule that a line breaks in a file; `digest` is that of the line without the space around it."""

    path: str
    rule: str
    digest: str


Entries = Counter[Entry]
"""Entries, each with the number of warnings."""


def entries_of(problems: Iterable[Diagnostic]) -> Entries:
    """Return the entries that accept the warnings among these problems; errors cannot be, and notes need not."""
    return Counter(map(_entry, (each for each in problems if each.level is Level.WARNING)))


def _entry(problem: Diagnostic) -> Entry:
    place = problem.location
    digest = sha256(place.source.strip().encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return Entry(place.path, problem.rule, digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The baseline of a project: `accepted` has its entries, `problems` the errors in its lines."""

    text: str = ""
    accepted: Entries = field(default_factory=Counter)
    problems: tuple[Diagnostic, ...] = ()

    @classmethod
    def read(cls, folder: Path) -> "Baseline":
        """Return the baseline in the folder of mkdocs.yml; without its file, nothing is accepted."""
        path = folder / BASELINE_FILE
        if not path.exists():
            return cls()
        text, fault = read_text(path, BASELINE_FILE)
        if fault:
            return cls(problems=(fault,))
        accepted, problems = Entries(), []
        for number, line in enumerate(text.split("\n"), start=1):
            if found := _LINE.fullmatch(line):
                accepted[Entry(found["path"], found["rule"], found["digest"])] += int(found["count"])
            elif line.strip() and not line.startswith("#"):
                message = msg("a line of the baseline must be a rule, a digest, a number and a path")
                problems.append(error("baseline", _location(text, number), message, verbatim(_EXAMPLE)))
        return cls(text=text, accepted=accepted, problems=tuple(problems))

    def applied(self, problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Yield the problems that are not accepted, and a warning for each entry that accepts more than there is."""
        left = self.accepted.copy()
        for problem in problems:
            if problem.level is Level.WARNING and left[entry := _entry(problem)] > 0:
                left[entry] -= 1
            else:
                yield problem
        yield from self.problems
        yield from self._idle(+left)

    def _idle(self, left: Entries) -> Iterator[Diagnostic]:
        if not left:
            return
        for number, line in enumerate(self.text.split("\n"), start=1):
            found = _LINE.fullmatch(line)
            if found and (idle := left.pop(Entry(found["path"], found["rule"], found["digest"]), 0)):
                message = msg(
                    'the baseline accepts {number} "{rule}" in {path} that are gone',
                    number=idle,
                    rule=found["rule"],
                    path=found["path"],
                )
                suggestion = msg("run: newsdesk check --baseline")
                yield warning("idle-baseline", _location(self.text, number), message, suggestion)


def _location(text: str, line: int) -> SourceLocation:
    file = SourceFile(path=BASELINE_FILE, text=text)
    return file.at(line, 1, len(file.at(line).source))


def baseline_text(accepted: Entries) -> str:
    """Return the content of the file that accepts these entries."""
    lines = (f"{each.rule} {each.digest} {accepted[each]} {each.path}" for each in sorted(+accepted))
    return "".join(f"{line}\n" for line in (_HEAD, *lines))
