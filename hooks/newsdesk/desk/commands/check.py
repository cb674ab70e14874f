"""`newsdesk check`."""

import os
from pathlib import Path

import click

from newsdesk import press
from newsdesk.checks import site as built
from newsdesk.desk.command import command, say
from newsdesk.desk.commands.paths import FOLDER
from newsdesk.desk.project import Project, find, here
from newsdesk.desk.report import Format, Looked, as_commands, as_json, as_summary, seen
from newsdesk.progress import on_terminal
from newsdesk.speech.choice import spoken, voice
from newsdesk.words.message import said
from newsdesk.words.problem import Level, Problem, count, frame, in_order, tally

FORMAT = click.Choice([each.value for each in Format])


@command("check")
@click.option("--strict", is_flag=True, help="Warnings fail too: for pull requests.")
@click.option("--site", type=FOLDER, help="Check this built site.")
@click.option("--format", "shape", type=FORMAT, default=Format.TEXT.value, help="For the eye, or for machines.")
def main(*, strict: bool, site: Path | None, shape: str) -> None:
    """Show every problem: exit 0 if there is none, 1 if there is, 2 if the check could not run.

    Notes are work that waits, and never fail. The format json is one object on standard output; github
    is annotations for a workflow, and a summary where GITHUB_STEP_SUMMARY names its file.
    """
    project = find()
    chosen = Format(shape)
    if site:
        problems, looked_at = _check_built(site, project, aside=chosen is Format.JSON)
    else:
        library, problems = press.examine(project.docs, project.site, project.as_of)
        looked_at = {said("stories"): len(library.stories), said("withheld"): len(library.withheld)}
        say(said("looked at {what}", what=seen(looked_at)), aside=True)
    _show(in_order(problems), looked_at, chosen, project)
    say(tally(problems), aside=True)
    if count(problems, Level.ERROR) or (strict and count(problems, Level.WARNING)):
        raise SystemExit(1)


def _check_built(folder: Path, project: Project, *, aside: bool) -> tuple[list[Problem], Looked]:
    """The problems of a built site, and what was looked at; that is said on standard output, or aside."""
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
