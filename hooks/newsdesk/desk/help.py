"""click's pages of help and its complaints, in the editor's language and broken where that may be broken."""

import re
from collections.abc import Iterable
from copy import copy
from inspect import cleandoc
from types import ModuleType
from typing import Any

import click
from click import core, exceptions, formatting, parser, types

from newsdesk.speech.choice import voice
from newsdesk.words.typography import has_han

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


def translated(command: Any) -> Any:
    """A command as a page of help shows it: its own help and that of its options in the editor's language."""
    shown = copy(command)
    shown.help = breakable(in_own_words(command.help))
    shown.get_params = lambda context: [_in_own_words(each) for each in command.get_params(context)]
    return shown


def in_own_words(text: str | None) -> str:
    return voice().gettext(cleandoc(text)) if text else ""


def breakable(text: str) -> str:
    """Text as click can break it: it counts each sign as one column, and ends lines at spaces."""
    return _BREAK.sub(" ", _HAN.sub(_SECOND, text))


def _in_own_words(parameter: Any) -> Any:
    shown = copy(parameter)
    if getattr(parameter, "help", None):
        shown.help = breakable(in_own_words(parameter.help))
    return shown


def speak_as_we_do() -> None:
    """Let click ask our catalogue for its texts: gettext, which it asks else, wants compiled files on the disk."""
    for module in _MODULES:
        vars(module)["_"] = lambda text: voice().gettext(text)
        if "ngettext" in vars(module):
            vars(module)["ngettext"] = lambda one, many, number: voice().ngettext(one, many, number)
