"""`newsdesk correct` and `newsdesk withdraw`: add a dated correction to a story, or withdraw it."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from newsdesk.cli.arguments import DAY_OPTION, FILE_ARGUMENT
from newsdesk.cli.command import command, echo
from newsdesk.cli.scaffold import quoted_value
from newsdesk.cli.translation import StoryFile, story_file, translation_file
from newsdesk.i18n.messages import Message, msg
from newsdesk.project import CannotRun, Project, find_checkout, write_atomically
from newsdesk.refactor.edits import apply_edits, insert_field, new_entry


def add_correction(project: Project, file: Path, text: str, day: date) -> Sequence[Message]:
    """Write a correction into a story and return messages: what was written, and which translations lack it.

    Raises CannotRun if the file is not a story or already has this correction.
    """
    story, words = story_file(project, file), " ".join(text.split())
    if place := _place_of(story, day, words):
        raise CannotRun(msg("{place}: this correction of {day} is already recorded", place=place, day=day))
    lines = [f"date: {day}", f"text: {quoted_value(words)}"]
    edit = new_entry(story.document, "corrections", lines, story.order)
    write_atomically(story.path, apply_edits(story.raw, [edit]))
    waiting = [] if story.is_translation else story.translations
    return [
        msg("{file}: corrected on {day}", file=story.shown, day=day),
        *(
            msg(
                'add it to {twin} as well: newsdesk correct {twin} --date {day} --text "…"',
                twin=translation,
                day=day,
            )
            for translation in waiting
        ),
    ]


def _place_of(story: StoryFile, day: date, words: str) -> str:
    """Return `path:line` of the same correction, '' if there is none: a command run twice must not add it twice."""
    for number, correction in enumerate(story.document.values.get("corrections") or []):
        if correction == {"date": day.isoformat(), "text": words}:
            place = story.document.file.value("corrections", number)
            return f"{story.shown}:{place.line}"
    return ""


@command("correct")
@click.argument("file", type=FILE_ARGUMENT)
@click.option("--text", required=True, help="What was wrong and what is correct.")
@click.option("--date", "day", type=DAY_OPTION, help="Date of the correction, such as 2026-11-25; defaults to today.")
def correct(file: Path, text: str, day: datetime | None) -> None:
    """Add a dated correction to a published story.

    It is shown below the story and in the corrections feed. In a translation, a correction with the date of an
    original's correction translates it; any other applies to the translation alone.
    """
    project = find_checkout()
    for message in add_correction(project, file, text, (day or project.as_of).date()):
        echo(message)


def withdraw_story(project: Project, file: Path, reason: str, day: date) -> Sequence[Message]:
    """Withdraw a story in all languages or, given a translation, add the reason in its language.

    Returns messages: what was written, and which translations lack the reason. Raises CannotRun if the file is not a
    story, is already withdrawn, or translates a story that is not withdrawn.
    """
    story = story_file(project, file)
    if story.document.values.get("withdrawn"):
        raise CannotRun(msg("{file} is already withdrawn: nothing was changed", file=story.shown))
    lines = [f"  reason: {quoted_value(' '.join(reason.split()))}"]
    if story.is_translation:
        _refuse_alone(project, story)
    else:
        lines = [f"  date: {day}", *lines]
    edit = insert_field(story.document, "withdrawn", ["withdrawn:", *lines], story.order)
    write_atomically(story.path, apply_edits(story.raw, [edit]))
    if story.is_translation:
        return [msg("{file}: reason added", file=story.shown)]
    return [
        msg("{file}: withdrawn on {day}, in all languages", file=story.shown, day=day),
        *(
            msg('give the reason in {twin} as well: newsdesk withdraw {twin} --reason "…"', twin=translation)
            for translation in story.translations
        ),
    ]


def _refuse_alone(project: Project, story: StoryFile) -> None:
    original = translation_file(project, story.path)
    if not original.words.values.get("withdrawn"):
        raise CannotRun(
            msg(
                '{file} is a translation: withdraw its original instead: newsdesk withdraw {original} --reason "…"',
                file=story.shown,
                original=original.shown,
            )
        )


@command("withdraw")
@click.argument("file", type=FILE_ARGUMENT)
@click.option("--reason", required=True, help="Reason shown on the page, in the language of the file.")
@click.option("--date", "day", type=DAY_OPTION, help="Date of the withdrawal, such as 2026-11-25; defaults to today.")
def withdraw(file: Path, reason: str, day: datetime | None) -> None:
    """Withdraw a published story in all languages.

    Its page then shows only the date and the reason, and it is removed from lists, feeds and search.
    """
    project = find_checkout()
    for message in withdraw_story(project, file, reason, (day or project.as_of).date()):
        echo(message)
