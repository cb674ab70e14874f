"""MkDocs' own commands, run in this process: the hooks in `build.py` do the rest."""

import logging
import os
from pathlib import Path

from mkdocs.commands import build as building
from mkdocs.commands import serve as serving
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

HOOKS = "mkdocs.hooks.newsdesk"


def configuration(file: Path, *, strict: bool, site: Path | None) -> MkDocsConfig:
    """The configuration in a file, for a site in the folder `site`, else in the one that it names.

    Raises what MkDocs raises where it is wrong: a click exception.
    """
    _speak(HOOKS)
    more = {"site_dir": str(site.resolve())} if site else {}
    return load_config(str(file), strict=strict or None, **more)


def build(config: MkDocsConfig, folder: Path) -> None:
    """Build the site into an empty folder.

    Raises a click exception with exit code 1 for problems, which have been printed, and OSError of the disk.
    """
    config.site_dir = str(folder)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        building.build(config)
    finally:
        config.plugins.on_shutdown()


def serve(file: Path, where: str) -> None:
    """Show the site that a configuration describes at `where`, such as 127.0.0.1:8000, until the process is ended.

    Raises what MkDocs raises where it cannot begin: a click exception, or OSError.
    """
    _speak(HOOKS, "mkdocs.livereload")
    os.environ["SITE_URL"] = f"http://{where}/"
    serving.serve(str(file), livereload=True, dev_addr=where)


def _speak(*names: str) -> None:
    """Print what these parts have to say, and the warnings of all others."""
    # What Material prints on its own future is nothing an editor could act on.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    logging.basicConfig(format="%(message)s")
    for name in names:
        logging.getLogger(name).setLevel(logging.INFO)
