"""`newsdesk stamp`."""

from pathlib import Path

import click

from newsdesk.desk import stamp
from newsdesk.desk.command import command, say
from newsdesk.desk.commands.paths import FILE
from newsdesk.desk.project import find


@command("stamp")
@click.argument("file", type=FILE)
def main(file: Path) -> None:
    """Say that a translation is up to date with its original."""
    say(stamp.stamp(find(), file))
