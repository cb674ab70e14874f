"""The allow-list of HTML in a body: check the rendered HTML, and report violations at their place in the source."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import nh3
from lxml.html import HtmlElement, fragment_fromstring

from newsdesk.content.markdown_extensions import extensions_table
from newsdesk.content.text_files import CONTROL, HIDDEN, escaped_invisible_characters, invisible_character, is_plain
from newsdesk.diagnostics import Diagnostic, error, suggest
from newsdesk.i18n.messages import Message, msg
from newsdesk.markdown.links import MAX_FINDINGS, shortened
from newsdesk.markdown.source_map import SourceMap

_ANY = {"class", "id", "lang", "title"}
_ALLOWED: dict[str, set[str]] = {
    **dict.fromkeys(("p", "h2", "h3", "h4", "ul", "li", "dl", "dt", "dd", "div", "br", "hr", "pre"), _ANY),
    **dict.fromkeys(("em", "strong", "code", "span", "sub", "sup", "cite", "del", "ins", "abbr"), _ANY),
    **dict.fromkeys(("b", "i", "u", "s", "mark", "small", "kbd", "samp", "var", "wbr", "summary"), _ANY),
    **dict.fromkeys(("figure", "figcaption", "ruby", "rb", "rt", "rp"), _ANY),
    **dict.fromkeys(("table", "caption", "thead", "tbody", "tfoot", "tr"), _ANY),
    "a": _ANY | {"href", "hreflang", "rel", "target"},
    "audio": _ANY | {"src", "controls", "loop", "muted", "preload"},
    "blockquote": _ANY | {"cite"},
    "details": _ANY | {"open"},
    "img": _ANY | {"src", "alt", "width", "height"},
    "ol": _ANY | {"start"},
    "q": _ANY | {"cite"},
    "source": {"src", "type"},
    "td": _ANY | {"align", "colspan", "rowspan"},
    "th": _ANY | {"align", "colspan", "rowspan", "scope"},
    "time": _ANY | {"datetime"},
    "track": {"src", "kind", "srclang", "label", "default"},
    "video": _ANY | {"src", "poster", "controls", "loop", "muted", "playsinline", "preload", "width", "height"},
}
for _extension in extensions_table().values():
    for _name, _attributes in _extension.elements.items():
        _ALLOWED[_name] = _ALLOWED.get(_name, _ANY) | {*_attributes}
_ADDRESSES = {"href", "src", "cite", "poster"}
_CLEANER = nh3.Cleaner(
    tags=set(_ALLOWED),
    attributes={name: set(attributes) for name, attributes in _ALLOWED.items()},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
    strip_comments=False,
)


_VOID = re.compile(r"""(<(source|track|wbr)\b(?:[^<>"']|"[^"]*"|'[^']*')*>)(?!</\2>)""", re.IGNORECASE)
"""Void elements that lxml does not know as such: it would put all that follows into them."""


def parsed(html: str) -> HtmlElement:
    """Parse an HTML fragment into one `div`."""
    return fragment_fromstring(_VOID.sub(r"\1</\2>", html), create_parent="div")


HtmlPart = tuple[str, str, str]
"""An element, an attribute (empty: the element itself), and the attribute's value if it is a URL."""


def disallowed_html(html: str, tree: HtmlElement, made: Iterable[HtmlElement]) -> Iterator[HtmlPart]:
    """Yield each part of `html`, parsed as `tree`, that the allow-list does not permit, except the elements `made`."""
    cleaned = _CLEANER.clean(html)
    if cleaned == html:
        return
    left = _parts(tree.iterdescendants()) - _parts(parsed(cleaned).iterdescendants()) - _parts(made)
    elements = {name for name, attribute, _ in left if not attribute}
    for name, attribute, value in left.elements():
        # Attributes of a forbidden element need no report of their own.
        if not attribute or name not in elements:
            yield name, attribute, value


def _parts(elements: Iterable[HtmlElement]) -> Counter[HtmlPart]:
    parts: Counter[HtmlPart] = Counter()
    for element in elements:
        if isinstance(element.tag, str):
            parts[(element.tag, "", "")] += 1
            for name, value in element.attrib.items():
                parts[(element.tag, name, value if name in _ADDRESSES else "")] += 1
    return parts


_DELETE = msg("delete it")
_LINK_INSTEAD = msg("delete it, and link to the page: {link}", link="[…](https://…)")
_TEXT_ONLY = msg("delete the tags, and keep the text")
_INSTEAD: Mapping[str, Message] = {
    **dict.fromkeys(("iframe", "embed", "object", "frame", "frameset", "applet"), _LINK_INSTEAD),
    **dict.fromkeys(("form", "input", "button", "select", "textarea", "label", "fieldset"), _LINK_INSTEAD),
    **dict.fromkeys(("font", "center", "big", "basefont", "marquee", "blink", "nobr"), _TEXT_ONLY),
    **dict.fromkeys(
        ("article", "section", "main", "header", "footer", "nav", "aside", "address", "hgroup"), _TEXT_ONLY
    ),
    **dict.fromkeys(("svg", "canvas", "map", "picture"), msg("save it as an image file, and write: ![…](…)")),
    **dict.fromkeys(("strike", "tt", "acronym", "dir", "menu"), msg("use <s>, <code>, <abbr> or <ul>")),
    "math": msg("write the formula as text, or as an image"),
    "script": msg("delete it: stories run no scripts"),
    "style": msg("delete it: the site's style sheets set every story"),
}
"""What to write in place of an element; of others, nothing."""
_INSTEAD_OF_ATTRIBUTE: Mapping[str, Message] = {
    **dict.fromkeys(("style", "bgcolor", "border", "color", "face", "size"), _INSTEAD["style"]),
    **dict.fromkeys(("align", "valign"), msg("delete it; columns of a Markdown table are aligned by |:---|---:|")),
    **dict.fromkeys(("srcset", "sizes", "loading", "decoding"), msg("delete it: the site makes an image's sizes")),
    "autoplay": msg("delete it: readers start a player themselves"),
    "name": msg("write id instead"),
}


def _instead_of(attribute: str) -> Message:
    return _INSTEAD["script"] if attribute.startswith("on") else _INSTEAD_OF_ATTRIBUTE.get(attribute, _DELETE)


def unsafe(source: SourceMap, html: str, tree: HtmlElement, made: Iterable[HtmlElement]) -> Iterator[Diagnostic]:
    """Yield an error for each part of `html`, parsed as `tree`, that is not on the allow-list; at most 250.

    Elements that are `made` by extensions, and replaced afterwards, need not be on it.
    """
    for name, attribute, value in islice(disallowed_html(html, tree, made), 5 * MAX_FINDINGS):
        tag = re.escape(name)
        if name == "h1":
            message = msg("headings in a body must begin with ##: the title is already the top-level heading")
            place = source.found(r"^(#)(?!#)")
            suggestion = suggest("##") if place else msg("write the heading with marks: {text}", text="## …")
            yield error("heading", place or source.find(r"^=+$", "<h1"), message, suggestion)
        elif name in ("h5", "h6"):
            message = msg("headings in a body must have one of three levels: ##, ### or ####")
            place = source.found(rf"^(#{{{name[1]}}})(?!#)")
            suggestion = suggest("####") if place else msg("write the heading with marks: {text}", text="#### …")
            yield error("heading", place or source.find(f"<{tag}"), message, suggestion)
        elif value:
            message = msg(
                'unsafe link "{link}": only http, https, mailto, tel and files of the site are allowed',
                link=shortened(value),
            )
            yield error("unsafe-link", source.link(value), message, _DELETE)
        elif attribute:
            end = r"(?=[\s=>/}])"
            typed = rf"(?:<{tag}\b[^>]*?|\{{[^}}]*?)(?<![\w-])({re.escape(attribute)}){end}"
            message = msg('HTML attribute "{attribute}" of <{name}> is not allowed', attribute=attribute, name=name)
            yield error("unsafe-html", source.find(typed), message, _instead_of(attribute))
        else:
            message = msg("HTML element <{name}> is not allowed", name=name)
            yield error("unsafe-html", source.find(rf"<{tag}(?![\w-])"), message, _INSTEAD.get(name, _DELETE))


_LOST = "\ufffd"
"""What the parser makes of an invalid character reference."""
_INVISIBLE = re.compile(f"{HIDDEN.pattern}|{_LOST}")


def invisible_characters(source: SourceMap, tree: HtmlElement) -> Iterator[Diagnostic]:
    """Yield an error for each invisible character in a body's text and attributes, up to a few dozen.

    Control characters are removed from the tree, since lxml refuses to change a tree that contains any.
    """
    shown = "\n".join([tree.text_content(), *(value for element in tree.iter() for value in element.attrib.values())])
    if is_plain(shown) and _LOST not in shown:
        return
    found = Counter(_INVISIBLE.findall(shown))
    left = found.copy()
    for where, name, sign in escaped_invisible_characters(source.without_code):
        made = _LOST if sign == "\0" or "\ud800" <= sign <= "\udfff" else sign
        # In a code block, a character reference is literal text.
        if left[made] and left.total() > found.total() - MAX_FINDINGS:
            left[made] -= 1
            yield invisible_character(sign, source.at(where, len(name)))
    for sign in left:
        if left[sign] == found[sign] and sign != _LOST:
            yield invisible_character(sign, source.find())
    if CONTROL.search(shown):
        _remove_control_characters(tree)


def _remove_control_characters(tree: Any) -> None:
    for element in tree.iter():
        element.text, element.tail = (CONTROL.sub("", text) if text else text for text in (element.text, element.tail))
        for name, value in element.attrib.items():
            element.set(name, CONTROL.sub("", value))
