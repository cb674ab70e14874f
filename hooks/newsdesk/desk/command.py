"""How a command is written: click's, with its help in the editor's language.

A command's help is its docstring, an option's its `help`, in English; the catalogue has them under these words.
"""

from collections.abc import Callable
from typing import Any

import click

from newsdesk.desk.help import Context, breakable, in_own_words, speak_as_we_do, translated
from newsdesk.speech.choice import spoken


def say(message: str = "", *, aside: bool = False) -> None:
    """Print a message in the editor's language: on standard output, or aside on standard error."""
    click.echo(spoken(message), err=aside)


class CannotRun(click.ClickException):
    """The command could not do its work: exit code 2, as against 1 for problems found."""

    exit_code = 2

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.reason = message

    def format_message(self) -> str:
        return spoken(self.reason)


class Command(click.Command):
    """A command whose help is in the editor's language."""

    context_class = Context

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        click.Command.format_help(translated(self), ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first line of its help, whole."""
        del limit
        return breakable(in_own_words(self.help).partition("\n")[0])


class Group(Command, click.Group):
    """A group of commands whose help is in the editor's language."""

    context_class = Context
    command_class = Command

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        click.Group.format_help(translated(self), ctx, formatter)


def command(name: str, **settings: Any) -> Callable[[Callable[..., None]], Command]:
    """Make a function a command."""
    return click.command(name, cls=Command, **settings)


def group(name: str, **settings: Any) -> Callable[[Callable[..., None]], Group]:
    """Make a function a group of commands."""
    return click.group(name, cls=Group, **settings)


speak_as_we_do()
