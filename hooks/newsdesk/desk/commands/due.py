"""`newsdesk next`."""

import click

from newsdesk.desk.command import command, say
from newsdesk.desk.commands.formats import TWO_FORMATS
from newsdesk.desk.due import as_json, as_text
from newsdesk.desk.project import find, library_of
from newsdesk.desk.report import Format
from newsdesk.views.due import due


@command("next")
@click.option("--format", "shape", type=TWO_FORMATS, default=Format.TEXT.value, help="For the eye, or for machines.")
def main(shape: str) -> None:
    """Say when the next rebuild is due: when the site changes without a commit, and what of it."""
    project = find()
    form = as_json if shape == Format.JSON else as_text
    say(form(due(library_of(project), project.site, project.as_of), project.site))
