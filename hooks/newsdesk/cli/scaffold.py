"""Scaffolding of new files: fields from the JSON Schema of their kind, IDs suggested by the title."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from newsdesk import urls
from newsdesk.cli.schema import json_schema, schema_rows
from newsdesk.content import registers
from newsdesk.content.blocks import placeholder
from newsdesk.content.entities import NameFinder, names_of
from newsdesk.content.files import walk_docs
from newsdesk.content.front_matter import StoryFacts
from newsdesk.content.marks import WordsForm, text_keys
from newsdesk.content.registers import OWN_REPORTING, Registers, Source
from newsdesk.content.types import too_long
from newsdesk.diagnostics import did_you_mean
from newsdesk.i18n import dates
from newsdesk.i18n.dates import EdtfDate
from newsdesk.i18n.languages import Language, language_by_script
from newsdesk.i18n.messages import Message, current_catalog, msg, or_list, translate
from newsdesk.i18n.typography import LIST_SEPARATOR, has_han
from newsdesk.project import CannotRun, Project, parse_moment, shown_path, write_atomically

Lines = Sequence[str]
Filled = Mapping[str, Lines]
"""Fields that are filled in, each with the lines of its name and value."""
LATER = ("updated", "corrections", "withdrawn", "aliases")
"""Fields that no new file has."""
_PLAIN = re.compile(r"[\w(（《“][^\n]*")


def bare_lines(filled: Filled) -> Iterator[str]:
    """Yield only the fields that are filled in."""
    return (line for lines in filled.values() for line in lines)


def explained_lines(
    kind: str, filled: Filled, hints: Mapping[str, Lines], without: Collection[str] = ()
) -> Iterator[str]:
    """Yield every field in order, below comments that describe it; fields not filled in are comments too."""
    whole = json_schema(kind, [current_catalog()])
    for key, part in whole["properties"].items():
        if part.get("readOnly") or (key not in filled and key in (*LATER, *without)):
            continue
        yield from map(comment, (part["description"], *hints.get(key, ())))
        yield from filled.get(key) or [comment(str(row)) for row in schema_rows(key, part, whole)]


def comment(text: str) -> str:
    return f"# {text}"


def named_hint(things: Lines) -> Lines:
    """Return the hint that the title names these things; empty if it names none."""
    return [translate(msg("named in the title: {names}", names=", ".join(things)))] if things else []


def ids_line(key: str, names: Lines) -> Lines:
    """Return a field with a list of IDs on one line."""
    return [f"{key}: [{', '.join(names)}]"]


def quoted_value(text: str) -> str:
    """Return text as a YAML scalar, quoted if necessary."""
    plain = _PLAIN.fullmatch(text) and ": " not in text and " #" not in text and not text.endswith(":")
    if plain and text == text.strip():
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


MAX_SUGGESTIONS = 8
"""Most suggestions for one field."""
_FOLDER = "registers/"
Pairs = Iterable[tuple[str, str]]
"""IDs, each with a name by which a title may mention the thing."""


def registers_of(project: Project) -> Registers:
    """Return the registers, as far as readable, without events: there may be thousands, each in its own file."""
    docs = project.docs
    paths = [
        path for path in walk_docs(docs)[0] if path.startswith(_FOLDER) and not path.startswith(f"{_FOLDER}events/")
    ]
    return registers.merge_registers(
        registers.read_register(docs / path, f"{docs.name}/{path}", path.removeprefix(_FOLDER)) for path in paths
    )[0]


def suggestions(known: Registers, title: str, language: Language) -> Mapping[str, Sequence[str]]:
    """Return the entries that a title names, by field: 'kite-museum (Pinebridge Kite Museum)'."""
    shown = {
        "tags": {name: tag.name.in_language(language).text for name, tag in known.tags.items()},
        "series": {name: series.name.in_language(language).text for name, series in known.series.items()},
        "organisers": {name: body.name.in_language(language).text for name, body in known.organisations.items()},
        "sources": {name: _shown(source, known, language) for name, source in _published(known)},
    }
    names = {
        **{key: things.items() for key, things in shown.items()},
        "tags": _topics(shown["tags"]),
        "organisers": names_of(known.organisations, language),
        "sources": _sources(known, language),
    }
    return {key: _named(names[key], shown[key], title) for key in shown}


def _named(names: Pairs, shown: Mapping[str, str], title: str) -> Sequence[str]:
    """Return the entries in the order in which the title names them, ignoring case."""
    found = NameFinder((name, text.lower()) for name, text in names if text).found_in(title.lower()).spans
    return [f"{name} ({shown[name]})" for name in sorted(found, key=lambda name: (found[name], name))][:MAX_SUGGESTIONS]


def _topics(shown: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield names of tags: a title may name a tag by a part of its name, or in the singular."""
    for name, text in shown.items():
        for form in {text, *LIST_SEPARATOR.split(text)}:
            yield name, form
            yield name, form.removesuffix("s")


def _sources(known: Registers, language: Language) -> Iterator[tuple[str, str]]:
    """Yield names of sources: a title may name a source by its own title or its publisher."""
    for name, source in _published(known):
        yield name, source.title or ""
        if body := known.organisations.get(source.publisher.plain):
            yield from names_of({name: body}, language)
        else:
            yield name, source.publisher.in_language(language).text


def _published(known: Registers) -> Iterator[tuple[str, Source]]:
    return ((name, source) for name, source in known.sources.items() if isinstance(source, Source))


def _shown(source: Source, known: Registers, language: Language) -> str:
    body = known.organisations.get(source.publisher.plain)
    publisher = (body.name if body else source.publisher).in_language(language).text
    return ", ".join(each for each in (source.title, publisher, source.date.text if source.date else "") if each)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFileOptions:
    """What an editor asks for; empty fields are derived from the others.

    `day` is the date of the story or the event; `event` is the EDTF date of an event to define inside the story.
    """

    title: str
    language: str = ""
    slug: str = ""
    day: str = ""
    event: str = ""
    series: str = ""
    tags: Sequence[str] = ()
    sources: Sequence[str] = ()
    short: bool = False


def language_of_title(project: Project, options: NewFileOptions) -> Language:
    """Return the language asked for, else that of the title's script. Raises CannotRun if the site lacks it."""
    known = {str(language): language for language in project.site.languages}
    code = options.language or language_by_script(options.title)
    if code not in known:
        message = msg(
            '--language must be a language of the site, {languages}; found "{found}"',
            languages=or_list(known),
            found=code,
        )
        raise CannotRun(message)
    return known[code]


def registers_for(project: Project, options: NewFileOptions) -> Registers:
    """Return the registers. Raises CannotRun for an unknown ID, unless its register is unreadable."""
    known = registers_of(project)
    wanted: Mapping[str, tuple[str, Sequence[str]]] = {
        "--tag": ("tags", options.tags),
        "--source": ("sources", options.sources),
        "--series": ("series", [options.series] if options.series else []),
    }
    for option, (register, names) in wanted.items():
        ids = getattr(known, register)
        for name in names:
            if name not in ids and register not in known.unreadable:
                raise CannotRun(_no_id(option, name, ids))
    return known


def _no_id(option: str, name: str, ids: Iterable[str]) -> Message:
    near = did_you_mean(name, ids)
    return msg('{option} must be an ID from its register; found "{name}"{near}', option=option, name=name, near=near)


def when(option: str, typed: str) -> EdtfDate:
    try:
        return dates.read_edtf(typed)
    except ValueError:
        message = msg(
            '{option} must be an EDTF date such as 2026-11-25, 2026-11 or 2026-11-25/2026-11-27; found "{typed}"',
            option=option,
            typed=typed,
        )
        raise CannotRun(message) from None


def slug(options: NewFileOptions) -> str:
    """Return the slug asked for, else the ASCII words of a title that is not Chinese. Raises CannotRun if invalid."""
    if not options.slug and has_han(options.title):
        raise CannotRun(
            msg("a slug cannot be derived from a Chinese title: add one, such as --slug leading-group-set-up")
        )
    name = options.slug or _words(options.title)[:80].rstrip("-")
    if not urls.is_slug(name) or name == "index":
        meant = _words(name) or "leading-group-set-up"
        raise CannotRun(
            msg(
                'a slug must be lowercase ASCII words joined by hyphens; found "{name}": write --slug {meant}',
                name=name,
                meant=meant,
            )
        )
    if long := too_long(name):
        raise CannotRun(long)
    return name


def _words(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.lower().replace("'", "").replace("’", "")))


DELETE = msg("Delete this line to publish.")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)


def new_story(project: Project, options: NewFileOptions) -> Path:
    """Write the draft of a story and return its path. Raises CannotRun if it exists or an option is invalid."""
    if options.series and not options.event:
        raise CannotRun(msg("--series needs an event: add --event with its date"))
    day = options.day or project.as_of.date().isoformat()
    year = parse_moment(day).year
    in_register = [name for name in options.sources if name != OWN_REPORTING]
    language, known = (
        language_of_title(project, options),
        registers_for(project, replace(options, sources=in_register)),
    )
    path = project.docs / language / "news" / f"{year:04}" / f"{slug(options)}.md"
    _refuse_second_original(project, path)
    unknown = ["sources:", f"  - publisher: {placeholder(WordsForm.SENTENCE, language)}", "    link: none"]
    filled: dict[str, Lines] = {
        "title": [f"title: {quoted_value(options.title)}"],
        **{
            key: [f"{key}: {placeholder(words.form, language)}"]
            for key, words in text_keys(StoryFacts).items()
            if key != "title" and StoryFacts.model_fields[key].is_required()
        },
        "published": [f"published: {day}"],
        **({"tags": ids_line("tags", options.tags)} if options.tags else {}),
        **({"event": _event_inside(project, options, language)} if options.event else {}),
        "sources": ids_line("sources", options.sources) if options.sources else unknown,
        "draft": ["draft: true"],
    }
    found = suggestions(known, options.title, language)
    hints = {key: named_hint(found[key]) for key in ("tags", "sources")}
    hints |= {"event": [*named_hint(found["series"]), *named_hint(found["organisers"])], "draft": [translate(DELETE)]}
    lines = bare_lines(filled) if options.short else explained_lines("story", filled, hints)
    return write_new(path, "\n".join(["---", *lines, "---", "", placeholder(WordsForm.SENTENCE, language), ""]))


def new_event(project: Project, options: NewFileOptions) -> Path:
    """Write the record of an event and return its path. Raises CannotRun as `new_story` does."""
    date = when("--when", options.day or project.as_of.date().isoformat())
    path = project.docs / "registers/events" / f"{date.year:04}" / f"{slug(options)}.yml"
    return _record(project, options, "event", path, date)


def new_edition(project: Project, options: NewFileOptions) -> Path:
    """Write the record of an edition, with the last one's series and tags, and return its path. Raises CannotRun."""
    said_so = _YEAR.search(options.title)
    date = when("--when", options.day or (said_so[0] if said_so else f"{project.as_of.year:04}"))
    path = project.docs / "registers/editions" / f"{date.year:04}.yml"
    return _record(project, options, "edition", path, date)


def write_new(path: Path, text: str) -> Path:
    """Write a new file and return its path. Raises CannotRun if the file exists."""
    if path.exists():
        raise CannotRun(msg("{file} already exists: nothing was changed", file=shown_path(path)))
    write_atomically(path, text)
    return path


def _record(project: Project, options: NewFileOptions, kind: str, path: Path, date: EdtfDate) -> Path:
    language, known = language_of_title(project, options), registers_for(project, options)
    last = known.editions[max(known.editions)] if kind == "edition" and known.editions else None
    series = options.series or (last.series if last else "")
    tags = options.tags or (last.tags if last else ())
    others = [each for each in project.site.languages if each is not language]
    filled: dict[str, Lines] = {
        "title": ["title:", f"  {language}: {quoted_value(options.title)}", *(f"  # {other}: …" for other in others)],
        "when": [f"when: {date.text}"],
        **({"state": ["state: planned"]} if _is_to_come(project, date) else {}),
        **({"series": [f"series: {series}"]} if series else {}),
        **({"tags": ids_line("tags", tags)} if tags else {}),
        "sources": ids_line("sources", options.sources),
    }
    found = suggestions(known, options.title, language)
    hints = {
        key: named_hint(found[key])
        for key in ("organisers", "series", "tags", "sources")
        if key == "sources" or key not in filled
    }
    lines = bare_lines(filled) if options.short else explained_lines(kind, filled, hints)
    return write_new(path, "\n".join([*lines, ""]))


def _event_inside(project: Project, options: NewFileOptions, language: Language) -> Lines:
    date = when("--event", options.event)
    return [
        "event:",
        f"  title: {placeholder(WordsForm.HEADING, language)}",
        f"  when: {date.text}",
        "  # place: …",
        *(["  state: planned"] if _is_to_come(project, date) else []),
        *([f"  series: {options.series}"] if options.series else []),
    ]


def _is_to_come(project: Project, date: EdtfDate) -> bool:
    last = date.latest if date.end else date.earliest
    return last > project.as_of.date()


def _refuse_second_original(project: Project, path: Path) -> None:
    """Raise CannotRun if a story in another language has this slug: it would be the original."""
    below = path.relative_to(project.docs).as_posix()
    for language in project.site.languages:
        other = project.docs / urls.in_language(below, language)
        if other != path and other.exists() and not path.exists():
            name = shown_path(other)
            raise CannotRun(
                msg("{path} already has this slug: to translate it, run newsdesk new --from {path}", path=name)
            )
