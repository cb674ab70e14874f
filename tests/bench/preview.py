"""What the preview costs: seconds from its start to the first page, and from saving a story to its new page served."""

import argparse
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from bench import synthetic
from bench.contenders import Contender, Newsdesk
from bench.process_tree import Cost, tree_memory, tree_processor_time
from bench.synthetic import Story

SIZES = (200, 2000)
SAVES = 9
PAUSE = 0.01
SETTLED = 1.0
"""Seconds after which a server has finished what a save began."""
LIMIT = 120
BUDGET = {200: 0.3, 2000: 0.5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running preview: its process, and the source and the URL of a story; `started` seconds until it was served."""

    process: int
    source: Path
    page: str
    started: float

    def save(self, number: int) -> Cost:
        """Save new words at the end of the story; return what it costs until its page has them.

        Processor seconds are counted until the server has settled; the memory is what it then has.
        """
        words = f"Saved {number} times"
        # Not in step with the half seconds in which MkDocs looks at the files.
        time.sleep(0.11 * number % 0.5)
        used = tree_processor_time(self.process)
        self.source.write_text(f"{self.source.read_text(encoding='utf-8')}\n{words}.\n", encoding="utf-8")
        start = time.perf_counter()
        _until(self.page, words)
        wall = time.perf_counter() - start
        time.sleep(SETTLED)
        return Cost(wall=wall, processor=tree_processor_time(self.process) - used, peak=tree_memory(self.process))


@contextmanager
def serving(contender: Contender, story: Story) -> Iterator[Server]:
    """Preview a project until the block ends; a story of it has been served before."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet = subprocess.DEVNULL
    start = time.perf_counter()
    with subprocess.Popen(
        contender.serve(port), cwd=contender.project, env=contender.environment(), stdout=quiet, stderr=quiet
    ) as process:
        try:
            page = f"http://127.0.0.1:{port}/en/news/{story.key}/"
            _until(page, "of the bench")
            source = contender.project / contender.sources / f"en/news/{story.key}.md"
            yield Server(process=process.pid, source=source, page=page, started=time.perf_counter() - start)
        finally:
            process.terminate()


def _until(page: str, words: str) -> None:
    """Ask for a page until it has these words."""
    end = time.perf_counter() + LIMIT
    while time.perf_counter() < end:
        # At first the server is not there yet.
        with suppress(OSError):
            if words in urlopen(page).read().decode():  # noqa: S310 - our own server
                return
        time.sleep(PAUSE)
    raise TimeoutError(f"{page} never said: {words}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--saves", type=int, default=SAVES)
    chosen = parser.parse_args()
    print(
        "| stories x 2 | start to first page, s | from saving to the new page served, ms: median | least | most |",
        end="",
    )
    print(" processor s a save | MiB after the first save | after the last |")
    print("| ---: " * 8 + "|")
    for count in chosen.sizes:
        stories = synthetic.stories(count)
        with tempfile.TemporaryDirectory(prefix="newsdesk-bench-") as place:
            project = synthetic.write(Path(place), stories).parent
            with serving(Newsdesk(project), stories[count // 2]) as server:
                saves = [server.save(number) for number in range(chosen.saves)]
        walls = [save.wall for save in saves]
        cells = [
            f"{server.started:.1f}",
            *(f"{1000 * each:.0f}" for each in (statistics.median(walls), min(walls), max(walls))),
            f"{statistics.median(save.processor for save in saves):.2f}",
            *(f"{save.peak:.0f}" for save in (saves[0], saves[-1])),
        ]
        print("|", " | ".join([str(count), *cells]), "|", flush=True)
    print("Budgets:", ", ".join(f"a median of {most:g} s at {count} stories" for count, most in BUDGET.items()))


if __name__ == "__main__":
    main()
