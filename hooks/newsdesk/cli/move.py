"""`newsdesk move` and `newsdesk rename`: change an address or ID and every reference to it."""

import shlex
from collections.abc import Callable, Sequence

import click

from newsdesk.cli.command import command, echo
from newsdesk.i18n.messages import msg, msg_plural
from newsdesk.project import Project, find_checkout, finish_steps, interrupted_command
from newsdesk.refactor.entities import ENTITY_KINDS, RENAMED_KINDS, Entity, entity_at, renamed_entity, validated_entity
from newsdesk.refactor.plan import FileChange, apply_changes, planned_changes

DRY_RUN = click.option("--dry-run", is_flag=True, help="Show what would change without writing it.")


@command("move")
@click.argument("old")
@click.argument("new")
@click.option("--published", default="", help="Publication date, if the story moves to the folder of another year.")
@DRY_RUN
def move(old: str, new: str, *, published: str, dry_run: bool) -> None:
    """Move a story, page, event or image in all languages.

    OLD and NEW are paths or URLs; NEW may be the last part only. All links are updated, and the old URL redirects to
    the new one. Either all files change or none.
    """

    def changes(project: Project) -> Sequence[FileChange]:
        entity = entity_at(project, old)
        return planned_changes(project, entity, renamed_entity(project, entity, new), published)

    _run(["move", old, new, *(["--published", published] if published else [])], changes, dry_run=dry_run)


@command("rename")
@click.argument("kind", type=click.Choice(RENAMED_KINDS))
@click.argument("old")
@click.argument("new")
@DRY_RUN
def rename(kind: str, old: str, new: str, *, dry_run: bool) -> None:
    """Rename a tag, source or other ID wherever it is used."""

    def changes(project: Project) -> Sequence[FileChange]:
        renamed = validated_entity(Entity(kind=ENTITY_KINDS[kind], name=new))
        return planned_changes(project, Entity(kind=ENTITY_KINDS[kind], name=old), renamed)

    _run(["rename", kind, old, new], changes, dry_run=dry_run)


def _run(words: Sequence[str], plan: Callable[[Project], Sequence[FileChange]], *, dry_run: bool) -> None:
    """Finish an interrupted command and then, unless it was this one, apply or show the planned changes."""
    project, typed = find_checkout(finishing=True), shlex.join(["newsdesk", *words])
    interrupted = interrupted_command(project.folder)
    finish_steps(project.folder)
    if interrupted:
        echo(msg("finished {command}, which had been interrupted", command=interrupted), err=True)
    if interrupted == typed:
        return
    changes = plan(project)
    if not dry_run:
        apply_changes(project, changes, typed)
    for change in changes:
        echo(change.summary())
        if dry_run and (difference := change.difference(project)):
            echo(difference)
    if dry_run:
        echo(msg_plural("{number} file would change", "{number} files would change", number=len(changes)), err=True)
    else:
        echo(msg_plural("{number} file changed", "{number} files changed", number=len(changes)), err=True)
