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
    own: Sequence[Path],
    spool: Path,
    alone: bool = False,
    told: OnProgress = no_progress,
) -> BuildResult:
    """Read, check and render everything into the spool, which then is the site.

    The assets stand in `own` folders. What is wrong is in the problems; only what the disk does not take raises
    OSError. `alone` stays in this process, `told` is told how far the rendering is.
    """
    assets, faults = read_assets(own)
    font, unfit = card.find_font(site, docs.parent)
    library, problems = _read(docs, site, as_of, alone=alone)
    sheaves = list(all_pages(library, site))
    renderer = Renderer(theme, assets, library, site, _addresses(sheaves), font=font)
    beside = Beside(spool, site)
    with TemporaryDirectory(prefix=".newsdesk-", dir=spool.parent) as place:
        mirror = SearchIndex(Path(place), library, site)
        work = Work(sheaves=sheaves, renderer=renderer, spool=spool, given=[beside.add, mirror.add])
        outcomes = render_all(work, alone=alone, told=told)
        unfound = list(mirror.index(spool / "search"))
    if lines := redirects_file(_addresses(sheaves), library, site):
        (spool / "_redirects").write_bytes(lines)
    files = all_outputs(library, site, as_of, FeedHtml(renderer.shelf, site), beside.written)
    used = {name for outcome in outcomes for name in outcome.findings.assets}
    used |= ICONS.keys()
    maps = sitemaps([each.entry for each in outcomes if each.entry], site)
    copies = ((where, partial(bytes, content)) for where, content in assets.loaded(used).items())
    write_all([*files, *host_files(assets, site), *maps, *copies], spool, alone=alone)
    told_of = [*outcomes, *(_outcome(text, renderer.shelf) for text in library.aside)]
    problems = apply_waivers(
        [*faults, *unfit, *problems, *_problems_of(told_of, renderer.shelf, site), *unfound], library
    )
    # What is dear is not made for a site that cannot be published.
    if not count(problems, Level.ERROR):
        _illustrate(outcomes, font, library, docs, spool, alone=alone)
        if site.compress:
            compress_all(spool, alone=alone)
    return BuildResult(problems=problems, stories=len(library.stories), pages=len(outcomes))


def _addresses(sheaves: Iterable[PageBatch]) -> frozenset[str]:
    return frozenset(where for sheaf in sheaves for where in sheaf.addresses)


def _read(docs: Path, site: Site, as_of: datetime, *, alone: bool) -> tuple[Library, list[Diagnostic]]:
    found = loader.load_files(docs, site, alone=alone)
    library, problems = assemble_library(found, as_of)
    return library, [*found.problems, *problems, *library_diagnostics(library, site, as_of.date(), alone=alone)]


def _illustrate(  # noqa: PLR0913 - what pages ask for, and where it stands
    outcomes: Sequence[Outcome], font: Font | None, library: Library, docs: Path, spool: Path, *, alone: bool
) -> None:
    """Publish the cards and the media that pages use: of pictures what is made of them, other files as they are."""
    names = {name for outcome in outcomes for name in outcome.findings.media}
    pictures = {name: picture for name in names if (picture := library.picture(name))}
    copy_all(names - pictures.keys(), docs, spool)
    kept = cache_of(docs.parent)
    write_pictures(pictures.values(), docs, spool, kept, alone=alone)
    if font:
        write_cards({card for outcome in outcomes for card in outcome.findings.cards}, font, spool, kept, alone=alone)
    kept.throw_away()


def _outcome(text: Text, shelf: LinkTargets) -> Outcome:
    """What the body of a text without a page has to say."""
    return Outcome(address=urls.of_source(text.path), findings=converter.render_body(text, shelf).findings)


def _problems_of(outcomes: Sequence[Outcome], shelf: LinkTargets, site: Site) -> Sequence[Diagnostic]:
    """The problems of all bodies, of links from one to another, and of what was published and is gone."""
    problems = []
    for outcome in outcomes:
        if outcome.failure:
            place = SourceLocation(path=f"overrides: /{outcome.address}")
            problems.append(error("template", place, msg("the page could not be rendered"), verbatim(outcome.failure)))
    bodies = [(outcome.address, outcome.findings) for outcome in outcomes]
    return [*problems, *body_diagnostics(bodies), *lost_diagnostics(bodies, shelf, site)]
