"""Front matter: the original has the facts, its translation the words; and the name of every kind of record."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, Discriminator, Field
from pydantic import Tag as Label

from newsdesk.content.event import Edition, Event, EventInStory, EventWords, Figure
from newsdesk.content.marks import IdOf
from newsdesk.content.registers import Measure, Organisation, Person, Place, Role, Series, Source, Tag, Term
from newsdesk.content.types import (
    READ_ONLY,
    Day,
    EventId,
    Flag,
    Identifier,
    InAnyOrder,
    LanguageTag,
    Line,
    Moment,
    OrganisationId,
    PersonId,
    Phrase,
    Record,
    Sentences,
    SourceId,
    StoryId,
    Summary,
    TagId,
    Title,
)
from newsdesk.i18n.messages import Message, msg

_ALT = msg("What the picture shows, for those who do not see it.")
_CAPTION = msg("The words below the picture.")
_CREDIT = msg("Whose picture it is.")


class Image(Record):
    """A picture: `src` is a path below docs/."""

    src: Annotated[Line, IdOf("picture")] = Field(
        description=msg("The file, a path below docs/."), examples=["media/2014/meeting.jpg"]
    )
    alt: Sentences = Field(description=_ALT)
    caption: Sentences | None = Field(None, description=_CAPTION)
    credit: Phrase | None = Field(None, description=_CREDIT)


class ImageWords(Record):
    """A twin's words for the picture of its original."""

    alt: Sentences = Field(description=_ALT)
    caption: Sentences | None = Field(None, description=_CAPTION)
    credit: Phrase | None = Field(None, description=_CREDIT)


class Correction(Record):
    """What was wrong and is put right, on a day."""

    date: Day = Field(description=msg("The day on which it is put right."), examples=["2014-02-20"])
    text: Sentences = Field(description=msg("What was wrong, and what is right."))


class Withdrawal(Record):
    """That a story is taken back: on which day, and why."""

    date: Day = Field(description=msg("The day on which it is taken back."), examples=["2014-02-20"])
    reason: Sentences = Field(description=msg("Why, in one or two sentences."))


class WithdrawalWords(Record):
    """A twin's words for why its original is taken back."""

    reason: Sentences = Field(description=msg("Why, in this language."))


def _kind_of_source(value: Any) -> str:
    return "source" if isinstance(value, (dict, Source)) else "id"


SourceOrId = Annotated[
    Annotated[SourceId, Label("id")] | Annotated[Source, Label("source")], Discriminator(_kind_of_source)
]


class StoryWords(Record):
    """The words of a story's front matter that are part of its text: each language has its own."""

    title: Title = Field(description=msg("The headline, without a mark at its end."))
    summary: Summary = Field(description=msg("One or two sentences: lists, feeds and search print them."))


class StoryFacts(StoryWords):
    """The front matter of an original story."""

    published: Moment = Field(
        description=msg("The day whose news it is; with a time, such as 2019-05-15T18:00, the moment it appears."),
        examples=["2014-02-19"],
    )
    updated: Day | None = Field(
        None, description=msg("The day of the last change that matters to a reader."), examples=["2014-02-20"]
    )
    compiled: Day | None = Field(
        None, description=msg("An archive report: the day it was written from its sources."), examples=["2026-11-25"]
    )
    origin: SourceId | None = Field(None, description=msg("The reported article, an id of sources.yml."))
    reprint: Flag = Field(False, description=msg("`true` where `origin` is reprinted whole."))
    byline: Phrase | None = Field(None, description=msg("Who wrote it."))
    tags: InAnyOrder[TagId] = Field((), description=msg("Ids of tags.yml."))
    events: InAnyOrder[EventId] = Field(
        (),
        description=msg("Ids of events, such as 2014/leading-group or summit/2015."),
        examples=[["2014/leading-group"]],
    )
    event: EventInStory | None = Field(None, description=msg("An event written inside its first story."))
    people: InAnyOrder[PersonId] = Field(
        (),
        description=msg("Adds people to those found in the text; `-id` takes one away."),
        examples=[["-an-id-of-people-yml"]],
    )
    organisations: InAnyOrder[OrganisationId] = Field(
        (),
        description=msg("Adds or takes away organisations in the same way."),
        examples=[["-an-id-of-organisations-yml"]],
    )
    sources: tuple[SourceOrId, ...] = Field(
        min_length=1, description=msg("Ids of sources.yml, or sources written here; at least one.")
    )
    image: Image | None = Field(None, description=msg("A picture: src, alt, caption, credit."))
    corrections: tuple[Correction, ...] = Field((), description=msg("What was wrong and is put right: date and text."))
    withdrawn: Withdrawal | None = Field(
        None, description=msg("Takes the story back: date and reason, all that its page still says.")
    )
    draft: Flag = Field(False, description=msg("`true` withholds the story."))
    lang: LanguageTag | None = Field(
        None, description=msg("The language of the text where it differs from its folder's."), examples=["zh-Hant"]
    )
    id: Identifier | None = Field(
        None,
        description=msg("The permanent id of a story that was moved; `newsdesk` writes it."),
        json_schema_extra=READ_ONLY,
    )
    aliases: tuple[Line, ...] = Field(
        (), description=msg("Addresses at which the story stood before."), examples=[["2014/the-old-slug"]]
    )


class TwinWords(StoryWords):
    """The front matter of a translation: words only, every fact is its original's."""

    title: Title = Field(description=msg("The headline in this language."))
    summary: Summary = Field(description=msg("The summary in this language."))
    translated: Day = Field(
        description=msg("The day of the translation; it makes the file a twin."), examples=["2014-02-20"]
    )
    translates: Line | None = Field(
        None,
        description=msg("Digests of the original's words; `newsdesk stamp` writes them."),
        json_schema_extra=READ_ONLY,
    )
    byline: Phrase | None = Field(None, description=msg("The byline in this language."))
    translator: Line | None = Field(None, description=msg("Who translated it."))
    event: EventWords | None = Field(
        None, description=msg("Title and place of the original's `event` in this language.")
    )
    image: ImageWords | None = Field(None, description=msg("alt, caption and credit in this language."))
    corrections: tuple[Correction, ...] = Field(
        (),
        description=msg(
            "The original's corrections, joined by their day; a day of its own corrects the translation alone."
        ),
    )
    withdrawn: WithdrawalWords | None = Field(
        None, description=msg("Why the original was taken back, in this language.")
    )
    draft: Flag = Field(False, description=msg("`true` withholds the translation."))


class PageFacts(Record):
    """The front matter of a standing page, such as those below about/."""

    title: Title = Field(description=msg("The heading."))
    summary: Summary = Field(description=msg("One sentence: what the page says."))
    updated: Day | None = Field(
        None, description=msg("The day of the last change that matters to a reader."), examples=["2014-02-20"]
    )
    aliases: tuple[Line, ...] = Field(
        (), description=msg("Addresses at which the page stood before."), examples=[["about/the-old-slug"]]
    )


class ProseFacts(Record):
    """The front matter of optional prose for an event or an edition; `translated` makes it the translation."""

    title: Title = Field("", description=msg("The heading; without it the page has that of its event."))
    summary: Summary = Field(description=msg("One or two sentences: what the page says."))
    translated: Day | None = Field(
        None, description=msg("In a translation, the day on which it was made."), examples=["2014-02-20"]
    )
    translates: Line | None = Field(
        None,
        description=msg("Digests of the original's words; `newsdesk stamp` writes them."),
        json_schema_extra=READ_ONLY,
    )


class FrontFacts(Record):
    """The front matter of a front page (index.md)."""

    title: Title = Field(description=msg("The title of the front page."))
    summary: Summary = Field(description=msg("What the section is, in one or two sentences."))
    lead: StoryId | None = Field(
        None,
        description=msg("The lead story, such as 2014/leading-group; else the newest."),
        examples=["2014/leading-group"],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordForm:
    """A kind of record: what it is called, and the model of its keys."""

    title: Message
    model: type[BaseModel]


RECORD_FORMS: Mapping[str, RecordForm] = {
    "story": RecordForm(title=msg("A story"), model=StoryFacts),
    "translation": RecordForm(title=msg("A translation"), model=TwinWords),
    "page": RecordForm(title=msg("A standing page"), model=PageFacts),
    "front": RecordForm(title=msg("A front page (index.md)"), model=FrontFacts),
    "prose": RecordForm(title=msg("Prose for an event or an edition"), model=ProseFacts),
    "event": RecordForm(title=msg("An event"), model=Event),
    "edition": RecordForm(title=msg("An edition"), model=Edition),
    "source": RecordForm(title=msg("A source"), model=Source),
    "figure": RecordForm(title=msg("A figure"), model=Figure),
    "event-in-story": RecordForm(title=msg("An event inside its first story"), model=EventInStory),
    "image": RecordForm(title=msg("A picture"), model=Image),
    "correction": RecordForm(title=msg("A correction"), model=Correction),
    "withdrawal": RecordForm(title=msg("A withdrawal"), model=Withdrawal),
    "tag": RecordForm(title=msg("A topic"), model=Tag),
    "person": RecordForm(title=msg("A person"), model=Person),
    "role": RecordForm(title=msg("What a person was"), model=Role),
    "organisation": RecordForm(title=msg("An organisation"), model=Organisation),
    "place": RecordForm(title=msg("A place"), model=Place),
    "term": RecordForm(title=msg("A term"), model=Term),
    "measure": RecordForm(title=msg("A measure"), model=Measure),
    "series-or-storyline": RecordForm(title=msg("A series or a storyline"), model=Series),
}
