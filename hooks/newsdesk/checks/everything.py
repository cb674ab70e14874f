"""All checks of the library, in one run."""

from collections.abc import Iterator, Sequence

from newsdesk.checks import content, facts, names, pairs, references, registers
from newsdesk.model.library import Library
from newsdesk.words.language import Language
from newsdesk.words.problem import Problem

CHECKS = (references.check, content.check, pairs.check, facts.check, names.check, registers.check)


def every_problem(library: Library, languages: Sequence[Language] = tuple(Language)) -> Iterator[Problem]:
    """What is wrong with what was read, besides what could not be read, on a site in `languages`."""
    for check in CHECKS:
        yield from check(library)
    yield from registers.nameless(library, languages)
