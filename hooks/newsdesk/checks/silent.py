"""A reader is told when the words of a published story change: by a correction, or by a later `updated`."""

from collections import Counter
from collections.abc import Iterator, Sequence

from newsdesk.checks.pairs import part
from newsdesk.model.ledger import Told
from newsdesk.model.library import Library
from newsdesk.model.story import Story
from newsdesk.model.text import Text
from newsdesk.words import wording
from newsdesk.words.digest import BEFORE_BODY, changed
from newsdesk.words.language import Language
from newsdesk.words.message import listed, said
from newsdesk.words.problem import Place, Problem, error


def check(library: Library) -> Iterator[Problem]:
    """Texts whose words are not those of the ledger, though nothing tells of the change."""
    for story in library.stories:
        for text in story.texts:
            line = library.ledger.told.get(name(story, text.language))
            if line and (problem := _silent(Told.read(line), story, text)):
                yield problem


def name(story: Story, language: Language) -> str:
    """What the ledger calls a text: it outlives a move."""
    return f"{language}/{story.permanent}"


def told(story: Story, text: Text, day: str) -> Told:
    """The words of a text as they are today, and what its readers are told of changes."""
    days = [story.facts.updated, text.translated]
    of_original, of_text = (
        Counter(each.date.isoformat() for each in source.corrections) for source in (story.versions.original, text)
    )
    words = (text.title, text.summary, text.body)
    return Told(
        day=day,
        updated=max((each.isoformat() for each in days if each), default=""),
        # A correction of the original and that of its translation are one.
        corrections=list((of_original | of_text).elements()),
        typed=wording.typed(*words),
        whole=wording.whole(*words),
        blocks=wording.groups(*words),
    )


def _silent(before: Told, story: Story, text: Text) -> Problem | None:
    if before.typed == wording.typed(text.title, text.summary, text.body):
        return None
    now = told(story, text, before.day)
    if now.has_words_of(before) or now.tells_more_than(before):
        return None
    path = text.file.path
    parts = changed(before.blocks, now.blocks)
    sentence = said(
        "the words of this story have changed since {day}, and nothing tells its readers: {parts}",
        day=before.day,
        parts=listed(part(text, group) for group in parts) or said("blocks are gone, or stand in another order"),
    )
    cure = said(
        "newsdesk changes --published {path}\n"
        'newsdesk correct {path} --text "…"\n'
        "newsdesk accept {path}  # a slip of the pen, of which no reader need be told",
        path=path,
    )
    return error("silent-change", _place(text, parts), sentence, cure)


def _place(text: Text, parts: Sequence[int]) -> Place:
    if not parts:
        return text.file.at()
    if parts[0] < BEFORE_BODY:
        return text.file.value(("title", "summary")[parts[0]])
    return text.file.at(text.line_of(parts[0]))
