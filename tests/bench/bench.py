"""What N stories in two languages cost: seconds by phase, milliseconds a page, peak memory."""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from mkdocs.config import load_config

import synthetic
from newsdesk.checks import site as built
from newsdesk.checks.everything import every_problem
from newsdesk.files.sitemap import sitemap
from newsdesk.pages.render import Renderer
from newsdesk.pages.workers import Work, render_all
from newsdesk.reading import folder
from newsdesk.reading.assemble import assemble
from newsdesk.reading.identity import identity
from newsdesk.views.everything import every_page

SIZES = (250, 1000, 4000)
PHASES = ("read", "check", "views", "render", "whole build", "site check")
AS_OF = datetime(2026, 1, 1)
Value = TypeVar("Value")


class Clock:
    """Wall seconds by phase."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, phase: str, work: Callable[[], Value]) -> Value:
        start = time.perf_counter()
        value = work()
        self.seconds[phase] = time.perf_counter() - start
        return value


@contextmanager
def newsroom(stories: int) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="newsdesk-bench-") as place:
        yield synthetic.write(Path(place), stories)


def measure(stories: int) -> tuple[Clock, int]:
    """The phases in this process, then the whole build and the check of the site as an editor runs them."""
    clock = Clock()
    with newsroom(stories) as configuration:
        root = configuration.parent
        site, _ = identity(configuration, "https://bench.example/")
        assert site
        found = clock.time("read", lambda: assemble(folder.read(root / "docs"), AS_OF)[0])
        problems = clock.time("check", lambda: list(every_problem(found)))
        assert all(problem.rule == "unchecked" for problem in problems), problems[0]
        views = clock.time("views", lambda: list(every_page(found, site)))
        renderer = Renderer(
            load_config(str(configuration)).theme.get_env(), found, site, frozenset(view.address for view in views)
        )
        spool = root / "spool"
        spool.mkdir()
        outcomes = clock.time("render", lambda: render_all(Work(views=views, renderer=renderer, spool=spool)))
        assert not any(outcome.failure or outcome.problems for outcome in outcomes)
        sitemap(views, site)
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(configuration)]
        environment = {**os.environ, "NEWSDESK_AS_OF": "2026-01-01", "SITE_URL": "https://bench.example/"}
        clock.time("whole build", lambda: subprocess.run(command, check=True, env=environment))
        reports = clock.time("site check", lambda: built.check(root / "site"))
        assert not any(report.problems for report in reports)
    return clock, len(views)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, nargs="*", default=SIZES)
    sizes = parser.parse_args().stories
    print("| stories x 2 | pages |", " | ".join(f"{phase}, s" for phase in PHASES), "| build, ms a page | peak, MiB |")
    print("| ---: " * (len(PHASES) + 4) + "|")
    for stories in sizes:
        clock, pages = measure(stories)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        seconds = " | ".join(f"{clock.seconds[phase]:.2f}" for phase in PHASES)
        each = clock.seconds["whole build"] / pages * 1000
        print(f"| {stories} | {pages} | {seconds} | {each:.2f} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
