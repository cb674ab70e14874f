"""`newsdesk tidy`."""

from pathlib import Path

import click

from newsdesk.desk.command import command, say
from newsdesk.desk.commands.paths import PATH
from newsdesk.desk.project import find, shown
from newsdesk.desk.tidying.reworded import reworded_by
from newsdesk.desk.tidying.tidy import tidied, write
from newsdesk.progress import on_terminal
from newsdesk.speech.choice import spoken
from newsdesk.words.message import counted, said


@command("tidy")
@click.argument("paths", type=PATH, nargs=-1)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if a file is not tidy: for CI.")
def main(paths: tuple[Path, ...], *, only_check: bool) -> None:
    """Put files in their canonical form: all of them, or those at and below some paths.

    Keys come in their order, registers in that of their ids; what two stories cite moves to the register of
    sources; marks and spaces of Chinese are mended where that is safe. Comments stay, and so does all that is said.
    """
    project = find()
    result = tidied(project, [path.resolve() for path in paths], on_terminal(spoken(said("Tidying"))))
    for name in result.faulty:
        path = shown(project.docs / name)
        say(said("{path} has errors and is left alone: newsdesk check", path=path), aside=True)
    for name in sorted(result.changed):
        say(shown(project.docs / name))
    number = len(result.changed)
    if not only_check:
        reworded = list(reworded_by(result, project)) if number else []
        write(project, result)
        say(counted("{number} file tidied", "{number} files tidied", number=number), aside=True)
        for name in reworded:
            path = shown(project.docs / name)
            say(said("published words of {path} lost or changed a mark: newsdesk accept {path}", path=path), aside=True)
    elif number:
        say(counted("{number} file is not tidy", "{number} files are not tidy", number=number), aside=True)
        say(said("write: newsdesk tidy"), aside=True)
        raise SystemExit(1)
