"""`newsdesk new`: a valid file in the right place, with what is known filled in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from newsdesk.cli import scaffold, translation
from newsdesk.cli.arguments import FILE_ARGUMENT
from newsdesk.cli.command import echo, group
from newsdesk.cli.scaffold import Assignment
from newsdesk.i18n.messages import msg
from newsdesk.project import find_checkout, shown_path

Function = Callable[..., None]


_OPTIONS = {
    "language": click.option(
        "--language", default="", help="The language of the title, such as en; else as it is written."
    ),
    "slug": click.option("--slug", default="", help="The last part of the address; needed where the title is Chinese."),
    "published": click.option(
        "--published",
        "day",
        default="",
        help="The day whose news it is, such as 2026-11-25, or a day and a time; else today.",
    ),
    "when": click.option(
        "--when",
        "day",
        default="",
        help="The date of the event in EDTF, such as 2026-11-25 or 2026-11; else today.",
    ),
    "year": click.option(
        "--when",
        "day",
        default="",
        help="The dates in EDTF, such as 2026-08-28/2026-08-30; else the year in the title.",
    ),
    "event": click.option(
        "--event", default="", help="Write an event of this date into the story, such as a conference of tomorrow."
    ),
    "series": click.option("--series", default="", help="The series of the event, an id of series.yml."),
    "tag": click.option("--tag", "tags", multiple=True, help="A topic, an id of tags.yml; may be given several times."),
    "source": click.option(
        "--source", "sources", multiple=True, help="A source, an id of sources.yml; may be given several times."
    ),
    "short": click.option(
        "--short", is_flag=True, help="Without comments, and without the keys that are not filled in."
    ),
}


def _asked(*names: str) -> Callable[[Function], Function]:
    """The options of these names, as a decorator."""

    def decorated(function: Function) -> Function:
        for name in reversed(names):
            function = _OPTIONS[name](function)
        return function

    return decorated


@group("new", invoke_without_command=True)
@click.option("--from", "original", type=FILE_ARGUMENT, help="Start the translation of this file.")
@_asked("short")
@click.pass_context
def new(context: click.Context, original: Path | None, *, short: bool) -> None:
    """Start a story, an event, an edition, or the translation of a text (--from FILE)."""
    if original:
        echo(shown_path(translation.start_translation(find_checkout(), original, short=short)))
        echo(msg("write it below each comment, which has the original"), aside=True)
    elif not context.invoked_subcommand:
        echo(context.get_help())


@new.command("story")
@click.argument("title")
@_asked("language", "slug", "published", "event", "series", "tag", "source", "short")
def story_command(**asked: Any) -> None:
    """Start a story: a valid file in the right place, marked as a draft."""
    echo(shown_path(scaffold.new_story(find_checkout(), Assignment(**asked))))
    echo(msg("a draft: write what is to be written, then delete the line draft: true"), aside=True)


@new.command("event")
@click.argument("title")
@_asked("language", "slug", "when", "series", "tag", "source", "short")
def event_command(**asked: Any) -> None:
    """Start the record of an event."""
    echo(shown_path(scaffold.new_event(find_checkout(), Assignment(**asked))))
    _ask_for_sources(asked)


@new.command("edition")
@click.argument("title")
@_asked("language", "year", "series", "tag", "source", "short")
def edition_command(**asked: Any) -> None:
    """Start the record of an edition of the annual summit."""
    echo(shown_path(scaffold.new_edition(find_checkout(), Assignment(**asked))))
    _ask_for_sources(asked)


def _ask_for_sources(asked: dict[str, Any]) -> None:
    if not asked["sources"]:
        echo(msg("name its sources: without one, newsdesk check says so and nothing is built"), aside=True)
