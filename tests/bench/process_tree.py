"""What a command costs with all the processes that it starts: wall and processor seconds, and peak memory (Linux)."""

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

INTERVAL = 0.1
"""Seconds between two looks at the memory of a tree."""
SHARE = 9
"""It rests this many times as long as a look takes: a large tree is looked at less often, and slowed down no more."""
_TICKS = os.sysconf("SC_CLK_TCK")
_TIMES = slice(11, 15)
"""In /proc/PID/stat behind the name: user and system time of a process, and of its children that have ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a command cost: `wall` and `processor` seconds (user and system, of the whole tree), and `peak` in MiB.

    The sum of two is what they cost one after the other.
    """

    wall: float
    processor: float
    peak: float

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(
            wall=self.wall + other.wall,
            processor=self.processor + other.processor,
            peak=max(self.peak, other.peak),
        )


def measure(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command in a folder and return its cost.

    Its processor time is that of all descendants that were waited for, as wait4(2) reports it. Raises
    CalledProcessError with what it printed if the command fails.
    """
    start = time.perf_counter()
    with (
        subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as process,
        peak_memory(process.pid) as memory,
    ):
        assert process.stdout
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, said.decode())
    return Cost(wall=wall, processor=usage.ru_utime + usage.ru_stime, peak=memory.peak)


@dataclass(slots=True)
class Memory:
    """The highest memory of a tree so far, in MiB."""

    peak: float = 0.0


@contextmanager
def peak_memory(root: int) -> Iterator[Memory]:
    """Look at the memory of a process and its descendants every INTERVAL until the block ends."""
    memory, ended = Memory(), Event()

    def watch() -> None:
        rest = 0.0
        while not ended.wait(rest):
            start = time.perf_counter()
            memory.peak = max(memory.peak, tree_memory(root))
            rest = max(INTERVAL, SHARE * (time.perf_counter() - start))

    watcher = Thread(target=watch)
    watcher.start()
    try:
        yield memory
    finally:
        ended.set()
        watcher.join()


def tree_memory(root: int) -> float:
    """Return the memory of a process and its descendants, in MiB.

    It is the sum of their proportional set sizes: a page of memory that forked processes share counts once.
    """
    return sum(_proportional_set_size(process) for process in processes(root)) / 1024


def tree_processor_time(root: int) -> float:
    """Return the processor seconds that a running process and its descendants have used, ended ones included."""
    return sum(map(_ticks, processes(root))) / _TICKS


def processes(root: int) -> Iterator[int]:
    """Yield the id of a process, and of each of its running descendants."""
    yield root
    # Each thread has its own children.
    with suppress(OSError):
        for children in list(Path(f"/proc/{root}/task").glob("*/children")):
            with suppress(OSError):
                for child in children.read_text(encoding="ascii").split():
                    yield from processes(int(child))


def _proportional_set_size(process: int) -> int:
    """Kilobytes; 0 if it has ended."""
    # In a process that has ended but was not waited for, the file can be opened and not read.
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def _ticks(process: int) -> int:
    with suppress(OSError):
        # The name of a process, in parentheses, may have spaces.
        _, _, fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")
        return sum(map(int, fields.split()[_TIMES]))
    return 0
