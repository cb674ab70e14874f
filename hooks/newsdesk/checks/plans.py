"""Plans whose day has passed wait for an editor to say what came of them."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from newsdesk.model.event import is_past_plan, last_day
from newsdesk.model.homes import event_homes
from newsdesk.model.library import Library
from newsdesk.words.dates import in_words
from newsdesk.words.message import said, worded
from newsdesk.words.problem import Problem, note, write


def check(library: Library, today: date) -> Iterator[Problem]:
    """Events that are planned still, though the last day that a source gives lies before `today`."""
    for identifier, (file, keys) in event_homes(library):
        event = library.event(identifier)
        if event and is_past_plan(event, today):
            last = last_day(event)
            sentence = said("this is planned for {date}, and that has passed", date=worded(partial(in_words, last)))
            cure = write(said("state: held, postponed or cancelled, with the source that says so"))
            yield note("past-plan", file.value(*keys, "state"), sentence, cure)
