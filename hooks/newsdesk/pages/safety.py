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
_ADDRESSES = {"href", "src", "cite"}
_CLEANER = nh3.Cleaner(
    tags=set(_ALLOWED),
    attributes={name: set(attributes) for name, attributes in _ALLOWED.items()},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    strip_comments=False,
)


def parsed(html: str) -> HtmlElement:
    """A fragment of HTML below one `div`."""
    return fragment_fromstring(html, create_parent="div")


Part = tuple[str, str, str]
"""An element, an attribute (empty: the element itself), and the address that a link or picture names."""


def outside_the_list(html: str, tree: HtmlElement) -> Iterator[Part]:
    """Each part of `html`, parsed as `tree`, that may not stand in a body."""
    cleaned = _CLEANER.clean(html)
    if cleaned == html:
        return
    left = _parts(tree) - _parts(parsed(cleaned))
    elements = {name for name, attribute, _ in left if not attribute}
    for name, attribute, value in left.elements():
        # Of an element that may not stand, its attributes need no mention.
        if not attribute or name not in elements:
            yield name, attribute, value


def _parts(tree: HtmlElement) -> Counter[Part]:
    parts: Counter[Part] = Counter()
    for element in tree.iterdescendants():
        if isinstance(element.tag, str):
            parts[(element.tag, "", "")] += 1
            for name, value in element.attrib.items():
                parts[(element.tag, name, value if name in _ADDRESSES else "")] += 1
    return parts
