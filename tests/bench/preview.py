"""What the preview costs: seconds from its start to the first page, and from saving a story to its new page served."""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

from bench import synthetic

SIZES = (200, 2000)
SAVES = 9
PAUSE = 0.01
LIMIT = 120
BUDGET = {200: 1.0}


def main() -> None:
    sizes = [int(each) for each in sys.argv[1:]] or SIZES
    print("| stories x 2 | start to first page, s | from saving to the new page served, ms: median | least | most |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for stories in sizes:
        with tempfile.TemporaryDirectory(prefix="newsdesk-bench-") as place:
            started, saves = measure(synthetic.write(Path(place), synthetic.stories(stories)).parent, stories)
        cells = [f"{1000 * each:.0f}" for each in (statistics.median(saves), min(saves), max(saves))]
        print("|", " | ".join([str(stories), f"{started:.1f}", *cells]), "|", flush=True)
    print("Budgets:", ", ".join(f"below {most:g} s at {stories} stories" for stories, most in BUDGET.items()))


def measure(project: Path, stories: int) -> tuple[float, list[float]]:
    """Seconds from the start to the first page, and from each of several saves of one story to its new page."""
    source = max((project / "docs/en/news").rglob(f"story-{stories // 2}.md"))
    start = time.perf_counter()
    with previewed(project) as home:
        page = f"{home}{source.relative_to(project / 'docs').with_suffix('').as_posix()}/"
        until(page, "of the bench")
        started = time.perf_counter() - start
        return started, [save(source, page, number) for number in range(SAVES)]


def save(source: Path, page: str, number: int) -> float:
    """Seconds from saving new words at the end of a story until its page has them."""
    words = f"Saved {number} times"
    # Not in step with the half seconds in which MkDocs looks at the files.
    time.sleep(1 + 0.11 * number % 0.5)
    source.write_text(f"{source.read_text(encoding='utf-8')}\n{words}.\n", encoding="utf-8")
    start = time.perf_counter()
    until(page, words)
    return time.perf_counter() - start


def until(page: str, words: str) -> None:
    """Ask for a page until it has these words."""
    end = time.perf_counter() + LIMIT
    while time.perf_counter() < end:
        # At first the server is not there yet.
        with suppress(OSError):
            if words in urlopen(page).read().decode():  # noqa: S310 - our own server
                return
        time.sleep(PAUSE)
    raise TimeoutError(f"{page} never said: {words}")


@contextmanager
def previewed(project: Path) -> Iterator[str]:
    """The address at which `newsdesk serve` shows a project."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "newsdesk", "serve", "--port", str(port)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, cwd=project, env={**os.environ, "NEWSDESK_AS_OF": "2026-01-01"}, stdout=quiet, stderr=quiet
    ) as process:
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
