"""What pages say of themselves in their heads, and what the sitemap says of them: the same."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import etree

from newsdesk.diagnostics import Diagnostic
from newsdesk.i18n.languages import language_of
from newsdesk.i18n.messages import NOTHING, Message, comma_list, msg, or_list
from newsdesk.site_check.page import BuiltPage, resolver_of
from newsdesk.site_check.site import BuiltSite, CheckReport, site_error
from newsdesk.urls import NOT_FOUND, SITEMAP


def made_by_the_newsdesk(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    """Some engines accept `hooks:` and never run them: then no page is ours."""
    report.looked_at = len(site.pages)
    others = [page.path for page in site.pages.values() if page.generator != "newsdesk"]
    if others and len(others) == len(site.pages):
        message = msg(
            "none of these {count} pages was made by the newsdesk: "
            "the engine did not run the hooks that mkdocs.yml names",
            count=len(others),
        )
        yield site_error(site, "", "hooks", message)
        return
    for path in others:
        yield site_error(site, path, "hooks", msg("the newsdesk did not make this page"))


def heads(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    tags = sorted({language.tag for path in site.pages if (language := language_of(path))})
    for page in site.pages.values():
        report.looked_at += 1
        own = language_of(page.path)
        expected = [own.tag] if own else tags
        if page.lang not in expected:
            known = or_list(f'"{tag}"' for tag in expected)
            message = msg('<html lang> must be {tags}; found "{tag}"', tags=known, tag=page.lang)
            yield site_error(site, page.path, "lang", message)
        for rule, number in _ones(page):
            if number != 1:
                message = msg("a page must have one {what}; found {count}", what=rule, count=number)
                yield site_error(site, page.path, rule, message)


def _ones(page: BuiltPage) -> Iterator[tuple[str, int]]:
    """What a page must have exactly one of."""
    yield "title", len(page.titles)
    yield "description", len(page.descriptions)
    yield "h1", page.headings


def titles(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    """Two pages of a language with one title are one page to those who search."""
    first: dict[tuple[str, str], str] = {}
    for page in site.indexable:
        for title in page.titles[:1]:
            report.looked_at += 1
            other = first.setdefault((page.lang, title), page.path)
            if other != page.path:
                message = msg('the title "{title}" is that of {path} too', title=title, path=other)
                yield site_error(site, page.path, "title-twice", message)


def canonicals(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    """A page that may be indexed names itself; one that may not names the page that is indexed in its stead."""
    for page in site.pages.values():
        if page.path == NOT_FOUND:
            continue
        report.looked_at += 1
        if len(page.canonicals) != 1:
            message = msg("a page must have one canonical address; found {count}", count=len(page.canonicals))
            yield site_error(site, page.path, "canonical", message)
        elif fault := _fault(site, page, found := page.canonicals[0]):
            message = msg('the canonical address {fault}; found "{address}"', fault=fault, address=found)
            yield site_error(site, page.path, "canonical", message)


def shared(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    """Who shares a page hands on the address by which search engines know it."""
    for page in site.indexable:
        report.looked_at += 1
        own = f"{site.home}{page.address}"
        if list(page.shared) != [own]:
            found = comma_list(f'"{each}"' for each in page.shared) if page.shared else msg("none")
            message = msg('og:url must be "{address}", once; found {found}', address=own, found=found)
            yield site_error(site, page.path, "shared", message)


def _fault(site: BuiltSite, page: BuiltPage, found: str) -> Message:
    own = f"{site.home}{page.address}"
    if page.indexable:
        return NOTHING if found == own else msg('must be "{address}"', address=own)
    if not found.startswith(site.home):
        return msg('must begin with "{address}"', address=site.home)
    target = resolver_of(site.home).resolve([""], found)
    other = site.pages.get(target.file) if target else None
    if other is page:
        # Such as a list that search engines are asked to leave out; a redirect or a stub has no translations.
        listed = page.translations or site.has_one_language
        return NOTHING if listed else msg("of a page with noindex must be that of another page")
    # A story that was withdrawn is left out in all languages, and still is what its old addresses lead to.
    kept = other and (
        other.indexable or (other.canonicals == [found] and (other.translations or site.has_one_language))
    )
    return NOTHING if kept else msg("must be that of a page which may be indexed")


DEFAULT = "x-default"


def translations(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    """What each page that has translations says of them."""
    report.may_be_none = site.has_one_language
    for page in site.pages.values():
        if page.translations:
            report.looked_at += 1
            yield from (site_error(site, page.path, "hreflang", message) for message in _translation_faults(site, page))


def pairs(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    """Two pages that are translations of each other, each pair looked at once: they name the same set."""
    report.may_be_none = site.has_one_language
    seen: set[frozenset[str]] = set()
    for page in site.pages.values():
        for tag, address in page.translations:
            other = _translated_page(site, address)
            pair = frozenset((page.path, other.path)) if other else frozenset()
            if not other or len(pair) < 2 or pair in seen or tag == DEFAULT:
                continue
            seen.add(pair)
            report.looked_at += 1
            if not _translation_fault(site, page, tag, address) and dict(other.translations) != dict(page.translations):
                message = msg(
                    'the translation {tag} names other translations than this page: "{address}"',
                    tag=tag,
                    address=address,
                )
                yield site_error(site, page.path, "hreflang", message)


def _translation_faults(site: BuiltSite, page: BuiltPage) -> Iterator[Message]:
    named, own = dict(page.translations), f"{site.home}{page.address}"
    if len(named) < len(page.translations):
        yield msg("a language is named twice among the translations")
    if DEFAULT not in named:
        yield msg("the translations lack {tag}", tag=DEFAULT)
    if own not in named.values():
        yield msg("the translations lack the page itself")
    if not page.indexable and page.canonicals != [own]:
        yield msg("a page that stands for another must name no translations")
    for tag, address in named.items():
        if fault := _translation_fault(site, page, tag, address):
            yield msg('the translation {tag} {fault}: "{address}"', tag=tag, fault=fault, address=address)


def _translation_fault(site: BuiltSite, page: BuiltPage, tag: str, address: str) -> Message:
    other = _translated_page(site, address)
    if not other:
        return msg("is no page of the site")
    if tag not in (DEFAULT, other.lang):
        return msg('is in "{tag}"', tag=other.lang)
    if other.indexable != page.indexable:
        without = msg("has noindex, and this page has not")
        return without if page.indexable else msg("may be indexed, and this page may not")
    return NOTHING


def _translated_page(site: BuiltSite, address: str) -> BuiltPage | None:
    target = resolver_of(site.home).resolve([""], address) if address.startswith(site.home) else None
    return site.pages.get(target.file) if target else None


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


def sitemap_pages(site: BuiltSite, report: CheckReport) -> Iterator[Diagnostic]:
    listed: set[str] = set()
    try:
        for name, tree in _files(site):
            yield from (site_error(site, name, "sitemap", message) for message in _missing(site, tree))
            for entry in _entries(tree):
                report.looked_at += 1
                yield from (site_error(site, name, *fault, line=entry.line) for fault in _faults(site, entry, listed))
    except etree.XMLSyntaxError:
        # The check of what machines read says so.
        report.looked_at += 1
        return
    for page in site.indexable if SITEMAP in site.files else ():
        if page.path not in listed:
            message = msg("{path} may be indexed and is not in the sitemap", path=page.path)
            yield site_error(site, SITEMAP, "sitemap", message)


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
    return (msg("{name} is no file of the site", name=name) for name in _named(site, tree) if name not in site.files)


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
        yield "sitemap", msg("{address} is no page of the site", address=entry.address)
        return
    if page.path in listed:
        yield "sitemap", msg("{address} is in the sitemap twice", address=entry.address)
    listed.add(page.path)
    if not page.indexable:
        yield "sitemap", msg("{address} is a page with noindex", address=entry.address)
    if entry.translations != dict(page.translations):
        message = msg("{address} has other translations here than on its page", address=entry.address)
        yield "sitemap-hreflang", message
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
        return msg('lastmod must be a day such as 2014-02-19; found "{found}"', found=text)
    if site.as_of and day > site.as_of.date():
        built = site.as_of.date()
        return msg("lastmod must not be after the day of the build, {built}; found {found}", built=built, found=text)
    return NOTHING
