"""What is reported of the problems that the checks find: levels, waivers and the baseline, applied in one place."""

from collections.abc import Iterable, Iterator, Sequence

from newsdesk.content.blocks import Waiver, waivers
from newsdesk.content.blocks import waiver as waiver_of
from newsdesk.content.library import Library
from newsdesk.content.site import Site
from newsdesk.diagnostics import Diagnostic, Level, SourceFile, suggest, warning
from newsdesk.i18n.messages import msg
from newsdesk.lint.baseline import Baseline
from newsdesk.lint.levels import RuleLevels

Place = tuple[str, int, str]
"""The file, the line and the rule of a problem: what a waiver is for."""


def reported(problems: Iterable[Diagnostic], library: Library, site: Site) -> list[Diagnostic]:
    """Return what is reported of the problems that were found in a library: those that the baseline does not accept."""
    return list(Baseline.read(site.folder).applied(at_their_levels(problems, library, site)))


def at_their_levels(problems: Iterable[Diagnostic], library: Library, site: Site) -> list[Diagnostic]:
    """Return the problems that were found in a library, each at the level that mkdocs.yml gives its rule.

    Waived warnings and the problems of rules that are off are left out, those of the waivers themselves are added.
    """
    levels = RuleLevels(site)
    by_place: dict[Place, list[Diagnostic | None]] = {}
    for problem in problems:
        place = (problem.location.path, problem.location.line, problem.rule)
        by_place.setdefault(place, []).append(levels.applied(problem))
    given = [(file, waiver) for file in _files(library) for waiver in waivers(file.text)]
    waived = {(file.path, waiver.target, waiver.rule) for file, waiver in given if waiver.has_reason}
    left = [
        each
        for place, found in by_place.items()
        for each in found
        if each and (place not in waived or each.level is not Level.WARNING)
    ]
    idle = (each for file, waiver in given for each in _idle(file, waiver, by_place))
    return [*left, *filter(None, map(levels.applied, idle))]


def _files(library: Library) -> Iterator[SourceFile]:
    for text in (*library.texts, *library.unpublished):
        yield text.file
    yield from library.registers.files.values()


def _idle(file: SourceFile, waiver: Waiver, by_place: dict[Place, list[Diagnostic | None]]) -> Iterator[Diagnostic]:
    """Yield what is wrong with a waiver; of a rule that is off in its file, it may stay."""
    found: Sequence[Diagnostic | None] = by_place.get((file.path, waiver.target, waiver.rule), ())
    levels = [each.level for each in found if each]
    place = file.at(waiver.line, waiver.column, waiver.length)
    if not found:
        message = msg('unused waiver: line {target} has no warning "{rule}"', target=waiver.target, rule=waiver.rule)
        yield warning("idle-waiver", place, message, msg("delete the line"))
    elif levels and Level.WARNING not in levels:
        message = msg(
            'only warnings can be waived; "{rule}" on line {target} is an {level}',
            rule=waiver.rule,
            target=waiver.target,
            level=levels[0],
        )
        yield warning("idle-waiver", place, message, msg("delete the line and fix the error"))
    elif not waiver.has_reason:
        message = msg("a waiver must give a reason")
        yield warning("idle-waiver", place, message, suggest(waiver_of(waiver.rule, in_body=waiver.in_body)))
