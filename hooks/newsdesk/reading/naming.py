"""Whom a text names: people and organisations of the registers, found by their names."""

from dataclasses import dataclass
from functools import cache

from newsdesk.model.names import Finder, names_of
from newsdesk.model.registers import Registers
from newsdesk.model.text import Text
from newsdesk.words.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The ids of whom a text names."""

    people: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()


NOBODY = Names()


class Finders:
    """What finds the names of the registers in the texts of each language."""

    def __init__(self, registers: Registers) -> None:
        self.registers = registers
        self._of = cache(self._made)

    def named_in(self, text: Text) -> Names:
        people, organisations = self._of(text.language)
        words = text.words
        found = people.found_in(words).spans, organisations.found_in(words).spans
        return Names(people=frozenset(found[0]), organisations=frozenset(found[1])) if any(found) else NOBODY

    def _made(self, language: Language) -> tuple[Finder, Finder]:
        people = (
            pair
            for identifier, person in self.registers.people.items()
            for pair in names_of(identifier, language, person.name, also=person.also)
        )
        organisations = (
            pair
            for identifier, body in self.registers.organisations.items()
            for pair in names_of(identifier, language, body.name, body.short, also=body.also)
        )
        return Finder(people), Finder(organisations)
