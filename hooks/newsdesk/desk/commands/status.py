"""`newsdesk status`."""

import click

from newsdesk.desk.command import command, say
from newsdesk.desk.commands.formats import TWO_FORMATS
from newsdesk.desk.project import find, library_of
from newsdesk.desk.report import Format
from newsdesk.desk.status import as_json, as_text, changes_of
from newsdesk.views.debts import debts


@command("status")
@click.option("--format", "shape", type=TWO_FORMATS, default=Format.TEXT.value, help="For the eye, or for machines.")
def main(shape: str) -> None:
    """Show what waits for an editor: per language, and in the registers; the oldest first."""
    project = find()
    library = library_of(project)
    report = debts(library, project.site, project.as_of.date(), changes_of(project, library))
    say(as_json(report) if shape == Format.JSON else as_text(report, project))
