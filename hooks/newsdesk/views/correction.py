"""Corrections as a reader of a language sees them: at the foot of a story, and in a feed of their own."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from newsdesk.model.front import Correction
from newsdesk.model.story import Story
from newsdesk.model.text import Text
from newsdesk.views.listing import dated, fragment
from newsdesk.views.view import Dated
from newsdesk.words.language import Fragment


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A correction in the reader's language, or in the original's where that is all there is.

    `name` tells it from the story's others: its day, and of a second one of that day its number too.
    """

    name: str
    day: Dated
    text: Fragment
    translation_only: bool


def corrections(story: Story, text: Text) -> Iterator[Corrected]:
    """The original's corrections in the words of `text`, and those of the translation alone; the newest first."""
    original = story.versions.original
    own, originals = _numbered(text.corrections), _numbered(original.corrections)
    for key in sorted({*own, *originals}, reverse=True):
        said, written = (own[key], text.language) if key in own else (originals[key], original.language)
        day, number = key
        yield Corrected(
            name=f"{day}-{number}" if number > 1 else str(day),
            day=dated(day, text.language),
            text=fragment(said.text, written, text.language),
            translation_only=text.is_twin and key not in originals,
        )


def _numbered(corrections: Iterable[Correction]) -> Mapping[tuple[date, int], Correction]:
    """Each by its day, and by which of that day it is."""
    of_day: Counter[date] = Counter()
    found = {}
    for each in corrections:
        of_day[each.date] += 1
        found[each.date, of_day[each.date]] = each
    return found
