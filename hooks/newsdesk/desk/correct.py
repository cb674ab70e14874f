"""Telling readers what was wrong: a dated correction in the front matter of a text."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from newsdesk.desk.command import CannotRun
from newsdesk.desk.edit import edited
from newsdesk.desk.keys import new_entry
from newsdesk.desk.pairs import StoryFile, story_file
from newsdesk.desk.project import Project, write_whole
from newsdesk.desk.scaffold import quoted
from newsdesk.words.message import Message, said


def correct(project: Project, file: Path, text: str, day: date) -> Sequence[Message]:
    """Write a correction and say so, and in which translations it waits for its words.

    Raises CannotRun where the file is no story, or has that correction.
    """
    story, words = story_file(project, file), " ".join(text.split())
    if place := _place_of(story, day, words):
        raise CannotRun(said("{place}: this correction of {day} stands here already", place=place, day=day))
    lines = [f"date: {day}", f"text: {quoted(words)}"]
    edit = new_entry(story.document, "corrections", lines, story.order)
    write_whole(story.path, edited(story.raw, [edit]))
    waiting = [] if story.is_twin else story.twins
    return [
        said("{file}: corrected on {day}", file=story.shown, day=day),
        *(
            said('to be told in {twin} too: newsdesk correct {twin} --date {day} --text "…"', twin=twin, day=day)
            for twin in waiting
        ),
    ]


def _place_of(story: StoryFile, day: date, words: str) -> str:
    """Where a correction stands: whoever runs a command twice means it once."""
    for number, correction in enumerate(story.document.values.get("corrections") or []):
        if correction == {"date": day.isoformat(), "text": words}:
            place = story.document.file.value("corrections", number)
            return f"{story.shown}:{place.line}"
    return ""
