"""The bench measures what it says: rare words are rare, memory is that of all processes, edits change what they say."""

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from bench import compare, hugo_site, synthetic
from bench.contenders import Hugo, Newsdesk
from bench.process_tree import Cost, measure, tree_processor_time

ALLOCATE = "block = bytearray(64 * 2**20); block[::4096] = b'x' * len(block[::4096]); import time; time.sleep(0.5)"
COUNT = "sum(range(10**7))"
PARENT = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]], check=True)"


def test_the_vocabulary_has_a_long_tail() -> None:
    stories = synthetic.stories(250)
    english = Counter(
        word for story in stories for word in re.findall(r"[a-z]+", story.words["en"].body.lower())
    ).most_common()
    han = Counter(
        sign for story in stories for sign in story.words["zh"].body if "\u4e00" <= sign <= "\u9fff"
    ).most_common()
    for counted, different, share in ((english, 7500, 0.4), (han, 2000, 0.3)):
        total = sum(count for _, count in counted)
        assert len(counted) > different
        # Frequent words make up much of the text, and a quarter of the words hardly any of it.
        assert sum(count for _, count in counted[:100]) > share * total
        assert sum(count for _, count in counted[-len(counted) // 4 :]) < 0.03 * total
    assert 300 < sum(count for _, count in english) / 250 < 400
    assert 550 < sum(count for _, count in han) / 250 < 650


def test_the_stories_are_the_same_at_every_run_and_of_every_year() -> None:
    assert synthetic.stories(24) == synthetic.stories(24)
    assert synthetic.stories(24) != synthetic.stories(24, seed=1)
    years = Counter(story.day.year for story in synthetic.stories(1200))
    assert sorted(years) == list(range(2013, 2025))
    assert min(years.values()) > 98


def test_the_memory_of_a_child_counts(tmp_path: Path) -> None:
    def peak(code: str) -> float:
        return measure([sys.executable, "-c", PARENT, code], tmp_path, os.environ).peak

    assert 60 < peak(ALLOCATE) - peak("import time; time.sleep(0.5)") < 70


def test_memory_that_processes_share_counts_once(tmp_path: Path) -> None:
    code = f"import os; {ALLOCATE.replace('import time', 'os.fork(); import time')}"
    assert 60 < measure([sys.executable, "-c", code], tmp_path, os.environ).peak < 90


def test_the_processor_time_of_a_child_counts(tmp_path: Path) -> None:
    before = tree_processor_time(os.getpid())
    cost = measure([sys.executable, "-c", PARENT, COUNT], tmp_path, os.environ)
    assert cost.processor > 0.05
    # The kernel counts in hundredths of a second.
    assert tree_processor_time(os.getpid()) - before >= cost.processor - 0.05


def test_costs_add_up() -> None:
    cost = Cost(wall=1, processor=2, peak=3) + Cost(wall=10, processor=20, peak=1)
    assert cost == Cost(wall=11, processor=22, peak=3)


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as failed:
        measure([sys.executable, "-c", "raise SystemExit('no such luck')"], tmp_path, os.environ)
    assert failed.value.output == "no such luck\n"


def test_ratios_are_of_runs_that_followed_each_other() -> None:
    # The second run was slow for both.
    assert compare.ratio([2, 40, 3], [1, 10, 2]) == "2.00 (1.50 to 4.00)"
    assert compare.ratio([1], []) == ""
    costs = {
        "newsdesk": [Cost(wall=2, processor=3, peak=4), Cost(wall=4, processor=3, peak=4)],
        "Hugo": [Cost(wall=1, processor=1, peak=1), Cost(wall=4, processor=2, peak=1)],
    }
    assert compare.rows("cold", costs, ["wall s"]) == [
        "| cold, wall s | 3 |  | 2.5 |  | 1.50 (1.00 to 2.00) |  |  |  |"
    ]
    [head, line] = compare.heads()
    assert head.count("|") == line.count("|") == compare.rows("cold", costs, ["wall s"])[0].count("|")


def test_an_edit_says_something_new_at_each_run_to_both(tmp_path: Path) -> None:
    stories = synthetic.stories(24)
    newsdesk = Newsdesk(synthetic.write(tmp_path / "newsdesk", stories, events=False).parent)
    hugo = Hugo(hugo_site.write(tmp_path / "hugo", stories))
    names = [edit.name for edit in compare.edits(stories)]
    assert names == ["body, newest year", "body, oldest year", "title, newest year", "name of a tag"]
    for contender in (newsdesk, hugo):
        for edit in compare.edits(stories):
            path = contender.project / edit.files[contender.name]
            original = path.read_text(encoding="utf-8")
            words = [edit.make(contender, run) for run in range(3)]
            text = path.read_text(encoding="utf-8")
            assert len(set(words)) == 3
            assert [each in original for each in words] == [False, False, False]
            assert [each in text for each in words] == [False, False, True]


def test_both_sites_have_the_same_stories_and_no_events(tmp_path: Path) -> None:
    stories = synthetic.stories(24)
    newsdesk = synthetic.write(tmp_path / "newsdesk", stories, events=False).parent
    hugo = hugo_site.write(tmp_path / "hugo", stories)
    for language in synthetic.LANGUAGES:
        for story in stories:
            ours, theirs = (
                (folder / language / f"news/{story.key}.md").read_text(encoding="utf-8").split("---\n", 2)
                for folder in (newsdesk / "docs", hugo / "content")
            )
            assert ours[2] == theirs[2]
            assert story.words[language].title in ours[1]
            assert story.words[language].title in theirs[1]
            assert [tag in theirs[1] for tag in story.tags] == [True] * 3
    assert not list(newsdesk.rglob("*event*"))


def test_the_newsroom_passes_newsdesk_check(tmp_path: Path) -> None:
    for events in (True, False):
        project = synthetic.write(tmp_path / str(events), synthetic.stories(24), events=events).parent
        Newsdesk(project).command("check", "--strict")
