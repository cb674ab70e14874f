"""Lint of references: unknown ids, invalid aliases, dead anchors, and lost permalinks."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from newsdesk import urls
from newsdesk.content.entities import ENTITY_TITLES, REGISTER_OF, IdReference, id_references
from newsdesk.content.event import Event, id_of_event_in_story
from newsdesk.content.ledger import WITHDRAWN
from newsdesk.content.library import Library
from newsdesk.content.registers import Registers, registers_with
from newsdesk.content.types import too_long
from newsdesk.diagnostics import Diagnostic, KeyPath, SourceFile, did_you_mean_it, error, nearest, suggest
from newsdesk.i18n.messages import Message, msg, or_list, verbatim
from newsdesk.markdown.links import LinkReference


def check_references(library: Library) -> Iterator[Diagnostic]:
    """Yield unknown ids in stories, events, editions, people and series."""
    lookup = _Lookup(library)
    for mention in id_references(library):
        yield from lookup.missing(mention)


MAX_SUGGESTED_IDS = 50
"""Maximum unknown ids for which a similar known id is sought: more would take minutes."""


class _Lookup:
    """Known ids by kind of entity."""

    def __init__(self, library: Library) -> None:
        library = library.full_library
        records = library.all_registers
        self.known: Mapping[str, Collection[str]] = {
            **{kind: _ids(register, records) for kind, register in REGISTER_OF.items() if kind != "publisher"},
            "source": {*_ids("sources", records), *records.sources},
            "event": {*_ids_of_records("events/", records), *_ids_of_records("editions/", records), *records.events},
            "edition": {name.removeprefix("summit/") for name in _ids_of_records("editions/", records)},
            "story": {*(story.key for story in library.all_stories), *library.reasons_unpublished},
        }
        self.guesses = 0
        self.unreadable = {kind for kind, register in REGISTER_OF.items() if register in records.unreadable}

    def missing(self, mention: IdReference) -> Iterator[Diagnostic]:
        """Yield an error for an unknown id; none if it may be plain text or a file, or its register cannot be read."""
        kind, name = mention.kind, mention.name
        known = self.known.get(kind)
        if known is None or not name or name in known or kind in self.unreadable:
            return
        # A similar year is no likely correction.
        self.guesses += 1
        near = "" if kind == "edition" or self.guesses > MAX_SUGGESTED_IDS else nearest(name, known)
        suggestion = suggest(near) if near else msg("add it to {home}", home=_home(kind, mention.file.docs_dir))
        title, hint = ENTITY_TITLES[kind], did_you_mean_it(near)
        message = msg('no {kind} named "{name}"{hint}', kind=title, name=name, hint=hint)
        yield error(f"unknown-{kind}", mention.file.value(*mention.keys), message, suggestion)


def _ids(register: str, records: Registers) -> Collection[str]:
    """Return the ids in a register, including those of faulty entries, whose faults are reported already."""
    file = records.files.get(register)
    return {str(keys[0]) for keys in file.names if len(keys) == 1} if file else ()


def _ids_of_records(kind: str, records: Registers) -> Collection[str]:
    """Return the ids of events or editions that have a file, valid or not."""
    names = {name for name in (*records.files, *records.unreadable) if name.startswith(kind)}
    return {name.replace("editions/", "summit/").removeprefix("events/") for name in names}


def _home(kind: str, docs: str) -> Message:
    """Return where to add an entity of a kind."""
    registers = f"{docs}/registers"
    homes = {
        "source": msg("{registers}/sources.yml, or write it in full here with publisher and url", registers=registers),
        "event": or_list([f"{registers}/events/<year>/<slug>.yml", f"{registers}/editions/<year>.yml"]),
        "edition": verbatim(f"{registers}/editions/<year>.yml"),
        "story": verbatim(f"{docs}/<language>/news/<year>/<slug>.md"),
    }
    return homes.get(kind) or verbatim(f"{registers}/{REGISTER_OF[kind]}.yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """The form of the aliases of one kind of page."""

    is_one: Callable[[str], bool]
    must: Message
    example: str


_KEY = _Form(
    is_one=lambda text: urls.is_id(text) and urls.story_key(f"en/news/{text}.md") == text,
    must=msg("an alias must be a year and a slug, such as 2014/leading-group"),
    example="2014/the-old-slug",
)
_STORY = _Form(
    is_one=lambda text: _KEY.is_one(text) or urls.is_former_path(text),
    must=msg(
        "an alias must be a year and a slug, such as 2014/leading-group, or the path of a page on a former site, such "
        "as /2014/02/leading-group/ or /2014/leading-group.html"
    ),
    example=_KEY.example,
)
_PAGE = _Form(
    is_one=lambda text: text.startswith("about/") and urls.is_slug(text.removeprefix("about/")),
    must=msg("an alias must be about/ and a slug"),
    example="about/the-old-slug",
)
_ID = _Form(is_one=urls.is_slug, must=msg("an alias must be an ID without slashes"), example="the-old-id")


class PageOwner(NamedTuple):
    """Something with a URL of its own; its aliases are in `file`, below the keys `at`."""

    key: str
    aliases: tuple[str, ...]
    file: SourceFile
    at: KeyPath = ()


def check_aliases(library: Library) -> Iterator[Diagnostic]:
    """Yield aliases that are invalid or taken, and events inside stories whose URL is taken."""
    for form, holders in _each(library.full_library):
        yield from _of_kind(form, holders)
    yield from _events_inside(library.full_library)


def _events_inside(library: Library) -> Iterator[Diagnostic]:
    """Yield events inside stories that share their URL with another event: one of the two would have no page."""
    owners = {name.removeprefix("events/"): file for name, file in library.registers.files.items()}
    for story in sorted(library.all_stories, key=lambda story: story.key):
        if not (event := story.facts.event):
            continue
        file, identifier = story.versions.original.file, id_of_event_in_story(story.permanent_key, event)
        owner = owners.setdefault(identifier, file)
        if owner is not file:
            message = msg("{file} already has the URL {address}", file=owner.path, address=f"events/{identifier}/")
            suggestion = msg(
                "if it is the same event: events: [{name}]\notherwise define it in its own file: "
                "{docs}/registers/events/<year>/<slug>.yml",
                name=identifier,
                docs=file.docs_dir,
            )
            yield error("address-twice", file.name("event"), message, suggestion)


def _of_kind(form: _Form, holders: Mapping[str, PageOwner]) -> Iterator[Diagnostic]:
    owners = dict(holders)
    for holder in holders.values():
        for number, alias in enumerate(holder.aliases):
            place = holder.file.value(*holder.at, "aliases", number)
            if not form.is_one(alias):
                message = msg('{must}; found "{found}"', must=form.must, found=alias)
                yield error("alias", place, message, suggest(form.example))
            elif long := too_long(urls.last_segment(alias)):
                yield error("alias", place, long, msg("delete this alias"))
            elif alias in owners:
                yield error("address-twice", place, _taken_alias(alias, owners[alias]), msg("delete this alias"))
            else:
                owners[alias] = holder


def _taken_alias(alias: str, owner: PageOwner) -> Message:
    if owner.key == alias:
        return msg("{file} already has the URL {address}", file=owner.file.path, address=alias)
    return msg("{file} already has the alias {alias}", file=owner.file.path, alias=alias)


def _each(library: Library) -> Iterator[tuple[_Form, Mapping[str, PageOwner]]]:
    yield _STORY, story_holders(library)
    yield _KEY, event_holders(library)
    yield _PAGE, page_holders(library)
    for name in registers_with("aliases"):
        yield _ID, entry_holders(name, library)


def story_holders(library: Library) -> Mapping[str, PageOwner]:
    return {
        story.key: PageOwner(key=story.key, aliases=story.facts.aliases, file=story.versions.original.file)
        for story in library.all_stories
    }


def event_holders(library: Library) -> Mapping[str, PageOwner]:
    """Return events and editions by key; an event inside a story has no aliases, so a dummy file stands for it."""
    records = library.all_registers
    found = {key: _of_event(key, event, records.files.get(f"events/{key}")) for key, event in records.events.items()}
    for year, edition in records.editions.items():
        key = f"summit/{year}"
        found[key] = _of_event(key, edition, records.files.get(f"editions/{year}"))
    return found


def _of_event(key: str, event: Event, file: SourceFile | None) -> PageOwner:
    return PageOwner(key, event.aliases, file or SourceFile(path=f"the story of {key}", text=""))


def page_holders(library: Library) -> Mapping[str, PageOwner]:
    """Return the standing pages by key; the page on how to follow the site exists even without a text."""
    docs = next((text.file.docs_dir for text in library.texts), "docs")
    always = PageOwner(key=urls.FEEDS_PAGE, aliases=(), file=SourceFile(path=f"{docs}/…/{urls.FEEDS_PAGE}.md", text=""))
    return {urls.FEEDS_PAGE: always} | {
        key: PageOwner(
            key=key,
            aliases=getattr(page.versions.original.front, "aliases", ()),
            file=page.versions.original.file,
        )
        for key, page in library.pages.items()
    }


def entry_holders(register: str, library: Library) -> Mapping[str, PageOwner]:
    """Return the entries of a register by id, without sources that a story defines inline."""
    file = library.registers.files.get(register)
    return {
        name: PageOwner(key=name, aliases=getattr(entry, "aliases", ()), file=file, at=(name,))
        for name, entry in getattr(library.registers, register).items()
        if file and (name,) in file.names
    }


MAX_SUGGESTED_ANCHORS = 50
"""Maximum dead anchors for which a similar heading is sought: more would take minutes."""


def dead_anchors(references: Sequence[LinkReference], anchors: Mapping[str, frozenset[str]]) -> Iterator[Diagnostic]:
    """Yield links whose anchor is missing in the target page; `anchors` are by the address of the page."""
    guesses = 0
    for reference in references:
        known = anchors.get(reference.target, frozenset())
        if reference.anchor not in known:
            guesses += 1
            near = nearest(reference.anchor, known) if guesses <= MAX_SUGGESTED_ANCHORS else ""
            link = f"#{reference.anchor}"
            message = msg(
                'broken anchor: /{page} has no heading "{link}"{hint}',
                link=link,
                page=reference.target,
                hint=did_you_mean_it(near),
            )
            place = reference.place
            path = place.source[place.column - 1 :][: place.length].partition("#")[0]
            suggestion = suggest(f"{path}#{near}") if near else msg("link to the page without the anchor")
            yield error("dead-anchor", place, message, suggestion)


def lost_permalinks(
    library: Library, existing: Set[str], anchors: Mapping[str, frozenset[str]]
) -> Iterator[Diagnostic]:
    """Yield permalinks that no longer exist: addresses not in `existing`, anchors not in `anchors` of their page."""
    published, bodies = library.ledger.published_addresses, _bodies(library)
    for where in published:
        page, _, anchor = where.partition("#")
        if published[where]:
            continue
        if anchor:
            if page in bodies and anchor not in anchors.get(page, ()):
                yield _lost_anchor(library, where, page, anchor)
        elif where not in existing and not _goes_with_its_page(where, existing, published):
            yield _lost_address(library, where)


def _bodies(library: Library) -> Set[str]:
    """Return the pages that have a text: others only say that it is withdrawn, moved or not translated."""
    prose = (text for page in library.prose.values() for text in page.versions.texts.values())
    return {urls.of_source(text.path) for text in (*library.texts, *prose)}


def _goes_with_its_page(where: str, existing: Set[str], published: Mapping[str, str]) -> bool:
    """Return whether this is a file beside a page that is lost too, whose diagnostic covers both."""
    page = where[: where.rfind("/") + 1]
    return page != where and page in published and page not in existing


def _lost_address(library: Library, where: str) -> Diagnostic:
    place = library.ledger.place(where)
    message = msg("published URL /{where} no longer exists", where=where)
    return error("lost-address", place, message, _cure(where, place.path.partition("/")[0]))


def _cure(where: str, docs: str) -> Message:
    """Return the line to add: an alias or a withdrawal."""
    source = f"{where.rstrip('/')}.md"
    if alias := urls.story_key(source):
        return msg(
            "in the story that replaced it: aliases: [{alias}]\nor restore {file}, then run:\nnewsdesk "
            'withdraw {file} --reason "…"',
            alias=alias,
            file=f"{docs}/{source}",
        )
    line = f"{where} {WITHDRAWN}"
    _, section, identifier = [*where.rstrip("/").split("/", 2), "", ""][:3]
    if identifier and where.endswith("/"):
        alias = f"about/{identifier}" if section == "about" else identifier
        return msg(
            "in the record that replaced it: aliases: [{alias}]\nor write the line: {line}", alias=alias, line=line
        )
    return msg("restore it, or write the line: {line}", line=line)


def _lost_anchor(library: Library, where: str, page: str, anchor: str) -> Diagnostic:
    message = msg('published anchor "#{anchor}" no longer exists in /{page}', anchor=anchor, page=page)
    suggestion = msg(
        "add it where the text is now: {mark}\nor write the line: {line}",
        mark=f"{{#{anchor}}}",
        line=f"{where} {WITHDRAWN}",
    )
    return error("lost-anchor", library.ledger.place(where), message, suggestion)
