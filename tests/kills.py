"""Kill warm builds and damage what they record: is a whole site published afterwards, and is the next build right?

`python tests/kills.py [KILLS [SEED]]` prints a table, one line per kill at a random moment.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import law
import sites

COMMAND = [sys.executable, "-m", "newsdesk", "build"]
Site = Mapping[str, bytes]
HALF = 0.5
OLD, NEW, NEITHER = "the old site", "the new site", "NO WHOLE SITE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Killed:
    """One kill: when (milliseconds), in which phase, which site was in place afterwards, if the next build was right.

    `damage` is what was done to the records of earlier builds between the kill and the next build.
    """

    moment: int
    phase: str
    stood: str
    damage: str
    next_build: bool


class Trial:
    """A newsroom with a published site, and a later change that the next build publishes."""

    def __init__(self, folder: Path, dice: random.Random) -> None:
        self.project = sites.newsroom(folder / "newsroom")
        self.dice = dice
        self.site = self.project / "site"
        self.story = self.project / "docs/en/news/2030/kite-school-opens.md"
        text = self.story.read_text(encoding="utf-8")
        self.texts = {OLD: text, NEW: text.replace("title: ", "title: Now ")}
        self.old = self._published(OLD)
        start = time.monotonic()
        self.new = self._published(NEW)
        self.seconds = time.monotonic() - start
        self.names = self._names()
        assert self.old != self.new

    def kill(self) -> Killed:
        """Kill a build of the change and all its processes at a random moment."""
        assert self._published(OLD) == self.old
        self.story.write_text(self.texts[NEW], encoding="utf-8")
        moment = self.dice.uniform(0, self.seconds)
        process = self._started()
        with suppress(subprocess.TimeoutExpired):
            process.wait(moment)
        phase = self._phase() if process.poll() is None else "after its end"
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        found = sites.contents(self.site)
        stood = OLD if found == self.old else NEW if found == self.new else NEITHER
        damage = law.damage(self.project, self.dice) if self.dice.random() < HALF else "none"
        works = self._built() == self.new and self._names() == self.names
        return Killed(moment=round(moment * 1000), phase=phase, stood=stood, damage=damage, next_build=works)

    def _published(self, which: str) -> Site:
        self.story.write_text(self.texts[which], encoding="utf-8")
        return self._built()

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
        if any((work / "site").iterdir()):
            return "moving into the site"
        return "rendering" if list(work.glob(".newsdesk-*")) else "writing other files"


def trials(kills: int, seed: int) -> Iterator[Killed]:
    """Yield kills at random moments of a build."""
    with TemporaryDirectory(prefix="newsdesk-kills-") as folder:
        trial = Trial(Path(folder), law.dice(seed))
        for _ in range(kills):
            yield trial.kill()


def main() -> None:
    kills, seed = (int(each) for each in (*sys.argv[1:], *("20", "1")[len(sys.argv) - 1 :]))
    heads = ("killed after, ms", "while it was", "what stood then", "damage", "next build")
    sys.stdout.write(f"| {' | '.join(heads)} |\n| ---: | --- | --- | --- | --- |\n")
    whole = 0
    for each in trials(kills, seed):
        whole += each.stood != NEITHER and each.next_build
        works = "right, leaves nothing" if each.next_build else "WRONG"
        sys.stdout.write(f"| {each.moment} | {each.phase} | {each.stood} | {each.damage} | {works} |\n")
        sys.stdout.flush()
    sys.stdout.write(f"\n{kills} kills, {whole} whole sites\n")


if __name__ == "__main__":
    main()
