"""The Nu checker, the W3C's own, on every page of docs/ and of tests/newsroom."""

import json
import subprocess
from pathlib import Path

import served

NU = ["java", "-jar", str(served.PROJECT / "tests/node_modules/vnu-jar/build/dist/vnu.jar")]
# --verbose names every file that it looks at; without --exit-zero-always an error would hide what it is.
OPTIONS = ["--errors-only", "--skip-non-html", "--verbose", "--exit-zero-always", "--format", "json"]


def test_the_nu_checker_finds_no_error_in_docs(at_root: Path) -> None:
    looked_at, errors = _check(at_root)
    assert looked_at > 100
    assert errors == []


def test_the_nu_checker_finds_no_error_in_the_newsroom(whole: Path) -> None:
    looked_at, errors = _check(whole / "site")
    assert looked_at > 50
    assert errors == []


def test_the_nu_checker_finds_an_error(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><html lang='en'><title>A</title><ul><p>B</p></ul>", "utf-8")
    looked_at, errors = _check(tmp_path)
    assert looked_at == 1
    assert len(errors) == 1


def _check(folder: Path) -> tuple[int, list[str]]:
    done = subprocess.run([*NU, *OPTIONS, str(folder)], capture_output=True, text=True, check=True)
    messages = json.loads(done.stderr)["messages"]
    return len(done.stdout.splitlines()), [f"{each['url']}: {each['message']}" for each in messages]
