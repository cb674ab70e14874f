"""What has changed since a translation was stamped, or since a text was published: digests decide, Git remembers."""

import difflib
import subprocess
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from newsdesk.checks import silent
from newsdesk.desk.command import CannotRun
from newsdesk.desk.pairs import document_of, twin_of
from newsdesk.desk.project import Project, library_of
from newsdesk.desk.project import shown as as_typed
from newsdesk.model.ledger import Told
from newsdesk.model.story import Story
from newsdesk.model.text import Text
from newsdesk.reading import front_matter
from newsdesk.words import address, digest, wording
from newsdesk.words.message import said


def changes(project: Project, file: Path, *, published: bool) -> str:
    """A unified diff: of a translation's original since it was stamped, of any other text since it was `published`.

    Raises CannotRun where it was neither, or where Git has no such version.
    """
    is_translation = "translated" in document_of(file.resolve(), as_typed(file)).values
    return _since_stamped(project, file) if is_translation and not published else _since_published(project, file)


def _since_stamped(project: Project, file: Path) -> str:
    """From the words of the original that were translated to those of today."""
    twin = twin_of(project, file)
    stamped = str(twin.document.values.get("translates", ""))
    if not stamped:
        raise CannotRun(said("{file} was never stamped: newsdesk stamp {file}", file=file))
    today = _blocks(twin.words)
    if stamped == "-".join(map(digest.digest, today)):
        return said("{file} has not changed since", file=twin.shown)
    for name, document in _versions(project, twin.original):
        then = _blocks(document)
        if stamped == "-".join(map(digest.digest, then)):
            return "\n".join(_diff(then, today, name, twin.shown))
    raise CannotRun(said("Git has no version of {file} that was stamped; is the clone shallow?", file=twin.shown))


def _since_published(project: Project, file: Path) -> str:
    """From the words of a text that the ledger holds to those of today."""
    story, text, line = _published(project, file)
    before, name = Told.read(line), as_typed(file)
    if before.has_words_of(silent.told(story, text, before.day)):
        return said("{file} has the words that were published", file=name)
    today = [text.title, text.summary, *digest.blocks(text.body)]
    places = (address.story(text.language, key) for key in (story.key, *story.facts.aliases))
    files = [project.docs / path for place in places for path in address.sources_of(place)]
    for commit, document in _versions(project, *files):
        words = (*_head(document), document.body)
        if before.typed == wording.typed(*words) or before.whole == wording.whole(*words):
            return "\n".join(_diff(_blocks(document), today, commit, name))
    raise CannotRun(said("Git has no version of {file} that was published; is the clone shallow?", file=name))


def _published(project: Project, file: Path) -> tuple[Story, Text, str]:
    """A text with its story and its line in the ledger."""
    library, path = library_of(project), file.resolve()
    for story in library.stories:
        for text in story.texts:
            if project.docs / text.path == path and (
                line := library.ledger.told.get(silent.name(story, text.language))
            ):
                return story, text, line
    raise CannotRun(said("{file} is not in the ledger of words: nothing is known of its publication", file=file))


def changed_on(project: Project, file: Path) -> date | None:
    """The day of the first commit in which the original has other words than a translation was stamped for.

    None where Git has no such version, or there is no Git.
    """
    twin = twin_of(project, file)
    stamped, day = str(twin.document.values.get("translates", "")), None
    try:
        for name, document in _versions(project, twin.original):
            if stamped == "-".join(map(digest.digest, _blocks(document))):
                return day
            day = date.fromisoformat(_git(project, "show", "--no-patch", "--format=%cs", name).strip())
    except CannotRun:
        pass
    return None


def _diff(then: Sequence[str], today: Sequence[str], name: str, shown: str) -> Iterator[str]:
    return difflib.unified_diff(_lines(then), _lines(today), fromfile=f"{shown} in {name}", tofile=shown, lineterm="")


def _lines(blocks: Sequence[str]) -> Sequence[str]:
    return [line for block in blocks for line in (*block.split("\n"), "")]


def _head(document: front_matter.Document) -> tuple[str, str]:
    """Title and summary."""
    return str(document.values.get("title", "")), str(document.values.get("summary", ""))


def _blocks(document: front_matter.Document) -> Sequence[str]:
    """Title, summary and blocks, as a stamp counts them."""
    return [*_head(document), *digest.blocks(document.body)]


def _versions(project: Project, *files: Path) -> Iterator[tuple[str, front_matter.Document]]:
    """The committed versions of a text that stood in these files one after the other, the newest first."""
    paths = [file.relative_to(project.folder).as_posix() for file in files]
    for commit in _git(project, "log", "--format=%h", "--", *paths).split():
        for path in paths:
            if text := _git(project, "show", f"{commit}:./{path}"):
                yield commit, front_matter.read(path, text)


def _git(project: Project, *arguments: str) -> str:
    command = ["git", "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(command, cwd=project.folder, capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise CannotRun(said("git is not installed")) from None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""
