"""Mutation tests: each fault in tests/mutants.toml, put into the code, must be caught by its tests.

`python tests/mutants.py [NAME…]` prints a table, a line per mutant with the test that caught it and the seconds that
took. It exits with 0 if all are caught, 1 if one survives or its tests fail without it too, 2 if the list is invalid.
As many run in parallel as there are cores, each in its own copy: the checkout itself is never changed.
"""

import compileall
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

PROJECT = Path(__file__).resolve().parents[1]
LIST = PROJECT / "tests/mutants.toml"
WHERE = ("hooks", "overrides")
LEFT = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", ".newsdesk-*", "node_modules")
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+?::.+?)(?: - .*)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A fault: `put` replaces `find`, which occurs once in the code; `tests` are test files or single tests."""

    name: str
    breaks: str
    find: str
    put: str
    tests: Sequence[str]

    def place(self, code: Mapping[Path, str]) -> Path:
        """Return the file that contains `find`. Raises ValueError unless it occurs exactly once."""
        found = [path for path, text in code.items() for _ in range(text.count(self.find))]
        if len(found) != 1:
            raise ValueError(f"{self.name}: found {len(found)} times: {self.find!r}")
        return found[0]


def listed() -> Sequence[Mutant]:
    """Return all mutants in the list."""
    return [Mutant(**entry) for entry in tomllib.loads(LIST.read_text(encoding="utf-8"))["mutant"]]


def code_of(project: Path) -> Mapping[Path, str]:
    """Return the files of a checkout that mutants can change, by relative path."""
    files = (path for folder in WHERE for path in sorted((project / folder).rglob("*")) if path.is_file())
    return {path.relative_to(project): path.read_text("utf-8") for path in files if path.suffix != ".pyc"}


@contextmanager
def _copy(project: Path) -> Iterator[Path]:
    """Provide a temporary copy of a checkout, so that neither code nor caches leak from one run into another."""
    with TemporaryDirectory(prefix="newsdesk-mutant-") as folder:
        copy = Path(folder) / "checkout"
        shutil.copytree(project, copy, ignore=LEFT, symlinks=True)
        (copy / "tests/node_modules").symlink_to(PROJECT / "tests/node_modules")
        yield copy


def _failures(project: Path, *arguments: str) -> Sequence[str]:
    """Return the tests that fail in a checkout. Raises RuntimeError if pytest cannot run them."""
    # Take precedence over the installed package, which is that of the real checkout, in subprocesses as well.
    environment = {**os.environ, "PYTHONPATH": str(project / "hooks")}
    command = [sys.executable, "-m", "pytest", "-q", "-rfE", "--tb=no", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    failed = FAILED.findall(done.stdout)
    if done.returncode != bool(failed):
        raise RuntimeError(f"pytest ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return failed


def catches(mutant: Mutant, checkout: Path) -> str:
    """Return the first test that fails with a mutant, empty if it survives."""
    code = code_of(checkout)
    place = mutant.place(code)
    with _copy(checkout) as copy:
        (copy / place).write_text(code[place].replace(mutant.find, mutant.put), encoding="utf-8")
        return next(iter(_failures(copy, "-x", *mutant.tests)), "")


def _table(mutants: Sequence[Mutant], checkout: Path) -> Sequence[str]:
    """Print the table line by line, and return the test that caught each mutant."""

    def timed(mutant: Mutant) -> tuple[str, float]:
        started = time.monotonic()
        return catches(mutant, checkout), time.monotonic() - started

    found = []
    sys.stdout.write("| mutant | what it breaks | caught by | seconds |\n| --- | --- | --- | ---: |\n")
    with ThreadPoolExecutor(_cores()) as threads:
        for mutant, (caught, seconds) in zip(mutants, threads.map(timed, mutants), strict=True):
            found.append(caught)
            shown = caught.partition("[")[0] or "SURVIVED"
            sys.stdout.write(f"| {mutant.name} | {mutant.breaks} | {shown} | {seconds:.1f} |\n")
            sys.stdout.flush()
    return found


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def main() -> int:
    known, code = {mutant.name: mutant for mutant in listed()}, code_of(PROJECT)
    try:
        mutants = [known[name] for name in sys.argv[1:] or known]
        for mutant in mutants:
            mutant.place(code)
        with _copy(PROJECT) as checkout:
            compileall.compile_dir(checkout / "hooks", quiet=1)
            found = _table(mutants, checkout)
            # A test that fails without a mutant has caught nothing.
            always = _failures(checkout, *sorted({*filter(None, found)})) if any(found) else ()
    except (KeyError, ValueError, RuntimeError) as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    sys.stdout.write(f"\n{len(found)} mutants, {found.count('')} survived\n")
    sys.stdout.write("".join(f"{test} fails without a mutant too\n" for test in always))
    return bool(always or "" in found)


if __name__ == "__main__":
    sys.exit(main())
