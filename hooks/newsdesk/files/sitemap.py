"""The sitemap: every page that may be indexed, with its translations; of many pages an index of several files.

https://www.sitemaps.org/protocol.html (which allows 50,000 pages and 50 MB in a file) and, for `xhtml:link`,
https://developers.google.com/search/docs/specialty/international/localized-versions
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from lxml.etree import Element, SubElement, tostring

from newsdesk.model.site import Site
from newsdesk.views.view import Entry
from newsdesk.words import address

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
MOST = 10_000
"""Pages in one file."""


def sitemaps(entries: Iterable[Entry], site: Site, most: int = MOST) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The files of the sitemap by their names, and what makes each: one, or an index and files of `most` pages."""
    pages = sorted(entries, key=lambda entry: entry.address)
    if len(pages) <= most:
        yield address.SITEMAP, partial(sitemap, pages, site)
        return
    parts = {address.sitemap_part(at // most + 1): pages[at : at + most] for at in range(0, len(pages), most)}
    yield address.SITEMAP, partial(_index, list(parts), site)
    yield from ((name, partial(sitemap, part, site)) for name, part in parts.items())


def _index(names: Iterable[str], site: Site) -> bytes:
    root = Element(f"{{{_SITEMAP}}}sitemapindex", nsmap={None: _SITEMAP})  # type: ignore[dict-item]
    for name in names:
        part = SubElement(root, f"{{{_SITEMAP}}}sitemap")
        SubElement(part, f"{{{_SITEMAP}}}loc").text = site.absolute(name)
    return tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def sitemap(entries: Iterable[Entry], site: Site) -> bytes:
    """The sitemap of these pages, by address; `lastmod` is left out where there is none."""
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
