"""`newsdesk`: the command of editors and of CI."""

import gc
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from newsdesk.cli.command import Group
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import MESSAGE_LANGUAGES, language_from_environment, set_language
from newsdesk.project import CannotRun, disk_error

COMMANDS = {
    "accept": "ledger:accept",
    "build": "build:build",
    "changes": "translation:changes",
    "check": "check:check",
    "correct": "correct:correct",
    "explain": "reference:explain",
    "ledger": "ledger:ledger",
    "move": "move:move",
    "new": "new:new",
    "next": "status:next_build",
    "reference": "reference:reference",
    "rename": "move:rename",
    "schema": "schema:schema",
    "serve": "build:serve",
    "stamp": "translation:stamp",
    "status": "status:status",
    "tidy": "tidy:tidy",
    "withdraw": "correct:withdraw",
}
"""Every command by its name: the module of `newsdesk.cli` that has it, and its function there."""

GARBAGE = 100_000
"""So many things must have come and stayed before unused ones are looked for."""


class NewsdeskGroup(Group):
    """The command itself: it speaks the language of the environment until it is told another."""

    def main(self, *arguments: Any, **more: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            # A console of Windows may know no Han, and no ellipsis: a sign that it cannot show is a question mark.
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")
        set_language(language_from_environment(os.environ))
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
            raise CannotRun(disk_error(wrong)) from wrong

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command; no other is imported, since that takes as long as a whole check of one file."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(f"newsdesk.cli.{module}"), function)
        return found


def _choose(_context: click.Context, _option: click.Parameter, asked: str | None) -> None:
    if asked:
        set_language(Language(asked))


@click.group("newsdesk", cls=NewsdeskGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--language",
    type=click.Choice(MESSAGE_LANGUAGES),
    is_eager=True,
    expose_value=False,
    callback=_choose,
    help="Language of messages; defaults to NEWSDESK_LANGUAGE, then the system's.",
)
@click.version_option(package_name="newsdesk")
def main() -> None:
    """Write, check, translate and build a two-language news site."""
