"""`newsdesk build`."""

import os
from pathlib import Path

import click

from newsdesk.desk import safe_build
from newsdesk.desk.command import command, say
from newsdesk.desk.project import find
from newsdesk.reading.clock import AS_OF


@command("build")
@click.option("--strict", is_flag=True, help="Warnings stop it too.")
@click.option("--site", type=click.Path(file_okay=False, path_type=Path), help="The folder to publish into.")
@click.option("--as-of", metavar="MOMENT", help="Build it for this moment, such as 2026-11-25T18:00; else for now.")
def main(*, strict: bool, site: Path | None, as_of: str | None) -> None:
    """Build the site and publish it whole: exit 0 if it stands, 1 for problems, 2 if it could not be built.

    It is built beside the published folder and takes its place in one step. Whatever fails before,
    the last site stands as it was.
    """
    if as_of:
        os.environ[AS_OF] = as_of
    say(safe_build.build(find(), site, strict=strict).as_posix())
