"""`newsdesk`: the command of editors and of CI."""

import os
import sys
from io import TextIOWrapper
from typing import Any

import click

from newsdesk.desk.command import Group
from newsdesk.desk.commands import (
    accept,
    build,
    changes,
    check,
    correct,
    due,
    explain,
    ledger,
    move,
    new,
    reference,
    schema,
    stamp,
    status,
    tidy,
    withdraw,
)
from newsdesk.speech.catalogue import LANGUAGES
from newsdesk.speech.choice import choose, of_environment
from newsdesk.words.language import Language

COMMANDS = (
    accept.main,
    build.main,
    changes.main,
    check.main,
    correct.main,
    due.main,
    explain.main,
    ledger.main,
    move.move,
    move.rename,
    new.main,
    reference.main,
    schema.main,
    stamp.main,
    status.main,
    tidy.main,
    withdraw.main,
)
"""Every command, by its name."""


class Newsdesk(Group):
    """The command itself: it speaks the language of the environment until it is told another."""

    def main(self, *arguments: Any, **more: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            # A console of Windows may know no Han, and no ellipsis: a sign that it cannot show is a question mark.
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")
        choose(of_environment(os.environ))
        return super().main(*arguments, **more)


def _choose(_context: click.Context, _option: click.Parameter, asked: str | None) -> None:
    if asked:
        choose(Language(asked))


@click.group("newsdesk", cls=Newsdesk, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    is_eager=True,
    expose_value=False,
    callback=_choose,
    help="The language in which the newsdesk answers; else NEWSDESK_LANGUAGE, else that of the system.",
)
@click.version_option(package_name="newsdesk")
def main() -> None:
    """Start, check and translate the stories of a two-language news site."""


for each in COMMANDS:
    main.add_command(each)
