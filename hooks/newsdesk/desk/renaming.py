"""An id written anew where it stands; a sorted list in which order means nothing stays sorted."""

from collections.abc import Iterator

from newsdesk.desk.edit import Edit, at
from newsdesk.desk.forms import FORMS
from newsdesk.model.form import fields
from newsdesk.model.kinds import InNoOrder
from newsdesk.model.mention import Mention
from newsdesk.words.located import Located, Mark

_IN_NO_ORDER = frozenset(
    key
    for form in FORMS.values()
    for key, field in fields(form.model).items()
    if any(isinstance(each, InNoOrder) for each in field.metadata)
)
"""Keys of lists of which no page shows in which order they were typed."""


def renamed(mention: Mention, new: str) -> Iterator[Edit]:
    """The edits that a new name of what is mentioned asks for: one, or those of all ids that change their places."""
    file = mention.file
    marks = list(_places(mention))
    before = [_typed(file, mark) for mark in marks]
    after = [typed.replace(mention.name, new) if _id(typed) == mention.name else typed for typed in before]
    if before == sorted(before, key=_sign_and_id):
        after.sort(key=_sign_and_id)
    for mark, typed, now in zip(marks, before, after, strict=True):
        if now != typed:
            yield at(file.text, mark, now)


def _places(mention: Mention) -> Iterator[Mark]:
    """Where the id stands; of a list in which order means nothing, where each of its ids does."""
    *above, last = mention.keys
    for keys, mark in mention.file.values.items():
        if keys == mention.keys or (isinstance(last, int) and above[-1] in _IN_NO_ORDER and keys[:-1] == tuple(above)):
            yield mark


def _typed(file: Located, mark: Mark) -> str:
    line, column, length = mark
    return file.at(line).source[column - 1 : column - 1 + length]


def _sign_and_id(typed: str) -> str:
    return typed.strip("\"'")


def _id(typed: str) -> str:
    """The id alone, without the sign that takes it away."""
    return _sign_and_id(typed).removeprefix("-")
