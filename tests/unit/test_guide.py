"""The editor's guide is followed word for word, in both languages: every command is run, every file written."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import sites
from newsdesk.i18n.languages import Language

GUIDES = {each: sites.PROJECT / f"docs/guide/{each}.md" for each in sites.LANGUAGES}
BLOCK = re.compile(r"^```(?P<kind>[a-z]+)(?: (?P<file>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
AS_OF = "2026-11-25T12:00"
ELSEWHERE = {"make site", "make serve", ". .venv/bin/activate"}
"""Set up by whoever runs these tests; test_preview.py runs what `make serve` does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a reader does next: run a command, which may have to print something, or write or change a file."""

    kind: str
    file: str
    text: str


def steps(language: Language) -> Iterator[Step]:
    """The blocks of a guide; one that names no file and no command is only to be read."""
    text = GUIDES[language].read_text(encoding="utf-8")
    for block in BLOCK.finditer(text):
        if block["kind"] == "console":
            for command in re.split(r"^\$ ", block["text"], flags=re.MULTILINE)[1:]:
                yield Step(kind="console", file="", text=command)
        elif block["file"]:
            yield Step(kind=block["kind"], file=block["file"], text=block["text"])


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The project's own docs/ in a checkout of their own."""
    folder = tmp_path / "checkout"
    for name in ("docs", "overrides"):
        shutil.copytree(sites.PROJECT / name, folder / name)
    configuration = (sites.PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(configuration.replace("hooks/", f"{sites.PROJECT}/hooks/"), encoding="utf-8")
    (folder / ".gitignore").write_text("site/\n.cache/\n", encoding="utf-8")
    for command in ("init --quiet", "add .", "commit --quiet --message before"):
        git(folder, *command.split())
    return folder


@pytest.mark.parametrize("language", GUIDES)
def test_the_guide_can_be_followed_word_for_word(language: Language, checkout: Path) -> None:
    taken = list(steps(language))
    assert len(taken) > 20
    for step in taken:
        done = step.text.partition("\n")[0] if step.kind == "console" else f"{step.kind} {step.file}"
        print(f"$ {done}\n{follow(step, checkout, language)}")  # noqa: T201 - the transcript, in pytest -rP
    print(git(checkout, "status", "--short"))  # noqa: T201 - the files that were touched
    run("newsdesk check", checkout, language)


def follow(step: Step, checkout: Path, language: Language) -> str:
    """What a step prints."""
    if step.kind == "console":
        command, _, wanted = step.text.partition("\n")
        said = run(command, checkout, language)
        assert wanted.strip() in said, command
        return said
    if step.kind == "diff":
        change(checkout / step.file, step.text)
    else:
        file = checkout / step.file
        assert file.is_file() or not step.file.startswith("docs/"), f"no command began {step.file}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(step.text, encoding="utf-8")
    return ""


def run(command: str, checkout: Path, language: Language) -> str:
    """What a command prints; it must succeed."""
    program, *arguments = shlex.split(command)
    if command in ELSEWHERE:
        return ""
    if program == "git":
        return git(checkout, *arguments)
    assert program == "newsdesk", command
    done = sites.newsdesk(checkout, *arguments, NEWSDESK_AS_OF=AS_OF, NEWSDESK_LANGUAGE=language)
    assert done.code == 0, f"{command}\n{done.out}{done.err}"
    return done.out


def change(file: Path, difference: str) -> None:
    """Change a file as a difference shows it: `-` what stands there, `+` what is to stand there, or at its end."""
    lines = difference.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if line.startswith("-"))
    new = "".join(line[1:] for line in lines if line.startswith("+"))
    text = file.read_text(encoding="utf-8")
    assert not old or text.count(old) == 1, difference
    file.write_text(text.replace(old, new) if old else text + new, encoding="utf-8")


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=An editor", "-c", "user.email=editor@example.org")
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return done.stdout
