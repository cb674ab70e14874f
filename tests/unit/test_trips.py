"""How far things travel is counted the same at every run."""

import os
import subprocess
import sys

import sites


def counted(trip: str, seed: str) -> str:
    command = [sys.executable, sites.PROJECT / "scripts/trips.py", trip, "--list"]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def test_a_trip_is_counted_the_same_whatever_the_order_of_sets() -> None:
    first, second = (counted("tag", seed) for seed in ("1", "2"))
    head, *steps = first.splitlines()
    assert first == second
    assert head.startswith("tag: ")
    assert len(steps) > 20
