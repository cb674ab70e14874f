"""What an editor can move or rename, and how it is named on the command line: by a path or by an address."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from newsdesk.desk.command import CannotRun
from newsdesk.desk.project import Project
from newsdesk.words import address
from newsdesk.words.address import is_slug
from newsdesk.words.language import Language, language_of
from newsdesk.words.message import said

_FILE = re.compile(r"media/(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\.[a-z0-9]+")
_YEARLY = re.compile(r"\d{4}/[^/]+", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of thing: where its pages stand, in which register its entries do, and as what it is mentioned.

    `lasting` says that feeds or calendars know it by a permanent id.
    """

    name: str
    address: Callable[[Language, str], str] | None = None
    register: str = ""
    mentions: frozenset[str] = frozenset()
    lasting: bool = False


def _kind(name: str, register: str = "", *also: str, lasting: bool = False) -> Kind:
    where = {
        "story": address.story,
        "event": address.event,
        "page": address.standing,
        "tag": address.tag,
        "person": address.person,
        "organisation": address.organisation,
        "series": address.series,
    }
    return Kind(
        name=name,
        address=where.get(name),
        register=register,
        mentions=frozenset({name, *also}),
        lasting=lasting,
    )


PICTURE = _kind("picture")
KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        _kind("story", lasting=True),
        _kind("event", lasting=True),
        _kind("page"),
        _kind("tag", "tags", lasting=True),
        _kind("person", "people"),
        _kind("organisation", "organisations", "publisher"),
        _kind("place", "places"),
        _kind("series", "series"),
        _kind("source", "sources"),
        _kind("measure", "measures"),
        _kind("term", "terms"),
    )
}
RENAMED = [kind.name for kind in KINDS.values() if kind.register or kind.name == "event"]
"""What has an id and no path: `newsdesk rename`."""
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
class Thing:
    """One of a kind; `name` is a key such as '2014/leading-group', an id, or the path of a picture."""

    kind: Kind
    name: str


def thing(project: Project, typed: str) -> Thing:
    """What a path or an address names. Raises CannotRun where it names nothing that can be moved."""
    below = _below_docs(project, typed)
    if below.startswith("media/"):
        return Thing(kind=PICTURE, name=below)
    if below.startswith("registers/events/"):
        return Thing(kind=KINDS["event"], name=below.removeprefix("registers/events/").removesuffix(".yml"))
    path = below.removesuffix("index.html").rstrip("/").removesuffix(".md")
    language, section, rest = [*path.split("/", 2), "", ""][:3]
    if language_of(f"{language}/") in project.site.languages and section in _SECTIONS and rest:
        kind = KINDS[_SECTIONS[section]]
        return Thing(kind=kind, name=f"about/{rest}" if kind.name == "page" else rest)
    raise CannotRun(said('"{name}" is no story, page, event or picture that can be moved', name=typed))


def _below_docs(project: Project, typed: str) -> str:
    """A path below docs/, whether it was typed as one, as a path from here, or as an address."""
    below_site = typed.removeprefix(project.site.url)
    here = Path(below_site).absolute()
    if here.is_relative_to(project.docs):
        return here.relative_to(project.docs).as_posix()
    plain = below_site.replace("\\", "/").removeprefix(project.site.root).removeprefix("/")
    return plain.removeprefix(f"{project.docs.name}/")


def named_anew(project: Project, old: Thing, typed: str) -> Thing:
    """The new name of a thing: a path, an address, or only the new last part of its address."""
    if is_slug(typed) and old.kind is not PICTURE:
        folder = old.name.rpartition("/")[0]
        return well_formed(Thing(kind=old.kind, name=f"{folder}/{typed}" if folder else typed))
    new = thing(project, typed)
    if new.kind is not old.kind:
        raise CannotRun(said('"{name}" is no place for what is a {kind}', name=typed, kind=old.kind.name))
    return well_formed(new)


def well_formed(new: Thing) -> Thing:
    """The thing, if its name is one that it may have. Raises CannotRun, with a name that it may, where it is none."""
    if new.kind is PICTURE:
        return _picture(new)
    folder, slash, slug = new.name.rpartition("/")
    fits = {"story": _YEARLY.fullmatch(new.name), "event": _YEARLY.fullmatch(new.name), "page": folder == "about"}
    if not fits.get(new.kind.name, not slash):
        raise CannotRun(said('"{name}" is no name for a {kind}', name=new.name, kind=new.kind.name))
    if not is_slug(slug) or slug == "index":
        meant = "-".join(re.findall(r"[a-z0-9]+", slug.lower()))
        hint = said('; did you mean "{near}"?', near=meant) if is_slug(meant) and meant != "index" else ""
        raise CannotRun(
            said('"{name}" is no slug: lower-case ASCII words joined by hyphens{hint}', name=slug, hint=hint)
        )
    return new


def _picture(new: Thing) -> Thing:
    if not _FILE.fullmatch(new.name):
        raise CannotRun(said('"{name}" is no name for a file: ASCII letters, digits, hyphens', name=new.name))
    return new
