"""Placeholders of `newsdesk new` in what is published, or will be."""

from collections.abc import Iterator, Sequence

from newsdesk.model.library import Library
from newsdesk.model.text import Text
from newsdesk.words.message import said
from newsdesk.words.placeholder import may_wait, waiting
from newsdesk.words.problem import Problem, error
from newsdesk.words.stated import spoken

MANY = 50
"""Of one text, no more are said."""
_SENTENCE = said("this is still to be written")
_CURE = said("write it, or let the story wait with draft: true")


def check(library: Library) -> Iterator[Problem]:
    """Words that wait to be written, anywhere but in a draft."""
    for text in _published(library):
        if may_wait(text.file.text):
            yield from list(_of(text))[:MANY]


def _published(library: Library) -> Iterator[Text]:
    yield from library.texts
    versions = [page.versions for page in library.prose.values()]
    versions += [story.versions for story in library.withheld if not story.facts.draft]
    yield from (text for each in versions for text in each.texts.values())


def _of(text: Text) -> Iterator[Problem]:
    lines = text.file.text.split("\n")
    for line, column, length in _values(text, lines):
        yield error("placeholder", text.file.at(line, column, length), _SENTENCE, _CURE)
    for start, end in waiting(spoken(text.body)):
        line = text.body_line + text.body.count("\n", 0, start)
        column = start - text.body.rfind("\n", 0, start)
        yield error("placeholder", text.file.at(line, column, end - start), _SENTENCE, _CURE)


def _values(text: Text, lines: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The marks of the values in the front matter that are placeholders."""
    for line, column, length in text.file.values.values():
        typed = lines[line - 1][column - 1 : column - 1 + length]
        if list(waiting(typed)):
            yield line, column, length
