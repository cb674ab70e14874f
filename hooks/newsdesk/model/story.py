"""Stories and standing pages: the original has the facts, its twin the words."""

from typing import Annotated, Any

from pydantic import Discriminator, Field
from pydantic import Tag as Label

from newsdesk.model.event import EventInStory, EventWords
from newsdesk.model.kinds import Day, Flag, Identifier, Line, Moment, Record, Tag
from newsdesk.model.source import Source


class Image(Record):
    """A picture: `src` is a path below docs/."""

    src: Line
    alt: Line
    caption: Line | None = None
    credit: Line | None = None


class ImageWords(Record):
    """A twin's words for the picture of its original."""

    alt: Line
    caption: Line | None = None
    credit: Line | None = None


class Correction(Record):
    """What was wrong and is put right, on a day."""

    date: Day
    text: Line


def _kind_of_source(value: Any) -> str:
    return "source" if isinstance(value, (dict, Source)) else "id"


SourceOrId = Annotated[
    Annotated[Identifier, Label("id")] | Annotated[Source, Label("source")], Discriminator(_kind_of_source)
]


class StoryFacts(Record):
    """The front matter of an original story."""

    title: Line = Field(description="The headline, without a mark at its end.")
    summary: Line = Field(description="One or two sentences: lists, feeds and search print them.")
    published: Moment = Field(
        description="The day whose news it is; with a time, such as 2019-05-15T18:00, the moment it appears."
    )
    updated: Day | None = Field(None, description="The day of the last change that matters to a reader.")
    compiled: Day | None = Field(None, description="An archive report: the day it was written from its sources.")
    origin: Identifier | None = Field(None, description="The reported article, an id of sources.yml.")
    reprint: Flag = Field(False, description="`true` where `origin` is reprinted whole.")
    byline: Line | None = Field(None, description="Who wrote it.")
    tags: tuple[Identifier, ...] = Field((), description="Ids of tags.yml.")
    events: tuple[Identifier, ...] = Field((), description="Ids of events, such as 2014/leading-group or summit/2015.")
    event: EventInStory | None = Field(None, description="An event written inside its first story.")
    people: tuple[Identifier, ...] = Field(
        (), description="Adds people to those found in the text; `-id` takes one away."
    )
    organisations: tuple[Identifier, ...] = Field((), description="Adds or takes away organisations in the same way.")
    sources: tuple[SourceOrId, ...] = Field(
        min_length=1, description="Ids of sources.yml, or sources written here; at least one."
    )
    image: Image | None = Field(None, description="A picture: src, alt, caption, credit.")
    corrections: tuple[Correction, ...] = Field((), description="What was wrong and is put right: date and text.")
    draft: Flag = Field(False, description="`true` withholds the story.")
    lang: Tag | None = Field(None, description="The language of the text where it differs from its folder's.")
    id: Line | None = Field(None, description="The permanent id of a story that was moved; `newsdesk` writes it.")
    aliases: tuple[Line, ...] = Field((), description="Addresses at which the story stood before.")


class TwinWords(Record):
    """The front matter of a translation: words only, every fact is its original's."""

    title: Line = Field(description="The headline in this language.")
    summary: Line = Field(description="The summary in this language.")
    translated: Day = Field(description="The day of the translation; it makes the file a twin.")
    translates: Line | None = Field(None, description="Digests of the original's words; `newsdesk stamp` writes them.")
    byline: Line | None = Field(None, description="The byline in this language.")
    translator: Line | None = Field(None, description="Who translated it.")
    event: EventWords | None = Field(None, description="Title and place of the original's `event` in this language.")
    image: ImageWords | None = Field(None, description="alt, caption and credit in this language.")
    corrections: tuple[Correction, ...] = Field(
        (),
        description="The original's corrections, joined by their day; a day of its own corrects the translation alone.",
    )
    draft: Flag = Field(False, description="`true` withholds the translation.")


class PageFacts(Record):
    """The front matter of a standing page, such as those below about/."""

    title: Line = Field(description="The heading.")
    summary: Line = Field(description="One sentence: what the page says.")
    updated: Day | None = Field(None, description="The day of the last change that matters to a reader.")


class FrontFacts(Record):
    """The front matter of a front page (index.md)."""

    title: Line = Field(description="The title of the front page.")
    summary: Line = Field(description="What the section is, in one or two sentences.")
    lead: Identifier | None = Field(None, description="The lead story, such as 2014/leading-group; else the newest.")
