"""Taking a story back: its page stays and says when and why; nothing else of the site knows it any more."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from newsdesk.desk.command import CannotRun
from newsdesk.desk.edit import edited
from newsdesk.desk.keys import new_key
from newsdesk.desk.pairs import StoryFile, story_file, twin_of
from newsdesk.desk.project import Project, write_whole
from newsdesk.desk.scaffold import quoted
from newsdesk.words.message import Message, said


def withdraw(project: Project, file: Path, reason: str, day: date) -> Sequence[Message]:
    """Withdraw a story in all its languages, or give the reason in the language of a translation.

    Raises CannotRun where the file is no story, is withdrawn already, or translates one that is not.
    """
    story = story_file(project, file)
    if story.document.values.get("withdrawn"):
        raise CannotRun(said("{file} is withdrawn already: it was not touched", file=story.shown))
    lines = [f"  reason: {quoted(' '.join(reason.split()))}"]
    if story.is_twin:
        _refuse_alone(project, story)
    else:
        lines = [f"  date: {day}", *lines]
    edit = new_key(story.document, "withdrawn", ["withdrawn:", *lines], story.order)
    write_whole(story.path, edited(story.raw, [edit]))
    if story.is_twin:
        return [said("{file}: says why", file=story.shown)]
    return [
        said("{file}: withdrawn on {day}, in all languages", file=story.shown, day=day),
        *(said('to be said in {twin} too: newsdesk withdraw {twin} --reason "…"', twin=twin) for twin in story.twins),
    ]


def _refuse_alone(project: Project, story: StoryFile) -> None:
    original = twin_of(project, story.path)
    if not original.words.values.get("withdrawn"):
        raise CannotRun(
            said(
                '{file} is a translation: withdraw its original: newsdesk withdraw {original} --reason "…"',
                file=story.shown,
                original=original.shown,
            )
        )
