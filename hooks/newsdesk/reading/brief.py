"""A reading in brief: what other files need to know of a file, and no words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from newsdesk.model.event import Event
from newsdesk.model.front import StoryFacts, TwinWords
from newsdesk.model.picture import Picture, Unfit
from newsdesk.model.text import Front, Text
from newsdesk.reading.registers import RECORDS, Sheet
from newsdesk.reading.source import Reading
from newsdesk.words.located import Keys, Located, Mark

FACTS = (
    "published",
    "draft",
    "tags",
    "events",
    "event",
    "people",
    "organisations",
    "sources",
    "aliases",
    "id",
    "withdrawn",
)
"""Of a story: when it can be read, what it stands with in lists, and what is its own alone."""
RECORD = ("title", "when", "state", "series", "tags", "organisers", "aliases")
"""Of an event: its names, days and old addresses, and what it stands with in timelines."""
_DAYS = (("when",), ("event", "when"))
"""Whoever gives an event another day is told the line on which the event has its own."""
_TRANSLATION = TwinWords.model_construct(title="", summary="", translated=date.min)
"""Most translations are this one to others; so it is remembered once."""
Marks = Mapping[Keys, Mark]
_NO_MARKS: Marks = {}


def brief(reading: Reading | Sheet | Picture | Unfit) -> Reading | Sheet | Picture | Unfit:
    """What is to be remembered of a reading."""
    if isinstance(reading, (Picture, Unfit)):
        return reading
    if isinstance(reading, Reading):
        return replace(reading, text=_text(reading.text) if reading.text else None)
    is_record = reading.kind in RECORDS
    located = _located(reading.located, ids=not is_record) if reading.located else None
    if not is_record:
        return replace(reading, located=located)
    return replace(reading, located=located, entries={name: _event(each) for name, each in reading.entries.items()})


def _text(text: Text) -> Text:
    return replace(text, front=_front(text.front), body="", body_line=1, file=_located(text.file, ids=False))


def _front(front: Front) -> Front:
    if isinstance(front, StoryFacts):
        return StoryFacts.model_construct(title="", summary="", **{name: getattr(front, name) for name in FACTS})
    if isinstance(front, TwinWords) and not (front.draft or front.event or front.withdrawn):
        return _TRANSLATION
    return front


def _event(event: Event) -> Event:
    return type(event).model_construct(**{name: getattr(event, name) for name in RECORD})


def _located(file: Located, *, ids: bool) -> Located:
    """Where a file has its days, and its `ids` if it is a list of things."""
    names: Marks = {keys: mark for keys, mark in file.names.items() if len(keys) == 1} if ids else {}
    values: Marks = {keys: file.values[keys] for keys in _DAYS if keys in file.values}
    return Located(path=file.path, text="", names=names or _NO_MARKS, values=values or _NO_MARKS)
