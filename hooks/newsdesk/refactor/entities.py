"""Entities that can be moved or renamed: their kinds, names, and the aliases and permanent IDs they keep."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from newsdesk import urls
from newsdesk.content.entities import ENTITY_TITLES, REGISTER_OF, IdReference
from newsdesk.content.library import Library
from newsdesk.content.types import too_long
from newsdesk.diagnostics import KeyPath, SourceFile, did_you_mean, did_you_mean_it
from newsdesk.i18n.languages import Language, language_of
from newsdesk.i18n.messages import Message, msg
from newsdesk.lint import references
from newsdesk.lint.references import PageOwner
from newsdesk.project import CannotRun, Project
from newsdesk.refactor.edits import Edit, insert, replacement, start_of
from newsdesk.urls import is_slug


@dataclass(frozen=True, slots=True, kw_only=True)
class NameForm:
    """Form of the names of a kind: `fits` is a regular expression, `must` the same in words."""

    fits: re.Pattern[str]
    must: Message


_YEARLY = NameForm(fits=re.compile(r"\d{4}/[^/]+", re.ASCII), must=msg("a year and a slug, such as 2014/leading-group"))
_BELOW = NameForm(fits=re.compile(r"about/[^/]+"), must=msg("a slug in about/"))
_PLAIN = NameForm(fits=re.compile(r"[^/]+"), must=msg("an ID without slashes"))
_FILE = NameForm(
    fits=re.compile(r"media/(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\.[a-z0-9]+"),
    must=msg("a path in media/ of ASCII letters, digits and hyphens"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityKind:
    """A kind of entity: the form of its names, and the address of its pages.

    `has_permanent_id` means that feeds or calendars identify it by a permanent ID.
    """

    name: str
    form: NameForm = _PLAIN
    address: Callable[[Language, str], str] | None = None
    has_permanent_id: bool = False

    @property
    def title(self) -> Message:
        return ENTITY_TITLES[self.name]

    @property
    def register(self) -> str:
        """The register that holds entities of this kind, '' if each has a file of its own."""
        return REGISTER_OF.get(self.name, "")

    def is_of(self, mention: IdReference) -> bool:
        """Return whether a reference is to this kind: an organization may be referenced as a publisher too."""
        return mention.kind == self.name or REGISTER_OF.get(mention.kind, "?") == self.register


PICTURE = EntityKind(name="picture", form=_FILE)
_ALL = (
    EntityKind(name="story", form=_YEARLY, address=urls.story, has_permanent_id=True),
    EntityKind(name="event", form=_YEARLY, address=urls.event, has_permanent_id=True),
    EntityKind(name="page", form=_BELOW, address=urls.static),
    EntityKind(name="tag", address=urls.tag, has_permanent_id=True),
    EntityKind(name="person", address=urls.person),
    EntityKind(name="organisation", address=urls.organisation),
    EntityKind(name="series", address=urls.series),
    EntityKind(name="place"),
    EntityKind(name="source"),
    EntityKind(name="measure"),
    EntityKind(name="term"),
)
ENTITY_KINDS: Mapping[str, EntityKind] = {kind.name: kind for kind in _ALL}
RENAMED_KINDS = [kind.name for kind in ENTITY_KINDS.values() if kind.register or kind.name == "event"]
"""Kinds that `newsdesk rename` accepts: those with an ID instead of a path."""
_SECTIONS = {
    "news": "story",
    "events": "event",
    "about": "page",
    "tags": "tag",
    "people": "person",
    "organisations": "organisation",
    "series": "series",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An entity; `name` is a key such as '2014/leading-group', an ID, or the path of a picture."""

    kind: EntityKind
    name: str


def entity_at(project: Project, typed: str) -> Entity:
    """Return the entity at a path or URL. Raises CannotRun if nothing that can be moved is there."""
    below = _below_docs(project, typed)
    if below.startswith(urls.MEDIA):
        return Entity(kind=PICTURE, name=below)
    if below.startswith("registers/events/"):
        return Entity(kind=ENTITY_KINDS["event"], name=below.removeprefix("registers/events/").removesuffix(".yml"))
    path = below.removesuffix("index.html").rstrip("/").removesuffix(".md")
    language, section, rest = [*path.split("/", 2), "", ""][:3]
    if language_of(f"{language}/") in project.site.languages and section in _SECTIONS and rest:
        kind = ENTITY_KINDS[_SECTIONS[section]]
        return Entity(kind=kind, name=f"about/{rest}" if kind.name == "page" else rest)
    raise CannotRun(msg('"{name}" is not a story, page, event or image that can be moved', name=typed))


def _below_docs(project: Project, typed: str) -> str:
    """Return the path below docs/ of such a path, of a path relative to the current folder, or of a URL."""
    below_site = typed.removeprefix(project.site.url)
    here = Path(below_site).absolute()
    if here.is_relative_to(project.docs):
        return here.relative_to(project.docs).as_posix()
    plain = below_site.replace("\\", "/").removeprefix(project.site.root).removeprefix("/")
    return plain.removeprefix(f"{project.docs.name}/")


def renamed_entity(project: Project, old: Entity, typed: str) -> Entity:
    """Return an entity under a new name: a path, a URL, or its last part alone. Raises CannotRun if invalid."""
    if is_slug(typed) and old.kind is not PICTURE:
        folder = old.name.rpartition("/")[0]
        return validated_entity(Entity(kind=old.kind, name=f"{folder}/{typed}" if folder else typed))
    new = entity_at(project, typed)
    if new.kind is not old.kind:
        raise CannotRun(msg('cannot move this {kind} to "{name}"', name=typed, kind=old.kind.title))
    return validated_entity(new)


def validated_entity(new: Entity) -> Entity:
    """Return the entity if its name is valid. Raises CannotRun, with a suggestion, if it is not."""
    kind = new.kind
    if not kind.form.fits.fullmatch(new.name):
        message = msg(
            'the new name of this {kind} must be {form}; found "{name}"',
            kind=kind.title,
            form=kind.form.must,
            name=new.name,
        )
        raise CannotRun(message)
    slug = new.name.rpartition("/")[2]
    if kind is not PICTURE and (not is_slug(slug) or slug == "index"):
        meant = "-".join(re.findall(r"[a-z0-9]+", slug.lower()))
        hint = did_you_mean_it(meant if meant != "index" else "")
        message = msg(
            '"{name}" is not a slug: it must be lowercase ASCII words joined by hyphens{hint}', name=slug, hint=hint
        )
        raise CannotRun(message)
    if kind is not PICTURE and (long := too_long(slug)):
        raise CannotRun(long)
    return new


_HOLDERS = {
    "story": references.story_holders,
    "event": references.event_holders,
    "page": references.page_holders,
}


def holders_of_kind(kind: EntityKind, library: Library) -> Mapping[str, PageOwner]:
    """Return all entities of a kind by name."""
    holders = _HOLDERS.get(kind.name)
    return holders(library) if holders else references.entry_holders(kind.register, library)


def holder_of(old: Entity, library: Library) -> PageOwner:
    """Return the file and aliases of an entity. Raises CannotRun if there is none or it cannot be moved on its own."""
    if old.name.startswith("summit/"):
        raise CannotRun(msg("an edition is named by its year and cannot be renamed"))
    known = holders_of_kind(old.kind, library)
    if old.name not in known:
        hint = did_you_mean(old.name, known)
        raise CannotRun(msg('no {kind} named "{name}"{hint}', kind=old.kind.title, name=old.name, hint=hint))
    if old.name == urls.FEEDS_PAGE:
        raise CannotRun(msg("the page on how to follow the site is built in and cannot be moved"))
    if not known[old.name].file.text:
        raise CannotRun(msg("{file}: it moves together with its story", file=known[old.name].file.path))
    return known[old.name]


def refuse_taken_address(old: Entity, new: Entity, library: Library) -> None:
    """Raise CannotRun if another entity has, or had, the new address."""
    for key, holder in holders_of_kind(new.kind, library).items():
        if new.name == key or (key != old.name and new.name in holder.aliases):
            owner = (
                msg("used by {file}", file=holder.file.path)
                if key == new.name
                else msg("an alias in {file}", file=holder.file.path)
            )
            raise CannotRun(msg('"{name}" is already taken: {owner}', name=new.name, owner=owner))


def alias_edits(holder: PageOwner, body: str | None, old: str, new: str, *, has_permanent_id: bool) -> Iterator[Edit]:
    """Yield the edits that make `old` an alias of an entity, and its permanent ID if it is to have one and has none.

    `body` is what follows the front matter, None in a register. An entity that returns to a former address loses that
    alias.
    """
    names = holder.file.names
    aliases, own_id = (*holder.at, "aliases"), (*holder.at, "id")
    lines = []
    if has_permanent_id and own_id not in holder.file.values:
        lines.append(f"id: {old}")
    if aliases not in names:
        lines.append(f"aliases: [{old}]")
    else:
        yield _listed(holder, aliases, old, new)
    if lines:
        # The ID goes above the aliases.
        where = names[aliases][0] if aliases in names else _end(holder, body)
        yield _in_line(holder, lines) if _in_braces(holder) else _lines(holder.file, holder.at, where, lines)


def _end(holder: PageOwner, body: str | None) -> int:
    """Return the line above which to insert a field: closing fence, next entry with its comments, or end of file."""
    text, names = holder.file.text, holder.file.names
    if body is not None:
        return text.count("\n", 0, len(text) - len(body)) + 1
    lines = text.removesuffix("\n").split("\n")
    own = names[holder.at][0] if holder.at else len(lines)
    end = min((mark[0] for keys, mark in names.items() if len(keys) == 1 and mark[0] > own), default=len(lines) + 1)
    while holder.at and (not lines[end - 2].strip() or lines[end - 2].startswith("#")):
        end -= 1
    return end


def _listed(holder: PageOwner, aliases: KeyPath, old: str, new: str) -> Edit:
    """Return the edit of an existing list of aliases: adds `old`, or replaces `new` with it."""
    file = holder.file
    if new in holder.aliases:
        return replacement(file.text, file.values[(*aliases, holder.aliases.index(new))], old)
    if not holder.aliases:
        line, column, length = file.names[aliases]
        start = start_of(file.text, line) + column - 1 + length
        end = file.text.find("\n", start)
        return Edit(start, len(file.text) if end < 0 else end, f": [{old}]")
    line, column, length = file.values[(*aliases, len(holder.aliases) - 1)]
    start = start_of(file.text, line)
    before = file.text[start : start + column - 1]
    if before.strip() == "-":
        return insert(file.text, line + 1, f"{before}{old}\n")
    end = start + column - 1 + length
    return Edit(end, end, f", {old}")


def _in_braces(holder: PageOwner) -> bool:
    """Return whether a register entry is written in flow style, `{name: …}`."""
    location = holder.file.value(*holder.at)
    return bool(holder.at) and location.source[location.column - 1] == "{"


def _in_line(holder: PageOwner, lines: list[str]) -> Edit:
    line, column, length = holder.file.values[holder.at]
    end = start_of(holder.file.text, line) + column - 1 + length
    if holder.file.text[end - 1] != "}":
        raise CannotRun(
            msg("{file}:{line}: first write this entry with one field per line", file=holder.file.path, line=line)
        )
    return Edit(end - 1, end - 1, "".join(f", {each}" for each in lines))


def _lines(file: SourceFile, above: KeyPath, line: int, lines: list[str]) -> Edit:
    column = next((mark[1] for keys, mark in file.names.items() if keys[:-1] == above), 1)
    return insert(file.text, line, "".join(f"{' ' * (column - 1)}{each}\n" for each in lines))
