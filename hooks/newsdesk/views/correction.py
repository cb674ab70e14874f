"""Corrections as a reader of a language sees them: at the foot of a story, and in a feed of their own."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsdesk.model.story import Story
from newsdesk.model.text import Text
from newsdesk.views.listing import dated, fragment
from newsdesk.views.view import Dated
from newsdesk.words.language import Fragment


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A correction in the reader's language, or in the original's where that is all there is."""

    day: Dated
    text: Fragment
    translation_only: bool


def corrections(story: Story, text: Text) -> Iterator[Corrected]:
    """The original's corrections in the words of `text`, and those of the translation alone; the newest first."""
    original = story.versions.original
    own = {correction.date: correction for correction in text.corrections}
    originals = {correction.date: correction for correction in original.corrections}
    for day in sorted({*own, *originals}, reverse=True):
        said, written = (own[day], text.language) if day in own else (originals[day], original.language)
        yield Corrected(
            day=dated(day, text.language),
            text=fragment(said.text, written, text.language),
            translation_only=text.is_twin and day not in originals,
        )
