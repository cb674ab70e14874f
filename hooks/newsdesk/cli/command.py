"""How a command is written: click's, with help, complaints and arguments in the editor's language."""

import re
from collections.abc import Callable, Iterable
from copy import copy
from inspect import cleandoc
from types import ModuleType
from typing import Any

import click
from click import core, exceptions, formatting, parser, types

from newsdesk.i18n.messages import current_catalog, translate
from newsdesk.i18n.typography import has_han

_WIDE = r"\u2e80-\u303f\u3400-\u9fff\uff00-\uffef“”‘’—…"
_HAN = re.compile(rf"(?<=[{_WIDE}])")
_SECOND = "\u2060"
"""Stands for the second column of a Han character while a page is set; a space does where a line may end there."""
_BREAK = re.compile(rf"(?<![（“‘《]){_SECOND}(?![，。；：、！？）”’》—…\s])")
_SET = re.compile(rf"(?<=[{_WIDE}]) |{_SECOND} ?")
_MODULES: Iterable[ModuleType] = (core, exceptions, formatting, parser, types)


class Formatter(click.HelpFormatter):
    """A page of help in which a line may end behind nearly any Han character, each of which takes two columns."""

    def write_heading(self, heading: str) -> None:
        mark = "：" if has_han(heading) else ":"
        self.write(f"{'':>{self.current_indent}}{heading}{mark}\n")

    def getvalue(self) -> str:
        return _SET.sub("", super().getvalue())


class Context(click.Context):
    """click's context with pages of that kind."""

    formatter_class = Formatter


def localized_command(command: Any) -> Any:
    """A command as a page of help shows it: its own help and that of its options in the editor's language."""
    shown = copy(command)
    shown.help = breakable(localized_help(command.help))
    shown.get_params = lambda context: [_in_own_words(each) for each in command.get_params(context)]
    return shown


def localized_help(text: str | None) -> str:
    return current_catalog().gettext(cleandoc(text)) if text else ""


def breakable(text: str) -> str:
    """Text as click can break it: it counts each sign as one column, and ends lines at spaces."""
    return _BREAK.sub(" ", _HAN.sub(_SECOND, text))


def _in_own_words(parameter: Any) -> Any:
    shown = copy(parameter)
    if getattr(parameter, "help", None):
        shown.help = breakable(localized_help(parameter.help))
    return shown


def localize_click() -> None:
    """Let click ask our catalogue for its texts.

    Each of its modules holds gettext under a name of its own, and gettext reads only compiled files, from the disk;
    click has no public way to give it another catalogue. tests/unit/test_catalogues.py holds that this still works.
    """
    for module in _MODULES:
        vars(module)["_"] = lambda text: current_catalog().gettext(text)
        if "ngettext" in vars(module):
            vars(module)["ngettext"] = lambda one, many, number: current_catalog().ngettext(one, many, number)


def echo(message: str = "", *, aside: bool = False) -> None:
    """Print a message in the editor's language: on standard output, or aside on standard error."""
    click.echo(translate(message), err=aside)


class Command(click.Command):
    """A command whose help is in the editor's language."""

    context_class = Context

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        click.Command.format_help(localized_command(self), ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first line of its help, whole."""
        del limit
        return breakable(localized_help(self.help).partition("\n")[0])


class Group(Command, click.Group):
    """A group of commands whose help is in the editor's language."""

    context_class = Context
    command_class = Command

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        click.Group.format_help(localized_command(self), ctx, formatter)


def command(name: str, **settings: Any) -> Callable[[Callable[..., None]], Command]:
    """Make a function a command."""
    return click.command(name, cls=Command, **settings)


def group(name: str, **settings: Any) -> Callable[[Callable[..., None]], Group]:
    """Make a function a group of commands."""
    return click.group(name, cls=Group, **settings)


localize_click()
