"""`newsdesk tidy`."""

from pathlib import Path

import click

from newsdesk.desk import tidy
from newsdesk.desk.command import command, say
from newsdesk.desk.commands.paths import FILE
from newsdesk.desk.project import find


@command("tidy")
@click.argument("files", type=FILE, nargs=-1)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if a file is not tidy: for CI.")
def main(files: tuple[Path, ...], *, only_check: bool) -> None:
    """Mend marks and spaces of Chinese texts, of all files or of some, where it is safe to."""
    project = find()
    changed = list(tidy.tidy(project, [file.resolve() for file in files], write=not only_check))
    for file in changed:
        say(file.relative_to(project.folder).as_posix())
    say(f"{len(changed)} files {'are not tidy' if only_check else 'tidied'}", aside=True)
    if changed and only_check:
        raise SystemExit(1)
