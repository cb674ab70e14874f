"""All checks of the library, in one run."""

from collections.abc import Iterator

from newsdesk.checks import content, facts, names, pairs, references, registers
from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.words.problem import Problem


def every_problem(library: Library, site: Site) -> Iterator[Problem]:
    """What is wrong with what was read, besides what could not be read."""
    for check in (references.check, content.check, facts.check, names.check, registers.check):
        yield from check(library)
    yield from pairs.check(library, site)
    yield from registers.nameless(library, site.languages)
