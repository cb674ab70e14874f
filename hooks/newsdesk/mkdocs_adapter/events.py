"""Hooks for MkDocs events: short functions that call newsdesk.

The whole site is rendered before MkDocs empties the old one (`on_pre_build` is the last event before that);
`on_post_build` moves it into place.
"""

import logging
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp
from types import ModuleType
from typing import Literal

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import PluginCollection
from mkdocs.structure.files import Files

from newsdesk import pipeline
from newsdesk.content.settings import read_site
from newsdesk.content.site import Site, now
from newsdesk.diagnostics import Diagnostic, Level, count, format_diagnostic, sorted_diagnostics, tally
from newsdesk.i18n.messages import (
    Message,
    comma_list,
    current_catalog,
    language_from_environment,
    msg,
    msg_plural,
    set_language,
    translate,
)
from newsdesk.lint.levels import level_faults
from newsdesk.mkdocs_adapter.serve import BuildRequest, PreviewServer, build_request
from newsdesk.pipeline import BuildResult
from newsdesk.preview import PreviewSettings, preview_settings
from newsdesk.processes import progress_on_terminal
from newsdesk.project import disk_error

logger = logging.getLogger("mkdocs.hooks.newsdesk")
_UNCHANGED = msg("nothing was written, the previous site is unchanged")


@dataclass(slots=True, kw_only=True)
class _Build:
    """State of one build: MkDocs loads hooks once per process, and `serve` rebuilds when mkdocs.yml changes."""

    site: Site
    staging: Path | None = None
    started: float = field(default_factory=time.monotonic)
    finished: BuildResult | None = None
    setting: PreviewSettings | None = None


_preview = False
_build: _Build


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Record whether this is the preview; refuse a dirty build, which would leave lists and feeds wrong."""
    set_language(language_from_environment(os.environ))
    global _preview  # noqa: PLW0603 - MkDocs calls this once, before any build
    _preview = command == "serve"
    if dirty:
        raise PluginError(
            translate(msg("--dirty is not supported: lists, feeds and search would be wrong; build without it"))
        )


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the site's settings; disable the MkDocs templates and plugins that would overwrite newsdesk's files."""
    global _build  # noqa: PLW0603 - one build at a time, replaced by the next
    # In a preview MkDocs sets site_url to its own address; in a build it is that of mkdocs.yml.
    shown = config.site_url or "" if _preview else ""
    site, problems = read_site(Path(config.config_file_path), shown, os.environ)
    if not site or (problems := level_faults(site)):
        raise PluginError("\n" + "\n".join(format_diagnostic(problem, current_catalog()) for problem in problems))
    config.site_url = site.url
    config.theme.static_templates.clear()
    _silence(config.plugins)
    _build = _Build(site=site)
    return config


def _silence(plugins: PluginCollection) -> None:
    """Unregister all plugins but hooks: MkDocs' own search, enabled by default, would write files.

    Each list is replaced, not changed: MkDocs is iterating over one of them.
    """
    silent = [plugin for plugin in plugins.values() if not isinstance(plugin, ModuleType)]
    for name, methods in plugins.events.items():
        plugins.events[name] = [each for each in methods if getattr(each, "__self__", None) not in silent]


@contextmanager
def _disk_errors_as_messages(consequence: Message) -> Iterator[None]:
    """Report disk errors with their consequence: MkDocs would print a traceback."""
    try:
        yield
    except OSError as exc:
        raise click.ClickException(
            translate(msg("{reason}; {consequence}", reason=disk_error(exc), consequence=consequence))
        ) from exc


@_disk_errors_as_messages(_UNCHANGED)
def on_pre_build(config: MkDocsConfig) -> None:
    """Read, check and render everything; stop here, with the old site intact, if there are errors.

    The preview renders pages on demand.
    """
    project = Path(config.config_file_path).parent
    if _preview:
        _as_of(_build.site.zone)
        _build.setting = preview_settings(project, _build.site)
        return
    # On the site's file system, so that a finished file is moved by renaming it.
    beside = Path(config.site_dir).parent
    beside.mkdir(parents=True, exist_ok=True)
    request = build_request.get(BuildRequest())
    _build.staging = request.staging or Path(mkdtemp(prefix=".newsdesk-", dir=beside))
    finished = pipeline.render_site(
        project=project,
        site=_build.site,
        as_of=_as_of(_build.site.zone),
        staging=_build.staging,
        published=request.published or Path(config.site_dir),
        cold=request.cold,
        on_progress=progress_on_terminal(translate(msg("Rendering"))),
    )
    _build.finished = finished
    problems = sorted_diagnostics(finished.problems)
    _print(problems)
    _stop_for(problems, strict=config.strict)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave MkDocs nothing to copy: all files are finished, and media of withheld stories stay unpublished."""
    del files, config
    return Files([])


@_disk_errors_as_messages(msg("the site is incomplete: build it again"))
def on_post_build(config: MkDocsConfig) -> None:
    """Move the finished files into the site folder and log what was built."""
    finished, staging = _build.finished, _build.staging
    if not finished or not staging:
        needed = translate(msg("the preview makes pages on demand: start it with newsdesk serve"))
        page = f'<!doctype html><meta charset="utf-8"><title>newsdesk</title><p>{needed}</p>'
        (Path(config.site_dir) / "index.html").write_text(page, encoding="utf-8")
        return
    folder = Path(config.site_dir)
    folder.mkdir(exist_ok=True)
    for made in staging.iterdir():
        # MkDocs has emptied the site: whole folders are renamed, or copied if it is a mount point.
        shutil.move(made, folder / made.name)
    staging.rmdir()
    counts = (
        msg_plural("{number} story", "{number} stories", number=finished.stories),
        msg_plural("{number} page", "{number} pages", number=finished.pages),
        msg_plural("{number} changed page", "{number} changed pages", number=finished.made),
        msg_plural("{number} language", "{number} languages", number=len(_build.site.languages)),
    )
    seconds = time.monotonic() - _build.started
    done = msg("{counts}, {seconds:.1f} seconds", counts=comma_list(counts), seconds=seconds)
    logger.info(translate(done))


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    """Answer with the preview instead of the files that MkDocs would have built."""

    def configured() -> PreviewSettings:
        """Return the settings now in mkdocs.yml: MkDocs reads it and calls the events above."""
        builder()
        assert _build.setting, "MkDocs calls on_pre_build"
        return _build.setting

    if _build.setting:
        PreviewServer(server, Path(config.config_file_path), _build.setting, configured).watch()
    return server


def on_build_error(error: Exception) -> None:
    """Delete the staging folder."""
    del error
    with suppress(NameError):
        if _build.staging:
            shutil.rmtree(_build.staging, ignore_errors=True)


def _as_of(zone: str) -> datetime:
    try:
        return now(os.environ, zone)
    except ValueError as exc:
        raise PluginError(translate(exc.args[0])) from exc


def _print(problems: list[Diagnostic]) -> None:
    """Print errors and warnings whatever the log level; log the number of notes."""
    shown = [problem for problem in problems if problem.level is not Level.NOTE]
    for problem in shown:
        click.echo(format_diagnostic(problem, current_catalog()) + "\n", err=True)
    notes = count(problems, Level.NOTE)
    if notes:
        summary = tally([problem for problem in problems if problem.level is Level.NOTE])
        logger.info(translate(msg("{notes}: run newsdesk check for details", notes=summary)))


def _stop_for(problems: list[Diagnostic], *, strict: bool) -> None:
    """Raise PluginError for errors or, if `strict`, warnings: MkDocs' own check depends on the log level."""
    if count(problems, Level.ERROR) or (strict and count(problems, Level.WARNING)):
        message = msg("{reason}; {consequence}", reason=tally(problems), consequence=_UNCHANGED)
        raise PluginError(translate(message))
