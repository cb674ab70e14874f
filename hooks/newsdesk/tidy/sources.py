"""Sources that are written out in two stories move to their register, and the stories name their ids.

One address is one source: what has none stays where it is, and so do two descriptions of one address that differ.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from newsdesk.content.front_matter import StoryFacts
from newsdesk.content.loader import LoadedFiles
from newsdesk.content.registers import Source
from newsdesk.content.story import Text
from newsdesk.content.yaml import Node, layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A source written in a story: the path of its file, its number in the list, and what it says."""

    path: str
    number: int
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMoves:
    """What moves: `named` has, by path and number in the list, the ids that stories name; `added` the new ones."""

    named: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    added: Mapping[str, Written] = field(default_factory=dict)


def source_moves(texts: Iterable[Text], found: LoadedFiles) -> SourceMoves:
    """The sources of these stories that are used twice, or stand in the register already."""
    register = found.registers.sources
    known = {source.url: name for name, source in register.items() if source.url}
    named: dict[str, dict[int, str]] = defaultdict(dict)
    added: dict[str, Written] = {}
    for url, written in _by_url(texts).items():
        uses = written
        if url in known:
            name = known[url]
            uses = [each for each in written if _says_no_more(each.source, register[name])]
        elif len({each.path for each in written}) > 1 and all(each.source == written[0].source for each in written):
            name = _free(_suggested(written[0].source), {*register, *added})
            added[name] = written[0]
        else:
            continue
        for each in uses:
            named[each.path][each.number] = name
    return SourceMoves(named=named, added=added)


def _by_url(texts: Iterable[Text]) -> Mapping[str, Sequence[Written]]:
    found: dict[str, list[Written]] = defaultdict(list)
    for text in texts:
        if isinstance(text.front, StoryFacts):
            for number, source in enumerate(text.front.sources):
                if isinstance(source, Source) and source.url:
                    found[source.url].append(Written(path=text.path, number=number, source=source))
    return found


def _says_no_more(source: Source, registered: Source) -> bool:
    return all(getattr(source, key) == getattr(registered, key) for key in source.model_fields_set)


def _suggested(source: Source) -> str:
    """An id of the publisher and the date: 'evening-2031-01-04'."""
    publisher = source.publisher.plain or source.publisher.each.get(next(iter(source.publisher.each)), "")
    host = max((urlsplit(source.url or "").hostname or "").split("."), key=len)
    words = re.findall(r"[a-z0-9]+", (publisher if publisher.isascii() else host).lower())
    return "-".join([*(words or ["source"]), *re.findall(r"\d+", source.date.text if source.date else "")])


def _free(name: str, taken: Collection[str]) -> str:
    """The id itself, or with the first number behind it that makes it one of its own."""
    number = 1
    while (free := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return free


def naming_ids(front: str, ids: Mapping[int, str]) -> str:
    """Front matter in which the sources with these numbers are named by their ids."""
    items = _sources(front)
    for number in sorted(ids, reverse=True):
        front = front[: items[number].start] + ids[number] + front[items[number].end :]
    return front


def register_entry(name: str, front: str, number: int) -> str:
    """The lines of the register for a source as it is written in front matter."""
    node = _sources(front)[number]
    typed = front[node.start : node.end]
    if node.flow:
        return f"{name}: {typed}\n"
    column = node.start - (front.rfind("\n", 0, node.start) + 1)
    first, *lines = typed.split("\n")
    return "\n".join([f"{name}:", f"  {first}", *(f"  {line[column:]}" for line in lines)]) + "\n"


def _sources(front: str) -> Sequence[Node]:
    root = layout(front)
    return next((value.items for key, value in (root.pairs if root else ()) if key.value == "sources"), ())
