"""A translation and its original, as files that a command is given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from newsdesk.desk.command import CannotRun
from newsdesk.desk.project import Project, shown
from newsdesk.model.front import StoryFacts, TwinWords
from newsdesk.reading import front_matter
from newsdesk.reading.disk import read_text
from newsdesk.speech.choice import voice
from newsdesk.words import address
from newsdesk.words.message import either, said
from newsdesk.words.problem import frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A translation: its `document`, and its original's path, path as shown, and `words`."""

    path: Path
    document: front_matter.Document
    original: Path
    shown: str
    words: front_matter.Document


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFile:
    """A text of a story: its `raw` file and `document`, the `order` of its keys, and as shown the other languages'."""

    path: Path
    shown: str
    raw: str
    document: front_matter.Document
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
    if not address.story_key(below):
        raise CannotRun(said("{file} is no story below {docs}/<language>/news/", file=file, docs=project.docs.name))
    name = shown(path)
    document = document_of(path, name)
    return StoryFile(
        path=path,
        shown=name,
        raw=path.read_bytes().decode("utf-8"),
        document=document,
        is_twin="translated" in document.values,
        twins=[shown(each) for each in _others(project, path) if each.is_file()],
    )


def twin_of(project: Project, file: Path) -> Twin:
    """The translation in a file, and its original. Raises CannotRun where the file is none."""
    path = file.resolve()
    if not path.is_relative_to(project.docs):
        raise CannotRun(said("{file} is not below {folder}", file=file, folder=f"{project.docs.name}/"))
    document = document_of(path, file.as_posix())
    others = list(_others(project, path))
    if "translated" not in document.values or not others:
        raise CannotRun(said("{file} is no translation: it has no key translated", file=file))
    for original in others:
        name = shown(original)
        if original.is_file() and "translated" not in (words := document_of(original, name)).values:
            return Twin(path=path, document=document, original=original, shown=name, words=words)
    known = either(shown(each) for each in others)
    raise CannotRun(said("{file} has no original: {originals} does not exist", file=file, originals=known))


def _others(project: Project, path: Path) -> Iterator[Path]:
    """The same path in the other languages of the site."""
    below = path.relative_to(project.docs).as_posix()
    for language in project.site.languages:
        other = project.docs / address.in_language(below, language)
        if other != path:
            yield other


def document_of(path: Path, shown: str) -> front_matter.Document:
    text, fault = read_text(path, shown)
    document = front_matter.read(shown, text)
    for problem in (fault, *document.problems):
        if problem:
            raise CannotRun(frame(problem, voice()))
    return document
