"""All checks of the library, in one run."""

from collections.abc import Iterator
from datetime import date

from newsdesk import processes
from newsdesk.checks import (
    aliases,
    claims,
    content,
    event_days,
    eye,
    facts,
    names,
    pairs,
    placeholders,
    plans,
    references,
    registers,
    security,
    silent,
    style,
)
from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.words.problem import Problem


def every_problem(library: Library, site: Site, today: date, *, alone: bool) -> Iterator[Problem]:
    """What is wrong with what was read, besides what could not be read, in an issue of `today`.

    `alone` stays in this process.
    """
    yield from references.check(library)
    yield from content.check(library)
    yield from aliases.check(library)
    yield from event_days.check(library)
    yield from claims.check(library)
    yield from placeholders.check(library)
    yield from silent.check(library)
    yield from pairs.check(library, site)
    yield from plans.check(library, today)
    yield from security.check(site, today)
    yield from registers.check(library, site.languages)
    yield from registers.nameless(library, site.languages)
    parts = [*facts.parts(library), *names.parts(library), *style.parts(library), *eye.parts(library)]
    for problems in processes.each(lambda part: list(part()), parts, alone=alone):
        yield from problems
