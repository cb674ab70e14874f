"""`newsdesk check`."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import click

from newsdesk import proof
from newsdesk.desk.command import CannotRun, command, say
from newsdesk.desk.commands.paths import FOLDER, PATH
from newsdesk.desk.project import Project, find, here
from newsdesk.desk.report import Format, Looked, as_commands, as_json, as_summary, seen
from newsdesk.progress import on_terminal
from newsdesk.reading.memory import Memory
from newsdesk.speech.choice import spoken, voice
from newsdesk.words.message import said
from newsdesk.words.problem import Level, Problem, count, frame, in_order, tally

FORMAT = click.Choice([each.value for each in Format])


@command("check")
@click.argument("paths", type=PATH, nargs=-1, metavar="[PATH]...")
@click.option("--strict", is_flag=True, help="Warnings fail too: for pull requests.")
@click.option("--site", type=FOLDER, help="Check this built site.")
@click.option("--format", "shape", type=FORMAT, default=Format.TEXT.value, help="For the eye, or for machines.")
def main(paths: tuple[Path, ...], *, strict: bool, site: Path | None, shape: str) -> None:
    """Show every problem: exit 0 if there is none, 1 if there is, 2 if the check could not run.

    Of files or folders below docs/ that are named, only their problems are shown, and those of links that lead
    to them: at once, since what other files say is remembered. Notes are work that waits, and never fail. The
    format json is one object on standard output; github is annotations for a workflow, and a summary where
    GITHUB_STEP_SUMMARY names its file.
    """
    if site and paths:
        raise CannotRun(said("--site checks a whole site: name no files with it"))
    project, chosen = find(), Format(shape)
    if site:
        problems, looked_at = _check_built(site, project, aside=chosen is Format.JSON)
    elif paths:
        problems, looked_at = _check_some(paths, project)
    else:
        problems, looked_at = _check_all(project)
    if not site:
        say(said("looked at {what}", what=seen(looked_at)), aside=True)
    _show(in_order(problems), looked_at, chosen, project)
    say(tally(problems), aside=True)
    if count(problems, Level.ERROR) or (strict and count(problems, Level.WARNING)):
        raise SystemExit(1)


def _check_all(project: Project) -> tuple[list[Problem], Looked]:
    library, problems = proof.examine(project.docs, project.site, project.as_of, _memory(project))
    return problems, {said("stories"): len(library.stories), said("withheld"): len(library.withheld)}


def _check_some(paths: tuple[Path, ...], project: Project) -> tuple[list[Problem], Looked]:
    files = frozenset(file for path in paths for file in _files(path, project))
    if not files:
        raise CannotRun(said("there is no file in {folder}", folder=str(paths[0])))
    _, problems = proof.examine_some(project.docs, project.site, project.as_of, _memory(project), files)
    return problems, {said("files"): len(files)}


def _files(path: Path, project: Project) -> Iterator[str]:
    """A file, or those of a folder, below docs/."""
    if not path.is_dir():
        # A link is itself, wherever it leads.
        yield _below(path.parent.resolve() / path.name, path, project)
        return
    folder = project.docs if project.docs.is_relative_to(path.resolve()) else path.resolve()
    for each in folder.rglob("*"):
        if not each.is_dir():
            yield _below(each, path, project)


def _below(file: Path, named: Path, project: Project) -> str:
    if not file.is_relative_to(project.docs):
        raise CannotRun(said("{file} is not below {folder}", file=str(named), folder=f"{project.docs.name}/"))
    return file.relative_to(project.docs).as_posix()


def _memory(project: Project) -> Memory:
    return Memory.of(project.folder, project.docs, project.site, time.time_ns())


def _check_built(folder: Path, project: Project, *, aside: bool) -> tuple[list[Problem], Looked]:
    """The problems of a built site, and what was looked at; that is said on standard output, or aside."""
    from newsdesk.checks import site as built  # noqa: PLC0415 - what checks a built site takes long to come

    reports = built.check(folder, project.site.url, project.as_of, on_terminal(spoken(said("Reading the site"))))
    for report in reports:
        found = tally(report.problems)
        say(said("{count:7} {what}: {found}", count=report.looked_at, what=report.name, found=found), aside=aside)
    problems = [problem for report in reports for problem in report.problems]
    return problems, {report.name: report.looked_at for report in reports}


def _show(problems: list[Problem], looked_at: Looked, chosen: Format, project: Project) -> None:
    if chosen is Format.JSON:
        say(as_json(problems, looked_at))
    elif chosen is Format.GITHUB:
        for line in as_commands(problems):
            say(line)
        if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
            with Path(summary).open("a", encoding="utf-8") as file:
                file.write(as_summary(problems, looked_at))
    else:
        for problem in problems:
            say(frame(here(problem, project), voice()) + "\n")
