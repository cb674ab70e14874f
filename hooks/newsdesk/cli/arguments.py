"""What an editor may name on the command line.

Loaded with the first command that asks for it: click translates the names of these types as it makes them, and by then
the editor's language is known.
"""

from pathlib import Path
from typing import Any

import click

from newsdesk.cli.report import OutputFormat
from newsdesk.project import checkout, shown_path


class _File(click.Path):
    """A file or a folder, named from the current folder or, as problems name it, from that of the checkout."""

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
