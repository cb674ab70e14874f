"""A view: what a page says of itself, whatever it shows: to readers, to the search, to machines, to who cites it."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from newsdesk import urls
from newsdesk.content.library import Library
from newsdesk.content.registers import Registers
from newsdesk.content.site import Site
from newsdesk.content.story import Text
from newsdesk.i18n.dates import apa_date
from newsdesk.i18n.languages import Fragment, Language, LocalizedText, typeset
from newsdesk.i18n.messages import Message
from newsdesk.i18n.person_names import Author, in_apa, in_gbt, translators_in_apa
from newsdesk.i18n.typography import SEPARATOR, index_tokens, marker_token, query_tokens

Forms = Sequence[tuple[Language, str]]
_WORD_START = re.compile(r"(?<=[a-z])(?=[A-Z])")


class SearchKind(StrEnum):
    """The kinds of page to which a reader can narrow a search."""

    STORY = "story"
    EVENT = "event"
    EDITION = "edition"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRecord:
    """A page in the index: its day in words, ids of tags, years, and what it says after its body."""

    kind: SearchKind
    day: str = ""
    tags: Sequence[str] = ()
    years: Sequence[int] = ()
    words: Sequence[str] = ()

    @property
    def markers(self) -> Iterator[str]:
        """The words by which a search is narrowed to this page."""
        yield marker_token("kind", self.kind)
        yield from (marker_token("tag", tag) for tag in self.tags)
        yield from (marker_token("year", str(year)) for year in self.years)


def own(*fragments: Fragment | None) -> Iterator[str]:
    """Of some fragments the words in the page's own language: a result does not mark parts of its text as another's."""
    return (fragment.text for fragment in fragments if fragment and not fragment.lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonym:
    """A registered thing: the pieces by which a text names it, and those of its names in other languages."""

    names: Sequence[str]
    others: str


def synonyms(registers: Registers, language: Language) -> Sequence[Synonym]:
    """Everything that the registers name in `language` and in another: 风筝节 is to find the Kite Fair."""
    return [
        Synonym(names=names, others=f" {SEPARATOR} ".join(others))
        for forms in registered_names(registers)
        if (names := sorted({query_tokens(text) for known, text in forms if known is language}))
        and (others := sorted({" ".join(index_tokens(text)) for known, text in forms if known is not language}))
    ]


def meant(cut: str, known: Sequence[Synonym]) -> Iterator[str]:
    """The names in other languages of all that a text names; `cut` is the text in pieces parted by spaces."""
    bounded = f" {cut} "
    for synonym in known:
        if any(f" {name} " in bounded for name in synonym.names):
            yield synonym.others


def registered_names(registers: Registers) -> Iterator[Forms]:
    """The names of each registered thing, with their language."""
    named = (registers.tags, registers.people, registers.organisations, registers.places, registers.terms)
    for record in (record for register in (*named, registers.series) for record in register.values()):
        also: Mapping[Language, Sequence[str]] = getattr(record, "also", {})
        yield [
            *_in_each(record.name),
            *_in_each(getattr(record, "short", None)),
            *((language, text) for language, texts in also.items() for text in texts),
        ]


def _in_each(words: LocalizedText | None) -> Forms:
    return list(words.each.items()) if words else []


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedEntity:
    """A person or an organisation; `address` is empty without a page."""

    name: Fragment
    address: str = ""


def people_named(identifiers: Iterable[str], library: Library, language: Language) -> Sequence[NamedEntity]:
    """The people with these ids: a page only by the register's `page: true`, and with stories."""
    return [
        NamedEntity(name=person.shown.on(language), address=urls.person(language, name) if person.page else "")
        for name in identifiers
        if (person := library.registers.people.get(name))
    ]


def organisations_named(identifiers: Iterable[str], library: Library, language: Language) -> Sequence[NamedEntity]:
    """The organisations with these ids: one that no story names has no page."""
    return [
        NamedEntity(
            name=body.name.on(language),
            address=urls.organisation(language, name) if name in library.by_organisation else "",
        )
        for name in identifiers
        if (body := library.registers.organisations.get(name))
    ]


JsonLd = Mapping[str, object]
"""A node of a page's graph, or a reference to one; it holds what JSON holds."""


def json_ld(kind: str, identity: str = "", **said: object) -> JsonLd:
    """A thing of a type of schema.org, with those of its properties that have a value."""
    named: dict[str, object] = {"@type": kind, "@id": identity} if identity else {"@type": kind}
    return named | {name: value for name, value in said.items() if value}


def json_ld_reference(identity: str) -> JsonLd:
    """A thing that is described elsewhere: on this page, or on the page of which the identity begins with the URL."""
    return {"@id": identity}


def json_ld_text(fragment: Fragment) -> object:
    """Words as JSON-LD has them: those in another language than the page's name it."""
    return {"@value": fragment.text, "@language": fragment.lang} if fragment.lang else fragment.text


def json_ld_names(words: LocalizedText, language: Language) -> dict[str, Any]:
    """A name for a page in a language, and its forms in the others."""
    own = words.on(language)
    others = {each: words.on(each).text for each in words.each}
    also = [{"@value": text, "@language": each.tag} for each, text in others.items() if text != own.text]
    return {"name": json_ld_text(own), "alternateName": also}


def json_ld_of_named(kind: str, each: NamedEntity, site: Site) -> JsonLd:
    """A person or an organisation: by a reference where there is a page, else by the name alone."""
    identity = entity_identity(site, each.address, kind.lower()) if each.address else ""
    return json_ld(kind, identity, name=json_ld_text(each.name))


def page_identity(site: Site, where: str, part: str) -> str:
    """The identity of what exists in one language, such as an article: it is named after its own page."""
    return f"{site.absolute(where)}#{part}"


def entity_identity(site: Site, where: str, part: str) -> str:
    """The identity of what has no language, such as an organisation: the same on its pages in every language."""
    return page_identity(site, f"{site.languages[0]}/{where.partition('/')[2]}", part)


_MARKS = tuple(".?!。？！…")


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationLine:
    """A citation but for its title: what stands before and after it, and at the end.

    Between the two last stands the day on which the reader saw the page, where the standard asks for it.
    """

    before: str
    after: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HowToCite:
    """A page as its readers cite it; `url` is what they copy."""

    url: str
    title: Fragment
    apa: CitationLine
    gbt: CitationLine


def how_to_cite(  # noqa: PLR0913 - each is a part of a citation
    *,
    title: Fragment,
    url: str,
    day: date | None,
    site: Site,
    language: Language,
    authors: Sequence[Author] = (),
    translators: Sequence[Author] = (),
) -> HowToCite:
    """The citations of a page, whose publisher is its author where `authors` names none.

    `day` is the one on which it was published, or last updated, None where nobody can say.
    """
    named = authors or [Author(site.publisher.on(language).text)]
    home = site.name.on(language).text
    return HowToCite(
        url=url,
        title=title,
        apa=CitationLine(
            before=typeset(f"{_ended(in_apa(named))} ({apa_date(day)}). ", language),
            after=typeset(_after(title.text, translators), language) + ("" if named[0].family == home else f" {home}."),
            end=f" {url}",
        ),
        gbt=CitationLine(
            before=typeset(f"{_ended(in_gbt(named))} ", language),
            after=typeset(f"[EB/OL]. {_translation(translators, language)}", language)
            + (f"（{day.isoformat()}）" if day else ""),
            end=f". {url}.",
        ),
    )


def _after(title: str, translators: Sequence[Author]) -> str:
    """What ends a title in APA: a mark of its own will do."""
    if translators:
        return f" ({translators_in_apa(translators)}, Trans.)."
    return _ended(title).removeprefix(title)


def _ended(text: str) -> str:
    return text if text.endswith(_MARKS) else f"{text}."


def _translation(translators: Sequence[Author], language: Language) -> str:
    return f"{in_gbt(translators)}，{language.rules.translated}. " if translators else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link inside the site; `note` stands beside it, such as a count."""

    text: Fragment
    address: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date for a machine, as HTML's `time` takes it, and in words; `iso` is empty where it takes none."""

    iso: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    """What the sitemap says of a page; `modified` is the content's own day, `translations` as in its view."""

    address: str
    modified: date | None
    translations: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class View:
    """One page, rendered by the template of its class's name: EventView by event.html, NotFoundView by not-found.html.

    `address` is where it stands.
    `translations` maps language tags to addresses, and is empty where the page
    has no real counterpart in another language.
    `canonical` is the address of the page that a search engine should keep
    instead, empty for the page itself. `feed` leads to a feed of what the page
    lists, `calendar` to its events. `described` is what
    it is about, as structured data, as far as that is not in the view. `body` is what Markdown remains to be rendered.
    `waits` says why only the preview shows it. `to_cite` says how others cite it, None where it
    only leads to other pages.
    """

    absolute_links: ClassVar[bool] = False
    """Whether it is served at addresses of any depth, so that its links start at the root of the host."""
    is_collection: ClassVar[bool] = False
    """Whether it lists other pages (https://schema.org/CollectionPage)."""

    address: str
    language: Language
    title: Fragment
    description: Fragment
    translations: Mapping[str, str] = field(default_factory=dict)
    canonical: str = ""
    indexable: bool = True
    modified: date | None = None
    crumbs: Sequence[Link] = ()
    section: str = ""
    feed: Link | None = None
    calendar: str = ""
    described: Sequence[JsonLd] = ()
    body: Text | None = None
    waits: Fragment | None = None
    to_cite: HowToCite | None = None

    @classmethod
    def template(cls) -> str:
        """The file name of its template below the theme's folders."""
        return f"{_WORD_START.sub('-', cls.__name__.removesuffix('View')).lower()}.html"

    def switch(self, languages: Sequence[Language]) -> Mapping[Language, str]:
        """Where a reader of another language goes: to the same path in it."""
        return {each: urls.in_language(self.address, each) for each in languages if each is not self.language}

    @property
    def media(self) -> frozenset[str]:
        """The files below docs/ that the page shows, besides those of its body."""
        return frozenset()

    @property
    def head(self) -> Mapping[str, Fragment]:
        """The words before the body, such as title and summary, by their keys in the front matter of its text."""
        text = self.body
        return {key: Fragment(typeset(words, text.language)) for key, words in text.head.items()} if text else {}

    @property
    def searched(self) -> SearchRecord | None:
        """What the search knows of the page besides, None where it is not to be found, such as a list."""
        return None

    @property
    def entry(self) -> SitemapEntry | None:
        """The page in the sitemap, None where it is not to be indexed."""
        if not self.indexable:
            return None
        return SitemapEntry(address=self.address, modified=self.modified, translations=self.translations)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBatch:
    """Pages that are made together, in whichever process: their addresses are known before they are made.

    `temporary` are those of the addresses that come and go with what is listed, such as that of the second page.
    """

    addresses: Sequence[str]
    make: Callable[[], Iterable[View]]
    temporary: Collection[str] = ()


def single_page(where: str, make: Callable[..., View], *arguments: object) -> PageBatch:
    """One page at `where`, which `make` makes of the arguments."""
    return PageBatch(addresses=[where], make=lambda: [make(*arguments)])


Batches = Callable[[Library, Site], Iterator[PageBatch]]
"""Makes the batches of a kind of page in all languages."""


def in_each_language(make: Callable[[Library, Site, Language], Iterator[PageBatch]]) -> Batches:
    """The batches that `make` makes for each language of the site."""
    return lambda library, site: (batch for language in site.languages for batch in make(library, site, language))


def one_in_each_language(address: Callable[[Language], str], make: Callable[..., View]) -> Batches:
    """One page a language, at its `address`, which `make` makes of the library, the site and the language."""
    return lambda library, site: (
        single_page(address(language), make, library, site, language) for language in site.languages
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedPage:
    """A page that stood at `old` and stands at `new`, in one language; so do the pages below it.

    `canonical` is the page that search engines keep where `new` is none. `feed` and `calendar` are what programs
    still ask for below `old`, `files` are the old and new addresses of what stands beside the page.
    """

    old: str
    new: str
    language: Language
    title: Fragment
    canonical: str = ""
    feed: str = ""
    calendar: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


Moves = Callable[[Library, Language], Iterator[MovedPage]]


def no_moves(library: Library, language: Language) -> Iterator[MovedPage]:
    """Pages that have no former address."""
    del library, language
    return iter(())


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKind:
    """A kind of page. Its module lists it in PAGES, which is all that the rest of the newsdesk has to know of it.

    `permanent` promises its addresses for ever, but for the temporary ones: the ledger keeps them. `moved` gives the
    former addresses of its pages, which lead on to them; `discontinued` gives pages that have nothing to show any more,
    and the page that takes their place should the ledger have promised them. Whether a page is found by the search and
    listed in the sitemap is its view's to say: `searched`, `indexable`.
    """

    view: type[View]
    batches: Batches
    permanent: bool = False
    moved: Moves = no_moves
    discontinued: Moves = no_moves


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewState:
    """What the pages of the preview alone are made of.

    `library` has drafts and stories of the future, `published` has not; `stylesheet` is the site's own.
    """

    library: Library
    published: Library
    site: Site
    today: date
    stylesheet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """A page that only the preview has, in each language, listed in PREVIEW_PAGES of its module.

    Every page of the preview links to it by its `title`.
    """

    title: Message
    address: Callable[[Language], str]
    make: Callable[[PreviewState, Language], View]


def counterparts(where: str, languages: Sequence[Language]) -> Mapping[str, str]:
    """The translations of a page that stands at the same path in every language; none on a site that has one."""
    if len(languages) == 1:
        return {}
    found = {language.tag: urls.in_language(where, language) for language in languages}
    return found | {"x-default": urls.in_language(where, languages[0])}
