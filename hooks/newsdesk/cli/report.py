"""Machine-readable output of `newsdesk check`: JSON, GitHub annotations and job summary."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from newsdesk.diagnostics import Diagnostic, Level, count, tally
from newsdesk.i18n.messages import Message, comma_list, msg, msg_plural, translate

MAX_IN_SUMMARY = 500
"""Most rows of a table in the job summary: GitHub drops a summary that is larger than 1 MiB."""

CheckedCounts = Mapping[Message, int]
"""Number of things checked, by what they are called."""


class OutputFormat(StrEnum):
    """Output format of diagnostics: text for people, JSON for programs, workflow commands for GitHub."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def looked_at_summary(looked_at: CheckedCounts) -> Message:
    """Return a summary of what was checked, such as '5 stories, 2 withheld'."""
    return comma_list(_counted(what, count) for what, count in looked_at.items())


def _counted(what: Message, number: int) -> Message:
    if what == "stories":
        return msg_plural("{number} story", "{number} stories", number=number)
    if what == "files":
        return msg_plural("{number} file", "{number} files", number=number)
    return msg("{count} {what}", count=number, what=what)


JSON_FIELDS: Mapping[str, Message] = {
    "looked_at": msg("What was checked, and how many of each: an object of numbers."),
    "counts": msg("The number of problems by level: an object with `error`, `warning` and `note`."),
    "problems": msg("The problems, by file, line and column: a list of objects with the fields below."),
    "problems[].rule": msg("The rule; `newsdesk explain RULE` explains it."),
    "problems[].level": msg("`error`, `warning` or `note`."),
    "problems[].path": msg("The file, relative to the folder of mkdocs.yml."),
    "problems[].line": msg("The line, from 1."),
    "problems[].column": msg("The column in characters, from 1."),
    "problems[].length": msg("The length in characters of what is wrong."),
    "problems[].sentence": msg("The message, in the language of messages."),
    "problems[].cure": msg(
        "The suggestion, in the language of messages; empty if there is none. `write here` is for what is marked, "
        "`write in the line` for a part of the line, `write the line` for all of it; `add the line` is for a line "
        "below it."
    ),
}
"""The fields of the JSON output, which programs rely on: none is renamed or removed."""


def diagnostics_as_json(problems: Sequence[Diagnostic], looked_at: CheckedCounts) -> str:
    """Return one JSON object: what was checked, the number of diagnostics by level, and the diagnostics."""
    found = {
        "looked_at": dict(looked_at),
        "counts": {level.value: count(problems, level) for level in Level},
        "problems": [_record(problem) for problem in problems],
    }
    return json.dumps(found, indent=2)


def _record(problem: Diagnostic) -> Mapping[str, str | int]:
    place = problem.location
    return {
        "rule": problem.rule,
        "level": problem.level.value,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "length": place.length,
        "sentence": translate(problem.message),
        "cure": translate(problem.suggestion),
    }


def workflow_commands(problems: Sequence[Diagnostic]) -> Iterator[str]:
    """Yield a workflow command for each diagnostic, errors first: of each level, GitHub shows the first ten only."""
    return (workflow_command(problem) for level in Level for problem in problems if problem.level is level)


_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def workflow_command(problem: Diagnostic) -> str:
    """Return the workflow command that annotates a diagnostic's line in the pull request.

    https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
    """
    place = problem.location
    properties = {
        "file": place.path,
        "line": str(place.line),
        "col": str(place.column),
        "endColumn": str(place.column + place.length),
        "title": f"{problem.level}[{problem.rule}]",
    }
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message, suggestion = translate(problem.message), translate(problem.suggestion)
    message = f"{message}\n{suggestion}" if suggestion else message
    return f"::{_COMMANDS[problem.level]} {given}::{_message(message)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def job_summary(problems: Sequence[Diagnostic], looked_at: CheckedCounts) -> str:
    """Return the job summary of a workflow run as Markdown: errors and warnings in a table, notes collapsed."""
    urgent = [problem for problem in problems if problem.level is not Level.NOTE]
    notes = [problem for problem in problems if problem.level is Level.NOTE]
    looked = msg("Checked {what}.", what=looked_at_summary(looked_at))
    parts = [f"### newsdesk check: {translate(tally(problems))}", translate(looked)]
    if urgent:
        parts.append(_table(urgent))
    if notes:
        parts += [f"<details><summary>{translate(tally(notes))}</summary>", _table(notes), "</details>"]
    return "\n\n".join(parts) + "\n"


def _table(problems: Sequence[Diagnostic]) -> str:
    heads = translate(msg("level | location | problem | suggestion"))
    rows = [f"| {heads} |", "| --- | --- | --- | --- |", *map(_row, problems[:MAX_IN_SUMMARY])]
    if len(problems) > MAX_IN_SUMMARY:
        more = msg("… and {count} more: run newsdesk check to see them all", count=len(problems) - MAX_IN_SUMMARY)
        rows.append(f"| | | {translate(more)} | |")
    return "\n".join(rows)


def _row(problem: Diagnostic) -> str:
    place = problem.location
    at = f"{place.path}:{place.line}:{place.column}"
    cells = (f"{problem.level}[{problem.rule}]", at, translate(problem.message), translate(problem.suggestion))
    return f"| {' | '.join(map(_as_it_is, cells))} |"


def _as_it_is(text: str) -> str:
    """Escape text for one Markdown table cell: text from a pull request must not become a link or HTML."""
    return "<br>".join(re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", line) for line in text.splitlines())
