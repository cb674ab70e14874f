"""Mending what is safe to mend: marks and spaces of Chinese texts; nothing else of a file changes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from newsdesk.checks.style import rules_of
from newsdesk.desk.project import Project, write_whole
from newsdesk.reading import folder, front_matter
from newsdesk.words.language import Language
from newsdesk.words.located import Mark
from newsdesk.words.style import Rule, Where, mended
from newsdesk.words.waiver import waivers

_LINE = re.compile(r"([^\r\n]*)(\r?\n|\Z)")
_MARK = "\ufeff"
_VALUES = {"title": Where.TITLE, "summary": Where.SUMMARY}


def tidy(project: Project, files: Sequence[Path], *, write: bool) -> Iterator[Path]:
    """Mend Chinese texts, all of them or those of some files, and name each that was not tidy.

    Files that cannot be read as stories are left to the check.
    """
    rules = rules_of(folder.read(project.docs, project.site.languages).registers)
    for file in files or sorted((project.docs / Language.ZH).rglob("*.md")):
        text = file.read_bytes().decode("utf-8", "surrogateescape")
        better = tidied(text, rules)
        if better != text:
            if write:
                write_whole(file, better)
            yield file


def tidied(text: str, rules: Sequence[Rule]) -> str:
    """The text of a file, mended; its line ends and its byte order mark stay."""
    document = front_matter.read("", text)
    if document.problems:
        return text
    lines = document.file.text.split("\n")
    spared = [(waiver.target, waiver.rule) for waiver in waivers(document.file.text)]
    for key, where in _VALUES.items():
        if (key,) in document.file.values:
            _mend_value(lines, document.file.values[(key,)], where, rules, spared)
    first = document.body_line
    body = mended(Where.BODY, "\n".join(lines[first - 1 :]), rules, {(line - first + 1, rule) for line, rule in spared})
    lines[first - 1 :] = body.split("\n")
    ends = [match[2] for match in _LINE.finditer(text)]
    mark = _MARK if text.startswith(_MARK) else ""
    return mark + "".join(line + end for line, end in zip(lines, ends, strict=False))


def _mend_value(
    lines: list[str], mark: Mark, where: Where, rules: Sequence[Rule], spared: Iterable[tuple[int, str]]
) -> None:
    """Mend a value where it stands; one with escapes is left to its editor."""
    number, column, length = mark
    line, start, end = lines[number - 1], column - 1, column - 1 + length
    if "\\" not in line[start:end]:
        quote = 1 if line[start] in "'\"" else 0
        typed = line[start + quote : end - quote]
        better = mended(where, typed, rules, {(1, rule) for target, rule in spared if target == number})
        lines[number - 1] = line[: start + quote] + better + line[end - quote :]
