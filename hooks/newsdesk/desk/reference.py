"""The reference of keys in CONTRIBUTING, written from the models that check them."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from newsdesk.model.event import Edition, Event
from newsdesk.model.source import Source
from newsdesk.model.story import FrontFacts, PageFacts, StoryFacts, TwinWords

MODELS: Mapping[str, type[BaseModel]] = {
    "A story": StoryFacts,
    "A translation": TwinWords,
    "A standing page": PageFacts,
    "A front page (index.md)": FrontFacts,
    "An event": Event,
    "An edition": Edition,
    "A source": Source,
}


def reference() -> str:
    """A table of keys for each kind of file, in Markdown."""
    return "\n".join(line for title, model in MODELS.items() for line in _table(title, model))


def _table(title: str, model: type[BaseModel]) -> Iterator[str]:
    yield f"#### {title}\n"
    yield "| key | needed | what it says |"
    yield "| --- | --- | --- |"
    for key, field in model.model_fields.items():
        yield f"| `{key}` | {'yes' if field.is_required() else ''} | {field.description} |"
    yield ""
