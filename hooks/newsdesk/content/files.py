"""Files in docs/: walking them, which become pages, and diagnostics for those that do not belong."""

import os
import re
from codecs import BOM_UTF8
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from posixpath import splitext

from lxml import etree

from newsdesk import urls
from newsdesk.content.ignored_files import GitIgnore, is_litter
from newsdesk.content.media import is_media_file
from newsdesk.content.text_files import read_text, unreadable_file
from newsdesk.diagnostics import Diagnostic, SourceFile, SourceLocation, error
from newsdesk.i18n.languages import language_of
from newsdesk.i18n.messages import Message, msg, verbatim
from newsdesk.urls import ASSETS, MEDIA


def fault_in(path: str | Path, shown: str) -> Diagnostic | None:
    """Return the diagnostic for a file that is published as is, or None; an SVG must be well-formed XML."""
    text, fault = read_text(path, shown)
    if fault or not shown.endswith(".svg") or not (found := xml_error(text.encode())):
        return fault
    line, column, reason = found
    message = msg("invalid syntax: {reason}", reason=reason)
    location = SourceFile(path=shown, text=text).at(line, column)
    return error("syntax", location, message, msg("fix the XML, or export the drawing again"))


def xml_error(content: bytes) -> tuple[int, int, Message] | None:
    """Return the line, column and reason of the first XML syntax error, or None."""
    parser = etree.XMLParser(resolve_entities=False, huge_tree=True)
    try:
        etree.fromstring(content, parser)
    except etree.XMLSyntaxError as fault:
        # Later errors of libxml2 are often only consequences of the first.
        first = next(iter(parser.error_log), None)
        return (first.line, first.column, verbatim(first.message)) if first else (1, 1, verbatim(str(fault.msg)))
    return None


def walk_docs(docs: Path) -> tuple[list[str], list[Diagnostic]]:
    """Return the paths of all files below `docs`, sorted, and diagnostics for bad names and symbolic links.

    Skipped are litter of editors and systems, among them all names that begin with a dot, and what Git ignores.
    """
    files: list[str] = []
    problems: list[Diagnostic] = []
    root = docs.resolve()
    start = len(os.path.join(docs, ""))  # noqa: PTH118 - the length of the prefix in the paths of scandir
    for entry in _entries(docs, docs, GitIgnore.above(docs), problems):
        path = entry.path[start:].replace(os.sep, "/")
        if problem := _unprintable_name(path, docs.name) or (
            _link(entry, path, docs, root) if entry.is_symlink() else None
        ):
            problems.append(problem)
        elif entry.is_file():
            files.append(path)
    return sorted(files), problems


def _entries(folder: Path, docs: Path, ignored: GitIgnore, problems: list[Diagnostic]) -> Iterator["os.DirEntry[str]"]:
    try:
        entries = list(os.scandir(folder))
    except OSError as exc:
        problems.append(unreadable_file(f"{docs.name}/{folder.relative_to(docs).as_posix()}", exc))
        return
    ignored, here = ignored.within(folder), f"{folder.absolute().as_posix()}/"
    for entry in entries:
        is_folder = entry.is_dir(follow_symlinks=False)
        if is_litter(entry.name) or ignored.ignores(f"{here}{entry.name}", is_folder=is_folder):
            continue
        if is_folder:
            yield from _entries(folder / entry.name, docs, ignored, problems)
        else:
            yield entry


def _unprintable_name(path: str, docs: str) -> Diagnostic | None:
    """Report a name in another encoding, such as from an old archive: it cannot even be printed."""
    if path.isprintable():
        return None
    shown = path.encode("unicode_escape").decode("ascii")
    message = msg("the file name contains unprintable characters")
    return error("file-name", SourceLocation(path=f"{docs}/{shown}"), message, msg("rename it"))


def _link(entry: "os.DirEntry[str]", path: str, docs: Path, root: Path) -> Diagnostic | None:
    """Report links that would publish files from outside docs/ or, in media/, the sources of pages."""
    location, link = SourceLocation(path=f"{docs.name}/{path}"), Path(entry.path)
    below = MEDIA if path.startswith(MEDIA) else ""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return error(
            "symlink",
            location,
            msg('broken symbolic link to "{target}"', target=link.readlink()),
            msg("delete it"),
        )
    if not target.is_relative_to(root / below):
        name = f"{docs.name}/{below}".rstrip("/")
        message = msg('symbolic link to "{target}", outside {name}/', name=name, target=link.readlink())
        return error("symlink", location, message, msg("replace it with the file itself"))
    if target.is_dir():
        return error(
            "symlink", location, msg("symbolic link to a folder: its files would be published twice"), msg("delete it")
        )
    return None


REGISTERS_FOLDER = "registers/"
_OWN_FOLDERS = (REGISTERS_FOLDER, MEDIA, ASSETS)
_PICTURE = re.compile(r"\.(avif|gif|jpe?g|png|svg|webp)", re.IGNORECASE)
_TEXTS = (".css", ".csv", ".js", ".json", ".md", ".svg", ".txt", ".vtt", ".webmanifest")
_TEXT = re.compile(r"\.(markdown|mdown|mdx?|txt)", re.IGNORECASE)


def documentation(docs: Path, paths: Sequence[str]) -> frozenset[str]:
    """Return the Markdown files that become no page: outside the language folders, and beginning with a heading.

    A story begins with front matter, so one in a wrong folder is not mistaken for documentation.
    """
    outside = (path for path in paths if is_source(path) and not language_of(path))
    return frozenset(path for path in outside if _begins_with_heading(docs / path))


def _begins_with_heading(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(5).removeprefix(BOM_UTF8).startswith(b"# ")
    except OSError:
        # Reported when it is read.
        return False


def is_source(path: str) -> bool:
    """Return whether a file becomes a page, unless it is documentation."""
    return path.endswith(".md") and not path.startswith(_OWN_FOLDERS)


def is_other_text(path: str, documents: Collection[str]) -> bool:
    """Return whether a file that becomes no page is text, such as a style sheet, documentation or a CSV file."""
    return path in documents or (path.startswith((MEDIA, ASSETS)) and path.endswith(_TEXTS))


def is_picture(path: str) -> bool:
    """Return whether a file is an image in media/, by its extension."""
    if not path.startswith(MEDIA):
        return False
    return bool(_PICTURE.fullmatch(splitext(path)[1]))


def is_media(path: str) -> bool:
    """Return whether a file in media/ is published if it is used, by its extension."""
    return is_picture(path) or is_media_file(path)


def unknown_files(paths: Sequence[str], documents: Collection[str], docs: str) -> Iterator[Diagnostic]:
    """Yield diagnostics for files that reach no page, which only readers would miss; not for any beside documents."""
    beside = {f"{folder}/" for path in documents if (folder := path.rpartition("/")[0])}
    known = (*_OWN_FOLDERS, *beside)
    for path in paths:
        if path.startswith(MEDIA):
            is_misplaced = not is_media(path)
        else:
            is_misplaced = not path.endswith(".md") and not path.startswith(known)
        if is_misplaced:
            message = msg("{path} is not a page or a known kind of file, and would not be published", path=path)
            yield error("unknown-file", SourceLocation(path=f"{docs}/{path}"), message, _where_instead(path, docs))


def _where_instead(path: str, docs: str) -> Message:
    name, ending = splitext(path.rpartition("/")[2])
    if path.startswith(MEDIA) and is_media_file(path.lower()):
        return msg("rename it: {name}", name=f"{name}{ending.lower()}")
    if _TEXT.fullmatch(ending):
        return msg("rename it: {name}", name=f"{name}.md")
    if _PICTURE.fullmatch(ending):
        return msg("move it: {path}", path=f"{docs}/media/<year>/{(name + ending).lower()}")
    return msg("delete it; images, audio, video and documents go in {folder}/", folder=f"{docs}/media/<year>")


def duplicate_addresses(paths: Sequence[str], docs: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each source whose URL another already has, ignoring case."""
    owners: dict[str, str] = {}
    for path in paths:
        where = urls.of_source(path).lower()
        owner = owners.setdefault(where, path)
        if owner != path:
            location = SourceFile(path=f"{docs}/{path}", text="").at()
            message = msg("{path} already has the URL /{where}", path=f"{docs}/{owner}", where=where)
            if urls.of_source(path) != urls.of_source(owner):
                message = msg("{taken}, differing only in case, which some file systems ignore", taken=message)
            yield error("address-twice", location, message, msg("rename one of the two files"))
