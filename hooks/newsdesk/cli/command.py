"""Localized click commands: help, errors and arguments in the message language."""

import re
from collections.abc import Callable, Iterable
from copy import copy
from inspect import cleandoc
from types import ModuleType
from typing import Any

import click
from click import core, exceptions, formatting, parser, types

from newsdesk.i18n.messages import Message, current_catalog, msg_plural, translate
from newsdesk.i18n.typography import has_han

_WIDE = r"\u2e80-\u303f\u3400-\u9fff\uff00-\uffef“”‘’—…"
_HAN = re.compile(rf"(?<=[{_WIDE}])")
_SECOND = "\u2060"
"""Placeholder for the second column of a Han character while help is wrapped; a space where a line may break."""
_BREAK = re.compile(rf"(?<![（“‘《]){_SECOND}(?![，。；：、！？）”’》—…\s])")
_SET = re.compile(rf"(?<=[{_WIDE}]) |{_SECOND} ?")
_MODULES: Iterable[ModuleType] = (core, exceptions, formatting, parser, types)


class Formatter(click.HelpFormatter):
    """A help formatter that counts Han characters as two columns and may break lines after nearly any of them."""

    def write_heading(self, heading: str) -> None:
        mark = "：" if has_han(heading) else ":"
        self.write(f"{'':>{self.current_indent}}{heading}{mark}\n")

    def getvalue(self) -> str:
        return _SET.sub("", super().getvalue())


class Context(click.Context):
    """A click context whose help is formatted by `Formatter`."""

    formatter_class = Formatter


def localized_command(command: Any) -> Any:
    """Return a copy of a click command with its help and that of its options in the message language."""
    shown = copy(command)
    shown.help = breakable(localized_help(command.help))
    shown.get_params = lambda context: [_in_own_words(each) for each in command.get_params(context)]
    return shown


def localized_help(text: str | None) -> str:
    return current_catalog().gettext(cleandoc(text)) if text else ""


def breakable(text: str) -> str:
    """Return text that click can wrap: it counts a character as one column and breaks lines only at spaces."""
    return _BREAK.sub(" ", _HAN.sub(_SECOND, text))


def _in_own_words(parameter: Any) -> Any:
    shown = copy(parameter)
    if getattr(parameter, "help", None):
        shown.help = breakable(localized_help(parameter.help))
    return shown


def localize_click() -> None:
    """Make click take its own messages from newsdesk's catalog.

    Each click module binds gettext under a name of its own, gettext reads only compiled catalogs from disk, and click
    has no public way to use another catalog. tests/unit/test_catalogues.py checks that this still works.
    """
    for module in _MODULES:
        vars(module)["_"] = lambda text: current_catalog().gettext(text)
        if "ngettext" in vars(module):
            vars(module)["ngettext"] = lambda one, many, number: current_catalog().ngettext(one, many, number)


def echo(message: str = "", *, err: bool = False) -> None:
    """Print a message, translated, to standard output or, if `err`, to standard error."""
    click.echo(translate(message), err=err)


def files_written(number: int, folder: str) -> Message:
    """Return the message that a command has written files into a folder."""
    return msg_plural(
        "{number} file written to {folder}/", "{number} files written to {folder}/", number=number, folder=folder
    )


class Command(click.Command):
    """A click command with localized help."""

    context_class = Context

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        click.Command.format_help(localized_command(self), ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the whole first line of the help, however long."""
        del limit
        return breakable(localized_help(self.help).partition("\n")[0])


class Group(Command, click.Group):
    """A click group with localized help."""

    context_class = Context
    command_class = Command

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        click.Group.format_help(localized_command(self), ctx, formatter)


def command(name: str, **settings: Any) -> Callable[[Callable[..., None]], Command]:
    """Return a decorator that makes a function a localized command."""
    return click.command(name, cls=Command, **settings)


def group(name: str, **settings: Any) -> Callable[[Callable[..., None]], Group]:
    """Return a decorator that makes a function a localized command group."""
    return click.group(name, cls=Group, **settings)


localize_click()
