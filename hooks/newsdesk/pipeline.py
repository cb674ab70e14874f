"""The pipeline: from docs/ to finished files in a staging folder, independent of MkDocs."""

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from newsdesk import processes, urls
from newsdesk.cache import BuildCache, RecordStore, cache_of, record_store
from newsdesk.content import loader
from newsdesk.content.assets import read_assets
from newsdesk.content.fingerprint import fingerprint
from newsdesk.content.library import Library
from newsdesk.content.loader import assemble_library
from newsdesk.content.site import Site
from newsdesk.content.story import Text
from newsdesk.diagnostics import Diagnostic, Level, SourceLocation, count, error
from newsdesk.i18n.messages import msg, verbatim
from newsdesk.image_encoder import ImageFile, card_files, picture_files, shared_files
from newsdesk.last_build import InconsistentRecordsError, LastBuild, PageRecord
from newsdesk.lint.interface_words import with_placeholders
from newsdesk.lint.reporting import reported
from newsdesk.lint.run import body_diagnostics, library_diagnostics, lost_diagnostics
from newsdesk.markdown import converter
from newsdesk.markdown.converter import FeedHtml
from newsdesk.markdown.links import Findings, LinkTargets
from newsdesk.outputs.calendars import calendar_of
from newsdesk.outputs.host import compress_all
from newsdesk.outputs.registry import OutputContext, asset_files, made_of_outputs, output_files
from newsdesk.outputs.search_index import SearchIndex
from newsdesk.pages import card
from newsdesk.pages.card import Font
from newsdesk.pages.registry import all_pages
from newsdesk.pages.view import View
from newsdesk.processes import OnProgress, no_progress
from newsdesk.rendering import Outcome, Renderer, RenderJob, render_all, theme_environment


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """Number of stories and pages of a build, of which `made` were not kept, and its diagnostics of every level."""

    problems: Sequence[Diagnostic]
    stories: int
    pages: int
    made: int


def render_site(  # noqa: PLR0913 - the inputs of the pipeline
    *,
    project: Path,
    site: Site,
    as_of: datetime,
    staging: Path,
    published: Path,
    cold: bool = False,
    serial: bool = False,
    on_progress: OnProgress = no_progress,
) -> BuildResult:
    """Read, check and render the site in the folder `project` into the staging folder.

    That may hold an earlier site, whose files are deleted or, where they are links to the published one, kept.

    What has not changed is kept from the site in the folder `published`, as the last build left it, unless `cold`.
    Problems are returned as diagnostics; only disk errors are raised, as OSError. `serial` uses this process only;
    `on_progress` is called with the number of pages rendered and the total.
    """
    build = partial(_build, project, site, as_of, serial=serial, on_progress=on_progress)
    try:
        return build(LastBuild(record_store(project, cold=cold), published, staging))
    except InconsistentRecordsError:
        for path in staging.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        return build(LastBuild(record_store(project, cold=True), published, staging))


def _build(  # noqa: PLR0913 - as above
    project: Path, site: Site, as_of: datetime, last: LastBuild, *, serial: bool, on_progress: OnProgress
) -> BuildResult:
    docs, theme = project / site.settings.docs_dir, theme_environment(project / site.settings.custom_dir)
    assets, faults = read_assets(site.settings.asset_dirs(project), site.settings.favicon)
    font, unfit = card.find_font(site, project)
    library, problems = _read(docs, site, as_of, last.store, serial=serial)
    batches = list(all_pages(library, site))
    addresses = frozenset(where for batch in batches for where in batch.addresses)
    renderer = Renderer(theme, assets, library, site, addresses, font=font)
    with TemporaryDirectory(prefix=".newsdesk-", dir=last.staging.parent) as folder:
        search = SearchIndex(Path(folder), library, site, last)
        work = RenderJob(
            batches=batches, renderer=renderer, last=last, beside=partial(_calendar_beside, site), index=search.add
        )
        outcomes = render_all(work, serial=serial, on_progress=on_progress)
        entries = {each.address: each.record.indexed for each in outcomes if each.record and each.record.indexed}
        unfound = list(search.index(entries, "search"))
    found = {each.address: each.findings for each in outcomes}
    context = OutputContext(
        library=library,
        site=site,
        as_of=as_of,
        assets=assets,
        addresses=addresses,
        contents=FeedHtml(renderer.link_targets, site),
        entries=lambda: [each.entry for each in outcomes if each.entry],
        calendar=partial(_written, last.staging),
        findings=lambda text: found.get(urls.of_source(text.path), Findings()),
    )
    outputs = _write_outputs(context, renderer, last, serial=serial)
    used = {name for outcome in outcomes for name in outcome.findings.assets}
    recorded = [(each.address, each.record, each.is_kept) for each in (*outcomes, *outputs) if each.record]
    files = {path for _, record, _ in recorded for path in record.files} | search.files
    files |= _write_all([*asset_files(assets, used)], last, serial=serial)
    bodies = [*outcomes, *(_outcome(text, renderer.link_targets, site) for text in library.unpublished)]
    problems = reported(
        [*faults, *unfit, *problems, *_problems_of(bodies, renderer.link_targets, site), *unfound], library, site
    )
    # Skip what is expensive for a site that cannot be published.
    if not count(problems, Level.ERROR):
        files |= _illustrate(outcomes, font, library, docs, last, serial=serial)
        if site.compress:
            files |= compress_all(files, last, serial=serial)
        last.save(recorded, files)
    made = sum(not each.is_kept for each in outcomes)
    return BuildResult(problems=problems, stories=len(library.stories), pages=len(outcomes), made=made)


def _calendar_beside(site: Site, view: View) -> Mapping[str, bytes]:
    """Return the calendar beside an event's page; calendars of several events are assembled from these."""
    calendar = calendar_of(view, site)
    return {view.calendar: calendar} if calendar else {}


def _written(staging: Path, address: str) -> bytes:
    """Return the file written at an address; empty if its page could not be rendered."""
    path = staging / address
    return path.read_bytes() if path.exists() else b""


def _write_outputs(context: OutputContext, renderer: Renderer, last: LastBuild, *, serial: bool) -> list[Outcome]:
    """Write the outputs, unless they are empty or are kept from the last build."""
    parts = made_of_outputs(context)

    def write(file: tuple[str, Callable[[], bytes]]) -> Outcome:
        where, make = file
        known = parts[where]() if where in parts else None
        made_of = fingerprint((renderer.shared_by_pages, known)) if known else ""
        kept = last.page(where, made_of, renderer.link_targets) if made_of else None
        if kept:
            return Outcome(address=where, record=kept, is_kept=True)
        content = make()
        files = {where: last.write(where, content)} if content else {}
        return Outcome(address=where, record=PageRecord(made_of=made_of, findings=Findings(), files=files))

    return list(processes.parallel_map(write, list(output_files(context)), serial=serial, heavy=True))


Files = Iterable[tuple[str, Callable[[], bytes]]]
"""Addresses of files, each with the function that makes its content."""


def _write_all(files: Files, last: LastBuild, *, serial: bool) -> set[str]:
    """Write files, unless they are empty, and return their paths."""

    def write(file: tuple[str, Callable[[], bytes]]) -> str:
        where, make = file
        content = make()
        return where if content and last.write(where, content) else ""

    return {*processes.parallel_map(write, list(files), serial=serial, heavy=True)} - {""}


def _write_images(images: Iterable[ImageFile], cache: BuildCache, last: LastBuild, *, serial: bool) -> set[str]:
    """Write images and return their paths. They are named by their content: those that are there are not made again."""

    def write(image: ImageFile) -> str:
        if last.keep_recorded(image.address):
            cache.renew(image.key)
        else:
            last.write(image.address, cache.get(image.key, image.encode))
        return image.address

    return {*processes.parallel_map(write, list(images), serial=serial, heavy=True)}


def _read(
    docs: Path, site: Site, as_of: datetime, store: RecordStore, *, serial: bool
) -> tuple[Library, list[Diagnostic]]:
    found = loader.load_files(docs, site, serial=serial, store=store)
    library, problems = assemble_library(found, as_of)
    problems = [
        *found.problems,
        *problems,
        *library_diagnostics(library, site, as_of.date(), serial=serial, store=store),
    ]
    return with_placeholders(library, site), problems


def _illustrate(  # noqa: PLR0913 - what pages use, and where it is
    outcomes: Sequence[Outcome], font: Font | None, library: Library, docs: Path, last: LastBuild, *, serial: bool
) -> set[str]:
    """Publish the cards and media that pages use, pictures in their variants, and return the paths of all files."""
    names = {name for outcome in outcomes for name in outcome.findings.media}
    pictures = {name: picture for name in names if (picture := library.picture(name))}
    others = [(name, (docs / name).read_bytes) for name in sorted(names - pictures.keys())]
    cache = cache_of(docs.parent)
    shared = {name for outcome in outcomes for name in outcome.findings.shared_media} - names
    images = [*picture_files(pictures.values(), docs)]
    images += shared_files([picture for name in sorted(shared) if (picture := library.picture(name))], docs)
    if font:
        images += card_files({card for outcome in outcomes for card in outcome.findings.cards}, font)
    written = _write_images(images, cache, last, serial=serial)
    cache.evict_unused()
    return written | _write_all(others, last, serial=serial)


def _outcome(text: Text, targets: LinkTargets, site: Site) -> Outcome:
    """Return the findings in the body of a text that has no page."""
    body = converter.render_body(text, targets, site.settings.markdown_extensions)
    return Outcome(address=urls.of_source(text.path), findings=body.findings)


def _problems_of(outcomes: Sequence[Outcome], targets: LinkTargets, site: Site) -> Sequence[Diagnostic]:
    """Return the diagnostics of all bodies, of links between them, and of what was published and is gone."""
    problems = []
    for outcome in outcomes:
        if outcome.failure:
            place = SourceLocation(path=f"overrides: /{outcome.address}")
            problems.append(error("template", place, msg("cannot render the page"), verbatim(outcome.failure)))
    bodies = [(outcome.address, outcome.findings) for outcome in outcomes]
    return [*problems, *body_diagnostics(bodies), *lost_diagnostics(bodies, targets, site)]
