"""`newsdesk tidy`: the files that are not tidy, written anew; those with errors are left alone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsdesk import processes
from newsdesk.checks.style import rules_of
from newsdesk.desk.edit import Edit, edited
from newsdesk.desk.project import Project, write_whole
from newsdesk.desk.tidying import sources
from newsdesk.desk.tidying.canonical import MIDNIGHT, Kind, canonical
from newsdesk.desk.tidying.chinese import mended_register, mended_text
from newsdesk.desk.tidying.sources import Moves
from newsdesk.model.text import Text
from newsdesk.processes import Told, nobody
from newsdesk.reading import folder, front_matter, registers, yaml
from newsdesk.reading.folder import Folder
from newsdesk.words.language import Language
from newsdesk.words.style import Rule

_REGISTERS = "registers/"
_SOURCES = "registers/sources.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """By paths below docs/: files that were not tidy, each with its text now, and `faulty` ones, left alone."""

    changed: Mapping[str, str]
    faulty: Sequence[str]


def tidied(project: Project, paths: Sequence[Path] = (), told: Told = nobody) -> Tidied:
    """What tidying makes of all files, or of those at and below some paths; nothing is written.

    `told` is told how far it is.
    """
    found = folder.read(project.docs, project.site)
    wrong = {each.place.path.removeprefix(f"{project.docs.name}/") for each in found.problems}
    asked = [name for name in _names(found, wrong) if _is_below(project.docs / name, paths)]
    sound = [name for name in asked if name not in wrong]
    stories = [found.texts[name] for name in sound if name in found.texts] if _SOURCES not in wrong else []
    changed = _changed(project.docs, found, sound, sources.moves(stories, found), told)
    return Tidied(changed=changed, faulty=[name for name in asked if name in wrong])


def write(project: Project, result: Tidied) -> None:
    """Write each changed file, the registers first: the stories may name what they have now."""
    for name in sorted(result.changed, key=lambda name: (not name.startswith(_REGISTERS), name)):
        write_whole(project.docs / name, result.changed[name])


def _names(found: Folder, wrong: Collection[str]) -> Sequence[str]:
    """Every file that can be tidied, or could be were it not for its errors."""
    records = (f"{_REGISTERS}{name}.yml" for name in found.registers.files)
    return sorted({*found.texts, *records, *(name for name in wrong if name.endswith((".md", ".yml")))})


def _is_below(file: Path, paths: Sequence[Path]) -> bool:
    return not paths or any(file.is_relative_to(path) for path in paths)


def _changed(docs: Path, found: Folder, names: Sequence[str], moving: Moves, told: Told) -> Mapping[str, str]:
    rules = rules_of(found.registers)
    typed = {name: _read(docs / name) for name in (*names, *([_SOURCES] if moving.added else []))}

    def better(name: str) -> str:
        if name in found.texts:
            return _text(typed[name], found.texts[name], moving.named.get(name, {}), rules)
        return mended_register(_register(typed[name], name, _entries(moving, typed, name)), rules)

    texts = processes.each(better, list(typed), told=told)
    return {name: text for name, text in zip(typed, texts, strict=True) if text != typed[name]}


def _read(file: Path) -> str:
    """The text of a file with its line ends; of one that does not exist, none."""
    return file.read_bytes().decode("utf-8") if file.exists() else ""


def _text(raw: str, text: Text, named: Mapping[int, str], rules: Sequence[Rule]) -> str:
    """The text of a story or a page, tidied."""
    start, end = front_matter.span(text.file.text)
    front = sources.naming(text.file.text[start:end], named)
    better = _canonical(front, Kind(annotation=type(text.front)))
    if better != text.file.text[start:end]:
        raw = edited(raw, [Edit(start, end, better)])
    return mended_text(raw, rules) if text.language is Language.ZH else raw


def _entries(moving: Moves, typed: Mapping[str, str], name: str) -> str:
    """What the register of sources is to have besides."""
    if name != _SOURCES:
        return ""
    return "".join(sources.entry(each, _front(typed[added.path]), added.number) for each, added in moving.added.items())


def _front(raw: str) -> str:
    text = _plain(raw)
    return text[slice(*front_matter.span(text))]


def _register(raw: str, name: str, entries: str) -> str:
    """The text of a register or a record in its canonical form, with these entries besides."""
    text = _plain(raw)
    more = f"{text}{'' if text.endswith(chr(10)) or not text else chr(10)}{entries}" if entries else text
    better = _canonical(more, _kind(name))
    return edited(raw, [Edit(0, len(text), better)]) if better != text else raw


def _kind(name: str) -> Kind:
    stem = name.removeprefix(_REGISTERS).removesuffix(".yml")
    if stem in registers.ENTRIES:
        return Kind(annotation=registers.ENTRIES[stem], by_id=True)
    return Kind(annotation=registers.RECORDS[stem.partition("/")[0]])


def _plain(raw: str) -> str:
    """A text as the reader sees it: without byte order mark and carriage returns."""
    return raw.removeprefix("\ufeff").replace("\r\n", "\n")


def _canonical(text: str, kind: Kind) -> str:
    """The canonical form, so long as the reader reads the same from it; else what was typed."""
    better = canonical(text, kind)
    if better == text:
        return text
    before, after = (yaml.read("", each, each) for each in (text, better))
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
