"""`newsdesk serve`."""

import click

from newsdesk import engine
from newsdesk.desk.command import CannotRun, command
from newsdesk.desk.project import find
from newsdesk.words.message import said


@command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="Where it listens on this computer.")
def main(*, port: int) -> None:
    """Show the site while you write, drafts too; every page is there anew as soon as a file is saved."""
    where = f"127.0.0.1:{port}"
    project = find(shown_at=f"http://{where}/")
    try:
        engine.serve(project.folder / "mkdocs.yml", where)
    except OSError as wrong:
        raise CannotRun(said("port {port} cannot be used: {reason}", port=port, reason=wrong.strerror)) from wrong
