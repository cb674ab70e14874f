"""What N stories in two languages cost: seconds by phase, milliseconds a page, peak memory; or the dearest functions.

The phases are timed in one process: what the work is. The whole build and the check of the site are timed as
an editor runs them, in as many processes as there are cores: what the work takes, in processor seconds of all these
processes, which other work on the machine changes little, and in wall seconds, which it changes much.
"""

import argparse
import cProfile
import os
import pstats
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from bench import synthetic
from bench.contenders import AS_OF, URL, Newsdesk
from bench.process_tree import Cost
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
PHASES = ("read", "check", "views", "render", "write")
PROFILED = 1000
DEAREST = 10
ADDITIONS = 10_000_000
BUDGETS = {
    "a page at 10,000 to one at 250": 1.1,
    "MiB at 4,000": 883,
    "MiB at 10,000": 2000,
    "site check, ms a page": 0.5,
    "KB of HTML": 150,
}
Value = TypeVar("Value")


class Clock:
    """Processor seconds of this process by phase."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, phase: str, work: Callable[[], Value]) -> Value:
        start = time.process_time()
        value = work()
        self.seconds[phase] = time.process_time() - start
        return value


@contextmanager
def newsroom(stories: int) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="newsdesk-bench-") as place:
        yield synthetic.write(Path(place), synthetic.stories(stories))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a number of stories costs: processor seconds by phase, the commands, pages, and bytes of the largest."""

    phases: Mapping[str, float]
    build: Cost
    check: Cost
    pages: int
    largest: int


def figures(stories: int) -> Figures:
    clock = Clock()
    with newsroom(stories) as configuration:
        newsdesk = Newsdesk(configuration.parent)
        build, check = newsdesk.command("build"), newsdesk.command("check", "--site", newsdesk.output)
        pages, largest = _phase_by_phase(configuration, clock)
    return Figures(phases=clock.seconds, build=build, check=check, pages=pages, largest=largest)


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


def check_one(sizes: list[int]) -> None:
    """What `newsdesk check FILE` costs, the whole process: nothing is remembered; the file has changed since."""
    print("\nCheck one file that has changed\n")
    print("| stories x 2 | first run, wall ms | later run, wall ms | later run, processor ms |")
    print("| ---: | ---: | ---: | ---: |")
    for stories in sizes:
        with newsroom(stories) as configuration:
            file = next((configuration.parent / "docs/zh/news").rglob("*.md"))
            first, *later = [_checked(file, configuration.parent) for _ in range(4)]
        best = min(later, key=lambda cost: cost.wall)
        cells = [f"{seconds * 1000:.0f}" for seconds in (first.wall, best.wall, best.processor)]
        print("|", " | ".join([str(stories), *cells]), "|", flush=True)


def _checked(file: Path, project: Path) -> Cost:
    file.write_text(f"{file.read_text(encoding='utf-8')}\n又一句。\n", encoding="utf-8")
    # What changed within the last two seconds is not remembered.
    time.sleep(2)
    return Newsdesk(project).command("check", str(file))


def _site(configuration: Path) -> Site:
    site, _ = read_site(configuration, URL)
    assert site
    return site


def table(sizes: list[int]) -> None:
    """One line for each number of stories, the budgets below them, and how fast and how busy the machine is."""
    print(f"Load before: {os.getloadavg()[0]:.1f}\n")
    heads = [
        "stories x 2",
        "pages",
        *(f"{phase}, processor s" for phase in PHASES),
        *(f"{command}, {unit} s" for command in ("whole build", "site check") for unit in ("processor", "wall")),
        "build, processor ms a page",
        "check, processor ms a page",
        "peak, MiB",
        "largest page, KB",
    ]
    print("|", " | ".join(heads), "|")
    print("| ---: " * len(heads) + "|")
    costs = {}
    for stories in sizes:
        found = figures(stories)
        costs[stories] = found.build.processor / found.pages * 1000
        seconds = [
            *(found.phases[phase] for phase in PHASES),
            *(found.build.processor, found.build.wall, found.check.processor, found.check.wall),
            *(costs[stories], found.check.processor / found.pages * 1000),
        ]
        cells = [
            str(stories),
            str(found.pages),
            *(f"{each:.2f}" for each in seconds),
            f"{max(found.build.peak, found.check.peak):.0f}",
            f"{found.largest / 1000:.0f}",
        ]
        print("|", " | ".join(cells), "|", flush=True)
    if {250, 10000} <= costs.keys():
        print(f"\nA page at 10,000 stories costs {costs[10000] / costs[250]:.2f} of one at 250, in processor seconds.")
    print(f"Load after: {os.getloadavg()[0]:.1f}")
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
            published=root / "site",
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
