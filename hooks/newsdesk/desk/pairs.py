"""A translation and its original, as files that a command is given."""

from dataclasses import dataclass
from pathlib import Path

from newsdesk.desk.project import CannotRun, Project
from newsdesk.reading import front_matter
from newsdesk.reading.disk import read_text
from newsdesk.words import address
from newsdesk.words.problem import frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A translation: its `document`, and its original's path, path as shown, and `words`."""

    path: Path
    document: front_matter.Document
    original: Path
    shown: str
    words: front_matter.Document


def twin_of(project: Project, file: Path) -> Twin:
    """The translation in a file, and its original. Raises CannotRun where the file is none."""
    path = file.resolve()
    if not path.is_relative_to(project.docs):
        raise CannotRun(f"{file} is not below {project.docs.name}/")
    document = _read(path, file.as_posix())
    original = project.docs / address.in_other_language(path.relative_to(project.docs).as_posix())
    if "translated" not in document.values or original == path:
        raise CannotRun(f"{file} is no translation: it has no key translated")
    shown = original.relative_to(project.folder).as_posix()
    if not original.is_file():
        raise CannotRun(f"{file} has no original: {shown} does not exist")
    return Twin(path=path, document=document, original=original, shown=shown, words=_read(original, shown))


def _read(path: Path, shown: str) -> front_matter.Document:
    text, fault = read_text(path, shown)
    document = front_matter.read(shown, text)
    for problem in (fault, *document.problems):
        if problem:
            raise CannotRun(frame(problem))
    return document
