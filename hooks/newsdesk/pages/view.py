"""Views and page kinds, and what all pages share: links, search records, JSON-LD, citations, redirects."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from newsdesk import urls
from newsdesk.content.library import Library
from newsdesk.content.site import Site
from newsdesk.content.story import Text
from newsdesk.i18n.dates import apa_date
from newsdesk.i18n.languages import Fragment, Language, LocalizedText, typeset
from newsdesk.i18n.messages import Message
from newsdesk.i18n.person_names import Author, in_apa, in_gbt, translators_in_apa
from newsdesk.i18n.typography import filter_token

_WORD_START = re.compile(r"(?<=[a-z])(?=[A-Z])")


class SearchKind(StrEnum):
    """The kinds of page by which a search can be filtered."""

    STORY = "story"
    EVENT = "event"
    EDITION = "edition"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRecord:
    """The search record of a page: day in words, ids of tags, years, and text to index besides its body."""

    kind: SearchKind
    day: str = ""
    tags: Sequence[str] = ()
    years: Sequence[int] = ()
    words: Sequence[str] = ()

    @property
    def markers(self) -> Iterator[str]:
        """The index tokens by which search filters find this page."""
        yield filter_token("kind", self.kind)
        yield from (filter_token("tag", tag) for tag in self.tags)
        yield from (filter_token("year", str(year)) for year in self.years)


def texts_in_page_language(*fragments: Fragment | None) -> Iterator[str]:
    """Yield the texts in the page's own language: a search result does not mark the language of its parts."""
    return (fragment.text for fragment in fragments if fragment and not fragment.lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedEntity:
    """A person or organization; `address` is empty if there is no page."""

    name: Fragment
    address: str = ""


def people_named(identifiers: Iterable[str], library: Library, language: Language) -> Sequence[NamedEntity]:
    """Return these people, whom stories must name; only those with `page: true` in the register have a page."""
    return [
        NamedEntity(
            name=person.display_name.in_language(language), address=urls.person(language, name) if person.page else ""
        )
        for name in identifiers
        if (person := library.registers.people.get(name))
    ]


def organisations_named(identifiers: Iterable[str], library: Library, language: Language) -> Sequence[NamedEntity]:
    """Return the organizations with these ids; only those that stories name have a page."""
    return [
        NamedEntity(
            name=body.name.in_language(language),
            address=urls.organisation(language, name) if name in library.by_organisation else "",
        )
        for name in identifiers
        if (body := library.registers.organisations.get(name))
    ]


JsonLd = Mapping[str, object]
"""A JSON-LD node or a reference to one, of JSON values."""


def json_ld(kind: str, identity: str = "", **properties: object) -> JsonLd:
    """Return a node of a schema.org type, without the properties that have no value."""
    named: dict[str, object] = {"@type": kind, "@id": identity} if identity else {"@type": kind}
    return named | {name: value for name, value in properties.items() if value}


def json_ld_reference(identity: str) -> JsonLd:
    """Return a reference to a node described on this page, or on the page whose URL begins the identity."""
    return {"@id": identity}


def json_ld_text(fragment: Fragment) -> object:
    """Return text for JSON-LD, with `@language` if it differs from the page's."""
    return {"@value": fragment.text, "@language": fragment.lang} if fragment.lang else fragment.text


def json_ld_names(words: LocalizedText, language: Language) -> dict[str, Any]:
    """Return the `name` in a language, and its forms in the others as `alternateName`."""
    own = words.in_language(language)
    others = {each: words.in_language(each).text for each in words.by_language}
    also = [{"@value": text, "@language": each.tag} for each, text in others.items() if text != own.text]
    return {"name": json_ld_text(own), "alternateName": also}


def json_ld_of_named(kind: str, each: NamedEntity, site: Site) -> JsonLd:
    """Return a person or organization: with `@id` if it has a page, else by name alone."""
    identity = entity_identity(site, each.address, kind.lower()) if each.address else ""
    return json_ld(kind, identity, name=json_ld_text(each.name))


def page_identity(site: Site, where: str, part: str) -> str:
    """Return the `@id` of what exists in one language, such as an article: its own page and a fragment."""
    return f"{site.absolute(where)}#{part}"


def entity_identity(site: Site, where: str, part: str) -> str:
    """Return the `@id` of what has no language, such as an organization: the same on all its pages."""
    return page_identity(site, f"{site.languages[0]}/{where.partition('/')[2]}", part)


_MARKS = tuple(".?!。？！…")


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationLine:
    """A citation without its title: the text before it, after it, and at the end.

    The date of access is inserted before `end`, if the standard asks for one.
    """

    before: str
    after: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HowToCite:
    """A page as readers cite it, in APA and GB/T 7714 style; `url` is what they copy."""

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
    """Return the citations of a page; its publisher is the author if `authors` is empty.

    `day` is the day of publication or of the last update, None if unknown.
    """
    named = authors or [Author(site.publisher.in_language(language).text)]
    home = site.name.in_language(language).text
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
    """The end of a title in APA style: one with a final mark gets no period."""
    if translators:
        return f" ({translators_in_apa(translators)}, Trans.)."
    return _ended(title).removeprefix(title)


def _ended(text: str) -> str:
    return text if text.endswith(_MARKS) else f"{text}."


def _translation(translators: Sequence[Author], language: Language) -> str:
    return f"{in_gbt(translators)}，{language.rules.translated}. " if translators else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An internal link; `note` is shown beside it, such as a count."""

    text: Fragment
    address: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date for HTML's `time` element and in words; `iso` is empty if `time` cannot express it."""

    iso: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    """An entry of the sitemap; `modified` is the day the content changed, `translations` as in View."""

    address: str
    modified: date | None
    translations: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class View:
    """One page; the class name gives its template: event.html for EventView, not-found.html for NotFoundView.

    `address` is the page's own, `translations` those by language tag (BCP 47); empty if no other language has a
    counterpart. `canonical` is the address that search engines should keep instead, empty for the page itself. `feed`
    is a feed of what the page lists, `calendar` the address of a calendar of its events. `described` is what the page
    is about, as JSON-LD, if the view does not tell. `body` is the Markdown to render. `unpublished_reason` is why
    only the preview shows the page. `how_to_cite` is None for pages that only lead to others.
    """

    absolute_links: ClassVar[bool] = False
    """Whether it is served at URLs of any depth, so that its links must start at the root of the host."""
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
    unpublished_reason: Fragment | None = None
    how_to_cite: HowToCite | None = None

    @classmethod
    def template(cls) -> str:
        """Return the file name of its template, in the theme's folders."""
        return f"{_WORD_START.sub('-', cls.__name__.removesuffix('View')).lower()}.html"

    def switch(self, languages: Sequence[Language]) -> Mapping[Language, str]:
        """Return the addresses of the page in the other languages: the same path in each."""
        return {each: urls.in_language(self.address, each) for each in languages if each is not self.language}

    @property
    def media(self) -> frozenset[str]:
        """Paths below docs/ of the files that the page shows, besides those of its body."""
        return frozenset()

    @property
    def head(self) -> Mapping[str, Fragment]:
        """The text above the body, such as title and summary, by front matter field."""
        text = self.body
        return {key: Fragment(typeset(words, text.language)) for key, words in text.head.items()} if text else {}

    @property
    def searched(self) -> SearchRecord | None:
        """The search record of the page, None if search should not find it, such as a list."""
        return None

    @property
    def entry(self) -> SitemapEntry | None:
        """The sitemap entry of the page, None if it is not to be indexed."""
        if not self.indexable:
            return None
        return SitemapEntry(address=self.address, modified=self.modified, translations=self.translations)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBatch:
    """A batch of pages: built together, in any process; their addresses are known before.

    `temporary` are those addresses that come and go with what is listed, such as that of the second page.
    """

    addresses: Sequence[str]
    make: Callable[[], Iterable[View]]
    temporary: Collection[str] = ()


def single_page(where: str, make: Callable[..., View], *arguments: object) -> PageBatch:
    """Return the batch of one page at `where`, which `make` builds from the arguments."""
    return PageBatch(addresses=[where], make=lambda: [make(*arguments)])


Batches = Callable[[Library, Site], Iterator[PageBatch]]
"""Yields the batches of a page kind in all languages."""


def in_each_language(make: Callable[[Library, Site, Language], Iterator[PageBatch]]) -> Batches:
    """Return the batches that `make` yields for each language of the site."""
    return lambda library, site: (batch for language in site.languages for batch in make(library, site, language))


def one_in_each_language(address: Callable[[Language], str], make: Callable[..., View]) -> Batches:
    """Return one page per language, at its `address`; `make` builds it from library, site and language."""
    return lambda library, site: (
        single_page(address(language), make, library, site, language) for language in site.languages
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedPage:
    """A page that moved from `old` to `new`, in one language; unless it is `alone`, the pages below it moved too.

    `canonical` is its canonical URL if that is not `new`. `feed` and `calendar` are addresses that clients still
    request below `old`, `files` are the old and new addresses of files beside the page.
    """

    old: str
    new: str
    language: Language
    title: Fragment
    canonical: str = ""
    feed: str = ""
    calendar: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    alone: bool = False


Moves = Callable[[Library, Language], Iterator[MovedPage]]


def no_moves(library: Library, language: Language) -> Iterator[MovedPage]:
    """Yield nothing, for page kinds without former addresses."""
    del library, language
    return iter(())


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKind:
    """A page kind; listing it in PAGES of its module is all it takes to add it to newsdesk.

    `permanent` makes its addresses permalinks, recorded in the ledger, except temporary ones. `moved` yields its former
    addresses, which redirect. `discontinued` yields pages with nothing left to show and their replacement, used if the
    ledger has them. Whether search and sitemap include a page is up to its view: `searched`, `indexable`.
    """

    view: type[View]
    batches: Batches
    permanent: bool = False
    moved: Moves = no_moves
    discontinued: Moves = no_moves


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewState:
    """The input of preview pages.

    `library` includes drafts and scheduled stories, `published` does not; `stylesheet` is the site's own.
    """

    library: Library
    published: Library
    site: Site
    today: date
    stylesheet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """A page that only the preview has, one per language, listed in PREVIEW_PAGES of its module.

    Every page of the preview links to it by its `title`.
    """

    title: Message
    address: Callable[[Language], str]
    make: Callable[[PreviewState, Language], View]


def counterparts(where: str, languages: Sequence[Language]) -> Mapping[str, str]:
    """Return the addresses of a page with one path in all of `languages`, by language tag; empty if that is one."""
    if len(languages) == 1:
        return {}
    found = {language.tag: urls.in_language(where, language) for language in languages}
    return found | {"x-default": urls.in_language(where, languages[0])}
