"""The Nu checker, the W3C's own, on every page, style sheet and drawing of docs/ and of tests/newsroom."""

import json
import subprocess
from collections import Counter
from pathlib import Path

import pytest

import media
import served
import sites
from newsdesk.preview import Preview, preview_settings

# Half the work of such a short run was compiling well. With less of that a page takes more of the stack.
JAVA = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m"]
NU = [*JAVA, "-jar", str(served.PROJECT / "tests/node_modules/vnu-jar/build/dist/vnu.jar")]
# --verbose names every file that it looks at; without --exit-zero-always an error would hide what it is.
OPTIONS = ["--errors-only", "--skip-non-html", "--verbose", "--exit-zero-always", "--format", "json"]
KINDS = ["--also-check-css", "--also-check-svg"]


def test_the_nu_checker_finds_no_error_in_docs(at_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    looked_at, errors = _check(at_root)
    with capsys.disabled():
        print(f"\nNu, docs: {dict(looked_at)}")  # noqa: T201 - what was looked at
    assert looked_at[".html"] > 100
    assert looked_at[".css"] >= 2
    assert looked_at[".svg"] >= 1
    assert errors == []


def test_the_nu_checker_finds_no_error_in_the_newsroom(
    built_newsroom: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    looked_at, errors = _check(built_newsroom / "site")
    with capsys.disabled():
        print(f"\nNu, tests/newsroom: {dict(looked_at)}")  # noqa: T201 - what was looked at
    assert looked_at[".html"] > 50
    assert errors == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_nu_checker_finds_no_error_in_media(built_media: Path, language: str) -> None:
    looked_at, errors = _check(built_media / f"site/{language}/{media.STORY}")
    assert looked_at[".html"] == 2
    assert errors == []


def test_the_nu_checker_finds_no_error_in_the_components(site: Path, tmp_path: Path) -> None:
    preview = Preview(preview_settings(site, sites.identity_of(site)), sites.MOMENT)
    folder = tmp_path / "components"
    folder.mkdir()
    for language in sites.LANGUAGES:
        (folder / f"{language}.html").write_bytes(preview.at(f"{language}/components/") or b"")
    looked_at, errors = _check(folder)
    assert looked_at == {".html": 2}
    assert errors == []


def test_the_nu_checker_finds_an_error_of_each_kind(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><html lang='en'><title>A</title><ul><p>B</p></ul>", "utf-8")
    (tmp_path / "sheet.css").write_text("a { colr: red; }", "utf-8")
    (tmp_path / "drawing.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><p>A</p></svg>', "utf-8")
    looked_at, errors = _check(tmp_path)
    assert looked_at == {".html": 1, ".css": 1, ".svg": 1}
    assert {Path(each.partition(": ")[0]).name for each in errors} == {"page.html", "sheet.css", "drawing.svg"}


def _check(folder: Path) -> tuple[Counter[str], list[str]]:
    """How many files of each kind were looked at, and what is wrong in them."""
    done = subprocess.run([*NU, *OPTIONS, *KINDS, str(folder)], capture_output=True, text=True, check=True)
    messages = json.loads(done.stderr)["messages"]
    looked_at = Counter(Path(line).suffix for line in done.stdout.splitlines())
    return looked_at, [f"{each['url']}: {each['message']}" for each in messages]
