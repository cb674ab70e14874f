"""Bare addresses in running text, of which GFM makes links (its extended autolinks)."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from markdown.inlinepatterns import InlineProcessor

_WORD = "[A-Za-z0-9]"
_REST = "[^\\s<\x02\x03\u2018-\u201f\u3000-\u9fff\uff00-\uffef]*"
_EMAIL = rf"{_WORD}[A-Za-z0-9.+_-]*@(?:[A-Za-z0-9_-]+\.)+[A-Za-z0-9-]*{_WORD}(?![A-Za-z0-9_-])"
AUTOLINK = re.compile(
    rf"(?<![A-Za-z0-9/@.:\"'=\x03])(?P<url>(?:(?:https?|ftp)://|(?<![^\s*_~(])www\.)(?={_WORD}){_REST})"
    rf"|(?<![A-Za-z0-9.+_/:@\x03-])(?:mailto:)?{_EMAIL}|(?<![A-Za-z0-9])xmpp:{_EMAIL}(?:/[A-Za-z0-9@.]+)?"
)
"""Where a bare address may begin. It ends before Chinese: `见https://a.example/b，他说` has one that ends in `b`."""
_NOT_LAST = re.compile(r"(?:&[A-Za-z0-9]+;|[?!.,:*_~'\";\[\]])$")


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end offset of each bare address in a text."""
    for found in AUTOLINK.finditer(text):
        yield found.start(), _end(found)


def target(address: str) -> str:
    """Return the target of the link that is made of a bare address."""
    if "://" in address or address.startswith(("mailto:", "xmpp:")):
        return address
    return f"http://{address}" if address.startswith("www.") else f"mailto:{address}"


def _end(found: re.Match[str]) -> int:
    """Return where an address ends: not at punctuation, nor at a parenthesis that it does not open."""
    address = found[0]
    while found["url"]:
        shorter = _NOT_LAST.sub("", address)
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == address:
            break
        address = shorter
    return found.start() + len(address)


class AutolinkProcessor(InlineProcessor):
    """Makes links of bare addresses, outside of links."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self) -> None:
        super().__init__(AUTOLINK.pattern)

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[ElementTree.Element, int, int]:
        end = _end(m)
        link = ElementTree.Element("a", {"href": target(data[m.start() : end])})
        link.text = data[m.start() : end]
        return link, m.start(), end
