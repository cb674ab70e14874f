"""Progress: work that takes longer than a second says on a terminal how far it is."""

import sys
import time

from newsdesk.processes import Told, nobody

PATIENCE = 1.0
"""Seconds before anything is said."""


def on_terminal(doing: str) -> Told:
    """One line on standard error, such as 'Rendering: 40%', gone when all is done; nothing where no terminal is."""
    if not sys.stderr.isatty():
        return nobody
    started = time.monotonic()

    def told(done: int, total: int) -> None:
        if time.monotonic() - started > PATIENCE:
            line = f"{doing}: {100 * done // total}%"
            sys.stderr.write(f"\r{line}" if done < total else f"\r{' ' * len(line)}\r")
            sys.stderr.flush()

    return told
