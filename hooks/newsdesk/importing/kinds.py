"""The kinds of archives that can be imported, and how each is recognized."""

from collections.abc import Callable, Mapping
from pathlib import Path

from newsdesk.i18n.messages import msg, or_list
from newsdesk.importing.archive import Archive
from newsdesk.importing.hugo import Hugo
from newsdesk.importing.jekyll import Jekyll
from newsdesk.importing.mkdocs_blog import MkDocsBlog
from newsdesk.importing.wordpress import WordPress
from newsdesk.project import CannotRun, shown_path

_RECOGNIZED: Mapping[str, Callable[[Path], bool]] = {
    "wordpress": lambda path: path.is_file(),
    "jekyll": lambda path: any(
        (path / name).exists() for name in ("_config.yml", "_config.yaml", "_config.toml", "_posts")
    ),
    "mkdocs": lambda path: any((path / name).exists() for name in ("mkdocs.yml", "mkdocs.yaml")),
    "hugo": lambda path: (path / "content").is_dir() or any((path / name).exists() for name in Hugo.settings_files),
}
_FOLDERS: Mapping[str, Callable[[Path], Archive]] = {"hugo": Hugo, "jekyll": Jekyll, "mkdocs": MkDocsBlog}
KINDS = tuple(sorted(_RECOGNIZED))


def open_archive(path: Path, kind: str, uploads: Path | None) -> Archive:
    """Return the archive at a path, of a kind or of the one that it looks like. Raises CannotRun if it is none."""
    kind = kind or next((name for name, is_one in _RECOGNIZED.items() if is_one(path)), "")
    if not kind:
        message = msg(
            "{path} is no archive that is known: add --kind {kinds}", path=shown_path(path), kinds=or_list(KINDS)
        )
        raise CannotRun(message)
    if (kind == "wordpress") != path.is_file():
        raise CannotRun(
            msg("an export of WordPress is a file, any other archive a folder: {path}", path=shown_path(path))
        )
    if kind == "wordpress":
        return WordPress(path, uploads)
    return _FOLDERS[kind](path)
