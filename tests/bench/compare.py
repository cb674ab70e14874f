"""newsdesk and Hugo build the same stories, in turn: ratios pair by pair, in processor seconds and in wall seconds.

A cold build has neither a site nor anything that an earlier build kept; the disk's cache is warm for both. A warm one
is a build in the same folder after one edit, whose words are then looked for in the built page. A preview is a running
server, from saving a story to its new page served. Hugo's Pagefind reads Hugo's output with Pagefind's own settings.
At the end stand floors: what parts of newsdesk's work cost alone, that no build which does them can go below.
"""

import argparse
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench import floors, hugo_site, preview, synthetic
from bench.contenders import Contender, Hugo, Newsdesk
from bench.process_tree import Cost
from bench.synthetic import Story

SIZES = (250, 1000, 4000)
RUNS = 5
TAG = "tag-59"
UNITS: Mapping[str, Callable[[Cost], float]] = {
    "processor s": lambda cost: cost.processor,
    "wall s": lambda cost: cost.wall,
    "peak MiB": lambda cost: cost.peak,
}
NAMES = ("newsdesk", "newsdesk, checked", "Hugo", "Hugo + Pagefind")
PAIRS = (
    ("newsdesk", "Hugo"),
    ("newsdesk", "Hugo + Pagefind"),
    ("newsdesk, checked", "Hugo"),
    ("newsdesk, checked", "Hugo + Pagefind"),
)
Costs = Mapping[str, Sequence[Cost]]
"""The costs of all runs by contender; costs of the same run stand at the same place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """An edit: what it changes, the file of each contender by its name, and the page that must show it.

    `words`, in which {run} is the number of the run, replace what `pattern` finds: the original, or an earlier run's.
    """

    name: str
    files: Mapping[str, str]
    page: str
    pattern: str
    words: str

    def make(self, contender: Contender, run: int) -> str:
        """Change the file, and return the words that the page must then show."""
        path = contender.project / self.files[contender.name]
        words = self.words.format(run=run)
        text, changed = re.subn(self.pattern, words, path.read_text(encoding="utf-8"))
        assert changed == 1, path
        path.write_text(text, encoding="utf-8")
        return words.strip()


def edits(stories: Sequence[Story]) -> list[Edit]:
    """One edit of each kind. Those of the oldest and the newest story differ where the search is cut into years."""
    newest, oldest = stories[-1], stories[0]
    topic = synthetic.TAGS[TAG]["en"]
    return [
        _of_story(newest, "body, newest year", r"(\n\nEdit \d+\.)?\n\Z", "\n\nEdit {run}.\n"),
        _of_story(oldest, "body, oldest year", r"(\n\nEdit \d+\.)?\n\Z", "\n\nEdit {run}.\n"),
        _of_story(newest, "title, newest year", r"of the bench( \d+)?", "of the bench {run}"),
        Edit(
            name="name of a tag",
            files={each.name: each.tags.format(tag=TAG) for each in (Newsdesk, Hugo)},
            page=f"en/tags/{TAG}/",
            pattern=rf"{topic}( \d+)?",
            words=f"{topic} {{run}}",
        ),
    ]


def _of_story(story: Story, name: str, pattern: str, words: str) -> Edit:
    files = {each.name: f"{each.sources}/en/news/{story.key}.md" for each in (Newsdesk, Hugo)}
    return Edit(name=name, files=files, page=f"en/news/{story.key}/", pattern=pattern, words=words)


def cold(contenders: Iterable[Contender], runs: int) -> Costs:
    costs = defaultdict(list)
    for _ in range(runs):
        for contender in contenders:
            contender.clean()
            for name, cost in contender.build().items():
                costs[name].append(cost)
    return costs


def warm(contenders: Iterable[Contender], runs: int, edit: Edit) -> Costs:
    costs = defaultdict(list)
    for run in range(runs):
        for contender in contenders:
            words = edit.make(contender, run)
            for name, cost in contender.build().items():
                costs[name].append(cost)
            assert words in contender.page(edit.page), f"{contender.name} does not show: {words}"
    return costs


def previewed(contenders: Iterable[Contender], story: Story) -> Costs:
    """The servers of all run at the same time, and are asked in turn."""
    costs = defaultdict(list)
    with ExitStack() as stack:
        servers = {each.name: stack.enter_context(preview.serving(each, story)) for each in contenders}
        for number in range(preview.SAVES):
            for name, server in servers.items():
                costs[name].append(server.save(number))
    return costs


def rows(what: str, costs: Costs, units: Iterable[str] = tuple(UNITS)) -> list[str]:
    """Return a row of the table for each unit: the median of each contender, and the ratio of each pair."""
    return [
        " | ".join(
            [
                f"| {what}, {unit}",
                *(_median([UNITS[unit](cost) for cost in costs.get(name, ())]) for name in NAMES),
                *(ratio(*([UNITS[unit](cost) for cost in costs.get(name, ())] for name in pair)) for pair in PAIRS),
            ]
        )
        + " |"
        for unit in units
    ]


def _median(values: Sequence[float]) -> str:
    return f"{median(values):.4g}" if values else ""


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """Return the median of the ratios pair by pair, with the least and the most; empty if nothing was measured."""
    if not (ours and theirs):
        return ""
    pairs = [one / other for one, other in zip(ours, theirs, strict=True)]
    return f"{median(pairs):.2f} ({min(pairs):.2f} to {max(pairs):.2f})"


def heads() -> list[str]:
    cells = ["", *NAMES, *(f"{ours} : {theirs}" for ours, theirs in PAIRS)]
    return [f"| {' | '.join(cells)} |", f"| --- {'| ---: ' * (len(cells) - 1)}|"]


def size(contender: Contender) -> str:
    files = [path for path in (contender.project / contender.output).rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    return f"{contender.name}: {pages} pages, {len(files)} files, {megabytes:.0f} MB"


def compare(count: int, runs: int) -> None:
    """Print the tables of one number of stories."""
    stories = synthetic.stories(count)
    with TemporaryDirectory(prefix="newsdesk-bench-") as place:
        newsdesk = Newsdesk(synthetic.write(Path(place) / "newsdesk", stories, events=False).parent)
        contenders = [newsdesk, Hugo(hugo_site.write(Path(place) / "hugo", stories))]
        print(f"\n{count} stories x 2, runs: {runs}. Load before: {os.getloadavg()[0]:.1f}\n")
        print("\n".join([*heads(), *rows("cold", cold(contenders, runs))]), flush=True)
        sizes = "; ".join(map(size, contenders))
        for edit in edits(stories):
            print("\n".join(rows(edit.name, warm(contenders, runs, edit))), flush=True)
        print("\n".join(rows("preview", previewed(contenders, stories[count // 2]))), flush=True)
        print(f"\n{sizes}. Load after: {os.getloadavg()[0]:.1f}\n")
        print("| floor of newsdesk | processor s |\n| --- | ---: |")
        for name, seconds in floors.floors(newsdesk):
            print(f"| {name} | {seconds:.3f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("versus", choices=["hugo"])
    parser.add_argument("--stories", type=int, nargs="*", default=SIZES)
    parser.add_argument("--runs", type=int, default=RUNS)
    chosen = parser.parse_args()
    for count in chosen.stories:
        compare(count, chosen.runs)


if __name__ == "__main__":
    main()
