"""Kill builds: what is in the published folder afterwards, and whether the next build works.

`python tests/kills.py [KILLS [SEED]]` prints a table, one line per kill at a random moment.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import sites

COMMAND = [sys.executable, "-m", "newsdesk", "build"]
Site = Mapping[str, bytes]
OLD, NEW, NEITHER = "the old site", "the new site", "NO WHOLE SITE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Killed:
    """One kill: when (milliseconds), in which phase, which site was in place afterwards, if the next build worked."""

    moment: int
    phase: str
    stood: str
    next_build: bool


class Trial:
    """A newsroom with a published site, and a later change that the next build publishes."""

    def __init__(self, folder: Path) -> None:
        self.project = sites.newsroom(folder / "newsroom")
        self.site = self.project / "site"
        self.kept = folder / "kept"
        self.old = self._built()
        shutil.copytree(self.site, self.kept)
        story = self.project / "docs/en/news/2030/kite-school-opens.md"
        story.write_text(story.read_text(encoding="utf-8").replace("title: ", "title: Now "), encoding="utf-8")
        start = time.monotonic()
        self.new = self._built()
        self.seconds = time.monotonic() - start
        self.names = self._names()
        assert self.old != self.new

    def kill(self, moment: float) -> Killed:
        """Kill a build and all its processes after `moment` seconds."""
        shutil.rmtree(self.site)
        shutil.copytree(self.kept, self.site)
        process = self._started()
        with suppress(subprocess.TimeoutExpired):
            process.wait(moment)
        phase = self._phase() if process.poll() is None else "after its end"
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        found = sites.contents(self.site)
        stood = OLD if found == self.old else NEW if found == self.new else NEITHER
        works = self._built() == self.new and self._names() == self.names
        return Killed(moment=round(moment * 1000), phase=phase, stood=stood, next_build=works)

    def _started(self) -> "subprocess.Popen[bytes]":
        quiet = subprocess.DEVNULL
        return subprocess.Popen(
            COMMAND, cwd=self.project, env=sites.environment(), stdout=quiet, stderr=quiet, start_new_session=True
        )

    def _built(self) -> Site:
        assert self._started().wait() == 0
        return sites.contents(self.site)

    def _names(self) -> list[str]:
        return sorted(path.name for path in self.project.iterdir())

    def _phase(self) -> str:
        """Tell the phase of the build by the contents of its staging folder."""
        work = self.project / ".site.new"
        if sites.contents(self.site) == self.new:
            return "clearing up"
        if not work.exists():
            return "starting"
        made = {path.relative_to(work).parts[1] for path in work.glob("*/*")}
        if (work / "site/assets").exists():
            return "moving into the site"
        return "reading" if not made else "indexing the search" if "search" in made else "rendering"


def trials(kills: int, seed: int) -> Iterator[Killed]:
    """Yield kills at random moments of a build."""
    dice = random.Random(seed)  # noqa: S311 - the same moments at every run
    with TemporaryDirectory(prefix="newsdesk-kills-") as folder:
        trial = Trial(Path(folder))
        for _ in range(kills):
            yield trial.kill(dice.uniform(0, trial.seconds))


def main() -> None:
    kills, seed = (int(each) for each in (*sys.argv[1:], *("20", "1")[len(sys.argv) - 1 :]))
    sys.stdout.write("| killed after, ms | while it was | what stood then | next build |\n| ---: | --- | --- | --- |\n")
    whole = 0
    for each in trials(kills, seed):
        whole += each.stood != NEITHER and each.next_build
        works = "works, leaves nothing" if each.next_build else "FAILS"
        sys.stdout.write(f"| {each.moment} | {each.phase} | {each.stood} | {works} |\n")
        sys.stdout.flush()
    sys.stdout.write(f"\n{kills} kills, {whole} whole sites\n")


if __name__ == "__main__":
    main()
