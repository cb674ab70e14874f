"""What an editor can move or rename, and how it is named on the command line: by a path or by an address."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from newsdesk.desk.command import CannotRun
from newsdesk.desk.project import Project
from newsdesk.model.fault import too_long
from newsdesk.model.mention import Mention
from newsdesk.words import address
from newsdesk.words.address import is_slug
from newsdesk.words.language import Language, language_of
from newsdesk.words.message import Message, said
from newsdesk.words.nearest import did_you_mean_it


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What names of a kind must be: `fits` is an expression for them, `must` the same in words."""

    fits: re.Pattern[str]
    must: Message


_YEARLY = Form(fits=re.compile(r"\d{4}/[^/]+", re.ASCII), must=said("a year and a slug, such as 2014/leading-group"))
_BELOW = Form(fits=re.compile(r"about/[^/]+"), must=said("a file in about/"))
_PLAIN = Form(fits=re.compile(r"[^/]+"), must=said("an id without slashes"))
_FILE = Form(
    fits=re.compile(r"media/(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\.[a-z0-9]+"),
    must=said("a path in media/ of ASCII letters, digits and hyphens"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of thing: its `title` for editors, the form of its names, where its pages stand, in which register it is.

    It is mentioned by its name, and some `also` as something else. `lasting` says that feeds or calendars know it by a
    permanent id.
    """

    name: str
    title: Message
    form: Form = _PLAIN
    address: Callable[[Language, str], str] | None = None
    register: str = ""
    also: str = ""
    lasting: bool = False

    def is_of(self, mention: Mention) -> bool:
        """Whether a mention is of a thing of this kind."""
        return mention.kind in (self.name, self.also)


PICTURE = Kind(name="picture", title=said("picture"), form=_FILE)
_ALL = (
    Kind(name="story", title=said("story"), form=_YEARLY, address=address.story, lasting=True),
    Kind(name="event", title=said("event"), form=_YEARLY, address=address.event, lasting=True),
    Kind(name="page", title=said("page"), form=_BELOW, address=address.standing),
    Kind(name="tag", title=said("tag"), address=address.tag, register="tags", lasting=True),
    Kind(name="person", title=said("person"), address=address.person, register="people"),
    Kind(
        name="organisation",
        title=said("organisation"),
        address=address.organisation,
        register="organisations",
        also="publisher",
    ),
    Kind(name="series", title=said("series"), address=address.series, register="series"),
    Kind(name="place", title=said("place"), register="places"),
    Kind(name="source", title=said("source"), register="sources"),
    Kind(name="measure", title=said("measure"), register="measures"),
    Kind(name="term", title=said("term"), register="terms"),
)
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _ALL}
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
    if below.startswith(address.MEDIA):
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
        raise CannotRun(said('"{name}" is no place for this {kind}', name=typed, kind=old.kind.title))
    return well_formed(new)


def well_formed(new: Thing) -> Thing:
    """The thing, if its name is one that it may have. Raises CannotRun, with a name that it may, where it is none."""
    kind = new.kind
    if not kind.form.fits.fullmatch(new.name):
        sentence = said(
            'the name of this {kind} must be {form}; found "{name}"',
            kind=kind.title,
            form=kind.form.must,
            name=new.name,
        )
        raise CannotRun(sentence)
    slug = new.name.rpartition("/")[2]
    if kind is not PICTURE and (not is_slug(slug) or slug == "index"):
        meant = "-".join(re.findall(r"[a-z0-9]+", slug.lower()))
        hint = did_you_mean_it(meant if meant != "index" else "")
        sentence = said('"{name}" is no slug: lower-case ASCII words joined by hyphens{hint}', name=slug, hint=hint)
        raise CannotRun(sentence)
    if kind is not PICTURE and (long := too_long(slug)):
        raise CannotRun(long)
    return new
