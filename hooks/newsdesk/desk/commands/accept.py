"""`newsdesk accept`."""

from pathlib import Path

import click

from newsdesk.desk import ledger
from newsdesk.desk.command import command, say
from newsdesk.desk.commands.paths import FILE
from newsdesk.desk.project import find


@command("accept")
@click.argument("files", type=FILE, nargs=-1, required=True)
def main(files: tuple[Path, ...]) -> None:
    """Say that a change to published words was a slip of the pen, of which no reader need be told."""
    for message in ledger.accept(find(), files):
        say(message)
