"""`newsdesk`: the command-line program of editors and CI."""

import ast
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from newsdesk.cli.command import Group, breakable, localized_help
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import MESSAGE_LANGUAGES, language_from_environment, set_language

COMMANDS = {
    "accept": "ledger:accept",
    "build": "build:build",
    "changes": "translation:changes",
    "check": "check:check",
    "correct": "correct:correct",
    "explain": "reference:explain",
    "import": "import_:import_",
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
"""Commands by name, each as `module:function` in `newsdesk.cli`."""


class NewsdeskGroup(Group):
    """The main command group; its message language is that of the environment unless --language is given."""

    def main(self, *arguments: Any, **more: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            # A Windows console may not encode Han characters or the ellipsis: print a question mark instead.
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")
        set_language(language_from_environment(os.environ))
        return super().main(*arguments, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command and report an OSError as one line; a closed pipe is left to click."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise
        except OSError as exc:
            from newsdesk.project import CannotRun, disk_error  # noqa: PLC0415 - slow to import, and seldom needed

            raise CannotRun(disk_error(exc)) from exc

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands as click does, but read their help from the source: importing all takes a second."""
        with formatter.section(localized_help("Commands")):
            helps = {name: breakable(localized_help(_help(name))) for name in self.list_commands(ctx)}
            formatter.write_dl([(name, text.partition("\n")[0]) for name, text in helps.items()])

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, importing its module alone: importing all takes as long as checking a file."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(f"newsdesk.cli.{module}"), function)
        return found


def _help(name: str) -> str:
    """Return the help of a command, which is its function's docstring."""
    module, _, function = COMMANDS[name].partition(":")
    source = Path(__file__).with_name(f"{module}.py").read_text(encoding="utf-8")
    functions = (each for each in ast.parse(source).body if isinstance(each, ast.FunctionDef))
    return next(ast.get_docstring(each) or "" for each in functions if each.name == function)


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
