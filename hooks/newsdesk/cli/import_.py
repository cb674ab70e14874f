"""`newsdesk import`: bring the posts of another generator in, and say what is left to a person."""

import shlex
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import click

from newsdesk.cli.command import command, echo
from newsdesk.cli.scaffold import registers_of
from newsdesk.content.registers import OWN_REPORTING
from newsdesk.diagnostics import did_you_mean
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import Message, comma_list, msg, msg_plural, or_list, translate
from newsdesk.importing.kinds import KINDS, open_archive
from newsdesk.importing.plan import ImportOptions, ImportPlan, planned_import
from newsdesk.project import (
    CannotRun,
    Project,
    apply_steps,
    disk_error,
    find_checkout,
    finish_steps,
    interrupted_command,
)


@command("import")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--kind", type=click.Choice(KINDS), default=None, help="What made the archive; recognized by default.")
@click.option(
    "--source",
    "sources",
    multiple=True,
    help="Source of stories that name none, an ID from sources.yml or `own reporting`; can be repeated.",
)
@click.option(
    "--posts-in",
    default="",
    help="Language of posts that do not say theirs; by default the script of the title.",
)
@click.option(
    "--uploads",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A copy of wp-content/uploads, for the images of WordPress.",
)
@click.option("--dry-run", is_flag=True, help="Show what would come and what it leaves to do, without writing it.")
def import_(path: Path, kind: str | None, uploads: Path | None, *, dry_run: bool, **asked: Any) -> None:
    """Import the posts of Hugo, Jekyll, MkDocs or WordPress as stories.

    PATH is the folder of the former site, or the file that WordPress exports. Stories, images that they use and new
    tags are written, all or none; a file that exists is never changed. What is left to a person is listed with its
    line. A second run adds only what is new in the archive.
    """
    project = find_checkout(finishing=True)
    archive = open_archive(path, kind or "", uploads)
    options = ImportOptions(
        sources=_known_sources(project, asked["sources"]), language=_language(project, asked["posts_in"])
    )
    if interrupted := interrupted_command(project.folder):
        finish_steps(project.folder)
        echo(msg("finished {command}, which had been interrupted", command=interrupted), err=True)
    with nullcontext() if dry_run else _staging_folder(project) as staging:
        plan = planned_import(project, archive, options, staging)
        if plan.steps and not dry_run:
            _apply(project, plan, shlex.join(["newsdesk", "import", str(path)]))
    _report(plan, dry_run=dry_run)


def _known_sources(project: Project, sources: Sequence[str]) -> Sequence[str]:
    known = registers_of(project).sources if sources else {}
    for name in sources:
        if name not in known and name != OWN_REPORTING:
            near = did_you_mean(name, known)
            raise CannotRun(
                msg(
                    '{option} must be an ID from its register; found "{name}"{near}',
                    option="--source",
                    name=name,
                    near=near,
                )
            )
    return sources


def _language(project: Project, code: str) -> Language | None:
    found = next((language for language in project.site.languages if language == code), None)
    if code and not found:
        languages = or_list(project.site.languages)
        raise CannotRun(
            msg(
                '--posts-in must be a language of the site, {languages}; found "{found}"',
                languages=languages,
                found=code,
            )
        )
    return found


@contextmanager
def _staging_folder(project: Project) -> Iterator[Path]:
    """Yield an empty folder for the new texts; what a killed run left there goes first."""
    folder = project.folder / ".cache/newsdesk/importing"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(parents=True)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _apply(project: Project, plan: ImportPlan, typed: str) -> None:
    try:
        apply_steps(project.folder, plan.steps, typed)
    except OSError as exc:
        raise CannotRun(msg("nothing was changed: {reason}", reason=disk_error(exc))) from exc


def _report(plan: ImportPlan, *, dry_run: bool) -> None:
    """Print what is left to do, a line each, the commonest kind last, then how much of each, then what came."""
    counts = Counter(todo.task for todo in plan.todos)
    for task, _ in reversed(counts.most_common()):
        for todo in plan.todos:
            if todo.task is task:
                echo(f"{todo.path}:{todo.line}: {task}: {translate(todo.message)}")
    for task, number in counts.most_common():
        echo(f"{number:6}  {task}: {translate(task.heading)}", err=True)
    for line in _came(plan, dry_run=dry_run):
        echo(line, err=True)


def _came(plan: ImportPlan, *, dry_run: bool) -> Iterator[Message]:
    """Yield what was read and what came of it."""
    yield msg_plural("{number} post read", "{number} posts read", number=plan.posts)
    if plan.unchanged:
        yield msg_plural("{number} story is there already", "{number} stories are there already", number=plan.unchanged)
    news = (
        msg_plural("{number} new story", "{number} new stories", number=plan.stories),
        msg_plural("{number} file for media", "{number} files for media", number=plan.pictures),
        msg_plural("{number} new tag", "{number} new tags", number=plan.tags),
    )
    yield (
        msg("would write: {news}", news=comma_list(news)) if dry_run else msg("written: {news}", news=comma_list(news))
    )
    if plan.steps and not dry_run:
        yield msg("run: newsdesk check")
