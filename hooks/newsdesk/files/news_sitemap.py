"""The news sitemap of a language: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap"""

from collections.abc import Sequence
from typing import Any

from lxml.etree import Element, SubElement, tostring

from newsdesk.model.site import Site
from newsdesk.views.feed import FeedItem
from newsdesk.words import address
from newsdesk.words.language import Language

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


def news_sitemap(items: Sequence[FeedItem], site: Site, language: Language) -> bytes:
    """The sitemap of these stories; where there are none, of the front page, since none may be empty."""
    names: dict[str | None, str] = {None: _SITEMAP, "news": _NEWS}
    root = Element(f"{{{_SITEMAP}}}urlset", nsmap=names)  # type: ignore[arg-type]
    for item in items:
        news = SubElement(_url(root, site.absolute(item.address)), f"{{{_NEWS}}}news")
        publication = SubElement(news, f"{{{_NEWS}}}publication")
        SubElement(publication, f"{{{_NEWS}}}name").text = site.name.on(language).text
        SubElement(publication, f"{{{_NEWS}}}language").text = _code(language)
        SubElement(news, f"{{{_NEWS}}}publication_date").text = site.in_zone(item.published).isoformat()
        SubElement(news, f"{{{_NEWS}}}title").text = item.title
    if not items:
        _url(root, site.absolute(address.home(language)))
    return tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _url(root: Any, where: str) -> Any:
    url = SubElement(root, f"{{{_SITEMAP}}}url")
    SubElement(url, f"{{{_SITEMAP}}}loc").text = where
    return url


def _code(language: Language) -> str:
    """The language in two letters; of Chinese the specification wants to know which."""
    return "zh-cn" if language.tag == "zh-Hans" else language
