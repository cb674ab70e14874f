"""Whom and what one text of a story names by a name of the registers, the other names too, in its own form."""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import partial

from newsdesk.checks.side import Side
from newsdesk.model.library import Library
from newsdesk.model.names import Finder, Named, names_of
from newsdesk.model.registers import Registers
from newsdesk.model.story import Story
from newsdesk.words.language import Language, Words
from newsdesk.words.message import said
from newsdesk.words.problem import Part, Problem, one_of, warning

_NAME_IT = said("name it there too, or give the register the form that stands there: also")

_LONGER = {"organisations": " [A-Z]", "places": "时间|大学"}
"""What makes another name of a name before it: Alibaba Cloud is not Alibaba, and 北京大学 is Peking University."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What has a name: its forms, the first of which a message gives."""

    identifier: str
    name: Words
    short: Words | None
    also: Mapping[Language, tuple[str, ...]]

    def names(self, language: Language) -> Iterable[tuple[str, str]]:
        return names_of(self.identifier, language, self.name, self.short, also=self.also)


class Known:
    """All that the registers name: people, organisations, places and terms, each by its register and id."""

    def __init__(self, registers: Registers) -> None:
        self._things = _things(registers)
        self._finders: dict[Language, Finder] = {}

    def differences(self, one: Side, other: Side) -> Iterator[tuple[str, Problem]]:
        """What one of two texts names and the other does not, each with its register and id."""
        named = self._named(one), self._named(other)
        yield from self._unnamed(one, named[0], other, named[1])
        yield from self._unnamed(other, named[1], one, named[0])

    def forms(self, register: str, language: Language) -> Iterator[str]:
        """Every name in a language of the things of one register."""
        for key, thing in self._things.items():
            if key.startswith(f"{register}/"):
                yield from (form for _, form in thing.names(language))

    def _named(self, side: Side) -> Named:
        language = side.text.language
        if language not in self._finders:
            self._finders[language] = Finder(pair for thing in self._things.values() for pair in thing.names(language))
        return self._finders[language].found_in(side.words)

    def _unnamed(self, here: Side, named_here: Named, there: Side, named_there: Named) -> Iterator[tuple[str, Problem]]:
        missing = ((key, span) for key, span in named_here.spans.items() if key not in named_there.mentioned)
        for identifier, (start, end) in missing:
            thing = self._things[identifier]
            longer = _LONGER.get(identifier.partition("/")[0])
            alone = not longer or re.search(rf"(?<![A-Za-z]){re.escape(here.words[start:end])}(?!{longer})", here.words)
            if alone and not here.leads_elsewhere(start) and not _in_a_name(thing, there):
                name = thing.name.on(there.text.language).text
                sentence = said(
                    '"{words}" is named here, but {path} does not say "{name}"',
                    words=here.words[start:end],
                    path=there.path,
                    name=name,
                )
                waived = said("write above the line: {waiver}", waiver=here.waiver("names", start))
                yield identifier, warning("names", here.place(start, end), sentence, one_of([_NAME_IT, waived]))


def _in_a_name(thing: Thing, side: Side) -> bool:
    """Whether a text has a term inside another word: `cloud computing` in Songqiao Cloud Computing Group."""
    words = side.words.replace("-", " ").lower()
    return any(form in words for _, form in thing.names(side.text.language) if form[0].islower())


def _things(registers: Registers) -> Mapping[str, Thing]:
    found = {}
    for register in ("people", "organisations", "places", "terms"):
        for identifier, entry in getattr(registers, register).items():
            short = getattr(entry, "short", None)
            key = f"{register}/{identifier}"
            found[key] = Thing(identifier=key, name=entry.name, short=short, also=entry.also)
    return found


def parts(library: Library) -> Iterator[Part]:
    """Names that stand in one text of a story and not in the other, story by story."""
    known = Known(library.registers)
    stories = [story for story in (*library.stories, *library.withheld) if story.versions.twins]
    return (partial(_of_story, story, known) for story in stories)


def _of_story(story: Story, known: Known) -> Iterator[Problem]:
    removed = _removed(story)
    for pair in story.versions.pairs:
        for identifier, problem in known.differences(Side(text=pair.original), Side(text=pair.twin)):
            if identifier not in removed:
                yield problem


def _removed(story: Story) -> Set[str]:
    """What the editor says that a name in this story does not mean."""
    asked = {"people": story.facts.people, "organisations": story.facts.organisations}
    return {f"{kind}/{name[1:]}" for kind, names in asked.items() for name in names if name.startswith("-")}
