"""What an editor may name on the command line."""

from pathlib import Path
from typing import Any

import click

from newsdesk.desk.project import checkout, shown


class _File(click.Path):
    """A file or a folder, named from the current folder or, as problems name it, from that of the checkout."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        root = checkout()
        if root and not Path(value).exists() and (root / value).exists():
            value = shown(root / value)
        return super().convert(value, param, ctx)


FILE = _File(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])
PATH = _File(exists=True, path_type=Path)
