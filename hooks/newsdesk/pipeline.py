"""The pipeline: docs/ in, finished files in a staging folder out. No engine is known here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import Environment

from newsdesk import urls
from newsdesk.cache import cache_of
from newsdesk.content import loader
from newsdesk.content.assets import read_assets
from newsdesk.content.library import Library
from newsdesk.content.loader import assemble_library
from newsdesk.content.site import Site
from newsdesk.content.story import Text
from newsdesk.diagnostics import Diagnostic, Level, SourceLocation, count, error
from newsdesk.i18n.messages import msg, verbatim
from newsdesk.lint.run import apply_waivers, body_diagnostics, library_diagnostics, lost_diagnostics
from newsdesk.markdown import converter
from newsdesk.markdown.converter import FeedHtml
from newsdesk.markdown.links import LinkTargets
from newsdesk.outputs.calendars import Beside
from newsdesk.outputs.host import ICONS, compress_all, host_files, redirects_file
from newsdesk.outputs.images import write_cards, write_pictures
from newsdesk.outputs.registry import all_outputs, copy_all, write_all
from newsdesk.outputs.search_index import SearchIndex
from newsdesk.outputs.sitemaps import sitemaps
from newsdesk.pages import card
from newsdesk.pages.card import Font
from newsdesk.pages.registry import all_pages
from newsdesk.pages.render import Outcome, Renderer, Work, render_all
from newsdesk.pages.view import PageBatch
from newsdesk.processes import OnProgress, no_progress


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """How many stories and pages were made, and problems of every level."""

    problems: Sequence[Diagnostic]
    stories: int
    pages: int


def render_site(  # noqa: PLR0913 - each is one of the line's inputs
    *,
    docs: Path,
    site: Site,
    as_of: datetime,
    theme: Environment,
    asset_dirs: Sequence[Path],
    staging: Path,
    serial: bool = False,
    on_progress: OnProgress = no_progress,
) -> BuildResult:
    """Read, check and render everything into the staging folder, which then is the site.

    The assets stand in `asset_dirs`. What is wrong is in the problems; only what the disk does not take raises
    OSError. `serial` stays in this process, `on_progress` is called with how far the rendering is.
    """
    assets, faults = read_assets(asset_dirs)
    font, unfit = card.find_font(site, docs.parent)
    library, problems = _read(docs, site, as_of, serial=serial)
    batches = list(all_pages(library, site))
    renderer = Renderer(theme, assets, library, site, _addresses(batches), font=font)
    beside = Beside(staging, site)
    with TemporaryDirectory(prefix=".newsdesk-", dir=staging.parent) as place:
        mirror = SearchIndex(Path(place), library, site)
        work = Work(batches=batches, renderer=renderer, staging=staging, given=[beside.add, mirror.add])
        outcomes = render_all(work, serial=serial, on_progress=on_progress)
        unfound = list(mirror.index(staging / "search"))
    if lines := redirects_file(_addresses(batches), library, site):
        (staging / "_redirects").write_bytes(lines)
    files = all_outputs(library, site, as_of, FeedHtml(renderer.link_targets, site), beside.written)
    used = {name for outcome in outcomes for name in outcome.findings.assets}
    used |= ICONS.keys()
    maps = sitemaps([each.entry for each in outcomes if each.entry], site)
    copies = ((where, partial(bytes, content)) for where, content in assets.loaded(used).items())
    write_all([*files, *host_files(assets, site), *maps, *copies], staging, serial=serial)
    bodies = [*outcomes, *(_outcome(text, renderer.link_targets) for text in library.unpublished)]
    problems = apply_waivers(
        [*faults, *unfit, *problems, *_problems_of(bodies, renderer.link_targets, site), *unfound], library
    )
    # What is dear is not made for a site that cannot be published.
    if not count(problems, Level.ERROR):
        _illustrate(outcomes, font, library, docs, staging, serial=serial)
        if site.compress:
            compress_all(staging, serial=serial)
    return BuildResult(problems=problems, stories=len(library.stories), pages=len(outcomes))


def _addresses(batches: Iterable[PageBatch]) -> frozenset[str]:
    return frozenset(where for batch in batches for where in batch.addresses)


def _read(docs: Path, site: Site, as_of: datetime, *, serial: bool) -> tuple[Library, list[Diagnostic]]:
    found = loader.load_files(docs, site, serial=serial)
    library, problems = assemble_library(found, as_of)
    return library, [*found.problems, *problems, *library_diagnostics(library, site, as_of.date(), serial=serial)]


def _illustrate(  # noqa: PLR0913 - what pages ask for, and where it stands
    outcomes: Sequence[Outcome], font: Font | None, library: Library, docs: Path, staging: Path, *, serial: bool
) -> None:
    """Publish the cards and the media that pages use: of pictures what is made of them, other files as they are."""
    names = {name for outcome in outcomes for name in outcome.findings.media}
    pictures = {name: picture for name in names if (picture := library.picture(name))}
    copy_all(names - pictures.keys(), docs, staging)
    kept = cache_of(docs.parent)
    write_pictures(pictures.values(), docs, staging, kept, serial=serial)
    if font:
        write_cards(
            {card for outcome in outcomes for card in outcome.findings.cards}, font, staging, kept, serial=serial
        )
    kept.evict_unused()


def _outcome(text: Text, targets: LinkTargets) -> Outcome:
    """What the body of a text without a page has to say."""
    return Outcome(address=urls.of_source(text.path), findings=converter.render_body(text, targets).findings)


def _problems_of(outcomes: Sequence[Outcome], targets: LinkTargets, site: Site) -> Sequence[Diagnostic]:
    """The problems of all bodies, of links from one to another, and of what was published and is gone."""
    problems = []
    for outcome in outcomes:
        if outcome.failure:
            place = SourceLocation(path=f"overrides: /{outcome.address}")
            problems.append(error("template", place, msg("the page could not be rendered"), verbatim(outcome.failure)))
    bodies = [(outcome.address, outcome.findings) for outcome in outcomes]
    return [*problems, *body_diagnostics(bodies), *lost_diagnostics(bodies, targets, site)]
