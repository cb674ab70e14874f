"""Rewriting of the files that are not tidy; those with errors are skipped."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel

from newsdesk import processes
from newsdesk.content import loader, registers, source_file, yaml
from newsdesk.content.blocks import waivers
from newsdesk.content.front_matter import StoryFacts
from newsdesk.content.loader import LoadedFiles
from newsdesk.content.marks import text_keys
from newsdesk.content.registers import Source
from newsdesk.content.site import RuleLevel
from newsdesk.content.story import Text
from newsdesk.content.text_files import normalized_text
from newsdesk.content.validation import is_empty
from newsdesk.content.yaml import Node, layout
from newsdesk.diagnostics import Span
from newsdesk.lint.levels import RuleLevels
from newsdesk.lint.rulebook import StyleRules, localized_values, style_rules
from newsdesk.lint.style import APPLIES_BY_FORM, AppliesTo, StyleRule, fixed_text
from newsdesk.processes import OnProgress, no_progress
from newsdesk.project import Project, write_atomically
from newsdesk.refactor.edits import Edit, apply_edits, start_of
from newsdesk.tidy.canonical import ValueKind, canonical
from newsdesk.tidy.paths import with_relative_paths

ExemptLines = Sequence[tuple[int, str]]
"""Line numbers, each with a rule that is waived there."""


def fix_story(raw: str, model: type[BaseModel], rules: Sequence[StyleRule]) -> str:
    """Return the raw text of a story or page, whose front matter is of `model`, with safe fixes of style applied.

    Line ends and byte order mark are preserved. A file that cannot be read is returned unchanged.
    """
    document = source_file.read_document("", raw)
    if document.problems:
        return raw
    text, values, first = document.file.text, document.file.values, document.body_line
    exempt = _exempt_lines(text)
    typed = ((values.get((key,)), APPLIES_BY_FORM[words.form]) for key, words in text_keys(model).items())
    edits = [edit for mark, where in typed if mark for edit in _value_edits(text, mark, where, rules, exempt)]
    body = fixed_text(AppliesTo.BODY, document.body, rules, {(line - first + 1, rule) for line, rule in exempt}).split(
        "\n"
    )
    at = len(text) - len(document.body)
    for before, after in zip(document.body.split("\n"), body, strict=True):
        edits += [Edit(at, at + len(before), after)] if before != after else []
        at += len(before) + 1
    return apply_edits(raw, edits)


def fix_register(raw: str, rules: StyleRules) -> str:
    """Return the raw text of a register or record with safe fixes applied to its words in each language."""
    text = normalized_text(raw)
    exempt, values = _exempt_lines(text), localized_values(yaml.read_yaml("", text).source_file, rules)
    marks = (((line, column, len(typed)), of_language) for line, column, typed, of_language in values)
    edits = (_value_edits(text, mark, AppliesTo.REGISTER, each, exempt) for mark, each in marks)
    return apply_edits(raw, list(chain.from_iterable(edits)))


def _value_edits(
    text: str, mark: Span, where: AppliesTo, rules: Sequence[StyleRule], exempt: ExemptLines
) -> Iterator[Edit]:
    """Yield the edit that fixes a value in place; a value with escapes is left to the editor."""
    line, column, length = mark
    start = start_of(text, line) + column - 1
    typed = text[start : start + length]
    if "\\" in typed:
        return
    quote = 1 if typed[:1] in ("'", '"') else 0
    words = typed[quote : length - quote]
    better = fixed_text(where, words, rules, {(1, rule) for target, rule in exempt if target == line})
    if better != words:
        yield Edit(start + quote, start + length - quote, better)


def _exempt_lines(text: str) -> ExemptLines:
    return [(waiver.target, waiver.rule) for waiver in waivers(text)]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSource:
    """A source that a story spells out: the path below docs/, its index in the list from 0, and the source."""

    path: str
    number: int
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMoves:
    """Sources to move to the register: `ids` by path and index in the story's list; `added` are new entries by ID."""

    ids: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    added: Mapping[str, WrittenSource] = field(default_factory=dict)


def sources_to_move(texts: Iterable[Text], found: LoadedFiles) -> SourceMoves:
    """Return the sources that are spelled out in several of these stories, or are in the register already.

    The URL identifies a source: sources without one stay in their story, as do differing descriptions of one URL.
    """
    register = {name: source for name, source in found.registers.sources.items() if isinstance(source, Source)}
    known = {source.url: name for name, source in register.items() if source.url}
    ids: dict[str, dict[int, str]] = defaultdict(dict)
    added: dict[str, WrittenSource] = {}
    for url, written in _by_url(texts).items():
        uses = written
        if url in known:
            name = known[url]
            uses = [each for each in written if _says_no_more(each.source, register[name])]
        elif len({each.path for each in written}) > 1 and all(each.source == written[0].source for each in written):
            name = _free(_suggested(written[0].source), {*register, *added})
            added[name] = written[0]
        else:
            continue
        for each in uses:
            ids[each.path][each.number] = name
    return SourceMoves(ids=ids, added=added)


def _by_url(texts: Iterable[Text]) -> Mapping[str, Sequence[WrittenSource]]:
    found: dict[str, list[WrittenSource]] = defaultdict(list)
    for text in texts:
        if isinstance(text.front, StoryFacts):
            for number, source in enumerate(text.front.sources):
                if isinstance(source, Source) and source.url:
                    found[source.url].append(WrittenSource(path=text.path, number=number, source=source))
    return found


def _says_no_more(source: Source, registered: Source) -> bool:
    return all(getattr(source, key) == getattr(registered, key) for key in source.model_fields_set)


def _suggested(source: Source) -> str:
    """Return an ID made of publisher and date, such as 'evening-2031-01-04'."""
    publisher = source.publisher.plain or source.publisher.by_language.get(next(iter(source.publisher.by_language)), "")
    host = max((urlsplit(source.url or "").hostname or "").split("."), key=len)
    words = re.findall(r"[a-z0-9]+", (publisher if publisher.isascii() else host).lower())
    return "-".join([*(words or ["source"]), *re.findall(r"\d+", source.date.text if source.date else "")])


def _free(name: str, taken: Collection[str]) -> str:
    """Return the ID, if taken with the first number appended that makes it unique."""
    number = 1
    while (free := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return free


def replace_sources_by_ids(front: str, ids: Mapping[int, str]) -> str:
    """Return front matter in which the sources at these indexes are replaced by their IDs."""
    items = _source_nodes(front)
    for number in sorted(ids, reverse=True):
        front = front[: items[number].start] + ids[number] + front[items[number].end :]
    return front


def register_entry(name: str, front: str, number: int) -> str:
    """Return the register lines of a source that is spelled out in front matter, at this index."""
    node = _source_nodes(front)[number]
    typed = front[node.start : node.end]
    if node.flow:
        return f"{name}: {typed}\n"
    column = node.start - (front.rfind("\n", 0, node.start) + 1)
    first, *lines = typed.split("\n")
    return "\n".join([f"{name}:", f"  {first}", *(f"  {line[column:]}" for line in lines)]) + "\n"


def _source_nodes(front: str) -> Sequence[Node]:
    root = layout(front)
    return next((value.items for key, value in (root.pairs if root else ()) if key.value == "sources"), ())


_REGISTERS = "registers/"
_SOURCES = "registers/sources.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """Result by path below docs/: new text of each file that was not tidy, and `faulty` files, which are skipped."""

    changed: Mapping[str, str]
    skipped: Sequence[str]


def tidy_files(project: Project, paths: Sequence[Path] = (), on_progress: OnProgress = no_progress) -> Tidied:
    """Return what tidying changes in all files, or in those at and below these paths; nothing is written.

    `on_progress` is called with the number of files done and the total.
    """
    found = loader.load_files(project.docs, project.site)
    invalid = {each.location.path.removeprefix(f"{project.docs.name}/") for each in found.problems}
    below = paths or [project.docs]
    asked = [
        name for name in _names(found, invalid) if any((project.docs / name).is_relative_to(path) for path in below)
    ]
    valid = [name for name in asked if name not in invalid]
    stories = [found.texts[name] for name in valid if name in found.texts] if _SOURCES not in invalid else []
    changed = _changed(project, found, valid, sources_to_move(stories, found), on_progress)
    return Tidied(changed=changed, skipped=[name for name in asked if name in invalid])


def write_tidied(project: Project, result: Tidied) -> None:
    """Write each changed file, registers first: the stories may refer to their new entries."""
    for name in sorted(result.changed, key=lambda name: (not name.startswith(_REGISTERS), name)):
        write_atomically(project.docs / name, result.changed[name])


def _names(found: LoadedFiles, invalid: Collection[str]) -> Sequence[str]:
    """Return every file that can be tidied, or could be without its errors."""
    records = (f"{_REGISTERS}{name}.yml" for name in found.registers.files)
    return sorted({*found.texts, *records, *(name for name in invalid if name.endswith((".md", ".yml")))})


def _changed(
    project: Project, found: LoadedFiles, names: Sequence[str], moving: SourceMoves, on_progress: OnProgress
) -> Mapping[str, str]:
    docs, zone, rules = project.docs, project.site.zone, style_rules(found.registers)
    levels = RuleLevels(project.site, loader.assemble_library(found, project.as_of)[0].imported)
    typed = {name: _read(docs / name) for name in (*names, *([_SOURCES] if moving.added else []))}
    entries = "".join(
        register_entry(name, _front_matter(typed[added.path]), added.number) for name, added in moving.added.items()
    )

    def tidied(name: str) -> str:
        own = {
            language: [rule for rule in each if levels.level(rule.name, name) is not RuleLevel.OFF]
            for language, each in rules.items()
        }
        if name in found.texts:
            kind = ValueKind(annotation=type(found.texts[name].front), zone=zone)
            tidy_text = _text(typed[name], found.texts[name], moving.ids.get(name, {}), own, kind)
            return with_relative_paths(tidy_text, name, found.media, project.site.settings.markdown_extensions)
        return fix_register(_register(typed[name], name, entries if name == _SOURCES else ""), own)

    texts = processes.parallel_map(tidied, list(typed), on_progress=on_progress)
    return {name: text for name, text in zip(typed, texts, strict=True) if text != typed[name]}


def _read(file: Path) -> str:
    """Return the text of a file with its line ends as on disk; '' if it does not exist."""
    return file.read_bytes().decode("utf-8") if file.exists() else ""


def _text(raw: str, text: Text, ids: Mapping[int, str], rules: StyleRules, kind: ValueKind) -> str:
    start, end = source_file.front_matter_span(text.file.text)
    front = replace_sources_by_ids(text.file.text[start:end], ids)
    better = _canonical(front, kind)
    if better != text.file.text[start:end]:
        raw = apply_edits(raw, [Edit(start, end, better)])
    of_language = rules.get(text.language, [])
    return fix_story(raw, type(text.front), of_language) if any(rule.safe for rule in of_language) else raw


def _front_matter(raw: str) -> str:
    text = normalized_text(raw)
    return text[slice(*source_file.front_matter_span(text))]


def _register(raw: str, name: str, entries: str) -> str:
    """Return the text of a register or record in canonical form, with these entries added."""
    text = normalized_text(raw)
    more = f"{text}{'' if text.endswith(chr(10)) or not text else chr(10)}{entries}" if entries else text
    better = _canonical(more, _kind(name))
    return apply_edits(raw, [Edit(0, len(text), better)]) if better != text else raw


def _kind(name: str) -> ValueKind:
    stem = name.removeprefix(_REGISTERS).removesuffix(".yml")
    if stem in registers.ENTRY_MODELS:
        return ValueKind(annotation=registers.ENTRY_MODELS[stem], by_id=True)
    return ValueKind(annotation=registers.RECORD_MODELS[stem.partition("/")[0]])


def _canonical(text: str, kind: ValueKind) -> str:
    """Return the canonical form if it is read as the same values, else the text as typed."""
    better = canonical(text, kind)
    if better == text:
        return text
    before, after = (yaml.read_yaml("", each) for each in (text, better))
    return better if not after.problems and _meaning(before.values, kind) == _meaning(after.values, kind) else text


def _meaning(values: Any, kind: ValueKind) -> Any:
    """Return values for comparison: a list of IDs has no order, an empty field is none, and a date has one form."""
    if isinstance(values, dict):
        kinds = {key: kind.of(key, [*values]) for key in values}
        return {
            key: _meaning(value, kinds[key])
            for key, value in values.items()
            if not (kinds[key].is_optional and is_empty(value))
        }
    if isinstance(values, list):
        words = all(isinstance(each, str) for each in values)
        return sorted(values) if words else [_meaning(each, kind) for each in values]
    return kind.house_form(values)
