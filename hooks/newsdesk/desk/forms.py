"""The forms that editors fill in: each kind of record, its name, and the model that checks it."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from newsdesk.model.claim import Figure
from newsdesk.model.event import Edition, Event, EventInStory
from newsdesk.model.front import Correction, FrontFacts, Image, PageFacts, ProseFacts, StoryFacts, TwinWords, Withdrawal
from newsdesk.model.register import Measure, Organisation, Person, Place, Role, Series, Tag, Term
from newsdesk.model.source import Source
from newsdesk.words.message import Message, said


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A kind of record: what it is called, and the model of its keys."""

    title: Message
    model: type[BaseModel]


FORMS: Mapping[str, Form] = {
    "story": Form(title=said("A story"), model=StoryFacts),
    "translation": Form(title=said("A translation"), model=TwinWords),
    "page": Form(title=said("A standing page"), model=PageFacts),
    "front": Form(title=said("A front page (index.md)"), model=FrontFacts),
    "prose": Form(title=said("Prose for an event or an edition"), model=ProseFacts),
    "event": Form(title=said("An event"), model=Event),
    "edition": Form(title=said("An edition"), model=Edition),
    "source": Form(title=said("A source"), model=Source),
    "figure": Form(title=said("A figure"), model=Figure),
    "event-in-story": Form(title=said("An event inside its first story"), model=EventInStory),
    "image": Form(title=said("A picture"), model=Image),
    "correction": Form(title=said("A correction"), model=Correction),
    "withdrawal": Form(title=said("A withdrawal"), model=Withdrawal),
    "tag": Form(title=said("A topic"), model=Tag),
    "person": Form(title=said("A person"), model=Person),
    "role": Form(title=said("What a person was"), model=Role),
    "organisation": Form(title=said("An organisation"), model=Organisation),
    "place": Form(title=said("A place"), model=Place),
    "term": Form(title=said("A term"), model=Term),
    "measure": Form(title=said("A measure"), model=Measure),
    "series-or-storyline": Form(title=said("A series or a storyline"), model=Series),
}
