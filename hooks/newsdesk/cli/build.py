"""`newsdesk build` and `newsdesk serve`: build in a staging folder and publish atomically; preview."""

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from filelock import FileLock, Timeout

from newsdesk.cache import spare_folder
from newsdesk.cli.command import command, echo
from newsdesk.content.site import AS_OF
from newsdesk.i18n.messages import msg
from newsdesk.mkdocs_adapter.serve import BuildRequest, build_with_mkdocs, configuration, serve_with_mkdocs
from newsdesk.project import CannotRun, Project, disk_error, find_checkout

LOCK_TIMEOUT = 1.0
"""Seconds to wait for a lock: by then the workers of a killed build have exited."""


@contextmanager
def file_lock(path: Path) -> Iterator[None]:
    """Hold the lock file `path`, which is created for it and deleted at the end.

    Raises filelock.Timeout while another process holds it, and OSError where the file system has no locks: the marker
    that filelock falls back to would outlive a killed process.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path, timeout=LOCK_TIMEOUT, fallback_to_soft=False):
        try:
            yield
        finally:
            if sys.platform != "win32":  # Windows deletes no open file; filelock does on release
                path.unlink(missing_ok=True)


_HERE = -100
_EXCHANGE = 2
_UNKNOWN = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}
"""Errors of a kernel or file system that cannot exchange two paths."""

Call = Callable[[bytes, bytes], int]


def exchange_folders(one: Path, other: Path) -> bool:
    """Exchange two folders of a disk atomically; False, with nothing done, if that is unsupported. Raises OSError."""
    call = _call()
    if not call:
        return False
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNKNOWN:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


def _call() -> Call | None:
    if sys.platform == "linux":
        rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
        return rename and (lambda one, other: int(rename(_HERE, one, _HERE, other, _EXCHANGE)))
    if sys.platform == "darwin":
        swap = getattr(ctypes.CDLL(None, use_errno=True), "renamex_np", None)
        return swap and (lambda one, other: int(swap(one, other, _EXCHANGE)))
    return None


STAGING = "staging"
"""Name of the folder beside the one to fill, in which files may be made ready."""


@contextmanager
def atomic_replacement(folder: Path, spare: Path | None = None) -> Iterator[Path]:
    """Yield an empty folder to fill, which replaces `folder` when the block ends.

    What was in `folder` then becomes `spare`, if that is on the same disk, and is in the staging folder the next time:
    a build need not link again what is there, nor delete it. If the block raises, `folder` is unchanged. Raises
    filelock.Timeout while another process is replacing it.
    """
    work = folder.with_name(f".{folder.name}.new")
    former = work / "former"
    with file_lock(work.with_name(f"{work.name}.lock")):
        if former.exists() and not folder.exists():
            # A process was killed between the two renames in `_put`.
            former.rename(folder)
        _clear(work)
        try:
            fresh = work / folder.name
            fresh.mkdir(parents=True)
            if folder.exists():
                shutil.copymode(folder, fresh)
            staging = fresh.with_name(STAGING)
            if not (spare and _moved(spare, staging)):
                staging.mkdir()
            yield fresh
            _put(fresh, folder, former)
            if spare:
                _moved(fresh if fresh.exists() else former, spare)
        finally:
            _clear(work)


def _put(fresh: Path, folder: Path, former: Path) -> None:
    """Replace `folder` by `fresh`; if they cannot be exchanged, by two renames, between which only `former` exists."""
    if not folder.exists():
        fresh.rename(folder)
    elif not exchange_folders(fresh, folder):
        folder.rename(former)
        try:
            fresh.rename(folder)
        except OSError:
            former.rename(folder)
            raise


def _moved(old: Path, new: Path) -> bool:
    """Rename a folder; False if it does not exist, or cannot be renamed, as from disk to disk."""
    try:
        new.parent.mkdir(parents=True, exist_ok=True)
        old.rename(new)
    except OSError:
        return False
    return True


def _clear(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


_OF_A_SITE = "sitemap.xml"
_MOUNT = msg(
    "the site folder is a mount point and cannot be replaced: mount its parent folder instead, or run mkdocs build"
)


def build_site(project: Project, site: Path | None, *, strict: bool, cold: bool) -> Path:
    """Build the site into the folder `site`, by default the site_dir of mkdocs.yml, and return that folder.

    What has not changed since the last build is kept, unless `cold`.

    Raises CannotRun, and a click exception with exit code 1 if there are problems, which have been printed; the folder
    is then unchanged.
    """
    try:
        config = configuration(project.folder / "mkdocs.yml", strict=strict, site=site)
    except click.ClickException as exc:
        raise CannotRun(exc.format_message()) from exc
    folder = Path(config.site_dir).resolve()
    _refuse_foreign_folder(folder)
    try:
        with atomic_replacement(folder, spare_folder(project.folder)) as fresh:
            request = BuildRequest(published=folder, staging=fresh.with_name(STAGING), cold=cold)
            build_with_mkdocs(config, fresh, request)
    except Timeout:
        raise CannotRun(
            msg("another build is writing to {folder}: try again when it has finished", folder=folder)
        ) from None
    except OSError as exc:
        reason = _MOUNT if exc.errno in {errno.EBUSY, errno.EXDEV} else disk_error(exc)
        raise CannotRun(msg("{reason}; nothing was published, the previous site is unchanged", reason=reason)) from exc
    return folder


def _refuse_foreign_folder(folder: Path) -> None:
    """Raise CannotRun if the folder to be replaced holds files that no build made."""
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _OF_A_SITE).is_file():
        raise CannotRun(
            msg("{folder} contains files that are not a site: choose another folder, or empty this one", folder=folder)
        )


@command("build")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--site", type=click.Path(file_okay=False, path_type=Path), help="Folder to publish to.")
@click.option("--cold", is_flag=True, help="Make everything anew, whatever the last build made.")
@click.option("--as-of", metavar="MOMENT", help="Build as of this time, such as 2026-11-25T18:00; defaults to now.")
def build(*, strict: bool, site: Path | None, cold: bool, as_of: str | None) -> None:
    """Build the site and publish it atomically.

    The exit code is 0 if the site was published, 1 if there are problems, 2 if the build could not run.

    The site is built in a staging folder next to the published one, which it then replaces in one step. If anything
    fails before that, the previous site is unchanged.
    """
    if as_of:
        os.environ[AS_OF] = as_of
    echo(build_site(find_checkout(), site, strict=strict, cold=cold).as_posix())


@command("serve")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="Where it listens on this computer; else where mkdocs.yml says, else at 8000.",
)
def serve(*, port: int | None) -> None:
    """Preview the site and its drafts, updated on every save."""
    project = find_checkout(preview=True)
    host, _, number = project.site.settings.dev_addr.rpartition(":")
    where = f"{host}:{port or number}"
    try:
        serve_with_mkdocs(project.folder / "mkdocs.yml", where)
    except OSError as exc:
        raise CannotRun(
            msg("cannot listen on port {port}: {reason}", port=port or number, reason=exc.strerror)
        ) from exc
