"""`newsdesk new`: create a valid file in the right place, with known fields filled in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from newsdesk.cli import scaffold, translation
from newsdesk.cli.arguments import FILE_ARGUMENT
from newsdesk.cli.command import echo, group
from newsdesk.cli.scaffold import NewFileOptions
from newsdesk.i18n.messages import msg
from newsdesk.project import find_checkout, shown_path

Function = Callable[..., None]


_OPTIONS = {
    "language": click.option("--language", default="", help="Language of the title, such as en; detected by default."),
    "slug": click.option("--slug", default="", help="Last part of the URL; required for a Chinese title."),
    "published": click.option(
        "--published",
        "day",
        default="",
        help="Publication date, such as 2026-11-25, or date and time; defaults to today.",
    ),
    "when": click.option(
        "--when",
        "day",
        default="",
        help="Date of the event in EDTF, such as 2026-11-25 or 2026-11; defaults to today.",
    ),
    "year": click.option(
        "--when",
        "day",
        default="",
        help="Dates in EDTF, such as 2026-08-28/2026-08-30; defaults to the year in the title.",
    ),
    "event": click.option(
        "--event", default="", help="Define an event of this date in the story, such as tomorrow's conference."
    ),
    "series": click.option("--series", default="", help="Series of the event, an ID from series.yml."),
    "tag": click.option("--tag", "tags", multiple=True, help="Tag, an ID from tags.yml; can be repeated."),
    "source": click.option(
        "--source",
        "sources",
        multiple=True,
        help="Source, an ID from sources.yml or, of a story, `own reporting`; can be repeated.",
    ),
    "short": click.option("--short", is_flag=True, help="Omit comments and empty fields."),
}


def _asked(*names: str) -> Callable[[Function], Function]:
    """Return a decorator that adds the options of these names."""

    def decorated(function: Function) -> Function:
        for name in reversed(names):
            function = _OPTIONS[name](function)
        return function

    return decorated


@group("new", invoke_without_command=True)
@click.option("--from", "original", type=FILE_ARGUMENT, help="Create the translation of this file.")
@_asked("short")
@click.pass_context
def new(context: click.Context, original: Path | None, *, short: bool) -> None:
    """Create a story, event, edition or translation."""
    if original:
        echo(shown_path(translation.start_translation(find_checkout(), original, short=short)))
        echo(msg("write the translation of each block below the comment that quotes the original"), err=True)
    elif not context.invoked_subcommand:
        echo(context.get_help())


@new.command("story")
@click.argument("title")
@_asked("language", "slug", "published", "event", "series", "tag", "source", "short")
def story_command(**options: Any) -> None:
    """Create a story as a draft."""
    echo(shown_path(scaffold.new_story(find_checkout(), NewFileOptions(**options))))
    echo(msg("created as a draft: fill in the placeholders, then delete the line draft: true"), err=True)


@new.command("event")
@click.argument("title")
@_asked("language", "slug", "when", "series", "tag", "source", "short")
def event_command(**options: Any) -> None:
    """Create the record of an event."""
    echo(shown_path(scaffold.new_event(find_checkout(), NewFileOptions(**options))))
    _ask_for_sources(options)


@new.command("edition")
@click.argument("title")
@_asked("language", "year", "series", "tag", "source", "short")
def edition_command(**options: Any) -> None:
    """Create the record of an edition of the annual summit."""
    echo(shown_path(scaffold.new_edition(find_checkout(), NewFileOptions(**options))))
    _ask_for_sources(options)


def _ask_for_sources(options: dict[str, Any]) -> None:
    if not options["sources"]:
        echo(
            msg("add its sources: without one, newsdesk check reports an error and the site cannot be built"),
            err=True,
        )
