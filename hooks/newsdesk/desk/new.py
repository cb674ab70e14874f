"""Starting a story, an event or an edition: a valid file in the right place, with what is known filled in."""

import re
from pathlib import Path

from newsdesk.desk.assignment import Assignment, language_of_title, moment, registers_for, slug, when
from newsdesk.desk.command import CannotRun
from newsdesk.desk.project import Project, shown, write_whole
from newsdesk.desk.scaffold import Lines, bare, explained, listed, named, quoted
from newsdesk.desk.suggestions import suggestions
from newsdesk.speech.choice import spoken
from newsdesk.words import address, edtf
from newsdesk.words.language import Language
from newsdesk.words.message import said
from newsdesk.words.placeholder import heading_waits, waits

DELETE = said("Delete this line to publish it.")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)


def story(project: Project, asked: Assignment) -> Path:
    """Write the draft of a story and return its path. Raises CannotRun where there is one, or the words do not do."""
    if asked.series and not asked.event:
        raise CannotRun(said("--series is that of an event: add --event with its date"))
    day = asked.day or project.as_of.date().isoformat()
    year = moment(day).year
    language, known = language_of_title(project, asked), registers_for(project, asked)
    path = project.docs / language / "news" / f"{year:04}" / f"{slug(asked)}.md"
    _refuse_second_original(project, path)
    unknown = ["sources:", f"  - publisher: {waits(language)}", "    link: none"]
    filled: dict[str, Lines] = {
        "title": [f"title: {quoted(asked.title)}"],
        "summary": [f"summary: {waits(language)}"],
        "published": [f"published: {day}"],
        **({"tags": listed("tags", asked.tags)} if asked.tags else {}),
        **({"event": _event_inside(project, asked, language)} if asked.event else {}),
        "sources": listed("sources", asked.sources) if asked.sources else unknown,
        "draft": ["draft: true"],
    }
    found = suggestions(known, asked.title, language)
    hints = {key: named(found[key]) for key in ("tags", "sources")}
    hints |= {"event": [*named(found["series"]), *named(found["organisers"])], "draft": [spoken(DELETE)]}
    lines = bare(filled) if asked.short else explained("story", filled, hints)
    return written(path, "\n".join(["---", *lines, "---", "", waits(language), ""]))


def event(project: Project, asked: Assignment) -> Path:
    """Write the record of an event and return its path. Raises CannotRun as a story does."""
    date = when("--when", asked.day or project.as_of.date().isoformat())
    path = project.docs / "registers/events" / f"{date.year:04}" / f"{slug(asked)}.yml"
    return _record(project, asked, "event", path, date)


def edition(project: Project, asked: Assignment) -> Path:
    """Write the record of an edition, with the series and tags of the last one, and return its path."""
    said_so = _YEAR.search(asked.title)
    date = when("--when", asked.day or (said_so[0] if said_so else f"{project.as_of.year:04}"))
    path = project.docs / "registers/editions" / f"{date.year:04}.yml"
    return _record(project, asked, "edition", path, date)


def written(path: Path, text: str) -> Path:
    """Write a new file and return its path. Raises CannotRun where there is one."""
    if path.exists():
        raise CannotRun(said("{file} exists already: it was not touched", file=shown(path)))
    write_whole(path, text)
    return path


def _record(project: Project, asked: Assignment, kind: str, path: Path, date: edtf.When) -> Path:
    language, known = language_of_title(project, asked), registers_for(project, asked)
    last = known.editions[max(known.editions)] if kind == "edition" and known.editions else None
    series = asked.series or (last.series if last else "")
    tags = asked.tags or (last.tags if last else ())
    others = [each for each in project.site.languages if each is not language]
    filled: dict[str, Lines] = {
        "title": ["title:", f"  {language}: {quoted(asked.title)}", *(f"  # {other}: …" for other in others)],
        "when": [f"when: {date.text}"],
        **({"state": ["state: planned"]} if _is_to_come(project, date) else {}),
        **({"series": [f"series: {series}"]} if series else {}),
        **({"tags": listed("tags", tags)} if tags else {}),
        "sources": listed("sources", asked.sources),
    }
    found = suggestions(known, asked.title, language)
    hints = {
        key: named(found[key])
        for key in ("organisers", "series", "tags", "sources")
        if key == "sources" or key not in filled
    }
    lines = bare(filled) if asked.short else explained(kind, filled, hints)
    return written(path, "\n".join([*lines, ""]))


def _event_inside(project: Project, asked: Assignment, language: Language) -> Lines:
    date = when("--event", asked.event)
    return [
        "event:",
        f"  title: {heading_waits(language)}",
        f"  when: {date.text}",
        "  # place: …",
        *(["  state: planned"] if _is_to_come(project, date) else []),
        *([f"  series: {asked.series}"] if asked.series else []),
    ]


def _is_to_come(project: Project, date: edtf.When) -> bool:
    last = date.latest if date.end else date.earliest
    return last > project.as_of.date()


def _refuse_second_original(project: Project, path: Path) -> None:
    """A story of the same slug in another language would be its original."""
    below = path.relative_to(project.docs).as_posix()
    for language in project.site.languages:
        other = project.docs / address.in_language(below, language)
        if other != path and other.exists() and not path.exists():
            name = shown(other)
            raise CannotRun(
                said("{path} stands at this address: newsdesk new --from {path} starts its translation", path=name)
            )
