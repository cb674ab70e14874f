"""Which things there are, and whether a name is free."""

from collections.abc import Mapping

from newsdesk.checks import aliases
from newsdesk.checks.aliases import Holder
from newsdesk.desk.command import CannotRun
from newsdesk.desk.things import Kind, Thing
from newsdesk.model.library import Library
from newsdesk.words import address
from newsdesk.words.message import said
from newsdesk.words.nearest import did_you_mean


def holders(kind: Kind, library: Library) -> Mapping[str, Holder]:
    """All things of a kind by their names."""
    if kind.name == "story":
        return aliases.stories(library)
    if kind.name == "event":
        return aliases.events(library)
    if kind.name == "page":
        return aliases.pages(library)
    return aliases.entries(kind.register, library)


def held(old: Thing, library: Library) -> Holder:
    """The file and the aliases of a thing. Raises CannotRun where there is none, or none that has its own name."""
    if old.name.startswith("summit/"):
        raise CannotRun(said("an edition is called by its year: it cannot be renamed"))
    known = holders(old.kind, library)
    if old.name not in known:
        hint = did_you_mean(old.name, known)
        raise CannotRun(said('no {kind} is called "{name}"{hint}', kind=old.kind.title, name=old.name, hint=hint))
    if old.name == address.FOLLOW:
        raise CannotRun(said("the page that tells how to follow cannot be moved: it is always there"))
    if not known[old.name].file.text:
        raise CannotRun(said("{file}: it moves when the story does", file=known[old.name].file.path))
    return known[old.name]


def refuse_taken(old: Thing, new: Thing, library: Library) -> None:
    """Raises CannotRun where another thing stands, or stood, at the new address."""
    for key, holder in holders(new.kind, library).items():
        if new.name == key or (key != old.name and new.name in holder.aliases):
            owner = (
                said("{file} has it", file=holder.file.path)
                if key == new.name
                else said("it is an alias in {file}", file=holder.file.path)
            )
            raise CannotRun(said('"{name}" is taken: {owner}', name=new.name, owner=owner))
