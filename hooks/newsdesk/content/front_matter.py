"""Front matter models: an original has the facts, a translation the words. Also the title of every kind of record."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Discriminator, Field
from pydantic import Tag as Label

from newsdesk.content.event import Edition, Event, EventInStory, EventWords, Figure
from newsdesk.content.marks import IdOf
from newsdesk.content.registers import (
    OWN_REPORTING,
    Measure,
    Organisation,
    OwnReporting,
    Person,
    Place,
    Role,
    Series,
    Source,
    Tag,
    Term,
)
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

_ALT = msg("Alternative text: what the image shows.")
_CAPTION = msg("The caption below the image.")
_CREDIT = msg("The credit line: photographer or owner.")


class Image(Record):
    """An image; `src` is the path of its file, relative to that of the story, or from docs/ on (`media/…`)."""

    src: Annotated[Line, IdOf("picture")] = Field(
        description=msg("The path of the image file, relative to this file, as in a body."),
        examples=["../../../media/2014/meeting.jpg"],
    )
    alt: Sentences = Field(description=_ALT)
    caption: Sentences | None = Field(None, description=_CAPTION)
    credit: Phrase | None = Field(None, description=_CREDIT)


class ImageWords(Record):
    """A translation's words for the image of its original."""

    alt: Sentences = Field(description=_ALT)
    caption: Sentences | None = Field(None, description=_CAPTION)
    credit: Phrase | None = Field(None, description=_CREDIT)


class Correction(Record):
    """A correction: its date, what was wrong and what is correct."""

    date: Day = Field(description=msg("The date of the correction."), examples=["2014-02-20"])
    text: Sentences = Field(description=msg("What was wrong and what is correct."))


class Withdrawal(Record):
    """The withdrawal of a story: its date and reason."""

    date: Day = Field(description=msg("The date of the withdrawal."), examples=["2014-02-20"])
    reason: Sentences = Field(description=msg("The reason, in one or two sentences."))


class WithdrawalWords(Record):
    """A translation's words for the withdrawal of its original."""

    reason: Sentences = Field(description=msg("The reason, in this language."))


def _kind_of_source(value: Any) -> str:
    if isinstance(value, OwnReporting) or (isinstance(value, dict) and "own" in value):
        return "own-reporting"
    if isinstance(value, (dict, Source)):
        return "source"
    return "short" if value == OWN_REPORTING else "id"


def _in_full(_: str) -> OwnReporting:
    return OwnReporting(own="reporting")


SourceOrId = Annotated[
    Annotated[SourceId, Label("id")]
    | Annotated[Source, Label("source")]
    | Annotated[Literal["own reporting"], AfterValidator(_in_full), Label("short")]
    | Annotated[OwnReporting, Label("own-reporting")],
    Discriminator(_kind_of_source),
]


class StoryWords(Record):
    """The fields of a story that are part of its text: each language has its own."""

    title: Title = Field(description=msg("The title, without final punctuation."))
    summary: Summary = Field(description=msg("One or two sentences, shown in lists, feeds and search results."))


class StoryFacts(StoryWords):
    """The front matter of an original story."""

    published: Moment = Field(
        description=msg(
            "The publication date; with a time, such as 2019-05-15T18:00, the story appears at that moment."
        ),
        examples=["2014-02-19"],
    )
    updated: Day | None = Field(
        None, description=msg("The date of the last change that matters to readers."), examples=["2014-02-20"]
    )
    compiled: Day | None = Field(
        None,
        description=msg("For an archive report: the date it was written from its sources."),
        examples=["2026-11-25"],
    )
    origin: SourceId | None = Field(None, description=msg("The article being reported on, an ID from sources.yml."))
    reprint: Flag = Field(False, description=msg("`true` if `origin` is reprinted in full."))
    byline: Phrase | None = Field(None, description=msg("The author."))
    tags: InAnyOrder[TagId] = Field((), description=msg("IDs from tags.yml."))
    events: InAnyOrder[EventId] = Field(
        (),
        description=msg("Event IDs, such as 2014/leading-group or summit/2015."),
        examples=[["2014/leading-group"]],
    )
    event: EventInStory | None = Field(None, description=msg("An event defined in the first story about it."))
    people: InAnyOrder[PersonId] = Field(
        (),
        description=msg("IDs from people.yml, in addition to the people recognized in the text; `-id` removes one."),
        examples=[["-an-id-of-people-yml"]],
    )
    organisations: InAnyOrder[OrganisationId] = Field(
        (),
        description=msg("IDs from organisations.yml, added or removed in the same way."),
        examples=[["-an-id-of-organisations-yml"]],
    )
    sources: tuple[SourceOrId, ...] = Field(
        (),
        description=msg(
            "IDs from sources.yml, sources written in full, or `own reporting`; by the rule `unsourced`, at least one."
        ),
    )
    image: Image | None = Field(None, description=msg("The lead image: src, alt, caption and credit."))
    corrections: tuple[Correction, ...] = Field((), description=msg("Corrections, each with date and text."))
    withdrawn: Withdrawal | None = Field(
        None, description=msg("Withdraws the story: only the date and reason remain on its page.")
    )
    draft: Flag = Field(False, description=msg("`true` keeps the story unpublished."))
    imported: Day | None = Field(
        None,
        description=msg(
            "The date on which it came from another system: rules that are a matter of taste are off for it."
        ),
        examples=["2026-11-25"],
    )
    lang: LanguageTag | None = Field(
        None, description=msg("The language of the text, if it differs from that of its folder."), examples=["zh-Hant"]
    )
    id: Identifier | None = Field(
        None,
        description=msg("Permanent ID of a story that was moved; written by `newsdesk`."),
        json_schema_extra=READ_ONLY,
    )
    aliases: tuple[Line, ...] = Field(
        (),
        description=msg(
            "Former URLs of the story, which redirect here: a year and a slug, or the path of a page on a former site."
        ),
        examples=[["2014/the-old-slug"]],
    )


class TranslationWords(StoryWords):
    """The front matter of a translation: words only, as all facts are in the original."""

    title: Title = Field(description=msg("The title in this language."))
    summary: Summary = Field(description=msg("The summary in this language."))
    translated: Day = Field(
        description=msg("The date of the translation; a file with this field is a translation."),
        examples=["2014-02-20"],
    )
    translates: Line | None = Field(
        None,
        description=msg("Digests of the original, written by `newsdesk stamp`."),
        json_schema_extra=READ_ONLY,
    )
    byline: Phrase | None = Field(None, description=msg("The byline in this language."))
    translator: Line | None = Field(None, description=msg("The translator."))
    event: EventWords | None = Field(
        None, description=msg("Title and place of the original's `event`, in this language.")
    )
    image: ImageWords | None = Field(None, description=msg("alt, caption and credit in this language."))
    corrections: tuple[Correction, ...] = Field(
        (),
        description=msg(
            "Corrections: one with the date of an original's correction translates it; any other "
            "applies to the translation alone."
        ),
    )
    withdrawn: WithdrawalWords | None = Field(
        None, description=msg("The reason the original was withdrawn, in this language.")
    )
    draft: Flag = Field(False, description=msg("`true` keeps the translation unpublished."))


class PageFacts(Record):
    """The front matter of a standing page, such as those in about/."""

    title: Title = Field(description=msg("The page title."))
    summary: Summary = Field(description=msg("What the page is about, in one sentence."))
    updated: Day | None = Field(
        None, description=msg("The date of the last change that matters to readers."), examples=["2014-02-20"]
    )
    aliases: tuple[Line, ...] = Field(
        (), description=msg("Former URLs of the page, which redirect here."), examples=[["about/the-old-slug"]]
    )


class ProseFacts(Record):
    """The front matter of optional text for an event or an edition; with `translated` it is a translation."""

    title: Title = Field("", description=msg("The page title; defaults to that of the event."))
    summary: Summary = Field(description=msg("What the page is about, in one or two sentences."))
    translated: Day | None = Field(
        None, description=msg("In a translation: the date it was made."), examples=["2014-02-20"]
    )
    translates: Line | None = Field(
        None,
        description=msg("Digests of the original, written by `newsdesk stamp`."),
        json_schema_extra=READ_ONLY,
    )


class HomeFacts(Record):
    """The front matter of a home page (index.md)."""

    title: Title = Field(description=msg("The title of the home page."))
    summary: Summary = Field(description=msg("A description of the site in one or two sentences."))
    lead: StoryId | None = Field(
        None,
        description=msg("The lead story, such as 2014/leading-group; defaults to the latest."),
        examples=["2014/leading-group"],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordForm:
    """A kind of record: its title, and the model of its fields."""

    title: Message
    model: type[BaseModel]


RECORD_FORMS: Mapping[str, RecordForm] = {
    "story": RecordForm(title=msg("A story"), model=StoryFacts),
    "translation": RecordForm(title=msg("A translation"), model=TranslationWords),
    "page": RecordForm(title=msg("A standing page"), model=PageFacts),
    "front": RecordForm(title=msg("A home page (index.md)"), model=HomeFacts),
    "prose": RecordForm(title=msg("Text for an event or an edition"), model=ProseFacts),
    "event": RecordForm(title=msg("An event"), model=Event),
    "edition": RecordForm(title=msg("An edition"), model=Edition),
    "source": RecordForm(title=msg("A source"), model=Source),
    "own-reporting": RecordForm(title=msg("Own reporting, as a source"), model=OwnReporting),
    "figure": RecordForm(title=msg("A figure"), model=Figure),
    "event-in-story": RecordForm(title=msg("An event defined in a story"), model=EventInStory),
    "image": RecordForm(title=msg("An image"), model=Image),
    "correction": RecordForm(title=msg("A correction"), model=Correction),
    "withdrawal": RecordForm(title=msg("A withdrawal"), model=Withdrawal),
    "tag": RecordForm(title=msg("A tag"), model=Tag),
    "person": RecordForm(title=msg("A person"), model=Person),
    "role": RecordForm(title=msg("A person's role"), model=Role),
    "organisation": RecordForm(title=msg("An organization"), model=Organisation),
    "place": RecordForm(title=msg("A place"), model=Place),
    "term": RecordForm(title=msg("A term"), model=Term),
    "measure": RecordForm(title=msg("A measure"), model=Measure),
    "series-or-storyline": RecordForm(title=msg("A series or a storyline"), model=Series),
}
