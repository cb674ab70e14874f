"""MkDocs' own commands, run in this process: the hooks in `build.py` do the rest."""

import logging
import os
from pathlib import Path

from mkdocs.commands import build as engine
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

HOOKS = "mkdocs.hooks.newsdesk"


def configuration(file: Path, *, strict: bool, site: Path | None) -> MkDocsConfig:
    """The configuration in a file, for a site in the folder `site`, else in the one that it names.

    Raises what MkDocs raises where it is wrong: a click exception.
    """
    # What Material prints on its own future is nothing an editor could act on.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    logging.basicConfig(format="%(message)s")
    logging.getLogger(HOOKS).setLevel(logging.INFO)
    more = {"site_dir": str(site.resolve())} if site else {}
    return load_config(str(file), strict=strict or None, **more)


def build(config: MkDocsConfig, folder: Path) -> None:
    """Build the site into an empty folder.

    Raises a click exception with exit code 1 for problems, which have been printed, and OSError of the disk.
    """
    config.site_dir = str(folder)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        engine.build(config)
    finally:
        config.plugins.on_shutdown()
