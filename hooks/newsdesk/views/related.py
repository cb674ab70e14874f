"""Which stories are related to one, and why: the same event first, then the tags they share."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsdesk.model.library import Library, Story
from newsdesk.views.listing import Item, item
from newsdesk.words.language import Fragment, Language, Words

RELATED = 4
NEAREST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A related story, and why it is related."""

    item: Item
    why: str
    reason: Fragment


def related(story: Story, library: Library, language: Language) -> Sequence[Related]:
    """Stories of the same event first, then those that share most tags; each says why."""
    chosen: dict[str, Related] = {}
    for other, why, reason in (*_by_events(story, library), *_by_tags(story, library)):
        if len(chosen) == RELATED:
            break
        if other.key not in chosen:
            chosen[other.key] = Related(item=item(other, language), why=why, reason=reason.on(language))
    return list(chosen.values())


def _by_events(story: Story, library: Library) -> Iterator[tuple[Story, str, Words]]:
    """The stories nearest in time that report the same events."""
    for identifier in story.events:
        if event := library.event(identifier):
            for other in library.around(story, library.by_event[identifier], NEAREST):
                yield other, "same_event", event.title[0].value


def _by_tags(story: Story, library: Library) -> Iterator[tuple[Story, str, Words]]:
    """Those of the nearest stories of each tag that share most tags, and one tag they share.

    Only the nearest in time are looked at, so that a page costs the same
    however many stories a tag has.
    """
    shared: Counter[str] = Counter()
    found: dict[str, tuple[Story, str]] = {}
    for name in story.facts.tags:
        for other in library.around(story, library.by_tag.get(name, ()), NEAREST):
            shared[other.key] += 1
            found.setdefault(other.key, (other, name))
    for key, _ in sorted(shared.items(), key=lambda entry: (-entry[1], entry[0])):
        other, name = found[key]
        yield other, "same_tag", library.registers.tags[name].name
