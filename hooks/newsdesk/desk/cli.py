"""`newsdesk`: the command of editors and of CI."""

import gc
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from newsdesk.desk.command import CannotRun, Group
from newsdesk.speech.catalogue import LANGUAGES
from newsdesk.speech.choice import choose, of_environment
from newsdesk.words.language import Language

COMMANDS = {
    "accept": "accept:main",
    "build": "build:main",
    "changes": "changes:main",
    "check": "check:main",
    "correct": "correct:main",
    "explain": "explain:main",
    "ledger": "ledger:main",
    "move": "move:move",
    "new": "new:main",
    "next": "due:main",
    "reference": "reference:main",
    "rename": "move:rename",
    "schema": "schema:main",
    "serve": "serve:main",
    "stamp": "stamp:main",
    "status": "status:main",
    "tidy": "tidy:main",
    "withdraw": "withdraw:main",
}
"""Every command by its name: the module of `desk.commands` that has it, and its function there."""

GARBAGE = 100_000
"""So many things must have come and stayed before unused ones are looked for."""


class Newsdesk(Group):
    """The command itself: it speaks the language of the environment until it is told another."""

    def main(self, *arguments: Any, **more: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            # A console of Windows may know no Han, and no ellipsis: a sign that it cannot show is a question mark.
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")
        choose(of_environment(os.environ))
        # A command leaves little garbage, and looking for it took a tenth of a short one's time.
        gc.set_threshold(GARBAGE, 50, 50)
        return super().main(*arguments, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command. What the system does not give it is said in a line; a closed pipe is click's."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise
        except OSError as wrong:
            from newsdesk.desk.project import of_disk  # noqa: PLC0415 - it takes longer to come than all of --help

            raise CannotRun(of_disk(wrong)) from wrong

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command; no other is imported, since that takes as long as a whole check of one file."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(f"newsdesk.desk.commands.{module}"), function)
        return found


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
