"""Starting a story, and the translation of one."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from newsdesk.desk.command import CannotRun
from newsdesk.desk.project import Project, write_whole
from newsdesk.reading import front_matter
from newsdesk.reading.disk import read_text
from newsdesk.speech.choice import voice
from newsdesk.words import address
from newsdesk.words.digest import blocks
from newsdesk.words.language import Language, language_of
from newsdesk.words.message import either, said
from newsdesk.words.problem import frame
from newsdesk.words.typography import has_han

_STORY = """\
---
title: {title}
# One or two sentences: lists, feeds and search print them.
summary: {waits}
# The day whose news it is; with a time, such as {day}T18:00, the moment it appears.
published: {day}
# Ids of docs/registers/tags.yml.
tags: []
# Ids of docs/registers/sources.yml, or sources written out here.
sources:
  - publisher: {waits}
    link: none
# Delete this line to publish the story.
draft: true
---

{waits}
"""

_TWIN = """\
---
title: {headline}
summary: {waits}
translated: {day}
{facts}# Delete this line to publish the translation.
draft: true
---
{places}
"""

_A_SLUG = '--slug "leading-group-set-up"'


def story(project: Project, title: str, code: str | None, slug: str | None, published: str | None) -> str:
    """Write a new story and return its path. Raises CannotRun where there is one, or the words do not do."""
    day = _day(published, project.as_of.date())
    language = _language(project, code) if code else Language.ZH if has_han(title) else Language.EN
    name = slug or _slug(title)
    if not address.is_slug(name):
        raise CannotRun(
            said(
                'a slug is lower-case ASCII words joined by hyphens: add --slug "{example}"',
                example="leading-group-set-up",
            )
        )
    path = project.docs / language / "news" / str(day.year) / f"{name}.md"
    text = _STORY.format(title=_quoted(title), day=day, waits=_waits(language))
    return _written(project, path, text)


def twin(project: Project, original: Path) -> str:
    """Write the start of a translation, the original's blocks in comments, and return its path."""
    path = original.resolve()
    below = path.relative_to(project.docs).as_posix() if path.is_relative_to(project.docs) else ""
    if language_of(below) not in project.site.languages:
        folders = either(f"{project.docs.name}/{language}" for language in project.site.languages)
        raise CannotRun(said("{file} is no story below {folders}", file=original, folders=folders))
    language = _untranslated(project, below)
    text, fault = read_text(path, original.as_posix())
    document = front_matter.read(original.as_posix(), text)
    for problem in (fault, *document.problems):
        if problem:
            raise CannotRun(frame(problem, voice()))
    if "translated" in document.values:
        raise CannotRun(said("{file} is a translation itself: name its original", file=original))
    waits = _waits(language)
    places = "".join(
        f"\n<!--\n{block.strip().replace('--', '- -')}\n-->\n\n{waits}\n" for block in blocks(document.body)
    )
    words = _words_of_facts(document.values, waits)
    head = _TWIN.format(
        headline=waits.rstrip(".。"), waits=waits, day=project.as_of.date(), facts=words, places=places.rstrip("\n")
    )
    return _written(project, project.docs / address.in_language(below, language), head)


def _untranslated(project: Project, below: str) -> Language:
    """The first language in which a path does not stand yet, else the first that is not its own."""
    others = [language for language in project.site.languages if language is not language_of(below)]
    if not others:
        raise CannotRun(said("the site has one language: there is nothing to translate into"))
    missing = (each for each in others if not (project.docs / address.in_language(below, each)).exists())
    return next(missing, others[0])


def _words_of_facts(values: Mapping[str, Any], waits: str) -> str:
    """The words that the original's event and picture need in the other language."""
    parts = {"event": ("title", "place"), "image": ("alt", "caption", "credit")}
    lines = []
    for key, words in parts.items():
        if isinstance(values.get(key), dict):
            lines += [f"{key}:", *(f"  {word}: {waits}" for word in words if word in values[key])]
    return "".join(f"{line}\n" for line in lines)


def _written(project: Project, path: Path, text: str) -> str:
    shown = path.relative_to(project.folder).as_posix()
    if path.exists():
        raise CannotRun(said("{file} exists already: it was not touched", file=shown))
    write_whole(path, text)
    return shown


def _language(project: Project, asked: str) -> Language:
    known = {str(language): language for language in project.site.languages}
    if asked not in known:
        raise CannotRun(
            said(
                '--language must be one of the site, {languages}; found "{found}"', languages=either(known), found=asked
            )
        )
    return known[asked]


def _day(asked: str | None, today: date) -> date:
    try:
        return date.fromisoformat(asked) if asked else today
    except ValueError:
        raise CannotRun(said('--published must be a day such as 2026-11-25; found "{found}"', found=asked)) from None


def _slug(title: str) -> str:
    """A slug of the title's ASCII words; of a Chinese title none is made."""
    if has_han(title):
        return ""
    return "-".join(re.findall(r"[a-z0-9]+", title.lower().replace("'", "").replace("’", "")))[:80].rstrip("-")


def _quoted(title: str) -> str:
    """The title as YAML reads it back."""
    plain = re.fullmatch(r"[\w(（《“][^\n]*", title) and ": " not in title and " #" not in title
    plain = plain and not title.endswith(":") and title == title.strip()
    return title if plain else '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _waits(language: Language) -> str:
    return "To be written." if language is Language.EN else "待写。"
