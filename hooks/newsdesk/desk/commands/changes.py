"""`newsdesk changes`."""

from pathlib import Path

import click

from newsdesk.desk import changes
from newsdesk.desk.command import command, say
from newsdesk.desk.commands.paths import FILE
from newsdesk.desk.project import find


@command("changes")
@click.argument("file", type=FILE)
@click.option("--published", is_flag=True, help="Of a translation too, what changed since it was published.")
def main(file: Path, *, published: bool) -> None:
    """Show what changed in the original since this translation was stamped, where Git has it.

    Of any other text, show what changed since it was published.
    """
    say(changes.changes(find(), file, published=published))
