"""Which stories are related to one, and why: the same event first, then the tags they share."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from newsdesk.model.library import Library
from newsdesk.model.story import Story, around
from newsdesk.views.listing import Item, item
from newsdesk.words.language import Fragment, Language, Words

RELATED = 4
NEAREST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A related story, and why it is related."""

    item: Item
    why: str
    reason: Fragment


Choice = tuple[Story, str, Words]
"""A related story, the interface word for why, and what the two have in common."""


def related_to(story: Story, library: Library) -> Sequence[Choice]:
    """Stories of the same event first, then those that share most tags: the same in every language."""
    chosen: dict[str, Choice] = {}
    for choice in chain(_by_events(story, library), _by_tags(story, library)):
        chosen.setdefault(choice[0].key, choice)
        if len(chosen) == RELATED:
            break
    return list(chosen.values())


def shown(choices: Sequence[Choice], language: Language) -> Sequence[Related]:
    """Related stories for a reader of a language."""
    return [Related(item=item(story, language), why=why, reason=words.on(language)) for story, why, words in choices]


def _by_events(story: Story, library: Library) -> Iterator[Choice]:
    """The stories nearest in time that report the same events."""
    for identifier in sorted(story.events):
        if event := library.event(identifier):
            for other in around(story, library.by_event[identifier], NEAREST):
                yield other, "same_event", event.title[0].value


def _by_tags(story: Story, library: Library) -> Iterator[Choice]:
    """Those of the nearest stories of each tag that share most tags, and one tag they share.

    Only the nearest in time are looked at, so that a page costs the same
    however many stories a tag has.
    """
    shared: Counter[str] = Counter()
    found: dict[str, tuple[Story, str]] = {}
    for name in sorted(set(story.facts.tags)):
        for other in around(story, library.by_tag.get(name, ()), NEAREST):
            shared[other.key] += 1
            found.setdefault(other.key, (other, name))
    for key, _ in sorted(shared.items(), key=lambda entry: (-entry[1], entry[0])):
        other, name = found[key]
        yield other, "same_tag", library.registers.tags[name].name
