"""`newsdesk withdraw`."""

from datetime import datetime
from pathlib import Path

import click

from newsdesk.desk import withdraw
from newsdesk.desk.command import command, say
from newsdesk.desk.commands.paths import DAY, FILE
from newsdesk.desk.project import find


@command("withdraw")
@click.argument("file", type=FILE)
@click.option("--reason", required=True, help="Why, in the language of the file: it stands on the page.")
@click.option("--date", "day", type=DAY, help="The day, such as 2026-11-25; else today.")
def main(file: Path, reason: str, day: datetime | None) -> None:
    """Take a story back: its page says when and why, and it is gone from lists, feeds and search, in all languages."""
    project = find()
    for message in withdraw.withdraw(project, file, reason, (day or project.as_of).date()):
        say(message)
