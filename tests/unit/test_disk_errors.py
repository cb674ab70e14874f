"""Disk errors: a command reports each in a line; nothing is half written, and nothing is left behind."""

import errno
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import sites
from newsdesk.project import interrupted_command

STORY = "docs/en/news/2029/wind-tunnel.md"
COMMANDS = {
    STORY.replace("wind-tunnel", "a-day"): ("new", "story", "A day", "--published", "2029-01-01"),
    "docs/en/news/2031/kite-night.md": ("new", "--from", "docs/zh/news/2031/kite-night.md"),
    "docs/registers/events/2031/a-talk.yml": ("new", "event", "A talk", "--when", "2031-01-01"),
    "docs/registers/addresses/2031.txt": ("ledger",),
    "docs/zh/news/2029/wind-tunnel.md": ("stamp", "docs/zh/news/2029/wind-tunnel.md"),
    STORY: ("correct", STORY, "--text", "It is in Pinebridge."),
    "docs/registers/words/2029.txt": ("accept", STORY),
    "docs/registers/tags.yml": ("tidy",),
    "docs/en/news/2030/kite-school-opens.md": (
        "withdraw",
        "docs/en/news/2030/kite-school-opens.md",
        "--reason",
        "It is untrue.",
    ),
    ".vscode/schemas/story.json": ("schema", "--write"),
}
"""A command of each kind that writes, by the first file that it writes."""


@pytest.fixture
def prepared(site: Path) -> Path:
    """A newsroom in which each command has something to write."""
    assert sites.newsdesk(site, "ledger").code == 0
    (site / "docs/registers/addresses/2031.txt").unlink()
    story, tags = site / STORY, site / "docs/registers/tags.yml"
    story.write_text(story.read_text(encoding="utf-8").replace("\ntitle: ", "\ntitle: Now "), encoding="utf-8")
    tags.write_text(tags.read_text(encoding="utf-8") + "a-topic:\n  name: {en: A topic, zh: 话题}\n", encoding="utf-8")
    return site


@contextmanager
def full() -> Iterator[None]:
    """A disk on which no file can have more than a few bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize(("file", "command"), COMMANDS.items(), ids=lambda each: each if isinstance(each, str) else "")
def test_a_full_disk_is_said_in_a_line_and_leaves_every_file_as_it_was(
    prepared: Path, file: str, command: tuple[str, ...]
) -> None:
    if command == ("ledger",):
        sites.newsdesk(prepared, "accept", STORY)
    before = sites.contents(prepared)
    with full():
        run = sites.newsdesk(prepared, *command)
    assert (run.code, run.err) == (2, f"Error: cannot write {file}: File too large\n")
    assert sites.contents(prepared) == before
    again = sites.newsdesk(prepared, *command)
    assert again.code == 0, again.err
    assert sites.contents(prepared)[file] != before.get(file)


def refusing(real: object, number: int, ending: str) -> object:
    """A call of the disk's that does not take paths with this end."""

    def call(path: Path, *arguments: object, **more: object) -> object:
        if any(str(each).endswith(ending) for each in (path, *arguments)):
            raise OSError(number, "no", str(path))
        return real(path, *arguments, **more)  # type: ignore[operator]

    return call


def test_what_no_command_expects_of_the_disk_is_said_in_a_line_too(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_bytes", refusing(Path.read_bytes, errno.EIO, "wind-tunnel.md"))
    run = sites.newsdesk(site, "correct", STORY, "--text", "It is in Pinebridge.")
    assert (run.code, run.err) == (2, f"Error: {STORY}: no\n")


@pytest.mark.parametrize("file", ["docs/registers/tags.yml", "docs/en/news/2030/kite-tax.md"])
def test_a_file_that_cannot_be_replaced_does_not_stop_every_later_command(
    site: Path, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    """As one that is a mount of its own; whether others were replaced before it or not."""
    before = sites.contents(site)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refusing(Path.replace, errno.EBUSY, file))
        run = sites.newsdesk(site, "rename", "tag", "mill", "old-mill")
    assert (run.code, run.err) == (2, f"Error: nothing was changed: {file}: no\n")
    assert sites.contents(site) == before
    assert not interrupted_command(site)


def test_a_folder_that_can_only_be_read_is_left_as_it_was(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sites.contents(site)
    for name in ("write_bytes", "unlink"):
        monkeypatch.setattr(Path, name, refusing(getattr(Path, name), errno.EROFS, ""))
    run = sites.newsdesk(site, "rename", "tag", "mill", "old-mill")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("Error: nothing was changed: docs/")
    assert sites.contents(site) == before
    assert not list(site.glob(".newsdesk*"))


@pytest.mark.parametrize("command", [("mkdocs", "build"), ("newsdesk", "build")], ids=" ".join)
def test_a_disk_that_is_full_leaves_the_last_site(command: tuple[str, ...], site: Path) -> None:
    """In a process of its own, whose files may have no more than a few kilobytes."""
    (site / "site").mkdir()
    (site / "site/sitemap.xml").write_text("before", encoding="utf-8")
    run = subprocess.run(
        ["/bin/sh", "-c", 'ulimit -f 16; exec "$@"', "sh", sys.executable, "-m", *command],
        cwd=site,
        env=sites.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == (1 if command[0] == "mkdocs" else 2)
    assert "File too large; nothing was " in run.stderr
    assert "Traceback" not in run.stderr
    assert {name: content for name, content in sites.contents(site).items() if name.startswith("site/")} == {
        "site/sitemap.xml": b"before"
    }
    assert not list(site.glob(".newsdesk-*"))
