"""What stories bring with them: sources and events that are written inside them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from newsdesk.model.claim import WordsClaim
from newsdesk.model.event import Event, EventInStory, inside_id
from newsdesk.model.registers import Registers
from newsdesk.model.source import Source
from newsdesk.model.text import Versions
from newsdesk.words.language import Language, Words


@dataclass(slots=True, kw_only=True)
class Gathered:
    """Sources and events of stories, by the ids that they are given; `by_url` knows every source's address."""

    by_url: dict[str, str]
    sources: dict[str, Source] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)

    @classmethod
    def beside(cls, registers: Registers) -> "Gathered":
        """Nothing yet, beside these registers."""
        return cls(by_url={source.url: name for name, source in registers.sources.items() if source.url})

    def source(self, key: str, number: int, source: str | Source) -> str:
        """The id of a story's source: its story's key and number, unless its address is known already."""
        if isinstance(source, str):
            return source
        name = self.by_url.get(source.url or "") or f"{key}/{number + 1}"
        if source.url:
            self.by_url[source.url] = name
        self.sources.setdefault(name, source)
        return name

    def event(self, key: str, event: EventInStory, versions: Versions, sources: tuple[str, ...]) -> str:
        """The id of a story's event."""
        identifier = inside_id(key, event)
        twins = {twin.language: twin.event for twin in versions.twins if twin.event}
        titles, places = ({each: getattr(words, key) for each, words in twins.items()} for key in ("title", "place"))
        facts = {name: getattr(event, name) for name in EventInStory.model_fields}
        facts["title"] = _claims({versions.original.language: event.title, **titles})
        facts["place"] = _claims({versions.original.language: event.place, **places})
        self.events[identifier] = Event.model_construct(**facts, sources=sources)
        return identifier

    def added_to(self, registers: Registers) -> Registers:
        """The registers with what the stories brought; what stands in a register wins."""
        return replace(
            registers,
            sources={**self.sources, **registers.sources},
            events={**self.events, **registers.events},
        )


def _claims(said: Mapping[Language, str | None]) -> tuple[WordsClaim, ...]:
    """One claim of the words in all languages; none where there are no words."""
    each = {language: text for language, text in said.items() if text}
    return (WordsClaim.model_construct(value=Words(each), basis=None, source=None),) if each else ()
