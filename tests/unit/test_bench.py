"""The bench measures what it says: rare words are rare, and memory is that of all processes of a command."""

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from bench import synthetic
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
