"""A strip of bars above a timeline: how much happened when, and the way there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsdesk.model.library import Library
from newsdesk.model.timeline import Happenings
from newsdesk.words import address
from newsdesk.words.dates import month_in_words, short_month
from newsdesk.words.language import Language

TALL = 40
"""The height of the tallest bar, in the units of the drawing."""
MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The events of a year or a month; `height` is 0 to TALL, `address` empty where there are none.

    `label` is short, `name` says it whole.
    """

    label: str
    name: str
    count: int
    height: int
    address: str


Counted = tuple[str, str, int, str]
"""The label of a bar, its whole name, how many events it stands for, and where they are."""


def years(library: Library, language: Language) -> Sequence[Bar]:
    """Every year in which something happened; each leads to its page."""
    counted = [
        (str(year), str(year), len(events), address.timeline_year(language, year))
        for year, events in library.timeline.by_year.items()
    ]
    return _bars(counted, library, language)


def months(events: Happenings, start: str, size: int, library: Library, language: Language) -> Sequence[Bar]:
    """The months of a year, and last what has no month; each leads to its first event.

    The year's list begins at the address `start` and has `size` events a page.
    """
    counts: Counter[int] = Counter()
    first: dict[int, str] = {}
    for number, event in enumerate(events.values()):
        month = event.when[0].value.month
        counts[month] += 1
        first.setdefault(month, f"{address.numbered(start, number // size + 1)}#{anchor(month)}")
    counted = [
        (short_month(month, language), month_in_words(month, language), counts[month], first.get(month, ""))
        for month in MONTHS
    ]
    if counts[0]:
        word = library.word("no_month", language).text
        counted.append((word, word, counts[0], first[0]))
    return _bars(counted, library, language)


def anchor(month: int) -> str:
    """The id of the first event of a month on the page of its year; 0 is no month."""
    return f"month-{month}"


def _bars(counted: Iterable[Counted], library: Library, language: Language) -> Sequence[Bar]:
    counted = list(counted)
    most = max((count for _, _, count, _ in counted), default=1)
    phrase = library.word("events_of", language).text
    return [
        Bar(
            label=label,
            name=phrase.format(when=name, number=count),
            count=count,
            height=-(-TALL * count // most),
            address=where,
        )
        for label, name, count, where in counted
    ]
