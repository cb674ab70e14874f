"""Media: pictures and other files that bodies of an archive use, each with its new place in docs/media/."""

from hashlib import sha256
from pathlib import Path

from newsdesk.cache import cache_of
from newsdesk.content.files import is_media, is_picture
from newsdesk.content.image_files import inspect_picture
from newsdesk.content.images import UnfitPicture
from newsdesk.i18n.messages import NOTHING, Message, msg
from newsdesk.importing.archive import slug_of
from newsdesk.project import Project
from newsdesk.urls import MEDIA

_MAX_NAME = 80


class MediaFiles:
    """Gives each file a path below docs/, always the same one for the same content; `new` are those to be copied."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._cache = cache_of(project.folder)
        self._digests: dict[str, str] = {}
        self._known: dict[tuple[Path, int], tuple[str, Message]] = {}
        self.new: dict[str, Path] = {}

    def place(self, file: Path, year: int) -> tuple[str, Message]:
        """Return the path of a file in the media of a year; '' and the reason if it cannot be published."""
        if (file, year) not in self._known:
            why = self._unfit(file)
            self._known[file, year] = ("", why) if why else (self._path(file, year), NOTHING)
        return self._known[file, year]

    def _unfit(self, file: Path) -> Message:
        name = f"{MEDIA}{file.name.lower()}"
        if not is_media(name):
            return msg("{file} is not a kind of file that is published", file=file.name)
        if not is_picture(name):
            return NOTHING
        found = inspect_picture(file.parent, file.name, self._project.site.pictures, self._cache)
        return found.message if isinstance(found, UnfitPicture) else NOTHING

    def _path(self, file: Path, year: int) -> str:
        digest = sha256(file.read_bytes()).hexdigest()
        stem, ending = slug_of(file.stem)[:_MAX_NAME].strip("-") or "picture", file.suffix.lower()
        names = [f"{MEDIA}{year:04}/{stem}{ending}", f"{MEDIA}{year:04}/{stem}-{digest[:8]}{ending}"]
        return next((name for name in names if self._has_or_takes(name, file, digest)), names[-1])

    def _has_or_takes(self, path: str, file: Path, digest: str) -> bool:
        """Return whether a path has this content; a free one gets it."""
        if path not in self._digests:
            there = self._project.docs / path
            self._digests[path] = sha256(there.read_bytes()).hexdigest() if there.is_file() else digest
            if not there.exists():
                self.new[path] = file
        return self._digests[path] == digest
