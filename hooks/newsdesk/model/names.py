"""Names in texts: which people and organisations of the registers a story names."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from newsdesk.words.language import Language, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """Finds registered names in text of one language."""

    pattern: re.Pattern[str] | None
    ids: Mapping[str, str]

    def found_in(self, text: str) -> set[str]:
        """The ids of the names that stand in `text`."""
        if not self.pattern:
            return set()
        return {self.ids[_flat(name)] for name in self.pattern.findall(text)}


def finder(names: Iterable[tuple[str, str]]) -> Finder:
    """A finder of (id, name) pairs: the longest name wins, and Latin names end at word boundaries."""
    ids = {_flat(name): identifier for identifier, name in names}
    if not ids:
        return Finder(pattern=None, ids={})
    choices = "|".join(_bounded(name) for name in sorted(ids, key=len, reverse=True))
    return Finder(pattern=re.compile(choices), ids=ids)


def names_of(
    identifier: str, language: Language, name: Words, *others: Words | None, also: Mapping[Language, tuple[str, ...]]
) -> Iterable[tuple[str, str]]:
    """The names by which a text in `language` may name a thing.

    A name without a form in the language is looked for in the form it has,
    since that is the form the language's text prints.
    """
    for words in (name, *others):
        if words:
            yield identifier, words.on(language).text
    for other in also.get(language, ()):
        yield identifier, other


def _flat(name: str) -> str:
    return name.replace("’", "'")


def _bounded(name: str) -> str:
    pattern = re.escape(name).replace("'", "['’]")
    # \b means nothing between Han characters: only a Latin edge is held to one.
    before = r"(?<![A-Za-z])" if re.match(r"[A-Za-z]", name) else ""
    after = r"(?![A-Za-z])" if re.search(r"[A-Za-z]$", name) else ""
    return f"{before}{pattern}{after}"
