"""`newsdesk tidy`."""

from pathlib import Path

import click

from newsdesk.desk import tidy
from newsdesk.desk.command import command, say
from newsdesk.desk.commands.paths import FILE
from newsdesk.desk.project import find, shown
from newsdesk.words.message import counted


@command("tidy")
@click.argument("files", type=FILE, nargs=-1)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if a file is not tidy: for CI.")
def main(files: tuple[Path, ...], *, only_check: bool) -> None:
    """Mend marks and spaces of Chinese texts, of all files or of some, where it is safe to."""
    project = find()
    changed = list(tidy.tidy(project, [file.resolve() for file in files], write=not only_check))
    for file in changed:
        say(shown(file))
    done = counted("{number} file tidied", "{number} files tidied", number=len(changed))
    left = counted("{number} file is not tidy", "{number} files are not tidy", number=len(changed))
    say(left if only_check else done, aside=True)
    if changed and only_check:
        raise SystemExit(1)
