"""The line of a link: looked for only where the link is wrong, since lines cost more than links."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from newsdesk.checks.site.built import BuiltSite
from newsdesk.checks.site.gather import named_in, refreshed
from newsdesk.checks.site.page import resolver_of
from newsdesk.checks.site.target import Target, folders
from newsdesk.words.requested import in_file, in_sheet


def where(site: BuiltSite, path: str, target: Target) -> tuple[int, str]:
    """The first line of a page, a style sheet or a script at which the target stands, and how it is written there."""
    resolver, above = resolver_of(site.home), folders(path)
    for line, text in _texts(site, path):
        if resolver.resolve(above, text) == target:
            return line, text
    return 1, target.file or target.host


def _texts(site: BuiltSite, path: str) -> Iterator[tuple[int, str]]:
    content = (site.folder / path).read_bytes()
    if not path.endswith(".html"):
        for number, line in enumerate(content.decode(errors="replace").splitlines(), 1):
            yield from ((number, text) for text in in_file(path, line))
        return
    tree: Any = etree.fromstring(content, etree.HTMLParser(encoding="utf-8", huge_tree=True))
    for element in tree.iter(etree.Element):
        yield from ((element.sourceline or 1, text) for text in _texts_of(element))


def _texts_of(element: Any) -> Iterator[str]:
    if element.tag == "link" and ("hreflang" in element.attrib or element.get("rel") == "canonical"):
        return
    if element.tag == "style":
        yield from in_sheet(element.text or "")
    for name, value in element.attrib.items():
        yield from (refreshed(value), value) if name == "content" else named_in(name, value)
