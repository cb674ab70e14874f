"""`newsdesk stamp`, `newsdesk changes`, `newsdesk new --from`: a translation and its original, as files."""

import difflib
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from newsdesk import urls
from newsdesk.cli.arguments import FILE_ARGUMENT
from newsdesk.cli.command import command, echo
from newsdesk.cli.scaffold import DELETE, Lines, bare_lines, explained_lines, write_new
from newsdesk.content import blocks, source_file
from newsdesk.content.blocks import heading_placeholder, sentence_placeholder, split_blocks
from newsdesk.content.files import read_text
from newsdesk.content.front_matter import StoryFacts, TwinWords
from newsdesk.content.ledger import PublishedText
from newsdesk.content.story import Story, Text
from newsdesk.diagnostics import format_diagnostic
from newsdesk.i18n.languages import Language, language_of
from newsdesk.i18n.messages import current_catalog, msg, or_list, translate
from newsdesk.lint import translations
from newsdesk.project import CannotRun, Project, find_checkout, library_of, shown_path, write_whole
from newsdesk.project import shown_path as as_typed


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationFile:
    """A translation: its `document`, and its original's path, path as shown, and `words`."""

    path: Path
    document: source_file.Document
    original: Path
    shown: str
    words: source_file.Document


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFile:
    """A text of a story: its `raw` file and `document`, the `order` of its keys, and as shown the other languages'."""

    path: Path
    shown: str
    raw: str
    document: source_file.Document
    is_twin: bool
    twins: Sequence[str]

    @property
    def order(self) -> Sequence[str]:
        """Its keys, as they stand one after the other."""
        return list((TwinWords if self.is_twin else StoryFacts).model_fields)


def story_file(project: Project, file: Path) -> StoryFile:
    """The text of a story in a file. Raises CannotRun where there is none."""
    path = file.resolve()
    below = path.relative_to(project.docs).as_posix() if path.is_relative_to(project.docs) else ""
    if not urls.story_key(below):
        raise CannotRun(msg("{file} is no story below {docs}/<language>/news/", file=file, docs=project.docs.name))
    name = shown_path(path)
    document = document_of(path, name)
    return StoryFile(
        path=path,
        shown=name,
        raw=path.read_bytes().decode("utf-8"),
        document=document,
        is_twin="translated" in document.values,
        twins=[shown_path(each) for each in _others(project, path) if each.is_file()],
    )


def translation_file(project: Project, file: Path) -> TranslationFile:
    """The translation in a file, and its original. Raises CannotRun where the file is none."""
    path = file.resolve()
    if not path.is_relative_to(project.docs):
        raise CannotRun(msg("{file} is not below {folder}", file=file, folder=f"{project.docs.name}/"))
    document = document_of(path, file.as_posix())
    others = list(_others(project, path))
    if "translated" not in document.values or not others:
        raise CannotRun(msg("{file} is no translation: it has no key translated", file=file))
    for original in others:
        name = shown_path(original)
        if original.is_file() and "translated" not in (words := document_of(original, name)).values:
            return TranslationFile(path=path, document=document, original=original, shown=name, words=words)
    known = or_list(shown_path(each) for each in others)
    raise CannotRun(msg("{file} has no original: {originals} does not exist", file=file, originals=known))


def _others(project: Project, path: Path) -> Iterator[Path]:
    """The same path in the other languages of the site."""
    below = path.relative_to(project.docs).as_posix()
    for language in project.site.languages:
        other = project.docs / urls.in_language(below, language)
        if other != path:
            yield other


def document_of(path: Path, shown: str) -> source_file.Document:
    text, fault = read_text(path, shown)
    document = source_file.read_document(shown, text)
    for problem in (fault, *document.problems):
        if problem:
            raise CannotRun(format_diagnostic(problem, current_catalog()))
    return document


_HEADING = re.compile(r"#+[ \t]")
_NO_DRAFT = re.compile(r"[a-z]{2,3}/(events|summit)/")
_COMMENT = re.compile(r"<!--|--!?>")


def start_translation(project: Project, original: Path, *, short: bool) -> Path:
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
    hints["draft"] = [translate(DELETE)]
    unwanted = [key for key in ("title", "event", "image", "byline") if key not in filled]
    lines = bare_lines(filled) if short else explained_lines(kind, filled, hints, unwanted)
    text = "\n".join(["---", *lines, "---", *_places(document.body, language), ""])
    return write_new(project.docs / urls.in_language(below, language), text)


def _below(project: Project, original: Path) -> str:
    """The path of the original below docs/."""
    path = original.resolve()
    below = path.relative_to(project.docs).as_posix() if path.is_relative_to(project.docs) else ""
    if language_of(below) not in project.site.languages:
        folders = or_list(f"{project.docs.name}/{language}" for language in project.site.languages)
        raise CannotRun(msg("{file} is no story below {folders}", file=original.as_posix(), folders=folders))
    return below


def _read(original: Path) -> source_file.Document:
    shown = original.as_posix()
    text, fault = read_text(original, shown)
    document = source_file.read_document(shown, text)
    for problem in (fault, *document.problems):
        if problem:
            raise CannotRun(format_diagnostic(problem, current_catalog()))
    if "translated" in document.values:
        raise CannotRun(msg("{file} is a translation itself: name its original", file=shown))
    return document


def _untranslated(project: Project, below: str) -> Language:
    """The first language in which a path does not stand yet, else the first that is not its own."""
    others = [language for language in project.site.languages if language is not language_of(below)]
    if not others:
        raise CannotRun(msg("the site has one language: there is nothing to translate into"))
    missing = (each for each in others if not (project.docs / urls.in_language(below, each)).exists())
    return next(missing, others[0])


def _filled(values: Mapping[str, Any], language: Language, day: str) -> dict[str, Lines]:
    """The keys of the translation, with a place for all words that the original has."""
    filled: dict[str, Lines] = {
        "title": [f"title: {heading_placeholder(language)}"],
        "summary": [f"summary: {sentence_placeholder(language)}"],
        "translated": [f"translated: {day}"],
    }
    if "title" not in values:
        del filled["title"]
    if "byline" in values:
        filled["byline"] = [f"byline: {heading_placeholder(language)}"]
    for key, words in (("event", ("title", "place")), ("image", ("alt", "caption", "credit"))):
        if isinstance(given := values.get(key), dict):
            filled[key] = [f"{key}:", *(f"  {word}: {_waits(word, language)}" for word in words if word in given)]
    if isinstance(corrections := values.get("corrections"), list):
        filled["corrections"] = ["corrections:", *_corrections(corrections, language)]
    filled["draft"] = ["draft: true"]
    return filled


def _waits(word: str, language: Language) -> str:
    return heading_placeholder(language) if word in ("title", "place", "credit") else sentence_placeholder(language)


def _corrections(corrections: list[Any], language: Language) -> Iterator[str]:
    for each in corrections:
        if isinstance(each, dict) and "date" in each:
            yield f"  - date: {each['date']}"
            yield f"    text: {sentence_placeholder(language)}"


def _places(body: str, language: Language) -> Iterator[str]:
    """Each block of the original in a comment, and below it the place for its translation."""
    for block in split_blocks(body):
        quoted = _COMMENT.sub(lambda sign: sign[0].replace("<", "&lt;").replace(">", "&gt;"), block.strip())
        yield from ("", "<!--", quoted, "-->", "")
        heading = _HEADING.match(block)
        yield f"{heading[0]}{heading_placeholder(language)}" if heading else sentence_placeholder(language)


def _on_a_line(text: str) -> str:
    return " ".join(text.split())


def stamp_translation(project: Project, file: Path) -> str:
    """Write `translates` into a translation and say so. Raises CannotRun where the file is none."""
    twin = translation_file(project, file)
    words = twin.words
    groups = blocks.stamp_of_blocks(
        str(words.values.get("title", "")), str(words.values.get("summary", "")), words.body
    )
    write_whole(twin.path, _with(twin.path.read_bytes().decode("utf-8"), twin.document, groups))
    return f"{shown_path(twin.path)}: translates: {groups}"


def _with(text: str, document: source_file.Document, groups: str) -> str:
    """The file with its line of digests written anew, or put behind `translated`; all else as it was."""
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
    """Say that a translation is up to date with its original."""
    echo(stamp_translation(find_checkout(), file))


def changes_of_text(project: Project, file: Path, *, published: bool) -> str:
    """A unified diff: of a translation's original since it was stamped, of any other text since it was `published`.

    Raises CannotRun where it was neither, or where Git has no such version.
    """
    is_translation = "translated" in document_of(file.resolve(), as_typed(file)).values
    return _since_stamped(project, file) if is_translation and not published else _since_published(project, file)


def _since_stamped(project: Project, file: Path) -> str:
    """From the words of the original that were translated to those of today."""
    twin = translation_file(project, file)
    stamped = str(twin.document.values.get("translates", ""))
    if not stamped:
        raise CannotRun(msg("{file} was never stamped: newsdesk stamp {file}", file=file))
    today = _blocks(twin.words)
    if stamped == "-".join(map(blocks.digest, today)):
        return msg("{file} has not changed since", file=twin.shown)
    for name, document in _versions(project, twin.original):
        then = _blocks(document)
        if stamped == "-".join(map(blocks.digest, then)):
            return "\n".join(_diff(then, today, name, twin.shown))
    raise CannotRun(msg("Git has no version of {file} that was stamped; is the clone shallow?", file=twin.shown))


def _since_published(project: Project, file: Path) -> str:
    """From the words of a text that the ledger holds to those of today."""
    story, text, line = _published(project, file)
    before, name = PublishedText.read(line), as_typed(file)
    if before.has_words_of(translations.published_text(story, text, before.day)):
        return msg("{file} has the words that were published", file=name)
    today = [text.title, text.summary, *blocks.split_blocks(text.body)]
    places = (urls.story(text.language, key) for key in (story.key, *story.facts.aliases))
    files = [project.docs / path for place in places for path in urls.sources_of(place)]
    for commit, document in _versions(project, *files):
        words = (*_head(document), document.body)
        if before.typed == blocks.typed_digest(*words) or before.whole == blocks.wording_digest(*words):
            return "\n".join(_diff(_blocks(document), today, commit, name))
    raise CannotRun(msg("Git has no version of {file} that was published; is the clone shallow?", file=name))


def _published(project: Project, file: Path) -> tuple[Story, Text, str]:
    """A text with its story and its line in the ledger."""
    library, path = library_of(project), file.resolve()
    for story in library.stories:
        for text in story.texts:
            if project.docs / text.path == path and (
                line := library.ledger.told.get(translations.ledger_name(story, text.language))
            ):
                return story, text, line
    raise CannotRun(msg("{file} is not in the ledger of words: nothing is known of its publication", file=file))


def stale_since(project: Project, file: Path) -> date | None:
    """The day of the first commit in which the original has other words than a translation was stamped for.

    None where Git has no such version, or there is no Git.
    """
    twin = translation_file(project, file)
    stamped, day = str(twin.document.values.get("translates", "")), None
    try:
        for name, document in _versions(project, twin.original):
            if stamped == "-".join(map(blocks.digest, _blocks(document))):
                return day
            day = date.fromisoformat(_git(project, "show", "--no-patch", "--format=%cs", name).strip())
    except CannotRun:
        pass
    return None


def _diff(then: Sequence[str], today: Sequence[str], name: str, shown: str) -> Iterator[str]:
    return difflib.unified_diff(_lines(then), _lines(today), fromfile=f"{shown} in {name}", tofile=shown, lineterm="")


def _lines(blocks: Sequence[str]) -> Sequence[str]:
    return [line for block in blocks for line in (*block.split("\n"), "")]


def _head(document: source_file.Document) -> tuple[str, str]:
    """Title and summary."""
    return str(document.values.get("title", "")), str(document.values.get("summary", ""))


def _blocks(document: source_file.Document) -> Sequence[str]:
    """Title, summary and blocks, as a stamp counts them."""
    return [*_head(document), *blocks.split_blocks(document.body)]


def _versions(project: Project, *files: Path) -> Iterator[tuple[str, source_file.Document]]:
    """The committed versions of a text that stood in these files one after the other, the newest first."""
    paths = [file.relative_to(project.folder).as_posix() for file in files]
    for commit in _git(project, "log", "--format=%h", "--", *paths).split():
        for path in paths:
            if text := _git(project, "show", f"{commit}:./{path}"):
                yield commit, source_file.read_document(path, text)


def _git(project: Project, *arguments: str) -> str:
    command = ["git", "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(command, cwd=project.folder, capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise CannotRun(msg("git is not installed")) from None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


@command("changes")
@click.argument("file", type=FILE_ARGUMENT)
@click.option("--published", is_flag=True, help="Of a translation too, what changed since it was published.")
def changes(file: Path, *, published: bool) -> None:
    """Show what changed in the original since this translation was stamped, where Git has it.

    Of any other text, show what changed since it was published.
    """
    echo(changes_of_text(find_checkout(), file, published=published))
