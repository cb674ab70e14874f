"""The published folder is replaced by a new site when that is whole, and is never touched before."""

import errno
from pathlib import Path

import click

from newsdesk import engine
from newsdesk.desk.command import CannotRun
from newsdesk.desk.project import Project, of_disk
from newsdesk.desk.replacement import replacement
from newsdesk.words.message import said

_OF_A_SITE = "sitemap.xml"
_MOUNT = said(
    "the folder of the site is a mount of its own, whose place no other can take: mount the folder above it, "
    "or use mkdocs build"
)


def build(project: Project, site: Path | None, *, strict: bool) -> Path:
    """Build the site into the folder `site`, else into the one that mkdocs.yml names, which is given back.

    Raises CannotRun, and a click exception with exit code 1 for problems, which have been printed; the folder then is
    as it was.
    """
    try:
        config = engine.configuration(project.folder / "mkdocs.yml", strict=strict, site=site)
    except click.ClickException as wrong:
        raise CannotRun(wrong.format_message()) from wrong
    folder = Path(config.site_dir).resolve()
    _is_a_site(folder)
    try:
        with replacement(folder) as fresh:
            engine.build(config, fresh)
    except BlockingIOError:
        raise CannotRun(
            said("another build of {folder} is at work: try again when it is done", folder=folder)
        ) from None
    except OSError as wrong:
        reason = _MOUNT if wrong.errno in {errno.EBUSY, errno.EXDEV} else of_disk(wrong)
        raise CannotRun(
            said("{reason}; nothing was published, the last site stands as it was", reason=reason)
        ) from wrong
    return folder


def _is_a_site(folder: Path) -> None:
    """Raises CannotRun where a folder would be replaced that no build has made."""
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _OF_A_SITE).is_file():
        raise CannotRun(said("{folder} holds files and no site: name another folder, or empty it", folder=folder))
