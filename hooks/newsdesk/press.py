"""The straight line: docs/ in, finished files in a spool out. No engine is known here."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jinja2 import Environment

from newsdesk.checks.everything import every_problem
from newsdesk.checks.links import dead_anchors
from newsdesk.checks.waivers import settled
from newsdesk.files.sitemap import sitemap
from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.model.text import Text
from newsdesk.pages import body
from newsdesk.pages.body import Shelf
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
    """What lies in the spool: `files` by their paths in the site; `media` that pages use; `problems` of every level."""

    files: Sequence[str]
    media: frozenset[str]
    problems: Sequence[Problem]
    stories: int
    pages: int


def examine(docs: Path, site: Site, as_of: datetime) -> tuple[Library, list[Problem]]:
    """Read and check everything, without a page: what an editor asks for."""
    library, problems = _read(docs, site, as_of)
    views = list(every_page(library, site))
    shelf = Shelf(library=library, addresses=frozenset(view.address for view in views))
    outcomes = [_outcome(text, shelf) for text in (*library.texts, *library.aside)]
    return library, settled([*problems, *_problems_of(outcomes)], library)


def publish(  # noqa: PLR0913 - each is one of the line's inputs
    *, docs: Path, site: Site, as_of: datetime, theme: Environment, spool: Path, preview: bool
) -> Finished:
    """Read, check and render everything into the spool; nothing is raised."""
    library, problems = _read(docs, site, as_of)
    views = list(every_page(library, site))
    renderer = Renderer(theme, library, site, frozenset(view.address for view in views))
    outcomes = render_all(Work(views=views, renderer=renderer, spool=spool), alone=preview)
    media = frozenset(name for outcome in outcomes for name in outcome.media)
    outcomes += [_outcome(text, renderer.shelf) for text in library.aside]
    problems = settled([*problems, *_problems_of(outcomes)], library)
    shown = _pages_of_problems(problems, docs.name) if preview else []
    render_all(Work(views=shown, renderer=renderer, spool=spool), alone=True)
    (spool / "sitemap.xml").write_bytes(sitemap(views, site))
    made = {address.file_of(view.address) for view in (*views, *shown)} | {"sitemap.xml"}
    # In the preview a page whose template is wrong is not there.
    files = [name for name in sorted(made) if (spool / name).is_file()]
    return Finished(files=files, media=media, problems=problems, stories=len(library.stories), pages=len(views))


def _read(docs: Path, site: Site, as_of: datetime) -> tuple[Library, list[Problem]]:
    found = folder.read(docs)
    library, problems = assemble(found, as_of)
    return library, [*found.problems, *problems, *every_problem(library, site.languages)]


def _outcome(text: Text, shelf: Shelf) -> Outcome:
    """What the body of a text without a page has to say."""
    content = body.render(text, shelf)
    return Outcome(
        address=address.of_source(text.path),
        anchors=content.anchors,
        references=content.references,
        problems=content.problems,
    )


def _problems_of(outcomes: Sequence[Outcome]) -> Sequence[Problem]:
    """The problems of all bodies, and of links from one to another."""
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    for outcome in outcomes:
        if outcome.failure:
            place = Place(path=f"overrides: /{outcome.address}")
            problems.append(error("template", place, "the page could not be rendered", outcome.failure))
    anchors = {outcome.address: outcome.anchors for outcome in outcomes}
    references = [reference for outcome in outcomes for reference in outcome.references]
    return [*problems, *dead_anchors(references, anchors)]


def _pages_of_problems(problems: Sequence[Problem], docs: str) -> Sequence[View]:
    """In the preview a file with errors shows them in place of its page; a register's stand at the front door."""
    by_path: Mapping[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.level is Level.ERROR:
            path = problem.place.path.removeprefix(f"{docs}/")
            by_path[path if path.endswith(".md") else "index.md"].append(problem)
    return [standing.problems(path, found) for path, found in by_path.items()]
