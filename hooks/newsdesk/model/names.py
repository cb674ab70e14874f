"""Names in texts: which things of the registers a text names, and where."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from newsdesk.words.language import Language, Words

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a text names: `spans` has the ids whose name counts, each with where it stands first.

    Of names that lie in one another the longest counts; `mentioned` has the shorter ones too.
    """

    spans: Mapping[str, Span]
    mentioned: Set[str]


class Finder:
    """Finds names in text of one language, all at once, whatever their number (Aho and Corasick)."""

    def __init__(self, names: Iterable[tuple[str, str]], within: str | None = None) -> None:
        """Of (id, name) pairs; a name may be several things'. `within` is all that will be looked through, if known."""
        ids: dict[str, list[str]] = defaultdict(list)
        whole = None if within is None else _flat(within)
        for identifier, name in names:
            if whole is None or _flat(name) in whole:
                ids[_flat(name)].append(identifier)
        self._ids = list(ids.values())
        self._automaton = AhoCorasick(ids)

    def found_in(self, text: str) -> Named:
        """What `text` names; Latin names end at word boundaries."""
        flat = _flat(text)
        matches = self._automaton.find_matches_as_indexes(flat, overlapping=True)
        whole = [match for match in matches if _is_whole(flat, match[1], match[2])]
        spans: dict[str, Span] = {}
        for name, start, end in _longest(whole):
            for identifier in self._ids[name]:
                spans.setdefault(identifier, (start, end))
        mentioned = {identifier for name, *_ in whole for identifier in self._ids[name]}
        return Named(spans=spans, mentioned=mentioned)


def names_of(
    identifier: str, language: Language, name: Words, *others: Words | None, also: Mapping[Language, tuple[str, ...]]
) -> Iterable[tuple[str, str]]:
    """The names by which a text in `language` may name a thing.

    A name without a form in the language is looked for in the form it has,
    since that is the form the language's text prints. One that begins small
    may begin a sentence too.
    """
    forms = [words.on(language).text for words in (name, *others) if words]
    for form in (*forms, *also.get(language, ())):
        yield identifier, form
        if form[0].islower():
            yield identifier, form[0].upper() + form[1:]


def _longest(matches: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """From left to right, the longest that begins first; what overlaps it is left out."""
    reached = 0
    for match in sorted(matches, key=lambda match: (match[1], -match[2])):
        if match[1] >= reached:
            reached = match[2]
            yield match


def _flat(name: str) -> str:
    return name.replace("’", "'")


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether no Latin letter goes on where a Latin name begins or ends: \\b means nothing between Han characters."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_joined(before, text[start]) or _joined(text[end - 1], after))


def _joined(left: str, right: str) -> bool:
    return left.isascii() and left.isalpha() and right.isascii() and right.isalpha()
