"""Starting a translation: its keys, and a place for each block of the original, which stands there as a comment."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from newsdesk.desk.command import CannotRun
from newsdesk.desk.new import DELETE, written
from newsdesk.desk.project import Project
from newsdesk.desk.scaffold import Lines, bare, explained
from newsdesk.reading import front_matter
from newsdesk.reading.disk import read_text
from newsdesk.speech.choice import spoken, voice
from newsdesk.words import address
from newsdesk.words.digest import blocks
from newsdesk.words.language import Language, language_of
from newsdesk.words.message import either, said
from newsdesk.words.placeholder import heading_waits, waits
from newsdesk.words.problem import frame

_HEADING = re.compile(r"#+[ \t]")
_NO_DRAFT = re.compile(r"[a-z]{2,3}/(events|summit)/")
_COMMENT = re.compile(r"<!--|--!?>")


def twin(project: Project, original: Path, *, short: bool) -> Path:
    """Write the draft of a translation and return its path. Raises CannotRun where the file is no original."""
    below = _below(project, original)
    language = _untranslated(project, below)
    document = _read(original)
    values = document.values
    kind = "prose" if _NO_DRAFT.match(below) else "translation"
    filled = _filled(values, language, project.as_of.date().isoformat())
    if kind == "prose":
        del filled["draft"]
    hints = {
        key: [_on_a_line(values[key])] for key in ("title", "summary", "byline") if isinstance(values.get(key), str)
    }
    hints["draft"] = [spoken(DELETE)]
    unwanted = [key for key in ("title", "event", "image", "byline") if key not in filled]
    lines = bare(filled) if short else explained(kind, filled, hints, unwanted)
    text = "\n".join(["---", *lines, "---", *_places(document.body, language), ""])
    return written(project.docs / address.in_language(below, language), text)


def _below(project: Project, original: Path) -> str:
    """The path of the original below docs/."""
    path = original.resolve()
    below = path.relative_to(project.docs).as_posix() if path.is_relative_to(project.docs) else ""
    if language_of(below) not in project.site.languages:
        folders = either(f"{project.docs.name}/{language}" for language in project.site.languages)
        raise CannotRun(said("{file} is no story below {folders}", file=original.as_posix(), folders=folders))
    return below


def _read(original: Path) -> front_matter.Document:
    shown = original.as_posix()
    text, fault = read_text(original, shown)
    document = front_matter.read(shown, text)
    for problem in (fault, *document.problems):
        if problem:
            raise CannotRun(frame(problem, voice()))
    if "translated" in document.values:
        raise CannotRun(said("{file} is a translation itself: name its original", file=shown))
    return document


def _untranslated(project: Project, below: str) -> Language:
    """The first language in which a path does not stand yet, else the first that is not its own."""
    others = [language for language in project.site.languages if language is not language_of(below)]
    if not others:
        raise CannotRun(said("the site has one language: there is nothing to translate into"))
    missing = (each for each in others if not (project.docs / address.in_language(below, each)).exists())
    return next(missing, others[0])


def _filled(values: Mapping[str, Any], language: Language, day: str) -> dict[str, Lines]:
    """The keys of the translation, with a place for all words that the original has."""
    filled: dict[str, Lines] = {
        "title": [f"title: {heading_waits(language)}"],
        "summary": [f"summary: {waits(language)}"],
        "translated": [f"translated: {day}"],
    }
    if "title" not in values:
        del filled["title"]
    if "byline" in values:
        filled["byline"] = [f"byline: {heading_waits(language)}"]
    for key, words in (("event", ("title", "place")), ("image", ("alt", "caption", "credit"))):
        if isinstance(given := values.get(key), dict):
            filled[key] = [f"{key}:", *(f"  {word}: {_waits(word, language)}" for word in words if word in given)]
    if isinstance(corrections := values.get("corrections"), list):
        filled["corrections"] = ["corrections:", *_corrections(corrections, language)]
    filled["draft"] = ["draft: true"]
    return filled


def _waits(word: str, language: Language) -> str:
    return heading_waits(language) if word in ("title", "place", "credit") else waits(language)


def _corrections(corrections: list[Any], language: Language) -> Iterator[str]:
    for each in corrections:
        if isinstance(each, dict) and "date" in each:
            yield f"  - date: {each['date']}"
            yield f"    text: {waits(language)}"


def _places(body: str, language: Language) -> Iterator[str]:
    """Each block of the original in a comment, and below it the place for its translation."""
    for block in blocks(body):
        quoted = _COMMENT.sub(lambda sign: sign[0].replace("<", "&lt;").replace(">", "&gt;"), block.strip())
        yield from ("", "<!--", quoted, "-->", "")
        heading = _HEADING.match(block)
        yield f"{heading[0]}{heading_waits(language)}" if heading else waits(language)


def _on_a_line(text: str) -> str:
    return " ".join(text.split())
