"""The straight line: docs/ in, finished files in a spool out. No engine is known here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import Environment

from newsdesk import proof
from newsdesk.checks.everything import every_problem
from newsdesk.checks.waivers import settled
from newsdesk.files.beside import Beside
from newsdesk.files.cards import write_cards
from newsdesk.files.compressed import compress_all
from newsdesk.files.everything import every_file
from newsdesk.files.host import of_host
from newsdesk.files.manifest import ICONS
from newsdesk.files.pictures import write_pictures
from newsdesk.files.redirects import redirects
from newsdesk.files.search_index import Mirror
from newsdesk.files.sitemap import sitemaps
from newsdesk.files.writer import copy_all, write_all
from newsdesk.kept import kept_for
from newsdesk.model.font import Font
from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.model.text import Text
from newsdesk.pages import body
from newsdesk.pages.abroad import Abroad
from newsdesk.pages.links import Shelf
from newsdesk.pages.render import Renderer
from newsdesk.pages.workers import Outcome, Work, render_all
from newsdesk.processes import Told, nobody
from newsdesk.reading import folder, fonts
from newsdesk.reading.assemble import assemble
from newsdesk.reading.assets import read as read_assets
from newsdesk.views.everything import every_page
from newsdesk.views.view import Sheaf
from newsdesk.words import address
from newsdesk.words.message import said, verbatim
from newsdesk.words.problem import Level, Place, Problem, count, error


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """How many stories and pages were made, and problems of every level."""

    problems: Sequence[Problem]
    stories: int
    pages: int


def publish(  # noqa: PLR0913 - each is one of the line's inputs
    *,
    docs: Path,
    site: Site,
    as_of: datetime,
    theme: Environment,
    own: Sequence[Path],
    spool: Path,
    alone: bool = False,
    told: Told = nobody,
) -> Finished:
    """Read, check and render everything into the spool, which then is the site.

    The assets stand in `own` folders. What is wrong is in the problems; only what the disk does not take raises
    OSError. `alone` stays in this process, `told` is told how far the rendering is.
    """
    assets, faults = read_assets(own)
    font, unfit = fonts.find(site, docs.parent)
    library, problems = _read(docs, site, as_of, alone=alone)
    sheaves = list(every_page(library, site))
    renderer = Renderer(theme, assets, library, site, _addresses(sheaves), font=font)
    beside = Beside(spool, site)
    with TemporaryDirectory(prefix=".newsdesk-", dir=spool.parent) as place:
        mirror = Mirror(Path(place), library, site)
        work = Work(sheaves=sheaves, renderer=renderer, spool=spool, given=[beside.add, mirror.add])
        outcomes = render_all(work, alone=alone, told=told)
        unfound = list(mirror.index(spool / "search"))
    if lines := redirects(_addresses(sheaves), library, site):
        (spool / "_redirects").write_bytes(lines)
    files = every_file(library, site, as_of, Abroad(renderer.shelf, site), beside.written)
    used = {name for outcome in outcomes for name in outcome.findings.assets}
    used |= ICONS.keys()
    maps = sitemaps([each.entry for each in outcomes if each.entry], site)
    copies = ((where, partial(bytes, content)) for where, content in assets.loaded(used).items())
    write_all([*files, *of_host(assets, site), *maps, *copies], spool, alone=alone)
    told_of = [*outcomes, *(_outcome(text, renderer.shelf) for text in library.aside)]
    problems = settled([*faults, *unfit, *problems, *_problems_of(told_of, renderer.shelf, site), *unfound], library)
    # What is dear is not made for a site that cannot be published.
    if not count(problems, Level.ERROR):
        _illustrate(outcomes, font, library, docs, spool, alone=alone)
        if site.compress:
            compress_all(spool, alone=alone)
    return Finished(problems=problems, stories=len(library.stories), pages=len(outcomes))


def _addresses(sheaves: Iterable[Sheaf]) -> frozenset[str]:
    return frozenset(where for sheaf in sheaves for where in sheaf.addresses)


def _read(docs: Path, site: Site, as_of: datetime, *, alone: bool) -> tuple[Library, list[Problem]]:
    found = folder.read(docs, site, alone=alone)
    library, problems = assemble(found, as_of)
    return library, [*found.problems, *problems, *every_problem(library, site, as_of.date(), alone=alone)]


def _illustrate(  # noqa: PLR0913 - what pages ask for, and where it stands
    outcomes: Sequence[Outcome], font: Font | None, library: Library, docs: Path, spool: Path, *, alone: bool
) -> None:
    """Publish the cards and the media that pages use: of pictures what is made of them, other files as they are."""
    names = {name for outcome in outcomes for name in outcome.findings.media}
    pictures = {name: picture for name in names if (picture := library.picture(name))}
    copy_all(names - pictures.keys(), docs, spool)
    kept = kept_for(docs.parent)
    write_pictures(pictures.values(), docs, spool, kept, alone=alone)
    if font:
        write_cards({card for outcome in outcomes for card in outcome.findings.cards}, font, spool, kept, alone=alone)
    kept.throw_away()


def _outcome(text: Text, shelf: Shelf) -> Outcome:
    """What the body of a text without a page has to say."""
    return Outcome(address=address.of_source(text.path), findings=body.render(text, shelf).findings)


def _problems_of(outcomes: Sequence[Outcome], shelf: Shelf, site: Site) -> Sequence[Problem]:
    """The problems of all bodies, of links from one to another, and of what was published and is gone."""
    problems = []
    for outcome in outcomes:
        if outcome.failure:
            place = Place(path=f"overrides: /{outcome.address}")
            problems.append(error("template", place, said("the page could not be rendered"), verbatim(outcome.failure)))
    bodies = [(outcome.address, outcome.findings) for outcome in outcomes]
    return [*problems, *proof.of_bodies(bodies), *proof.lost(bodies, shelf, site)]
