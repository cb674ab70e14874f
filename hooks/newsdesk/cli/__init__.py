"""The `newsdesk` command line: one module per command or group of related commands."""

import atexit
import gc

GARBAGE = 100_000
"""Objects allocated and kept before garbage is collected."""

# Before the imports: they and a command create little garbage, and looking for it took a fifth of a short run.
gc.set_threshold(GARBAGE, 50, 50)
# Python would look through all objects once more as it exits.
atexit.register(gc.freeze)
