"""A story's own picture: the one at its head, with its words."""

from dataclasses import dataclass

from newsdesk.model import picture
from newsdesk.model.library import Library
from newsdesk.model.story import Story
from newsdesk.model.text import Text
from newsdesk.words.language import typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """A picture and its words in one language."""

    image: picture.Picture
    alt: str
    caption: str
    credit: str

    @property
    def shared(self) -> picture.Variant:
        """The file for whoever asks for one: a feed, a search engine, a card."""
        return self.image.shared


def pictured(story: Story, text: Text, library: Library) -> Pictured | None:
    """The picture of a story, with the words of a text; None where it has none that can be shown."""
    given = story.facts.image
    image = library.picture(given.src) if given else None
    if not given or not image:
        return None
    words = text.image or given
    credit = words.credit or given.credit or ""
    alt, caption, credit = (typeset(each, text.language) for each in (words.alt, words.caption or "", credit))
    return Pictured(image=image, alt=alt, caption=caption, credit=credit)
