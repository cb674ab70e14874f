"""Aliases: an old address must be nobody else's."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from newsdesk.model.event import Event, inside_id
from newsdesk.model.fault import too_long
from newsdesk.model.library import Library
from newsdesk.words import address
from newsdesk.words.located import Keys, Located
from newsdesk.words.message import Message, said
from newsdesk.words.problem import Problem, error, write


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """What an alias of a kind of thing must be."""

    is_one: Callable[[str], bool]
    must: Message
    example: str


_KEY = _Form(
    is_one=lambda text: address.is_id(text) and address.story_key(f"en/news/{text}.md") == text,
    must=said("an alias must be a year and a slug"),
    example="2014/the-old-slug",
)
_PAGE = _Form(
    is_one=lambda text: text.startswith("about/") and address.is_slug(text.removeprefix("about/")),
    must=said("an alias must be about/ and a slug"),
    example="about/the-old-slug",
)
_ID = _Form(is_one=address.is_slug, must=said("an alias must be an id without slashes"), example="the-old-id")
REGISTERS = ("tags", "people", "organisations", "series")
"""Those whose entries have pages."""


class Holder(NamedTuple):
    """A thing that has an address; the aliases it has stand in `file`, below the keys `at`."""

    key: str
    aliases: tuple[str, ...]
    file: Located
    at: Keys = ()


def check(library: Library) -> Iterator[Problem]:
    """Aliases that are none, or that are taken."""
    for form, holders in _each(library.whole):
        yield from _of_kind(form, holders)
    yield from _events_inside(library.whole)


def _events_inside(library: Library) -> Iterator[Problem]:
    """An event inside a story whose address is another's: of the two, one would have no page."""
    owners = {name.removeprefix("events/"): file for name, file in library.registers.files.items()}
    for story in sorted(library.all_stories, key=lambda story: story.key):
        if not (event := story.facts.event):
            continue
        file, identifier = story.versions.original.file, inside_id(story.permanent, event)
        owner = owners.setdefault(identifier, file)
        if owner is not file:
            sentence = said("{file} already stands at {address}", file=owner.path, address=f"events/{identifier}/")
            cure = said(
                "is it the same: events: [{name}]\n"
                "else put it into a file of its own: docs/registers/events/<year>/<slug>.yml",
                name=identifier,
            )
            yield error("address-twice", file.name("event"), sentence, cure)


def _of_kind(form: _Form, holders: Mapping[str, Holder]) -> Iterator[Problem]:
    owners = dict(holders)
    for holder in holders.values():
        for number, alias in enumerate(holder.aliases):
            place = holder.file.value(*holder.at, "aliases", number)
            if not form.is_one(alias):
                sentence = said('{must}; found "{found}"', must=form.must, found=alias)
                yield error("alias", place, sentence, write(form.example))
            elif long := too_long(address.last(alias)):
                yield error("alias", place, long, said("delete this alias"))
            elif alias in owners:
                yield error("address-twice", place, _taken(alias, owners[alias]), said("delete this alias"))
            else:
                owners[alias] = holder


def _taken(alias: str, owner: Holder) -> Message:
    if owner.key == alias:
        return said("{file} already stands at {address}", file=owner.file.path, address=alias)
    return said("{file} has the alias {alias} already", file=owner.file.path, alias=alias)


def _each(library: Library) -> Iterator[tuple[_Form, Mapping[str, Holder]]]:
    yield _KEY, stories(library)
    yield _KEY, events(library)
    yield _PAGE, pages(library)
    for name in REGISTERS:
        yield _ID, entries(name, library)


def stories(library: Library) -> Mapping[str, Holder]:
    return {
        story.key: Holder(key=story.key, aliases=story.facts.aliases, file=story.versions.original.file)
        for story in library.all_stories
    }


def events(library: Library) -> Mapping[str, Holder]:
    """Those with a file of their own; one that is written inside a story has no alias, and its story's file."""
    records = library.known
    found = {key: _of_event(key, event, records.files.get(f"events/{key}")) for key, event in records.events.items()}
    for year, edition in records.editions.items():
        key = f"summit/{year}"
        found[key] = _of_event(key, edition, records.files.get(f"editions/{year}"))
    return found


def _of_event(key: str, event: Event, file: Located | None) -> Holder:
    return Holder(key, event.aliases, file or Located(path=f"the story of {key}", text=""))


def pages(library: Library) -> Mapping[str, Holder]:
    """The standing pages; the one that tells how to follow stands where it stands, with a text or without."""
    always = Holder(key=address.FOLLOW, aliases=(), file=Located(path=f"docs/…/{address.FOLLOW}.md", text=""))
    return {address.FOLLOW: always} | {
        key: Holder(
            key=key,
            aliases=getattr(page.versions.original.front, "aliases", ()),
            file=page.versions.original.file,
        )
        for key, page in library.pages.items()
    }


def entries(register: str, library: Library) -> Mapping[str, Holder]:
    """The entries of a register; a source that a story brought with it is none."""
    file = library.registers.files.get(register)
    return {
        name: Holder(key=name, aliases=getattr(entry, "aliases", ()), file=file, at=(name,))
        for name, entry in getattr(library.registers, register).items()
        if file and (name,) in file.names
    }
