"""When a text came into the news of its language, and when it last changed: content's own days, never the clock's."""

from collections.abc import Iterable
from datetime import date, datetime, time

from newsdesk.model.story import Story
from newsdesk.model.text import Text


def entered(story: Story, text: Text) -> datetime:
    """The moment at which a story came, in the site's zone.

    An archive report comes when it is compiled, not on the day that it tells of,
    and a translation on its own day, since nobody could read it before.
    """
    return _latest(story.facts.published, story.facts.compiled, text.translated)


def changed(story: Story, text: Text) -> datetime:
    """The moment of the last change that a reader of this text is told of."""
    corrections = (*story.versions.original.corrections, *text.corrections)
    return _latest(entered(story, text), story.facts.updated, *(correction.date for correction in corrections))


def midnight(day: date) -> datetime:
    """The moment at which a day begins."""
    return datetime.combine(day, time())


def _latest(moment: datetime, *days: date | None) -> datetime:
    return max([moment, *_midnights(days)])


def _midnights(days: Iterable[date | None]) -> Iterable[datetime]:
    return (midnight(day) for day in days if day)
