"""The straight line: docs/ in, finished files in a spool out. No engine is known here."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jinja2 import Environment

from newsdesk.checks.everything import every_problem
from newsdesk.checks.links import dead_anchors
from newsdesk.files.sitemap import sitemap
from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.model.text import Text
from newsdesk.pages import body
from newsdesk.pages.body import Reference, Shelf
from newsdesk.pages.render import Renderer
from newsdesk.pages.workers import Outcome, Work, render_all
from newsdesk.reading import folder
from newsdesk.reading.assemble import assemble
from newsdesk.views import standing
from newsdesk.views.everything import every_page
from newsdesk.views.view import View
from newsdesk.words import address
from newsdesk.words.problem import Level, Place, Problem, error


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What lies in the spool: `files` by their paths in the site; `problems` of every level."""

    files: Sequence[str]
    problems: Sequence[Problem]
    stories: int
    pages: int


def examine(docs: Path, site: Site, as_of: datetime) -> tuple[Library, list[Problem]]:
    """Read and check everything, without a page: what an editor asks for."""
    library, problems = _read(docs, as_of)
    shelf = Shelf(library=library, addresses=frozenset(view.address for view in every_page(library, site)))
    anchors: dict[str, frozenset[str]] = {}
    references: list[Reference] = []
    for text in _texts(library):
        content = body.render(text, shelf)
        problems += content.problems
        references += content.references
        anchors[address.of_source(text.path)] = content.anchors
    return library, [*problems, *dead_anchors(references, anchors)]


def publish(  # noqa: PLR0913 - each is one of the line's inputs
    *, docs: Path, site: Site, as_of: datetime, theme: Environment, spool: Path, preview: bool
) -> Finished:
    """Read, check and render everything into the spool. Raises only for a template that is wrong."""
    library, problems = _read(docs, as_of)
    views = list(every_page(library, site))
    addresses = frozenset(view.address for view in views)
    renderer = Renderer(theme, library, site, addresses)
    outcomes = render_all(Work(views=views, renderer=renderer, spool=spool), alone=preview)
    problems += _of_outcomes(outcomes)
    problems += _of_withheld(library, renderer.shelf)
    shown = _pages_of_problems(problems, docs.name) if preview else []
    render_all(Work(views=shown, renderer=renderer, spool=spool), alone=True)
    (spool / "sitemap.xml").write_bytes(sitemap(views, site))
    files = sorted({address.file_of(view.address) for view in (*views, *shown)} | {"sitemap.xml"})
    return Finished(files=files, problems=problems, stories=len(library.stories), pages=len(views))


def _read(docs: Path, as_of: datetime) -> tuple[Library, list[Problem]]:
    found = folder.read(docs)
    library, problems = assemble(found, as_of)
    return library, [*found.problems, *problems, *every_problem(library)]


def _texts(library: Library) -> Sequence[Text]:
    """Every text whose body can be wrong, those of withheld stories and of prose included."""
    stories = [story.pair for story in (*library.stories, *library.withheld)]
    pages = [page.pair for page in (*library.pages.values(), *library.prose.values())]
    fronts = [*library.fronts.values(), *([library.door] if library.door else [])]
    return [*(text for pair in (*stories, *pages) for text in pair.texts.values()), *fronts]


def _of_outcomes(outcomes: Sequence[Outcome]) -> Sequence[Problem]:
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    for outcome in outcomes:
        if outcome.failure:
            place = Place(path=f"overrides: /{outcome.address}")
            problems.append(error("template", place, "the page could not be rendered", outcome.failure))
    anchors = {outcome.address: outcome.anchors for outcome in outcomes}
    references = [reference for outcome in outcomes for reference in outcome.references]
    return [*problems, *dead_anchors(references, anchors)]


def _of_withheld(library: Library, shelf: Shelf) -> Sequence[Problem]:
    """A withheld story has no page, but its editor wants to know."""
    texts = [text for story in library.withheld for text in story.pair.texts.values()]
    return [problem for text in texts for problem in body.render(text, shelf).problems]


def _pages_of_problems(problems: Sequence[Problem], docs: str) -> Sequence[View]:
    """In the preview a file with errors shows them in place of its page; a register's stand at the front door."""
    by_path: Mapping[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.level is Level.ERROR:
            path = problem.place.path.removeprefix(f"{docs}/")
            by_path[path if path.endswith(".md") else "index.md"].append(problem)
    return [standing.problems(path, found) for path, found in by_path.items()]
