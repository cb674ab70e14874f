"""What a body may hold: an allow-list, held against the rendered HTML.

nh3 (the Ammonia sanitiser, a browser's own parser) cleans a copy; whatever is
missing from the copy is outside the list. The page itself is never cleaned in
silence: an editor is told.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

import nh3
from lxml.html import HtmlElement, fragment_fromstring

_ANY = {"class", "id", "lang", "title"}
_ALLOWED: Mapping[str, set[str]] = {
    **dict.fromkeys(("p", "h2", "h3", "h4", "ul", "li", "dl", "dt", "dd", "div", "br", "hr", "pre"), _ANY),
    **dict.fromkeys(("em", "strong", "code", "span", "sub", "sup", "cite", "del", "ins", "abbr"), _ANY),
    **dict.fromkeys(("figure", "figcaption", "ruby", "rb", "rt", "rp"), _ANY),
    **dict.fromkeys(("table", "caption", "thead", "tbody", "tr"), _ANY),
    "a": _ANY | {"href", "hreflang", "rel"},
    "blockquote": _ANY | {"cite"},
    "img": _ANY | {"src", "alt", "width", "height"},
    "ol": _ANY | {"start"},
    "q": _ANY | {"cite"},
    "td": _ANY | {"align", "colspan", "rowspan"},
    "th": _ANY | {"align", "colspan", "rowspan", "scope"},
    "time": _ANY | {"datetime"},
}
_SCHEMES = {"http", "https", "mailto"}


def parsed(html: str) -> HtmlElement:
    """A fragment of HTML below one `div`."""
    return fragment_fromstring(html, create_parent="div")


def outside_the_list(html: str, tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Each (element, attribute) of `html`, parsed as `tree`, that may not stand there; '' for the element itself."""
    cleaned = nh3.clean(
        html,
        tags=set(_ALLOWED),
        attributes={name: set(attributes) for name, attributes in _ALLOWED.items()},
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=False,
    )
    if cleaned == html:
        return
    left = _parts(tree) - _parts(parsed(cleaned))
    elements = {name for name, attribute in left if not attribute}
    for name, attribute in left:
        # Of an element that may not stand, its attributes need no mention.
        if not attribute or name not in elements:
            yield name, attribute


def _parts(tree: HtmlElement) -> Counter[tuple[str, str]]:
    parts: Counter[tuple[str, str]] = Counter()
    for element in tree.iterdescendants():
        if isinstance(element.tag, str):
            parts[(element.tag, "")] += 1
            parts.update((element.tag, attribute) for attribute in element.attrib)
    return parts
