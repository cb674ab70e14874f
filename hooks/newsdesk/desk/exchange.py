"""Two folders change places in one step, where the system can do that.

Linux: renameat2(2) with RENAME_EXCHANGE. macOS: renamex_np(2) with RENAME_SWAP.
"""

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

_HERE = -100
_EXCHANGE = 2
_UNKNOWN = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}
"""What a kernel or a disk answers that cannot exchange."""

Call = Callable[[bytes, bytes], int]


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders of one disk; False, and nothing done, where that cannot be in one step. Raises OSError."""
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
    """The system's own call, None where it has none."""
    if sys.platform == "linux":
        rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
        return rename and (lambda one, other: int(rename(_HERE, one, _HERE, other, _EXCHANGE)))
    if sys.platform == "darwin":
        swap = getattr(ctypes.CDLL(None, use_errno=True), "renamex_np", None)
        return swap and (lambda one, other: int(swap(one, other, _EXCHANGE)))
    return None
