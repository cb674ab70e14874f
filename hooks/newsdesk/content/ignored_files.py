"""Files that are passed by: litter of editors and systems, and what Git ignores, with or without Git itself."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pathspec import GitIgnoreSpec

from newsdesk.content.text_files import normalized_text

_GITIGNORE = ".gitignore"
_LITTER = re.compile(r".*~|#.*#|.*\.(?:orig|bak|tmp|rej|swp)|4913|thumbs\.db|ehthumbs\.db|desktop\.ini", re.IGNORECASE)
"""Backups of editors, what patch and merges leave, what Vim tests a folder with, and thumbnails of Windows."""


def is_litter(name: str) -> bool:
    """Return whether a file of this name belongs to an editor or a system; a dot begins the names of many."""
    return name.startswith(".") or _LITTER.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The patterns of one .gitignore, whose folder is `below`, with a slash at its end.

    A pattern for folders cannot match a file in a folder that is walked: most files need not be compared with any.
    """

    below: str
    for_folders: GitIgnoreSpec
    for_files: GitIgnoreSpec

    def decision(self, path: str, *, is_folder: bool) -> bool | None:
        """Return whether a path is ignored, or None if no pattern matches it."""
        spec = self.for_folders if is_folder else self.for_files
        name = path[len(self.below) :]
        return spec.check_file(f"{name}/" if is_folder else name).include if spec.patterns else None


@dataclass(frozen=True, slots=True)
class GitIgnore:
    """The .gitignore files of a folder and of those above it, up to the repository (https://git-scm.com/docs/gitignore).

    Without a repository, the highest one is that of the folder above docs/.
    """

    patterns: Sequence[_Patterns] = ()

    @classmethod
    def above(cls, docs: Path) -> "GitIgnore":
        """Return those above a folder; none that ignores the folder itself, as for a site in a folder of caches."""
        parents = docs.absolute().parents
        depth = next((number for number, folder in enumerate(parents) if (folder / ".git").exists()), 0)
        found = [each for folder in reversed(parents[: depth + 1]) for each in _read(folder)]
        own = docs.absolute().as_posix()
        return cls([each for each in found if not each.decision(own, is_folder=True)])

    def within(self, folder: Path) -> "GitIgnore":
        """Return these and the one in a folder below."""
        own = list(_read(folder.absolute()))
        return GitIgnore([*self.patterns, *own]) if own else self

    def ignores(self, path: str, *, is_folder: bool) -> bool:
        """Return whether an absolute path is ignored; the .gitignore nearest to it decides."""
        decisions = (each.decision(path, is_folder=is_folder) for each in reversed(self.patterns))
        return next((each for each in decisions if each is not None), False)


def _read(folder: Path) -> Iterator[_Patterns]:
    try:
        text = (folder / _GITIGNORE).read_bytes().decode("utf-8", "replace")
    except OSError:
        return
    lines = normalized_text(text).split("\n")
    files = [line for line in lines if not line.rstrip().endswith("/")]
    yield _Patterns(
        os.path.join(folder.as_posix(), ""),  # noqa: PTH118 - a root has its slash already
        GitIgnoreSpec.from_lines(lines),
        GitIgnoreSpec.from_lines(files),
    )
