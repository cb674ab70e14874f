"""`newsdesk new`."""

from pathlib import Path

import click

from newsdesk.desk import new
from newsdesk.desk.command import group, say
from newsdesk.desk.commands.paths import FILE
from newsdesk.desk.project import find


@group("new", invoke_without_command=True)
@click.option("--from", "original", type=FILE, help="Start the translation of this file.")
@click.pass_context
def main(context: click.Context, original: Path | None) -> None:
    """Start a story, or the translation of one (--from FILE)."""
    if original:
        say(new.twin(find(), original))
    elif not context.invoked_subcommand:
        say(context.get_help())


@main.command("story")
@click.argument("title")
@click.option("--language", help="Its code, such as en; else as the title is written.")
@click.option("--slug", help="The last part of the address; needed where the title is Chinese.")
@click.option("--published", help="The day whose news it is, such as 2026-11-25; else today.")
def story(title: str, language: str | None, slug: str | None, published: str | None) -> None:
    """Start a story: a valid file in the right place."""
    say(new.story(find(), title, language, slug, published))
