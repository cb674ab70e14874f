"""`newsdesk correct`."""

from datetime import datetime
from pathlib import Path

import click

from newsdesk.desk import correct
from newsdesk.desk.command import command, say
from newsdesk.desk.commands.paths import DAY, FILE
from newsdesk.desk.project import find


@command("correct")
@click.argument("file", type=FILE)
@click.option("--text", required=True, help="What was wrong, and what is right.")
@click.option("--date", "day", type=DAY, help="Its day, such as 2026-11-25; else today.")
def main(file: Path, text: str, day: datetime | None) -> None:
    """Tell readers that a story was wrong: a dated correction below it, and in the feed of corrections.

    In a translation it is told for the original's correction of the same day, or for the translation alone.
    """
    project = find()
    for message in correct.correct(project, file, text, (day or project.as_of).date()):
        say(message)
