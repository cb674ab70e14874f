"""Warnings that an editor has looked at and lets stand, on the line above them."""

from collections.abc import Iterable, Iterator, Sequence

from newsdesk.model.library import Library
from newsdesk.words.located import Located
from newsdesk.words.message import said
from newsdesk.words.problem import Level, Problem, warning, write
from newsdesk.words.waiver import Waiver, waivers
from newsdesk.words.waiver import waiver as waiver_of


def settled(problems: Iterable[Problem], library: Library) -> list[Problem]:
    """The problems without the warnings that are waived, and with what is wrong with the waivers."""
    given = [(file, waiver) for file in _files(library) for waiver in waivers(file.text)]
    if not given:
        return list(problems)
    by_place: dict[tuple[str, int, str], list[Problem]] = {}
    for problem in problems:
        by_place.setdefault((problem.place.path, problem.place.line, problem.rule), []).append(problem)
    said = [each for file, waiver in given for each in _idle(file, waiver, by_place)]
    waived = {(file.path, waiver.target, waiver.rule) for file, waiver in given if waiver.has_reason}
    left = [
        each
        for place, found in by_place.items()
        for each in found
        if place not in waived or each.level is not Level.WARNING
    ]
    return [*left, *said]


def _files(library: Library) -> Iterator[Located]:
    for text in (*library.texts, *library.aside):
        yield text.file
    yield from library.registers.files.values()


def _idle(file: Located, waiver: Waiver, by_place: dict[tuple[str, int, str], list[Problem]]) -> Iterator[Problem]:
    found: Sequence[Problem] = by_place.get((file.path, waiver.target, waiver.rule), ())
    place = file.at(waiver.line, waiver.column, waiver.length)
    if not found:
        sentence = said(
            'this waives nothing: line {target} has no warning "{rule}"', target=waiver.target, rule=waiver.rule
        )
        yield warning("idle-waiver", place, sentence, said("delete the line"))
    elif all(problem.level is not Level.WARNING for problem in found):
        sentence = said(
            'only warnings can be waived, and "{rule}" on line {target} is an {level}',
            rule=waiver.rule,
            target=waiver.target,
            level=found[0].level,
        )
        yield warning("idle-waiver", place, sentence, said("delete the line, and mend the error"))
    elif not waiver.has_reason:
        sentence = said("a waiver must say why")
        yield warning("idle-waiver", place, sentence, write(waiver_of(waiver.rule, in_body=waiver.in_body)))
