"""The files that are not tidy, written anew; those with errors are left alone."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsdesk import processes
from newsdesk.content import loader, registers, source_file, yaml
from newsdesk.content.blocks import waivers
from newsdesk.content.files import normalized_text
from newsdesk.content.loader import LoadedFiles
from newsdesk.content.story import Text
from newsdesk.diagnostics import Span
from newsdesk.i18n.languages import Language
from newsdesk.lint.rulebook import chinese_values, rules_of
from newsdesk.lint.style import AppliesTo, Rule, mended_text
from newsdesk.processes import OnProgress, no_progress
from newsdesk.project import Project, write_whole
from newsdesk.refactor.edits import Edit, edited
from newsdesk.tidy import sources
from newsdesk.tidy.canonical import MIDNIGHT, ValueKind, canonical
from newsdesk.tidy.sources import SourceMoves

_LINE = re.compile(r"([^\r\n]*)(\r?\n|\Z)")
_MARK = "\ufeff"
_VALUES = {"title": AppliesTo.TITLE, "summary": AppliesTo.SUMMARY}
ExemptLines = Sequence[tuple[int, str]]
"""Lines of a file, each with a rule that is waived there."""


def mend_story(raw: str, rules: Sequence[Rule]) -> str:
    """The text of a story or a page, mended; its line ends and its byte order mark stay."""
    document = source_file.read_document("", raw)
    if document.problems:
        return raw
    lines = document.file.text.split("\n")
    exempt = _exempt_lines(document.file.text)
    for key, where in _VALUES.items():
        if (key,) in document.file.values:
            _mend_value(lines, document.file.values[(key,)], where, rules, exempt)
    first = document.body_line
    body = mended_text(
        AppliesTo.BODY, "\n".join(lines[first - 1 :]), rules, {(line - first + 1, rule) for line, rule in exempt}
    )
    lines[first - 1 :] = body.split("\n")
    return _with_ends(lines, raw)


def mend_register(raw: str, rules: Sequence[Rule]) -> str:
    """The text of a register or a record, its Chinese words mended."""
    text = normalized_text(raw)
    file = yaml.read_yaml("", text).source_file
    lines, exempt = text.split("\n"), _exempt_lines(text)
    # From the right, since what is mended moves what stands behind it on its line.
    for line, column, typed in sorted(chinese_values(file), reverse=True):
        _mend_value(lines, (line, column, len(typed)), AppliesTo.REGISTER, rules, exempt)
    return _with_ends(lines, raw)


def _mend_value(lines: list[str], mark: Span, where: AppliesTo, rules: Sequence[Rule], exempt: ExemptLines) -> None:
    """Mend a value where it stands; one with escapes is left to its editor."""
    number, column, length = mark
    line, start, end = lines[number - 1], column - 1, column - 1 + length
    if "\\" not in line[start:end]:
        quote = 1 if line[start] in "'\"" else 0
        typed = line[start + quote : end - quote]
        better = mended_text(where, typed, rules, {(1, rule) for target, rule in exempt if target == number})
        lines[number - 1] = line[: start + quote] + better + line[end - quote :]


def _exempt_lines(text: str) -> ExemptLines:
    return [(waiver.target, waiver.rule) for waiver in waivers(text)]


def _with_ends(lines: Iterable[str], raw: str) -> str:
    """The lines with the ends that those of the file have."""
    mark = _MARK if raw.startswith(_MARK) else ""
    return mark + "".join(
        line + end for line, end in zip(lines, (match[2] for match in _LINE.finditer(raw)), strict=False)
    )


_REGISTERS = "registers/"
_SOURCES = "registers/sources.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """By paths below docs/: files that were not tidy, each with its text now, and `faulty` ones, left alone."""

    changed: Mapping[str, str]
    faulty: Sequence[str]


def tidy_files(project: Project, paths: Sequence[Path] = (), on_progress: OnProgress = no_progress) -> Tidied:
    """What tidying makes of all files, or of those at and below some paths; nothing is written.

    `on_progress` is called with how far it is.
    """
    found = loader.load_files(project.docs, project.site)
    wrong = {each.location.path.removeprefix(f"{project.docs.name}/") for each in found.problems}
    asked = [name for name in _names(found, wrong) if _is_below(project.docs / name, paths)]
    sound = [name for name in asked if name not in wrong]
    stories = [found.texts[name] for name in sound if name in found.texts] if _SOURCES not in wrong else []
    changed = _changed(project.docs, found, sound, sources.source_moves(stories, found), on_progress)
    return Tidied(changed=changed, faulty=[name for name in asked if name in wrong])


def write_tidied(project: Project, result: Tidied) -> None:
    """Write each changed file, the registers first: the stories may name what they have now."""
    for name in sorted(result.changed, key=lambda name: (not name.startswith(_REGISTERS), name)):
        write_whole(project.docs / name, result.changed[name])


def _names(found: LoadedFiles, wrong: Collection[str]) -> Sequence[str]:
    """Every file that can be tidied, or could be were it not for its errors."""
    records = (f"{_REGISTERS}{name}.yml" for name in found.registers.files)
    return sorted({*found.texts, *records, *(name for name in wrong if name.endswith((".md", ".yml")))})


def _is_below(file: Path, paths: Sequence[Path]) -> bool:
    return not paths or any(file.is_relative_to(path) for path in paths)


def _changed(
    docs: Path, found: LoadedFiles, names: Sequence[str], moving: SourceMoves, on_progress: OnProgress
) -> Mapping[str, str]:
    rules = rules_of(found.registers)
    typed = {name: _read(docs / name) for name in (*names, *([_SOURCES] if moving.added else []))}

    def better(name: str) -> str:
        if name in found.texts:
            return _text(typed[name], found.texts[name], moving.named.get(name, {}), rules)
        return mend_register(_register(typed[name], name, _entries(moving, typed, name)), rules)

    texts = processes.parallel_map(better, list(typed), on_progress=on_progress)
    return {name: text for name, text in zip(typed, texts, strict=True) if text != typed[name]}


def _read(file: Path) -> str:
    """The text of a file with its line ends; of one that does not exist, none."""
    return file.read_bytes().decode("utf-8") if file.exists() else ""


def _text(raw: str, text: Text, named: Mapping[int, str], rules: Sequence[Rule]) -> str:
    """The text of a story or a page, tidied."""
    start, end = source_file.front_matter_span(text.file.text)
    front = sources.naming_ids(text.file.text[start:end], named)
    better = _canonical(front, ValueKind(annotation=type(text.front)))
    if better != text.file.text[start:end]:
        raw = edited(raw, [Edit(start, end, better)])
    return mend_story(raw, rules) if text.language is Language.ZH else raw


def _entries(moving: SourceMoves, typed: Mapping[str, str], name: str) -> str:
    """What the register of sources is to have besides."""
    if name != _SOURCES:
        return ""
    return "".join(
        sources.register_entry(each, _front(typed[added.path]), added.number) for each, added in moving.added.items()
    )


def _front(raw: str) -> str:
    text = normalized_text(raw)
    return text[slice(*source_file.front_matter_span(text))]


def _register(raw: str, name: str, entries: str) -> str:
    """The text of a register or a record in its canonical form, with these entries besides."""
    text = normalized_text(raw)
    more = f"{text}{'' if text.endswith(chr(10)) or not text else chr(10)}{entries}" if entries else text
    better = _canonical(more, _kind(name))
    return edited(raw, [Edit(0, len(text), better)]) if better != text else raw


def _kind(name: str) -> ValueKind:
    stem = name.removeprefix(_REGISTERS).removesuffix(".yml")
    if stem in registers.ENTRY_MODELS:
        return ValueKind(annotation=registers.ENTRY_MODELS[stem], by_id=True)
    return ValueKind(annotation=registers.RECORD_MODELS[stem.partition("/")[0]])


def _canonical(text: str, kind: ValueKind) -> str:
    """The canonical form, so long as the reader reads the same from it; else what was typed."""
    better = canonical(text, kind)
    if better == text:
        return text
    before, after = (yaml.read_yaml("", each) for each in (text, better))
    return better if not after.problems and _unordered(before.values) == _unordered(after.values) else text


def _unordered(values: Any) -> Any:
    """Values as they are compared: a list of ids has no order, and midnight is no time."""
    if isinstance(values, dict):
        return {key: _unordered(value) for key, value in values.items()}
    if isinstance(values, list):
        return (
            sorted(values) if all(isinstance(each, str) for each in values) else [_unordered(each) for each in values]
        )
    return values.removesuffix(MIDNIGHT)
