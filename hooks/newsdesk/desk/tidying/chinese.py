"""Mending marks and spaces of Chinese texts where it is safe to; nothing else of a file changes."""

import re
from collections.abc import Iterable, Iterator, Sequence

from newsdesk.checks.style import chinese_values
from newsdesk.reading import front_matter, yaml
from newsdesk.words.located import Mark
from newsdesk.words.style import Rule, Where, mended
from newsdesk.words.waiver import waivers

_LINE = re.compile(r"([^\r\n]*)(\r?\n|\Z)")
_MARK = "\ufeff"
_VALUES = {"title": Where.TITLE, "summary": Where.SUMMARY}
Spared = Sequence[tuple[int, str]]
"""Lines of a file, each with a rule that is waived there."""


def mended_text(raw: str, rules: Sequence[Rule]) -> str:
    """The text of a story or a page, mended; its line ends and its byte order mark stay."""
    document = front_matter.read("", raw)
    if document.problems:
        return raw
    lines = document.file.text.split("\n")
    spared = _spared(document.file.text)
    for key, where in _VALUES.items():
        if (key,) in document.file.values:
            _mend_value(lines, document.file.values[(key,)], where, rules, spared)
    first = document.body_line
    body = mended(Where.BODY, "\n".join(lines[first - 1 :]), rules, {(line - first + 1, rule) for line, rule in spared})
    lines[first - 1 :] = body.split("\n")
    return _with_ends(lines, raw)


def mended_register(raw: str, rules: Sequence[Rule]) -> str:
    """The text of a register or a record, its Chinese words mended."""
    text = raw.removeprefix(_MARK).replace("\r\n", "\n")
    file = yaml.read("", text, text).located
    lines, spared = text.split("\n"), _spared(text)
    # From the right, since what is mended moves what stands behind it on its line.
    for line, column, typed in sorted(chinese_values(file), reverse=True):
        _mend_value(lines, (line, column, len(typed)), Where.REGISTER, rules, spared)
    return _with_ends(lines, raw)


def _mend_value(lines: list[str], mark: Mark, where: Where, rules: Sequence[Rule], spared: Spared) -> None:
    """Mend a value where it stands; one with escapes is left to its editor."""
    number, column, length = mark
    line, start, end = lines[number - 1], column - 1, column - 1 + length
    if "\\" not in line[start:end]:
        quote = 1 if line[start] in "'\"" else 0
        typed = line[start + quote : end - quote]
        better = mended(where, typed, rules, {(1, rule) for target, rule in spared if target == number})
        lines[number - 1] = line[: start + quote] + better + line[end - quote :]


def _spared(text: str) -> Spared:
    return [(waiver.target, waiver.rule) for waiver in waivers(text)]


def _with_ends(lines: Iterable[str], raw: str) -> str:
    """The lines with the ends that those of the file have."""
    mark = _MARK if raw.startswith(_MARK) else ""
    return mark + "".join(line + end for line, end in zip(lines, _ends(raw), strict=False))


def _ends(raw: str) -> Iterator[str]:
    return (match[2] for match in _LINE.finditer(raw))
