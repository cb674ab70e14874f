"""Argument and option types that commands share.

Imported only by commands that need it: click translates the names of the types when they are created, and by then the
message language is known.
"""

from pathlib import Path
from typing import Any

import click

from newsdesk.cli.report import OutputFormat
from newsdesk.project import checkout, shown_path


class _File(click.Path):
    """A path relative to the current folder or, as diagnostics print it, to the checkout folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        root = checkout()
        if root and not Path(value).exists() and (root / value).exists():
            value = shown_path(root / value)
        return super().convert(value, param, ctx)


FILE_ARGUMENT = _File(exists=True, dir_okay=False, path_type=Path)
FOLDER_OPTION = click.Path(exists=True, file_okay=False, path_type=Path)
DAY_OPTION = click.DateTime(["%Y-%m-%d"])
PATH_ARGUMENT = _File(exists=True, path_type=Path)


TWO_FORMATS = click.Choice([OutputFormat.TEXT.value, OutputFormat.JSON.value])
