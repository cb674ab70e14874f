"""A folder that is replaced whole: its successor is made beside it, and takes its place in one step.

All that is made stands in one working folder of a known name, `.site.new` beside `site`, which only
the holder of its lock touches: so what a killed process left there goes with the next one.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsdesk.desk.exchange import exchange
from newsdesk.desk.lock import locked


@contextmanager
def replacement(folder: Path) -> Iterator[Path]:
    """An empty folder to fill, which stands in the place of `folder` when the block ends.

    When the block raises, `folder` is as it was. Raises BlockingIOError while another process replaces it.
    """
    work = folder.with_name(f".{folder.name}.new")
    former = work / "former"
    with locked(work):
        _recover(folder, former)
        _clear(work)
        try:
            fresh = work / folder.name
            fresh.mkdir()
            if folder.exists():
                shutil.copymode(folder, fresh)
            yield fresh
            _put(fresh, folder, former)
        finally:
            _clear(work)


def _put(fresh: Path, folder: Path, former: Path) -> None:
    """Let `fresh` be `folder`. Where two cannot be exchanged, there is none for a moment, and `former` is it."""
    if not folder.exists():
        fresh.rename(folder)
    elif not exchange(fresh, folder):
        folder.rename(former)
        try:
            fresh.rename(folder)
        except OSError:
            former.rename(folder)
            raise


def _recover(folder: Path, former: Path) -> None:
    """Put the former folder back, should a process have been killed between the two steps of `_put`."""
    if former.exists() and not folder.exists():
        former.rename(folder)


def _clear(work: Path) -> None:
    """Take away all but the lock."""
    for each in work.iterdir():
        if each.is_dir():
            shutil.rmtree(each)
        elif each.name != "lock":
            each.unlink()
