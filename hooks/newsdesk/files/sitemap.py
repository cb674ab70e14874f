"""The sitemap: every page that may be indexed, with its translations.

https://www.sitemaps.org/protocol.html and, for `xhtml:link`,
https://developers.google.com/search/docs/specialty/international/localized-versions
"""

from collections.abc import Iterable

from lxml.etree import Element, SubElement, tostring

from newsdesk.model.site import Site
from newsdesk.views.view import Entry

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


def sitemap(entries: Iterable[Entry], site: Site) -> bytes:
    """The sitemap of these pages, by address; `lastmod` is left out where there is none."""
    names: dict[str | None, str] = {None: _SITEMAP, "xhtml": _XHTML}
    root = Element(f"{{{_SITEMAP}}}urlset", nsmap=names)  # type: ignore[arg-type]
    for entry in sorted(entries, key=lambda entry: entry.address):
        url = SubElement(root, f"{{{_SITEMAP}}}url")
        SubElement(url, f"{{{_SITEMAP}}}loc").text = site.absolute(entry.address)
        if entry.modified:
            SubElement(url, f"{{{_SITEMAP}}}lastmod").text = entry.modified.isoformat()
        for tag, address in entry.translations.items():
            SubElement(url, f"{{{_XHTML}}}link", {"rel": "alternate", "hreflang": tag, "href": site.absolute(address)})
    return tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
