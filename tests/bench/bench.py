"""What N stories in two languages cost: seconds by phase, milliseconds a page, peak memory; or the dearest functions.

The phases are timed in one process: what the work is. The whole build and the check of the site are timed as
an editor runs them, in as many processes as there are cores: what the work takes.
"""

import argparse
import cProfile
import os
import pstats
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

import synthetic
from newsdesk import pipeline
from newsdesk.content import loader
from newsdesk.content.assets import read_assets
from newsdesk.content.loader import assemble_library
from newsdesk.content.settings import read_site
from newsdesk.content.site import Site
from newsdesk.lint.run import library_diagnostics
from newsdesk.pages.registry import all_pages
from newsdesk.rendering import Renderer, theme_environment

SIZES = (250, 1000, 4000, 10000)
PHASES = ("read", "check", "views", "render", "write", "whole build", "site check")
AS_OF = "2026-01-01"
URL = "https://bench.example/"
PROFILED = 1000
DEAREST = 10
ADDITIONS = 10_000_000
BUDGETS = {"ms a page": 1.0, "10,000 to 1,000": 1.15, "MB": 500, "site check, ms a page": 0.5, "KB of HTML": 150}
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


def measure(stories: int) -> tuple[Clock, int, int, int]:
    """Seconds by phase, the number of pages, the bytes of the largest, the build's largest process in kilobytes."""
    clock = Clock()
    with newsroom(stories) as configuration:
        peak = _as_an_editor(configuration, clock)
        pages, largest = _phase_by_phase(configuration, clock)
    return clock, pages, largest, peak


def _phase_by_phase(configuration: Path, clock: Clock) -> tuple[int, int]:
    """The number of pages, and the bytes of the largest."""
    root, site = configuration.parent, _site(configuration)
    as_of = datetime.fromisoformat(AS_OF)
    found = clock.time("read", lambda: assemble_library(loader.load_files(root / "docs", site, serial=True), as_of)[0])
    problems = clock.time("check", lambda: list(library_diagnostics(found, site, as_of.date(), serial=True)))
    assert all(problem.rule == "unchecked" for problem in problems), problems[0]
    batches = list(all_pages(found, site))
    addresses = frozenset(where for batch in batches for where in batch.addresses)
    views = clock.time("views", lambda: [view for batch in batches for view in batch.make()])
    assets, _ = read_assets(site.settings.asset_dirs(root))
    renderer = Renderer(theme_environment(root / site.settings.custom_dir), assets, found, site, addresses)
    pages = clock.time("render", lambda: [renderer.render(view) for view in views])
    assert not any(page.findings.problems for page in pages)
    clock.time(
        "write",
        lambda: [_write(root / "spool" / view.address, page.html) for view, page in zip(views, pages, strict=True)],
    )
    return len(pages), max(len(page.html.encode()) for page in pages)


def _write(place: Path, html: str) -> None:
    place.mkdir(parents=True, exist_ok=True)
    (place / "index.html").write_text(html, encoding="utf-8")


def _as_an_editor(configuration: Path, clock: Clock) -> int:
    """Build and check the site with the commands that editors use; kilobytes of the build's largest process."""
    environment = {**os.environ, "NEWSDESK_AS_OF": AS_OF, "SITE_URL": URL}
    build = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(configuration)]
    clock.time("whole build", lambda: subprocess.run(build, check=True, env=environment))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    check = [sys.executable, "-m", "newsdesk", "check", "--site", "site"]
    quiet = subprocess.DEVNULL
    clock.time(
        "site check",
        lambda: subprocess.run(
            check, check=True, env=environment, cwd=configuration.parent, stdout=quiet, stderr=quiet
        ),
    )
    return peak


def check_one(sizes: list[int]) -> None:
    """Milliseconds of `newsdesk check FILE`, the whole process: nothing is remembered; the file has changed since."""
    print(
        "\nCheck one file that has changed\n\n| stories x 2 | first run, ms | later run, ms |\n| ---: | ---: | ---: |"
    )
    for stories in sizes:
        with newsroom(stories) as configuration:
            file = next((configuration.parent / "docs/zh/news").rglob("*.md"))
            first, *later = [_checked(file, configuration.parent) for _ in range(4)]
        print(f"| {stories} | {first * 1000:.0f} | {min(later) * 1000:.0f} |", flush=True)


def _checked(file: Path, folder: Path) -> float:
    file.write_text(f"{file.read_text(encoding='utf-8')}\n又一句。\n", encoding="utf-8")
    # What changed within the last two seconds is not remembered.
    time.sleep(2)
    start = time.perf_counter()
    quiet = subprocess.DEVNULL
    command = [sys.executable, "-m", "newsdesk", "check", str(file)]
    environment = {**os.environ, "NEWSDESK_AS_OF": AS_OF}
    subprocess.run(command, check=True, env=environment, cwd=folder, stdout=quiet, stderr=quiet)
    return time.perf_counter() - start


def _site(configuration: Path) -> Site:
    site, _ = read_site(configuration, URL)
    assert site
    return site


def table(sizes: list[int]) -> None:
    """One line for each number of stories, the budgets beside them, and how fast the machine is."""
    heads = [
        "stories x 2",
        "pages",
        *(f"{phase}, s" for phase in PHASES),
        "build, ms a page",
        "check, ms a page",
        "peak, MB",
        "largest page, KB",
    ]
    print("|", " | ".join(heads), "|")
    print("| ---: " * len(heads) + "|")
    costs = {}
    for stories in sizes:
        clock, pages, largest, peak = measure(stories)
        costs[stories] = clock.seconds["whole build"] / pages * 1000
        checked = clock.seconds["site check"] / pages * 1000
        seconds = [f"{clock.seconds[phase]:.2f}" for phase in PHASES]
        cells = [
            str(stories),
            str(pages),
            *seconds,
            f"{costs[stories]:.2f}",
            f"{checked:.2f}",
            f"{peak * 1024 / 1e6:.0f}",
            f"{largest / 1000:.0f}",
        ]
        print("|", " | ".join(cells), "|", flush=True)
    if {1000, 10000} <= costs.keys():
        print(f"\nA page at 10,000 stories costs {costs[10000] / costs[1000]:.2f} of one at 1,000.")
    start = time.perf_counter()
    sum(number for number in range(ADDITIONS))
    print(f"This machine adds {ADDITIONS:,} numbers one by one in {time.perf_counter() - start:.2f} s.")
    print("Budgets:", ", ".join(f"{name} at most {most}" for name, most in BUDGETS.items()))


def profile() -> None:
    """The dearest functions of a build in one process, by their own time."""
    with newsroom(PROFILED) as configuration:
        root = configuration.parent
        (root / "spool").mkdir()
        profiler = cProfile.Profile()
        profiler.runcall(
            pipeline.render_site,
            project=root,
            site=_site(configuration),
            as_of=datetime.fromisoformat(AS_OF),
            staging=root / "spool",
            serial=True,
        )
    stats = pstats.Stats(profiler)
    total = stats.total_tt  # type: ignore[attr-defined]
    print(f"{PROFILED} stories x 2, {total:.1f} seconds under the profiler\n\n| own time | calls | function |")
    print("| ---: | ---: | --- |")
    rows = sorted(stats.stats.items(), key=lambda row: -row[1][2])  # type: ignore[attr-defined]
    for (file, line, name), (_, calls, own, _, _) in rows[:DEAREST]:
        where = f"{'/'.join(Path(file).parts[-2:])}:{line} " if line else ""
        print(f"| {own / total:.1%} | {calls:,} | {where}{name} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, nargs="*", default=SIZES)
    parser.add_argument("--profile", action="store_true", help=f"only the {DEAREST} dearest functions")
    chosen = parser.parse_args()
    if chosen.profile:
        profile()
    else:
        table(list(chosen.stories))
        check_one(list(chosen.stories))


if __name__ == "__main__":
    main()
