"""Sitemaps (sitemaps.org): every indexable page with its translations, and a news sitemap of the last two days."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from lxml.etree import Element, SubElement, tostring

from newsdesk import urls
from newsdesk.content.library import Library
from newsdesk.content.site import Site
from newsdesk.i18n.languages import Language
from newsdesk.outputs.feeds import FeedItem, fresh_items
from newsdesk.outputs.registry import Output, OutputContext
from newsdesk.pages.registry import all_addresses
from newsdesk.pages.view import SitemapEntry

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
MAX_SITEMAP_PAGES = 10_000
"""Maximum number of pages in one sitemap file."""


def sitemaps(
    entries: Iterable[SitemapEntry], site: Site, most: int = MAX_SITEMAP_PAGES
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield name and maker of each sitemap file: a single one, or an index and parts with at most `most` pages each."""
    pages = sorted(entries, key=lambda entry: entry.address)
    if len(pages) <= most:
        yield urls.SITEMAP, partial(sitemap_file, pages, site)
        return
    parts = {urls.sitemap_part(at // most + 1): pages[at : at + most] for at in range(0, len(pages), most)}
    yield urls.SITEMAP, partial(_index, list(parts), site)
    yield from ((name, partial(sitemap_file, part, site)) for name, part in parts.items())


def _index(names: Iterable[str], site: Site) -> bytes:
    root = Element(f"{{{_SITEMAP}}}sitemapindex", nsmap={None: _SITEMAP})  # type: ignore[dict-item]
    for name in names:
        part = SubElement(root, f"{{{_SITEMAP}}}sitemap")
        SubElement(part, f"{{{_SITEMAP}}}loc").text = site.absolute(name)
    return tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def sitemap_file(entries: Iterable[SitemapEntry], site: Site) -> bytes:
    """Return the sitemap of these pages, sorted by address; `lastmod` is omitted if unknown."""
    names: dict[str | None, str] = {None: _SITEMAP, "xhtml": _XHTML}
    root = Element(f"{{{_SITEMAP}}}urlset", nsmap=names)  # type: ignore[arg-type]
    for entry in sorted(entries, key=lambda entry: entry.address):
        url = SubElement(root, f"{{{_SITEMAP}}}url")
        SubElement(url, f"{{{_SITEMAP}}}loc").text = site.absolute(entry.address)
        if entry.modified:
            SubElement(url, f"{{{_SITEMAP}}}lastmod").text = entry.modified.isoformat()
        for tag, where in entry.translations.items():
            SubElement(url, f"{{{_XHTML}}}link", {"rel": "alternate", "hreflang": tag, "href": site.absolute(where)})
    return tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def news_sitemap_file(items: Sequence[FeedItem], site: Site, language: Language) -> bytes:
    """Return Google's news sitemap of these stories; without any, it lists the front page, as it must not be empty."""
    names: dict[str | None, str] = {None: _SITEMAP, "news": _NEWS}
    root = Element(f"{{{_SITEMAP}}}urlset", nsmap=names)  # type: ignore[arg-type]
    for item in items:
        news = SubElement(_url(root, site.absolute(item.address)), f"{{{_NEWS}}}news")
        publication = SubElement(news, f"{{{_NEWS}}}publication")
        SubElement(publication, f"{{{_NEWS}}}name").text = site.name.in_language(language).text
        SubElement(publication, f"{{{_NEWS}}}language").text = language.rules.google_news_code or language
        SubElement(news, f"{{{_NEWS}}}publication_date").text = site.in_zone(item.published).isoformat()
        SubElement(news, f"{{{_NEWS}}}title").text = item.title
    if not items:
        _url(root, site.absolute(urls.home(language)))
    return tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _url(root: Any, where: str) -> Any:
    url = SubElement(root, f"{{{_SITEMAP}}}url")
    SubElement(url, f"{{{_SITEMAP}}}loc").text = where
    return url


def _sitemap(context: OutputContext, part: str = "") -> bytes:
    """Return the sitemap, its index or one part; no bytes if there is no such part."""
    files = dict(sitemaps(context.entries(), context.site))
    return files.get(urls.sitemap_part(int(part)) if part else urls.SITEMAP, bytes)()


def _possible_parts(library: Library, site: Site) -> Iterator[tuple[str, ...]]:
    """Yield the numbers of all parts that could exist: which pages are indexable is known only after rendering."""
    pages = len(all_addresses(library, site))
    if pages > MAX_SITEMAP_PAGES:
        yield from ((str(number),) for number in range(1, -(-pages // MAX_SITEMAP_PAGES) + 1))


def _news_sitemap(context: OutputContext, language: Language) -> bytes:
    fresh = fresh_items(context.library, context.site, language, context.as_of)
    return news_sitemap_file(fresh, context.site, language)


OUTPUTS = [
    Output(path=urls.SITEMAP, media_type="application/xml", make=_sitemap, linked=False),
    Output(
        path="sitemap-{number}.xml", media_type="application/xml", each=_possible_parts, make=_sitemap, linked=False
    ),
    Output(
        path="{language}/news-sitemap.xml",
        media_type="application/xml",
        make=_news_sitemap,
        when=lambda _, site: site.news_sitemap,
        linked=False,
    ),
]
