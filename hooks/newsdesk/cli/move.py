"""`newsdesk move` and `newsdesk rename`."""

import shlex
from collections.abc import Sequence

import click

from newsdesk.cli.command import command, echo
from newsdesk.i18n.messages import msg, msg_plural
from newsdesk.project import Project, find_checkout, finish, unfinished
from newsdesk.refactor.plan import FileChange, carry_out_changes, planned_changes
from newsdesk.refactor.things import ENTITY_KINDS, RENAMED_KINDS, Entity, entity_at, renamed_entity, well_formed_entity

DRY_RUN = click.option("--dry-run", is_flag=True, help="Write nothing; show what would change.")


@command("move")
@click.argument("old")
@click.argument("new")
@click.option("--published", default="", help="Its day, where the new folder is that of another year.")
@DRY_RUN
def move(old: str, new: str, *, published: str, dry_run: bool) -> None:
    """Give a story, a page, an event or a picture another address, in all languages.

    OLD and NEW are paths or addresses; NEW may be only the last part. Links are repaired in all files, and the old
    address leads to the new one. All files change, or none.
    """
    project, said_so = (
        find_checkout(finishing=True),
        _spoken("move", old, new, *(["--published", published] if published else [])),
    )
    if _finished(project, said_so):
        return
    what = entity_at(project, old)
    _carry_out(
        project, planned_changes(project, what, renamed_entity(project, what, new), published), said_so, dry_run=dry_run
    )


@command("rename")
@click.argument("kind", type=click.Choice(RENAMED_KINDS))
@click.argument("old")
@click.argument("new")
@DRY_RUN
def rename(kind: str, old: str, new: str, *, dry_run: bool) -> None:
    """Give what has an id, such as a tag or a source, another one, everywhere it stands."""
    project, said_so = find_checkout(finishing=True), _spoken("rename", kind, old, new)
    if _finished(project, said_so):
        return
    what = Entity(kind=ENTITY_KINDS[kind], name=old)
    renamed = well_formed_entity(Entity(kind=what.kind, name=new))
    _carry_out(project, planned_changes(project, what, renamed), said_so, dry_run=dry_run)


def _spoken(*words: str) -> str:
    return shlex.join(["newsdesk", *words])


def _finished(project: Project, said_so: str) -> bool:
    """Finish what was broken off; whether it was this command."""
    before = unfinished(project.folder)
    finish(project.folder)
    if before:
        echo(msg("{command} was broken off, and is now finished", command=before), aside=True)
    return before == said_so


def _carry_out(project: Project, found: Sequence[FileChange], said_so: str, *, dry_run: bool) -> None:
    if not dry_run:
        carry_out_changes(project, found, said_so)
    for change in found:
        echo(change.summary())
        if dry_run and (difference := change.difference(project)):
            echo(difference)
    if dry_run:
        echo(msg_plural("{number} file would change", "{number} files would change", number=len(found)), aside=True)
    else:
        echo(msg_plural("{number} file changed", "{number} files changed", number=len(found)), aside=True)
