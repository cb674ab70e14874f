"""The only file that mkdocs.yml names: MkDocs finds its event functions here.

No class and no helper may stand in this file: MkDocs takes every name that
begins with `on_` for an event, and what a hook file defines cannot be pickled.
"""

from newsdesk.mkdocs_adapter.events import (
    on_build_error,
    on_config,
    on_files,
    on_post_build,
    on_pre_build,
    on_serve,
    on_startup,
)

__all__ = ["on_build_error", "on_config", "on_files", "on_post_build", "on_pre_build", "on_serve", "on_startup"]
