"""What is reported of the problems that the checks find: levels, waivers and the baseline, applied in one place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from newsdesk.content.blocks import Waiver, waivers
from newsdesk.content.blocks import waiver as waiver_of
from newsdesk.content.library import Library
from newsdesk.content.site import Site
from newsdesk.diagnostics import Diagnostic, Level, Paste, SourceFile, sorted_diagnostics, suggest, warning
from newsdesk.i18n.messages import msg
from newsdesk.lint.baseline import Baseline
from newsdesk.lint.levels import RuleLevels
from newsdesk.lint.rulebook import rulebook

Place = tuple[str, int, str]
"""The file, the line and the rule of a problem: what a waiver is for."""


def reported(problems: Iterable[Diagnostic], library: Library, site: Site) -> list[Diagnostic]:
    """Return what is reported of the problems that were found in a library: those that the baseline does not accept.

    Of what `newsdesk tidy` fixes, many faults in a file are one problem.
    """
    return list(_summarized(Baseline.read(site.folder).applied(at_their_levels(problems, library, site))))


MAX_FAULTS = 3
"""Faults of a rule in a file that are reported one by one though `newsdesk tidy` fixes them."""


def _summarized(problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the problems, those that `newsdesk tidy` fixes as one for each rule and file if they are many."""
    tidied: dict[tuple[str, str], set[Diagnostic]] = {}
    for problem in problems:
        if rulebook()[problem.rule].is_tidied:
            tidied.setdefault((problem.location.path, problem.rule), set()).add(problem)
        else:
            yield problem
    for (path, _), found in tidied.items():
        first, *more = sorted_diagnostics(found)
        if len(more) < MAX_FAULTS:
            yield from (first, *more)
        else:
            message = msg(
                "{message}, and {number} more of the same in this file", message=first.message, number=len(more)
            )
            suggestion = msg("run: newsdesk tidy {path}", path=path)
            yield replace(first, message=message, suggestion=suggestion)


def at_their_levels(problems: Iterable[Diagnostic], library: Library, site: Site) -> list[Diagnostic]:
    """Return the problems that were found in a library, each at the level that mkdocs.yml gives its rule.

    Waived warnings and the problems of rules that are off are left out, those of the waivers themselves are added.
    """
    levels = RuleLevels(site, library.imported)
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
        yield warning(
            "idle-waiver", place, message, suggest(waiver_of(waiver.rule, in_body=waiver.in_body), Paste.LINE)
        )
