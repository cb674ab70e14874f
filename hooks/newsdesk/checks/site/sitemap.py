"""The sitemap holds the pages that may be indexed, no more and no less, and says of them what they say.

https://www.sitemaps.org/protocol.html
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import etree

from newsdesk.checks.site.built import BuiltSite
from newsdesk.checks.site.page import BuiltPage, resolver_of
from newsdesk.checks.site.report import Report, wrong
from newsdesk.words.address import SITEMAP
from newsdesk.words.message import NOTHING, Message, said
from newsdesk.words.problem import Problem

Tree = Any
"""What lxml makes of a file."""
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    line: int
    address: str
    lastmods: list[str]
    translations: Mapping[str, str]


def sitemap(site: BuiltSite, report: Report) -> Iterator[Problem]:
    listed: set[str] = set()
    try:
        for name, tree in _files(site):
            yield from (wrong(site, name, "sitemap", sentence) for sentence in _missing(site, tree))
            for entry in _entries(tree):
                report.looked_at += 1
                yield from (wrong(site, name, *fault, line=entry.line) for fault in _faults(site, entry, listed))
    except etree.XMLSyntaxError:
        # The check of what machines read says so.
        report.looked_at += 1
        return
    for page in site.indexable if SITEMAP in site.files else ():
        if page.path not in listed:
            sentence = said("{path} may be indexed and is not in the sitemap", path=page.path)
            yield wrong(site, SITEMAP, "sitemap", sentence)


def _files(site: BuiltSite) -> Iterator[tuple[str, Tree]]:
    """The sitemap and, where it is an index, the files that it names. Raises XMLSyntaxError at one that is no XML."""
    if SITEMAP in site.files:
        tree = _read(site, SITEMAP)
        yield SITEMAP, tree
        yield from ((name, _read(site, name)) for name in _named(site, tree) if name in site.files)


def _read(site: BuiltSite, name: str) -> Tree:
    return etree.parse(str(site.folder / name), etree.XMLParser(resolve_entities=False, huge_tree=True))


def _named(site: BuiltSite, tree: Tree) -> Sequence[str]:
    """The files that an index names, by their paths below the site; what stands elsewhere by its address."""
    found = tree.iterfind(f"{_SITEMAP}sitemap/{_SITEMAP}loc")
    return [(each.text or "").removeprefix(site.home) for each in found]


def _missing(site: BuiltSite, tree: Tree) -> Iterator[Message]:
    """What is wrong with the files that an index names."""
    return (said("{name} is no file of the site", name=name) for name in _named(site, tree) if name not in site.files)


def _entries(tree: Tree) -> Iterator[_Entry]:
    for url in tree.iter(f"{_SITEMAP}url"):
        yield _Entry(
            line=url.sourceline or 1,
            address=url.findtext(f"{_SITEMAP}loc") or "",
            lastmods=[each.text or "" for each in url.findall(f"{_SITEMAP}lastmod")],
            translations={link.get("hreflang", ""): link.get("href", "") for link in url.iterfind(f"{_XHTML}link")},
        )


def _faults(site: BuiltSite, entry: _Entry, listed: set[str]) -> Iterator[tuple[str, Message]]:
    page = _page(site, entry.address)
    if not page:
        yield "sitemap", said("{address} is no page of the site", address=entry.address)
        return
    if page.path in listed:
        yield "sitemap", said("{address} is in the sitemap twice", address=entry.address)
    listed.add(page.path)
    if not page.indexable:
        yield "sitemap", said("{address} is a page with noindex", address=entry.address)
    if entry.translations != dict(page.translations):
        sentence = said("{address} has other translations here than on its page", address=entry.address)
        yield "sitemap-hreflang", sentence
    for text in entry.lastmods:
        if fault := _lastmod(site, text):
            yield "lastmod", fault


def _page(site: BuiltSite, address: str) -> BuiltPage | None:
    target = resolver_of(site.home).resolve([""], address) if address.startswith(site.home) else None
    return site.pages.get(target.file) if target else None


def _lastmod(site: BuiltSite, text: str) -> Message:
    """What is wrong with a day: an hour would be the build's, and so would a day to come."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if not day:
        return said('lastmod must be a day such as 2014-02-19; found "{found}"', found=text)
    if site.as_of and day > site.as_of.date():
        built = site.as_of.date()
        return said("lastmod must not be after the day of the build, {built}; found {found}", built=built, found=text)
    return NOTHING
