"""`newsdesk check`: report the diagnostics of the source files or of a built site."""

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsdesk.cache import record_store
from newsdesk.cli.arguments import FOLDER_OPTION, PATH_ARGUMENT
from newsdesk.cli.command import command, echo
from newsdesk.cli.report import (
    CheckedCounts,
    OutputFormat,
    diagnostics_as_json,
    job_summary,
    looked_at_summary,
    workflow_commands,
)
from newsdesk.diagnostics import Diagnostic, Level, count, format_diagnostic, sorted_diagnostics, tally
from newsdesk.i18n.messages import current_catalog, msg, translate
from newsdesk.processes import progress_on_terminal
from newsdesk.project import CannotRun, InvalidConfiguration, Project, find_checkout, shown_path, write_atomically

if TYPE_CHECKING:
    from newsdesk.content.parse_cache import ParseCache

FORMAT = click.Choice([each.value for each in OutputFormat])


@command("check")
@click.argument("paths", type=PATH_ARGUMENT, nargs=-1, metavar="[PATH]...")
@click.option("--strict", is_flag=True, help="Fail on warnings too, for pull requests.")
@click.option(
    "--baseline",
    type=click.Choice(["shrink", "accept"]),
    is_flag=False,
    flag_value="shrink",
    help="Write newsdesk-baseline.txt, which accepts warnings: all if there is none yet or with =accept, else only "
    "those that it accepted before.",
)
@click.option("--site", type=FOLDER_OPTION, help="Check the built site in this folder instead.")
@click.option(
    "--format", "shape", type=FORMAT, default=OutputFormat.TEXT.value, help="Output format; defaults to text."
)
def check(paths: tuple[Path, ...], *, strict: bool, baseline: str | None, site: Path | None, shape: str) -> None:
    """Report all problems in the source files or a built site.

    The exit code is 0 if there are no errors, 1 if there are, 2 if the check could not run. With paths of files or
    folders in docs/, only problems in them and in links to them are reported, quickly, from a cache. Notes list pending
    work and never fail. newsdesk-baseline.txt accepts warnings of an archive, and shrinks as they are fixed. The format
    json writes one object to standard output; github writes workflow annotations, and a job summary to the file that
    GITHUB_STEP_SUMMARY names.
    """
    if site and paths:
        raise CannotRun(msg("--site checks a whole site: do not name files with it"))
    if baseline and (site or paths):
        raise CannotRun(msg("--baseline is about all source files: do not name files or a site with it"))
    chosen = OutputFormat(shape)
    try:
        project = find_checkout()
    except InvalidConfiguration as invalid:
        if chosen is OutputFormat.TEXT:
            raise
        _print(invalid.problems, {}, chosen)
        raise SystemExit(invalid.exit_code) from invalid
    if site:
        problems, looked_at = _check_built(site, project, err=chosen is OutputFormat.JSON)
    else:
        if baseline:
            _write_baseline(project, accept=baseline == "accept")
        problems, looked_at = _check_sources(paths, project)
        echo(msg("checked {what}", what=looked_at_summary(looked_at)), err=True)
    _show(sorted_diagnostics(problems), looked_at, chosen, project)
    echo(tally(problems), err=True)
    strict = strict or project.site.settings.strict
    if count(problems, Level.ERROR) or (strict and count(problems, Level.WARNING)):
        raise SystemExit(1)


def _check_sources(paths: tuple[Path, ...], project: Project) -> tuple[list[Diagnostic], CheckedCounts]:
    """Check the files and folders in `paths`, or everything if there are none."""
    # What one kind of check needs takes longer to import than the other one runs.
    from newsdesk.lint.baseline import Baseline  # noqa: PLC0415
    from newsdesk.lint.run import lint_files, lint_site  # noqa: PLC0415

    cache = _parse_cache(project)
    if not paths:
        library, problems = lint_site(project.docs, project.site, project.as_of, cache)
        accepted = Baseline.read(project.folder).accepted.total()
        counts = {msg("stories"): len(library.stories), msg("withheld"): len(library.withheld)}
        return problems, counts | ({msg("accepted"): accepted} if accepted else {})
    files = frozenset(file for path in paths for file in _files(path, project))
    if not files:
        raise CannotRun(msg("no files in {folder}", folder=str(paths[0])))
    _, problems = lint_files(project.docs, project.site, project.as_of, cache, files)
    return problems, {msg("files"): len(files)}


def _write_baseline(project: Project, *, accept: bool) -> None:
    """Accept today's warnings: all if there is no baseline yet or if told to `accept`, else those accepted before."""
    from newsdesk.lint.baseline import BASELINE_FILE, Baseline, baseline_text  # noqa: PLC0415 - as above
    from newsdesk.lint.run import entries_to_accept  # noqa: PLC0415

    path, before = project.folder / BASELINE_FILE, Baseline.read(project.folder)
    today = entries_to_accept(project.docs, project.site, project.as_of, _parse_cache(project))
    accepted = today if accept or not path.exists() else today & before.accepted
    write_atomically(path, baseline_text(accepted))
    gone = (before.accepted - accepted).total()
    numbers = {"number": accepted.total(), "gone": gone}
    echo(msg("{file}: {number} accepted, {gone} removed", file=BASELINE_FILE, **numbers), err=True)


def _parse_cache(project: Project) -> "ParseCache":
    from newsdesk.content.parse_cache import ParseCache  # noqa: PLC0415 - as above

    return ParseCache.load(project.folder, project.docs, project.site, time.time_ns())


def _files(path: Path, project: Project) -> Iterator[str]:
    """Yield the file, or every file in the folder, as paths below docs/."""
    if not path.is_dir():
        # Resolve the folder alone: a symbolic link is checked, not its target.
        yield _below(path.parent.resolve() / path.name, path, project)
        return
    folder = project.docs if project.docs.is_relative_to(path.resolve()) else path.resolve()
    for each in folder.rglob("*"):
        if not each.is_dir():
            yield _below(each, path, project)


def _below(file: Path, named: Path, project: Project) -> str:
    if not file.is_relative_to(project.docs):
        raise CannotRun(msg("{file} is not in {folder}", file=str(named), folder=f"{project.docs.name}/"))
    return file.relative_to(project.docs).as_posix()


def _check_built(folder: Path, project: Project, *, err: bool) -> tuple[list[Diagnostic], CheckedCounts]:
    """Check a built site and print a tally for each report, to standard error if `err`."""
    from newsdesk.site_check import check_site  # noqa: PLC0415

    reports = check_site(
        folder,
        project.site.url,
        project.as_of,
        store=record_store(project.folder),
        on_progress=progress_on_terminal(translate(msg("Reading the site"))),
    )
    if project.site.rules:
        from newsdesk.lint.levels import RuleLevels  # noqa: PLC0415 - as above

        levels = RuleLevels(project.site)
        for report in reports:
            report.problems = list(filter(None, map(levels.applied, report.problems)))
    for report in reports:
        found = tally(report.problems)
        echo(msg("{count:7} {what}: {found}", count=report.looked_at, what=report.name, found=found), err=err)
    problems = [problem for report in reports for problem in report.problems]
    return problems, {report.name: report.looked_at for report in reports}


def _show(problems: Sequence[Diagnostic], looked_at: CheckedCounts, chosen: OutputFormat, project: Project) -> None:
    if chosen is not OutputFormat.TEXT:
        _print(problems, looked_at, chosen)
        return
    for problem in problems:
        from_here = replace(problem.location, path=shown_path(project.folder / problem.location.path))
        echo(format_diagnostic(replace(problem, location=from_here), current_catalog()) + "\n")


def _print(problems: Sequence[Diagnostic], looked_at: CheckedCounts, chosen: OutputFormat) -> None:
    """Print problems for machines; their paths lead from the project's folder."""
    if chosen is OutputFormat.JSON:
        echo(diagnostics_as_json(problems, looked_at))
        return
    for line in workflow_commands(problems):
        echo(line)
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(job_summary(problems, looked_at))
