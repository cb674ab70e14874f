"""An archive of Markdown files with front matter: what Hugo, Jekyll and MkDocs have in common."""

import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urljoin, urlsplit

from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import Message, msg
from newsdesk.importing.archive import ImportedPost, LeadImage, Task, ToDo, language_code, slug_of
from newsdesk.importing.front_matter import ForeignDocument, lead_image, moment, read_front_matter, read_settings
from newsdesk.project import CannotRun

_ENDINGS = (".md", ".markdown", ".mdown")
_LANGUAGE_FOLDER = re.compile(r"[a-z]{2}([-_][A-Za-z]{2,4})?")
_LANGUAGE_ENDING = re.compile(r"\.([a-z]{2}(?:[-_][A-Za-z]{2,4})?)$")
_DAY = re.compile(r"^(\d{4})-(\d\d?)-(\d\d?)(?:-|$)")


def language_in_path(path: str) -> tuple[str, str]:
    """Return the language that a path names by its first folder or its ending, and the path without it."""
    folder, slash, rest = path.partition("/")
    if slash and _LANGUAGE_FOLDER.fullmatch(folder) and _is_language(folder):
        return folder, rest
    stem, dot, ending = path.rpartition(".")
    found = _LANGUAGE_ENDING.search(stem)
    if found and _is_language(found[1]):
        return found[1], f"{stem[: found.start()]}{dot}{ending}"
    return "", path


def _is_language(tag: str) -> bool:
    try:
        return bool(Language(language_code(tag)))
    except ValueError:
        return False


class FileArchive(ABC):
    """Reads the Markdown files of a folder; a kind of archive says which they are, and what its own fields mean."""

    settings_files: Collection[str] = ()
    tag_separator = ","

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._left_out: dict[str, ToDo] = {}

    @abstractmethod
    def sources(self) -> Iterable[Path]:
        """Return the files that may be posts."""

    @abstractmethod
    def addresses(self, path: str, document: ForeignDocument, day: date, slug: str) -> Iterator[str]:
        """Yield the former addresses of a post."""

    @abstractmethod
    def folders(self, post: ImportedPost) -> Iterable[Path]:
        """Return the folders that a reference from the root of the former site may be in."""

    @abstractmethod
    def markdown(self, post: ImportedPost) -> str:
        """Return the body as Markdown: see `Archive`."""

    @property
    def base(self) -> str:
        """The address of the former site, empty if unknown."""
        return ""

    @property
    def default_language(self) -> str:
        return ""

    def pictures_beside(self, path: str) -> LeadImage | None:
        """Return the cover picture that a post has by a file's name alone."""
        del path
        return None

    def neutral_path(self, path: str) -> str:
        """Return the part of a path below the root that may name the language."""
        return path

    def posts(self) -> Iterator[ImportedPost]:
        for path in sorted(self.sources()):
            shown = self.shown(path)
            try:
                document = read_front_matter(shown, path.read_text(encoding="utf-8"))
            except (OSError, UnicodeDecodeError) as exc:
                self.leave_out(
                    shown, msg("cannot read the file: {reason}", reason=getattr(exc, "strerror", "") or "UTF-8")
                )
                continue
            if post := self._post(shown, document):
                yield post

    def left_out(self) -> Iterable[ToDo]:
        return self._left_out.values()

    def leave_out(self, path: str, message: Message) -> None:
        self._left_out[path] = ToDo(task=Task.LEFT_OUT, path=path, message=message)

    def shown(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    @cached_property
    def settings(self) -> ForeignDocument:
        """The configuration of the former site; empty if it has none."""
        for name in self.settings_files:
            if (self.root / name).is_file():
                found = read_settings(name, (self.root / name).read_text(encoding="utf-8", errors="replace"))
                if found.problem:
                    raise CannotRun(msg("{file}: {reason}", file=name, reason=found.problem))
                return found
        return ForeignDocument()

    def _post(self, path: str, document: ForeignDocument) -> ImportedPost | None:
        if document.problem:
            self.leave_out(path, document.problem)
            return None
        language, neutral = language_in_path(self.neutral_path(path))
        name = (
            neutral.removesuffix("/index.md").rpartition("/")[2].rpartition(".")[0]
            or Path(neutral.removesuffix("/index.md")).name
        )
        published = self.published(path, document) or _day_of(name)
        if not published:
            self.leave_out(path, msg("it has no date: a page, or a draft that was never dated"))
            return None
        slug = document.text("slug") or _DAY.sub("", name)
        is_draft = self.is_draft(path, document)
        day = published.date() if isinstance(published, datetime) else published
        return ImportedPost(
            key=path,
            path=path,
            # What was never published has no address to keep.
            addresses=[] if is_draft else list(self.addresses(path, document, day, slug)),
            slug=slug_of(slug),
            language=document.text("lang", "language", "locale") or language or self.default_language,
            pair=document.text(
                "translationkey", "translation_key", "translation_id", "ref", "lang-ref", "page_id", "i18n_key"
            )
            or neutral,
            title=document.text("title"),
            summary=document.text("summary", "description", "excerpt", "abstract", "subtitle"),
            published=published,
            updated=self.updated(document),
            authors=self.authors(document),
            tags=document.listed(
                "tags",
                "categories",
                "topics",
                "taxonomies.tags",
                "taxonomies.categories",
                separator=self.tag_separator,
            )
            or document.listed("category", "tag"),
            image=lead_image(document) or self.pictures_beside(path),
            draft=is_draft,
            body=document.body,
        )

    def published(self, path: str, document: ForeignDocument) -> date | datetime | None:
        del path
        return moment(document.text("publishdate", "date"))

    def updated(self, document: ForeignDocument) -> date | datetime | None:
        return moment(document.text("lastmod", "last_modified_at", "updated", "modified"))

    def authors(self, document: ForeignDocument) -> Sequence[str]:
        return document.listed("author", "authors", "byline")

    def is_draft(self, path: str, document: ForeignDocument) -> bool:
        del path
        return document.is_true("draft")

    def file(self, post: ImportedPost, reference: str) -> Path | None:
        """Files are found beside the post and in the folders of the site, never outside the archive."""
        path = self._path_of(reference)
        if not path:
            return None
        below = path.lstrip("/")
        beside = [] if path.startswith("/") else [(self.root / post.path).parent / path]
        for each in (*beside, *(folder / below for folder in self.folders(post))):
            found = each.resolve()
            if found.is_relative_to(self.root) and found.is_file():
                return found
        return None

    def linked_post(self, post: ImportedPost, reference: str) -> str:
        path = self._path_of(reference)
        if path.endswith(_ENDINGS):
            stem = path.rpartition("/")[2].rpartition(".")[0]
            return self._keys.get(self._inside(post, path)) or self._keys.get(stem, "")
        first = next(iter(post.addresses), "/")
        return self._addresses.get(_address(urljoin(first, path)), "") if path else ""

    def absolute(self, post: ImportedPost, reference: str) -> str:
        if not self.base.startswith("http"):
            return ""
        path = self._path_of(reference)
        if path.endswith(_ENDINGS):
            inside = self.neutral_path(self._inside(post, path)).rpartition(".")[0]
            return urljoin(self.base, f"/{inside.removesuffix('index').rstrip('/')}/")
        return urljoin(self.base, urljoin(next(iter(post.addresses), "/"), reference))

    def _inside(self, post: ImportedPost, path: str) -> str:
        """Return the path below the root of the file that a body names, as its own generator understands it."""
        return normpath(
            path.lstrip("/") if path.startswith("/") else f"{post.path.rpartition('/')[0]}/{path}".lstrip("/")
        )

    def is_own(self, address: str) -> bool:
        return bool(self.base) and urlsplit(address).netloc == urlsplit(self.base).netloc

    def _path_of(self, reference: str) -> str:
        """Return the path of a reference within the former site, empty if it leads elsewhere."""
        try:
            parts, own = urlsplit(reference), urlsplit(self.base)
        except ValueError:
            return ""
        if parts.scheme not in ("", "http", "https") or (parts.netloc and parts.netloc != own.netloc):
            return ""
        path = unquote(parts.path)
        below = own.path.rstrip("/")
        return path.removeprefix(below) if below and path.startswith(f"{below}/") else path

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        """Posts by their paths, and by the name of the file without its ending where one alone has it."""
        paths = [post.key for post in self.posts()]
        names: dict[str, list[str]] = {}
        for path in paths:
            names.setdefault(path.rpartition("/")[2].rpartition(".")[0], []).append(path)
        return {name: found[0] for name, found in names.items() if len(found) == 1} | {path: path for path in paths}

    @cached_property
    def _addresses(self) -> Mapping[str, str]:
        return {_address(address): post.key for post in self.posts() for address in post.addresses}


def _address(path: str) -> str:
    """Return an address as it is compared: hosts add slashes and `index.html`."""
    return unquote(path).removesuffix("index.html").removesuffix(".html").rstrip("/").lower()


def _day_of(name: str) -> date | None:
    found = _DAY.match(name)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
