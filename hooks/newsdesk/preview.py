"""The preview of a site: each page is rendered on demand, with the diagnostics of its file above it.

There are two libraries. Diagnostics are about the one that would be published; pages are rendered from the other, which
includes drafts and scheduled stories.
"""

import traceback
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path

from jinja2 import Environment
from markupsafe import escape

from newsdesk import urls
from newsdesk.cache import cache_of
from newsdesk.content.assets import SHEET, read_assets
from newsdesk.content.images import Picture, Variant
from newsdesk.content.loader import LoadedFiles, preview_library
from newsdesk.content.parse_cache import Incremental
from newsdesk.content.site import Site
from newsdesk.diagnostics import Diagnostic, Level, format_diagnostic, sorted_diagnostics
from newsdesk.i18n.messages import catalog
from newsdesk.image_encoder import variant_of
from newsdesk.lint.interface_words import with_placeholders
from newsdesk.lint.run import LintRun
from newsdesk.markdown.converter import FeedHtml
from newsdesk.markdown.links import Findings
from newsdesk.outputs.calendars import calendar_of
from newsdesk.outputs.registry import OutputContext, asset_files, output_files
from newsdesk.pages import lists, static
from newsdesk.pages.registry import all_pages, preview_pages
from newsdesk.pages.view import PageBatch, PreviewState, View, single_page
from newsdesk.rendering import Renderer, theme_environment

MAX_WATCHED_FILES = 50
"""Most changed files that are checked at once; others are checked when their page is requested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewSettings:
    """What stays the same while stories change; `asset_dirs` hold the site's own assets."""

    docs: Path
    site: Site
    theme: Environment
    asset_dirs: Sequence[Path]
    incremental: Incremental


def preview_settings(project: Path, site: Site) -> PreviewSettings:
    """Return the preview settings of the site in the folder `project`."""
    docs = project / site.settings.docs_dir
    return PreviewSettings(
        docs=docs,
        site=site,
        theme=theme_environment(project / site.settings.custom_dir, auto_reload=True),
        asset_dirs=site.settings.asset_dirs(project),
        incremental=Incremental(docs, site),
    )


class Preview:
    """One state of docs/, as of a moment, with all files of the site on demand."""

    def __init__(self, setting: PreviewSettings, as_of: datetime) -> None:
        self.setting, self.site, self.as_of = setting, setting.site, as_of
        # It would keep stories of former states, and with them the memory around them.
        lists.item.cache_clear()
        self.found: LoadedFiles = setting.incremental.read()
        self.lint = LintRun(self.found, setting.docs, self.site, as_of)
        self.library = with_placeholders(preview_library(self.found, as_of), self.site)
        self.assets, self._faults = read_assets(setting.asset_dirs, self.site.settings.favicon)
        batches = (*all_pages(self.library, self.site), *self._preview_pages())
        self.pages: Mapping[str, PageBatch] = {where: batch for batch in batches for where in batch.addresses}
        self.renderer = Renderer(setting.theme, self.assets, self.library, self.site, frozenset(self.pages))
        self.sources = {urls.of_source(path): path for path in (*self.found.texts, *self.found.broken)}
        self._made: dict[str, bytes | None] = {}
        self._problems: dict[frozenset[str], list[Diagnostic]] = {}

    def _preview_pages(self) -> Iterator[PageBatch]:
        state = PreviewState(
            library=self.library,
            published=self.lint.library,
            site=self.site,
            today=self.as_of.date(),
            stylesheet=self.assets.named[SHEET].content.decode(),
        )
        for page in preview_pages():
            for language in self.site.languages:
                yield single_page(page.address(language), page.make, state, language)

    def at(self, where: str) -> bytes | None:
        """Return the file at an address, None if there is none. A page that cannot be rendered shows the traceback."""
        if where not in self._made:
            try:
                self._made[where] = self._make(where)
            except Exception:  # noqa: BLE001 - an error in a template or in newsdesk is shown
                self._made[where] = _said(traceback.format_exc())
        return self._made[where]

    @cached_property
    def news(self) -> Sequence[Diagnostic]:
        """Diagnostics of the files that changed; if they are many, as at first, those found quickly."""
        changed = self.setting.incremental.changed
        if len(changed) <= MAX_WATCHED_FILES:
            return [*self._faults, *self.problems_of(changed)]
        return [
            *self._faults,
            *(each for each in sorted_diagnostics(self.lint.preliminary) if each.level is not Level.NOTE),
        ]

    def problems_of(self, paths: Collection[str]) -> list[Diagnostic]:
        """Return the errors and warnings of these files below docs/, and those of rule `interface`."""
        # Of a file that was saved, they are asked for twice: by the log and by its page.
        if (same := frozenset(paths)) not in self._problems:
            asked = {f"{self.setting.docs.name}/{path}" for path in paths}
            _, problems = self.lint.of(paths, serial=True)
            self._problems[same] = [
                each
                for each in sorted_diagnostics(problems)
                if (each.location.path in asked or each.rule == "interface") and each.level is not Level.NOTE
            ]
        return self._problems[same]

    def _make(self, where: str) -> bytes | None:
        if where in self.pages or where in self.sources:
            view = self._view(where)
            problems = [format_diagnostic(problem, catalog(view.language)) for problem in self._problems_over(where)]
            return self.renderer.render(view, problems).html.encode()
        if shown := self._pictures.get(where):
            return variant_of(*shown, self.setting.docs, cache_of(self.setting.docs.parent))
        if where in self.found.media:
            return file.read_bytes() if (file := self.setting.docs / where).is_file() else None
        make = self._files.get(where, partial(self._calendar, where))
        return make() or None

    def _view(self, where: str) -> View:
        """Return the page at an address, or one of its text alone if its file, or its original, has errors."""
        if batch := self.pages.get(where):
            return next(view for view in batch.make() if view.address == where)
        path = self.sources[where]
        return static.invalid_text_page(path, self.site, self.found.texts.get(path) or self.found.broken.get(path))

    def _problems_over(self, where: str) -> Sequence[Diagnostic]:
        """Return the diagnostics above a page: those of its file and, on a front page, those without a page."""
        path = self.sources.get(where)
        own = self.problems_of([path]) if path else []
        if path and not own and where not in self.pages:
            own = self.problems_of([urls.in_language(path, each) for each in self.site.languages])
        if where in ("", *map(urls.home, self.site.languages)):
            return [*own, *self._without_page]
        return own

    @cached_property
    def _without_page(self) -> Sequence[Diagnostic]:
        """Diagnostics of registers, and of files that are neither texts nor registers."""
        texts = set(self.sources.values())
        others = {each.location.path.partition("/")[2] for each in self.lint.preliminary}
        return self.problems_of(({*self.found.readings} | others) - texts)

    @cached_property
    def _files(self) -> Mapping[str, Callable[[], bytes]]:
        """Functions that make the files other than pages, by address."""
        context = OutputContext(
            library=self.library,
            site=self.site,
            as_of=self.as_of,
            assets=self.assets,
            addresses=self.pages.keys(),
            contents=FeedHtml(self.renderer.link_targets, self.site),
            entries=lambda: [entry for view in self._views() if (entry := view.entry)],
            calendar=self._calendar,
            findings=lambda _: Findings(),
        )
        return dict([*output_files(context), *asset_files(self.assets, self.assets.named)])

    @cached_property
    def _pictures(self) -> Mapping[str, tuple[Picture, Variant]]:
        """Picture variants that pages may request, by address."""
        pictures = [each for each in self.library.pictures.values() if isinstance(each, Picture)]
        return {variant.address: (picture, variant) for picture in pictures for variant in picture.variants}

    def _views(self) -> Iterator[View]:
        batches = {id(batch): batch for batch in self.pages.values()}
        return (view for batch in batches.values() for view in batch.make())

    def _calendar(self, where: str) -> bytes:
        """Return the calendar of an event, beside its page; empty at other addresses."""
        page = f"{where.rpartition('/')[0]}/"
        view = self._view(page) if page in self.pages else None
        return calendar_of(view, self.site) if view and view.calendar == where else b""


def _said(text: str) -> bytes:
    """Return a page that needs no template."""
    head = '<!doctype html><meta charset="utf-8"><title>newsdesk</title>'
    return f"{head}<body><pre>{escape(text)}</pre></body>".encode()
