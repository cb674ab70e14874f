"""Test sites: copies of tests/newsroom, with or without the files of a fault copied over them.

`python tests/sites.py` rewrites every tests/broken/<fault>/expected.txt: review the diff.
"""

import logging
import os
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from mkdocs.__main__ import cli as mkdocs

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT / "hooks"))
from newsdesk.cli.main import main
from newsdesk.content.assets import read_assets
from newsdesk.content.front_matter import PageFacts
from newsdesk.content.library import Library
from newsdesk.content.loader import LoadedFiles, assemble_library
from newsdesk.content.settings import read_site
from newsdesk.content.site import Site
from newsdesk.content.story import Text
from newsdesk.diagnostics import Diagnostic, SourceFile
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import set_language
from newsdesk.lint.run import lint_site
from newsdesk.markdown.converter import FeedContent
from newsdesk.markdown.links import Findings
from newsdesk.outputs.registry import OutputContext, output_files
from newsdesk.pages.registry import all_pages

NEWSROOM = PROJECT / "tests" / "newsroom"
BROKEN = PROJECT / "tests" / "broken"
EXPECTED = PROJECT / "tests" / "expected"
CASES = PROJECT / "tests" / "cases"
KEPT = PROJECT / ".cache" / "newsdesk" / "tests"
AS_OF = "2031-06-01T12:00"
LANGUAGES = (Language.EN, Language.ZH)
MOMENT = datetime.fromisoformat(AS_OF)
HIDDEN = ("NEWSDESK_AS_OF", "NEWSDESK_LANGUAGE", "SOURCE_DATE_EPOCH", "SITE_URL")
"""Environment variables of the developer that tests must not see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The output of a command and its exit code."""

    code: int
    out: str
    err: str


def newsroom(folder: Path) -> Path:
    """Copy tests/newsroom to `folder`, ready to build there, with the project's interface words."""
    shutil.copytree(NEWSROOM, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".cache"))
    # Published images are slow to encode, and the same in every test: share their cache.
    KEPT.mkdir(parents=True, exist_ok=True)
    store = folder / ".cache/newsdesk/kept"
    if not store.exists():
        store.parent.mkdir(parents=True, exist_ok=True)
        store.symlink_to(KEPT, target_is_directory=True)
    shutil.copy(PROJECT / "docs/registers/interface.yml", folder / "docs/registers/interface.yml")
    configuration = folder / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(text.replace("../../", f"{PROJECT.as_posix()}/"), encoding="utf-8")
    return folder


def lay_over(site: Path, fault: Path) -> Path:
    """Copy the files of tests/broken/<fault> over a site, or those of an example in tests/architecture/ over a project.

    `x.more` is appended to `x`; `x.patch` is applied to it; `x.gbk` becomes `x` in GBK, which tools for the repository
    cannot read; `x.link` becomes a symbolic link to the path in it, which not every developer's file system supports.
    """
    for path, name in files_of(fault).items():
        target = site / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".more":
            with target.open("ab") as file:
                file.write(path.read_bytes())
        elif path.suffix == ".patch":
            subprocess.run(["git", "apply", path], cwd=site, check=True)
        elif path.suffix == ".gbk":
            target.write_bytes(path.read_text(encoding="utf-8").encode("gbk"))
        elif path.suffix == ".link":
            target.symlink_to(path.read_text(encoding="utf-8").strip())
        else:
            shutil.copy(path, target)
    return site


_CHANGES = {".more", ".patch", ".gbk", ".link"}


def files_of(fault: Path) -> Mapping[Path, str]:
    """Return the files of tests/broken/<fault>, each with the path of the site's file that it changes."""
    files = (path for path in sorted(fault.rglob("*")) if path.is_file() and path != fault / "expected.txt")
    named = ((path, path.with_suffix("") if path.suffix in _CHANGES else path) for path in files)
    return {path: name.relative_to(fault).as_posix() for path, name in named}


def text_of(body: str) -> Text:
    """A text of a body alone, which begins on the first line of its file."""
    file = SourceFile(path="docs/en/news/2031/x.md", text=body)
    front = PageFacts(title="A", summary="B")
    return Text(path="en/news/2031/x.md", language=Language.EN, front=front, body=body, body_line=1, file=file)


def faults() -> list[Path]:
    """Return every folder of tests/broken."""
    return sorted(path for path in BROKEN.iterdir() if path.is_dir())


def environment(**more: str) -> dict[str, str]:
    """Return this process's environment with the tests' clock."""
    kept = {key: value for key, value in os.environ.items() if key not in HIDDEN}
    return {**kept, "NEWSDESK_AS_OF": AS_OF, "NO_MKDOCS_2_WARNING": "1", "LC_ALL": "C.UTF-8", **more}


def newsdesk(site: Path, *arguments: str, **more: str) -> Run:
    """Run `newsdesk` in a site's folder, in this process."""
    return _here(site, environment(**more), lambda: main(list(arguments), prog_name="newsdesk"))


def build(site: Path, *arguments: str, **more: str) -> Run:
    """Run `mkdocs build` in a site's folder, in this process, and restore the loggers that MkDocs changes."""
    with _untouched_logging(), warnings.catch_warnings():
        return _here(site, environment(**more), lambda: mkdocs.main(["build", *arguments], prog_name="mkdocs"))


def build_in_new_process(site: Path, *arguments: str, **more: str) -> Run:
    """Run `mkdocs build` in a subprocess, for what only a new process shows, such as another time zone."""
    command = [sys.executable, "-m", "mkdocs", "build", *arguments]
    done = subprocess.run(command, cwd=site, env=environment(**more), capture_output=True, text=True, check=False)
    return Run(code=done.returncode, out=done.stdout, err=done.stderr)


def _here(site: Path, variables: Mapping[str, str], command: Callable[[], object]) -> Run:
    out, err, code = StringIO(), StringIO(), 0
    with chdir(site), patch.dict(os.environ, variables, clear=True), redirect_stdout(out), redirect_stderr(err):
        try:
            command()
        except SystemExit as stop:
            code = int(stop.code or 0)
        finally:
            set_language(Language.EN)
    return Run(code=code, out=out.getvalue(), err=err.getvalue())


@contextmanager
def _untouched_logging() -> Iterator[None]:
    """Restore MkDocs' loggers, which its command modifies, and would modify again with the next build."""
    loggers = [logging.getLogger(name) for name in ("mkdocs", "mkdocs.commands.build")]
    before = [(each.level, each.propagate, [*each.handlers], [*each.filters]) for each in loggers]
    try:
        yield
    finally:
        for each, (level, propagate, handlers, filters) in zip(loggers, before, strict=True):
            each.setLevel(level)
            each.propagate, each.handlers, each.filters = propagate, handlers, filters


def identity_of(site: Path, url: str = "") -> Site:
    """Return the site's configuration in mkdocs.yml."""
    found, problems = read_site(site / "mkdocs.yml", url)
    assert found, problems
    return found


def lint(site: Path, as_of: datetime = MOMENT) -> tuple[Library, list[Diagnostic]]:
    """Return a site's library and diagnostics."""
    return lint_site(site / "docs", identity_of(site), as_of)


def library(site: Path, as_of: datetime = MOMENT) -> Library:
    return lint(site, as_of)[0]


def published(found: LoadedFiles, site: Site, as_of: datetime) -> Mapping[str, object]:
    """Return every page as a view and every output as bytes at a moment, by address; bodies are left as Markdown."""
    read, _ = assemble_library(found, as_of)
    views = [view for batch in all_pages(read, site) for view in batch.make()]
    pages = {view.address: (replace(view, body=None), view.body.body if view.body else "") for view in views}
    context = output_context(read, site, as_of, entries=lambda: [view.entry for view in views if view.entry])
    return {**pages, **{where: write() for where, write in output_files(context)}}


def output_context(library: Library, site: Site, as_of: datetime = MOMENT, **more: Any) -> OutputContext:
    """Return a context for outputs without pages; the contents of feeds are left as Markdown."""
    given = {
        "library": library,
        "site": site,
        "as_of": as_of,
        "assets": read_assets([PROJECT / "overrides"])[0],
        "addresses": frozenset(),
        "contents": lambda text: FeedContent(html=text.body),
        "entries": list,
        "calendar": lambda _: b"",
        "findings": lambda _: Findings(),
    }
    return OutputContext(**(given | more))


def unmarked(text: str) -> str:
    """Replace the digests in image names, which change with every new version of an encoder."""
    return re.sub(r"\.[0-9a-f]{10}(\.\d+\.(avif|webp|jpg|png)\b)", r".0000000000\1", text)


def printed_problems(text: str) -> list[str]:
    """Return the diagnostics that `newsdesk check` printed, without notes."""
    found = [each.strip("\n") for each in text.split("\n\n")]
    return [each for each in found if each and ": note[" not in each.splitlines()[0]]


def check_output(site: Path) -> tuple[int, str]:
    """Return the exit code of `newsdesk check`, and its errors and warnings in the format of expected.txt."""
    run = newsdesk(site, "check")
    return run.code, "\n\n".join(printed_problems(run.out)) + "\n"


def contents(folder: Path) -> Mapping[str, bytes]:
    """Return the content of every file below a folder, caches excepted."""
    files = ((path.relative_to(folder).as_posix(), path) for path in _files(folder))
    return {name: path.read_bytes() for name, path in files if not name.startswith(".cache/")}


def asset(folder: Path, name: str) -> str:
    """Return the address of an asset such as 'search.js' in a built site."""
    stem, _, kind = name.rpartition(".")
    [found] = (folder / "assets").glob(f"{stem}.*.{kind}")
    return f"assets/{found.name}"


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _write_expected() -> None:
    for fault in faults():
        with TemporaryDirectory() as folder:
            _, text = check_output(lay_over(newsroom(Path(folder)), fault))
        (fault / "expected.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    _write_expected()
