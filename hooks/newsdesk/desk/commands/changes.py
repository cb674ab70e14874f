"""`newsdesk changes`."""

from pathlib import Path

import click

from newsdesk.desk import changes
from newsdesk.desk.command import command, say
from newsdesk.desk.commands.paths import FILE
from newsdesk.desk.project import find


@command("changes")
@click.argument("file", type=FILE)
def main(file: Path) -> None:
    """Show what changed in the original since this translation was stamped, where Git has it."""
    say(changes.changes(find(), file))
