"""All checks of the library, in one run."""

from collections.abc import Iterator
from datetime import date

from newsdesk.checks import content, event_days, facts, names, pairs, plans, references, registers, style
from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.words.problem import Problem


def every_problem(library: Library, site: Site, today: date) -> Iterator[Problem]:
    """What is wrong with what was read, besides what could not be read, in an issue of `today`."""
    for check in (references.check, content.check, facts.check, names.check, style.check, event_days.check):
        yield from check(library)
    yield from pairs.check(library, site)
    yield from plans.check(library, today)
    yield from registers.check(library, site.languages)
    yield from registers.nameless(library, site.languages)
