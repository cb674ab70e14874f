"""`newsdesk stamp`, `newsdesk changes`, `newsdesk new --from`: translations and their originals as files."""

import difflib
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from newsdesk import urls
from newsdesk.cli.arguments import FILE_ARGUMENT
from newsdesk.cli.command import command, echo
from newsdesk.cli.scaffold import DELETE, Lines, bare_lines, explained_lines, write_new
from newsdesk.content import source_file
from newsdesk.content.blocks import Manuscript, placeholder, split_blocks
from newsdesk.content.front_matter import RECORD_FORMS, StoryFacts, TranslationWords
from newsdesk.content.ledger import PublishedText
from newsdesk.content.marks import Words, WordsForm, fields, mark_of, models_in, word_keys
from newsdesk.content.story import Story, Text
from newsdesk.content.text_files import read_text
from newsdesk.diagnostics import format_diagnostic
from newsdesk.i18n.languages import Language, language_of
from newsdesk.i18n.messages import current_catalog, msg, or_list, translate
from newsdesk.lint import translations
from newsdesk.project import CannotRun, Project, find_checkout, library_of, shown_path, write_atomically


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationFile:
    """A translation: its `document`, and of its original the path, the path as shown, and the document, `words`."""

    path: Path
    document: source_file.Document
    original: Path
    shown: str
    words: source_file.Document


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFile:
    """A text of a story: its `raw` file, its `document`, and the existing files of other languages (`translations`)."""

    path: Path
    shown: str
    raw: str
    document: source_file.Document
    is_translation: bool
    translations: Sequence[str]

    @property
    def order(self) -> Sequence[str]:
        """Fields in canonical order."""
        return list((TranslationWords if self.is_translation else StoryFacts).model_fields)


def story_file(project: Project, file: Path) -> StoryFile:
    """Return the text of a story in a file. Raises CannotRun if the file is not a story."""
    path = file.resolve()
    below = path.relative_to(project.docs).as_posix() if path.is_relative_to(project.docs) else ""
    if not urls.story_key(below):
        raise CannotRun(msg("{file} is not a story in {docs}/<language>/news/", file=file, docs=project.docs.name))
    name = shown_path(path)
    document = document_of(path, name)
    return StoryFile(
        path=path,
        shown=name,
        raw=path.read_bytes().decode("utf-8"),
        document=document,
        is_translation="translated" in document.values,
        translations=[shown_path(each) for each in _others(project, path) if each.is_file()],
    )


def translation_file(project: Project, file: Path) -> TranslationFile:
    """Return the translation in a file, with its original. Raises CannotRun if there is no such pair."""
    path = file.resolve()
    if not path.is_relative_to(project.docs):
        raise CannotRun(msg("{file} is not in {folder}", file=file, folder=f"{project.docs.name}/"))
    document = document_of(path, file.as_posix())
    others = list(_others(project, path))
    if "translated" not in document.values or not others:
        raise CannotRun(msg("{file} is not a translation: it has no field translated", file=file))
    for original in others:
        name = shown_path(original)
        if original.is_file() and "translated" not in (words := document_of(original, name)).values:
            return TranslationFile(path=path, document=document, original=original, shown=name, words=words)
    known = or_list(shown_path(each) for each in others)
    raise CannotRun(msg("the original of {file} does not exist: {originals}", file=file, originals=known))


def _others(project: Project, path: Path) -> Iterator[Path]:
    """Yield the same path in the site's other languages."""
    below = path.relative_to(project.docs).as_posix()
    for language in project.site.languages:
        other = project.docs / urls.in_language(below, language)
        if other != path:
            yield other


def document_of(path: Path, shown: str) -> source_file.Document:
    """Return the parsed file. Raises CannotRun, with the first diagnostic, if it cannot be read."""
    text, fault = read_text(path, shown)
    document = source_file.read_document(shown, text)
    for problem in filter(None, (fault, *document.problems)):
        raise CannotRun(format_diagnostic(problem, current_catalog()))
    return document


_HEADING = re.compile(r"#+[ \t]")
_PROSE = re.compile(r"[a-z]{2,3}/(events|summit)/")
_COMMENT = re.compile(r"<!--|--!?>")


def start_translation(project: Project, original: Path, *, short: bool) -> Path:
    """Write the draft of a translation and return its path. Raises CannotRun if the file is not an original."""
    below = _below(project, original)
    language = _untranslated(project, below)
    shown = original.as_posix()
    document = document_of(original, shown)
    values = document.values
    if "translated" in values:
        raise CannotRun(msg("{file} is itself a translation: name its original instead", file=shown))
    kind = "prose" if _PROSE.match(below) else "translation"
    model = RECORD_FORMS[kind].model
    filled = _filled(model, values, language, project.as_of.date().isoformat())
    hints = {key: [" ".join(values[key].split())] for key in filled if isinstance(values.get(key), str)}
    hints["draft"] = [translate(DELETE)]
    unwanted = [key for key in fields(model) if key not in filled and key != "translator"]
    lines = bare_lines(filled) if short else explained_lines(kind, filled, hints, unwanted)
    text = "\n".join(["---", *lines, "---", *_places(document.body, language), ""])
    return write_new(project.docs / urls.in_language(below, language), text)


def _below(project: Project, original: Path) -> str:
    path = original.resolve()
    below = path.relative_to(project.docs).as_posix() if path.is_relative_to(project.docs) else ""
    if language_of(below) not in project.site.languages:
        folders = or_list(f"{project.docs.name}/{language}" for language in project.site.languages)
        raise CannotRun(msg("{file} is not a story in {folders}", file=original.as_posix(), folders=folders))
    return below


def _untranslated(project: Project, below: str) -> Language:
    """Return the first language that lacks this path, else the first that is not its own."""
    others = [language for language in project.site.languages if language is not language_of(below)]
    if not others:
        raise CannotRun(msg("the site has only one language: there is no language to translate into"))
    missing = (each for each in others if not (project.docs / urls.in_language(below, each)).exists())
    return next(missing, others[0])


def _filled(model: type[BaseModel], values: Mapping[str, Any], language: Language, day: str) -> dict[str, Lines]:
    """Return the fields of the translation, with placeholders for all words that the original has."""
    typed = {"translated": day, "draft": "true"}
    filled: dict[str, Lines] = {}
    for key, field in fields(model).items():
        if key in typed:
            filled[key] = [f"{key}: {typed[key]}"]
        elif key in values or field.is_required():
            filled[key] = [*_waiting(key, field, values.get(key), language)]
    return {key: lines for key, lines in filled.items() if lines}


def _waiting(key: str, field: FieldInfo, value: Any, language: Language) -> Iterator[str]:
    """Yield the lines of a field with placeholders for its words; none for a field without words."""
    if words := mark_of(field, Words):
        yield f"{key}: {placeholder(words.form, language)}"
    for model in models_in(field.annotation):
        if isinstance(value, dict):
            yield from (f"{key}:", *(f"  {line}" for line in _waiting_in(model, value, language)))
        elif isinstance(value, list):
            entries = [[*_waiting_in(model, each, language)] for each in value if isinstance(each, dict)]
            lines = [f"{'    ' if number else '  - '}{line}" for entry in entries for number, line in enumerate(entry)]
            yield from (f"{key}:", *lines)


def _waiting_in(model: type[BaseModel], values: Mapping[str, Any], language: Language) -> Iterator[str]:
    """Yield the lines of a record: placeholders for words, and facts, such as a correction's date, as they are."""
    for key in (each for each in fields(model) if each in values):
        words = word_keys(model).get(key)
        yield f"{key}: {placeholder(words.form, language) if words else values[key]}"


def _places(body: str, language: Language) -> Iterator[str]:
    """Yield each block of the original in a comment, and below it a placeholder for its translation."""
    for block in split_blocks(body):
        quoted = _COMMENT.sub(lambda sign: sign[0].replace("<", "&lt;").replace(">", "&gt;"), block.strip())
        yield from ("", "<!--", quoted, "-->", "")
        heading = _HEADING.match(block)
        form = WordsForm.HEADING if heading else WordsForm.SENTENCE
        yield f"{heading[0] if heading else ''}{placeholder(form, language)}"


def stamp_translation(project: Project, file: Path) -> str:
    """Write `translates` into a translation and return the message. Raises CannotRun if the file is not one."""
    translation = translation_file(project, file)
    groups = _manuscript(project, translation.original, translation.words).stamp()
    write_atomically(
        translation.path, _with(translation.path.read_bytes().decode("utf-8"), translation.document, groups)
    )
    return f"{shown_path(translation.path)}: translates: {groups}"


def _with(text: str, document: source_file.Document, groups: str) -> str:
    """Return the file with its line of digests replaced, or added after `translated`; all else is unchanged."""
    lines = re.findall(r".*?\n|.+$", text)
    key = "translates" if ("translates",) in document.file.names else "translated"
    at = document.file.names[(key,)][0] - 1
    end = "\r\n" if lines[at].endswith("\r\n") else "\n"
    line = f"translates: {groups}{end}"
    lines[at:] = [line, *lines[at + 1 :]] if key == "translates" else [lines[at], line, *lines[at + 1 :]]
    return "".join(lines)


@command("stamp")
@click.argument("file", type=FILE_ARGUMENT)
def stamp(file: Path) -> None:
    """Confirm that a translation matches its original."""
    echo(stamp_translation(find_checkout(), file))


def changes_of_text(project: Project, file: Path, *, published: bool) -> str:
    """Return a unified diff: of a translation's original since it was stamped, of other texts since publication.

    `published` asks for the latter for a translation too. Raises CannotRun if the text was never stamped or published,
    or if Git has no such version.
    """
    is_translation = "translated" in document_of(file.resolve(), shown_path(file)).values
    return _since_stamped(project, file) if is_translation and not published else _since_published(project, file)


def _since_stamped(project: Project, file: Path) -> str:
    translation = translation_file(project, file)
    stamped = str(translation.document.values.get("translates", ""))
    if not stamped:
        raise CannotRun(msg("{file} was never confirmed as up to date: newsdesk stamp {file}", file=file))
    today = _manuscript(project, translation.original, translation.words)
    if stamped == today.stamp():
        return msg("{file} has not changed since the translation was stamped", file=translation.shown)
    for commit, then in _versions(project, translation.original):
        if stamped == then.stamp():
            return "\n".join(_diff(then, today, commit, translation.shown))
    raise CannotRun(
        msg("Git has no version of {file} that matches the stamp; is the clone shallow?", file=translation.shown)
    )


def _since_published(project: Project, file: Path) -> str:
    story, text, line = _published(project, file)
    before, name = PublishedText.read(line), shown_path(file)
    if before.has_words_of(translations.published_text(story, text, before.day)):
        return msg("{file} is unchanged since it was published", file=name)
    places = (urls.story(text.language, key) for key in (story.key, *story.facts.aliases))
    files = [project.docs / path for place in places for path in urls.sources_of_address(place)]
    for commit, then in _versions(project, *files):
        if before.typed == then.typed_digest() or before.wording == then.wording_digest():
            return "\n".join(_diff(then, text.manuscript, commit, name))
    raise CannotRun(msg("Git has no version of {file} that matches the ledger; is the clone shallow?", file=name))


def _published(project: Project, file: Path) -> tuple[Story, Text, str]:
    """Return a text with its story and its ledger line."""
    library, path = library_of(project), file.resolve()
    for story in library.stories:
        for text in story.texts:
            if project.docs / text.path == path and (
                line := library.ledger.published_texts.get(translations.ledger_name(story, text.language))
            ):
                return story, text, line
    raise CannotRun(msg("{file} is not in the ledger of published text: it has not been published", file=file))


def stale_since(project: Project, file: Path) -> date | None:
    """Return the day of the first commit that made a translation stale, None if Git lacks the stamped version."""
    translation = translation_file(project, file)
    stamped, day = str(translation.document.values.get("translates", "")), None
    try:
        for commit, then in _versions(project, translation.original):
            if stamped == then.stamp():
                return day
            day = date.fromisoformat(_git(project, "show", "--no-patch", "--format=%cs", commit).strip())
    except CannotRun:
        pass
    return None


def _diff(then: Manuscript, today: Manuscript, commit: str, shown: str) -> Iterator[str]:
    before, after = ([line for block in each.blocks for line in (*block.split("\n"), "")] for each in (then, today))
    return difflib.unified_diff(before, after, fromfile=f"{shown} in {commit}", tofile=shown, lineterm="")


def _manuscript(project: Project, file: Path, document: source_file.Document) -> Manuscript:
    return source_file.manuscript_of(file.relative_to(project.docs).as_posix(), document)


def _versions(project: Project, *files: Path) -> Iterator[tuple[str, Manuscript]]:
    """Yield the committed versions of a text that had these paths in the course of time, newest first."""
    paths = {file.relative_to(project.folder).as_posix(): file for file in files}
    for commit in _git(project, "log", "--format=%h", "--", *paths).split():
        for path, file in paths.items():
            if text := _git(project, "show", f"{commit}:./{path}"):
                yield commit, _manuscript(project, file, source_file.read_document(path, text))


def _git(project: Project, *arguments: str) -> str:
    command = ["git", "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(command, cwd=project.folder, capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise CannotRun(msg("Git is not installed")) from None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


@command("changes")
@click.argument("file", type=FILE_ARGUMENT)
@click.option("--published", is_flag=True, help="For a translation too, show its own changes since it was published.")
def changes(file: Path, *, published: bool) -> None:
    """Show what changed since a text was stamped or published.

    For a translation, shows the changes in its original since the translation was stamped; for any other text, its own
    changes since it was published. Earlier versions are read from Git.
    """
    echo(changes_of_text(find_checkout(), file, published=published))
