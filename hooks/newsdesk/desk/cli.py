"""`newsdesk`: the command of editors and of CI."""

import os
from pathlib import Path

import click

from newsdesk import press
from newsdesk.checks import site as built
from newsdesk.desk import changes, new, reference, stamp, tidy
from newsdesk.desk.project import Project, find
from newsdesk.desk.report import Format, Looked, as_commands, as_json, as_summary
from newsdesk.progress import on_terminal
from newsdesk.words.problem import Level, Problem, count, frame, in_order, tally

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FORMAT = click.Choice([each.value for each in Format])


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="newsdesk")
def main() -> None:
    """Start, check and translate the stories of a two-language news site."""


@main.group("new", invoke_without_command=True)
@click.option("--from", "original", type=FILE, help="Start the translation of this file.")
@click.pass_context
def new_(context: click.Context, original: Path | None) -> None:
    """Start a story, or the translation of one (--from FILE)."""
    if original:
        click.echo(new.twin(find(), original))
    elif not context.invoked_subcommand:
        click.echo(context.get_help())


@new_.command("story")
@click.argument("title")
@click.option("--language", help="Its code, such as en; else as the title is written.")
@click.option("--slug", help="The last part of the address; needed where the title is Chinese.")
@click.option("--published", help="The day whose news it is, such as 2026-11-25; else today.")
def new_story(title: str, language: str | None, slug: str | None, published: str | None) -> None:
    """Start a story: a valid file in the right place."""
    click.echo(new.story(find(), title, language, slug, published))


@main.command()
@click.option("--strict", is_flag=True, help="Warnings fail too: for pull requests.")
@click.option("--site", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Check this built site.")
@click.option("--format", "shape", type=FORMAT, default=Format.TEXT.value, help="For the eye, or for machines.")
def check(*, strict: bool, site: Path | None, shape: str) -> None:
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
        looked_at = {"stories": len(library.stories), "withheld": len(library.withheld)}
        click.echo(f"looked at {len(library.stories)} stories, {len(library.withheld)} withheld", err=True)
    _show(in_order(problems), looked_at, chosen)
    click.echo(tally(problems), err=True)
    if count(problems, Level.ERROR) or (strict and count(problems, Level.WARNING)):
        raise SystemExit(1)


@main.command("stamp")
@click.argument("file", type=FILE)
def stamp_(file: Path) -> None:
    """Say that a translation is up to date with its original."""
    click.echo(stamp.stamp(find(), file))


@main.command("tidy")
@click.argument("files", type=FILE, nargs=-1)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if a file is not tidy: for CI.")
def tidy_(files: tuple[Path, ...], *, only_check: bool) -> None:
    """Mend marks and spaces of Chinese texts, of all files or of some, where it is safe to."""
    project = find()
    changed = list(tidy.tidy(project, [file.resolve() for file in files], write=not only_check))
    for file in changed:
        click.echo(file.relative_to(project.folder).as_posix())
    click.echo(f"{len(changed)} files {'are not tidy' if only_check else 'tidied'}", err=True)
    if changed and only_check:
        raise SystemExit(1)


@main.command("changes")
@click.argument("file", type=FILE)
def changes_(file: Path) -> None:
    """Show what changed in the original since this translation was stamped, where Git has it."""
    click.echo(changes.changes(find(), file))


@main.command("reference")
def reference_() -> None:
    """Print the tables of all keys, as CONTRIBUTING has them."""
    click.echo(reference.reference())


def _check_built(folder: Path, project: Project, *, aside: bool) -> tuple[list[Problem], Looked]:
    """The problems of a built site, and what was looked at; that is said on standard output, or aside."""
    reports = built.check(folder, project.site.url, project.as_of, on_terminal("Reading the site"))
    for report in reports:
        click.echo(f"{report.looked_at:7} {report.name}: {tally(report.problems)}", err=aside)
    problems = [problem for report in reports for problem in report.problems]
    return problems, {report.name: report.looked_at for report in reports}


def _show(problems: list[Problem], looked_at: Looked, chosen: Format) -> None:
    if chosen is Format.JSON:
        click.echo(as_json(problems, looked_at))
    elif chosen is Format.GITHUB:
        for command in as_commands(problems):
            click.echo(command)
        if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
            with Path(summary).open("a", encoding="utf-8") as file:
                file.write(as_summary(problems, looked_at))
    else:
        for problem in problems:
            click.echo(frame(problem) + "\n")
