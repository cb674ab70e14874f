"""A page and its translations name each other: the same set of addresses stands on all of them.

https://developers.google.com/search/docs/specialty/international/localized-versions
"""

from collections.abc import Iterator

from newsdesk.checks.site.built import BuiltSite
from newsdesk.checks.site.page import BuiltPage, resolver_of
from newsdesk.checks.site.report import Report, wrong
from newsdesk.words.message import NOTHING, Message, said
from newsdesk.words.problem import Problem

DEFAULT = "x-default"


def translations(site: BuiltSite, report: Report) -> Iterator[Problem]:
    """What each page that has translations says of them."""
    report.may_be_none = site.has_one_language
    for page in site.pages.values():
        if page.translations:
            report.looked_at += 1
            yield from (wrong(site, page.path, "hreflang", sentence) for sentence in _faults(site, page))


def pairs(site: BuiltSite, report: Report) -> Iterator[Problem]:
    """Two pages that are translations of each other, each pair looked at once: they name the same set."""
    report.may_be_none = site.has_one_language
    seen: set[frozenset[str]] = set()
    for page in site.pages.values():
        for tag, address in page.translations:
            other = _page(site, address)
            pair = frozenset((page.path, other.path)) if other else frozenset()
            if not other or len(pair) < 2 or pair in seen or tag == DEFAULT:
                continue
            seen.add(pair)
            report.looked_at += 1
            if not _fault(site, page, tag, address) and dict(other.translations) != dict(page.translations):
                sentence = said(
                    'the translation {tag} names other translations than this page: "{address}"',
                    tag=tag,
                    address=address,
                )
                yield wrong(site, page.path, "hreflang", sentence)


def _faults(site: BuiltSite, page: BuiltPage) -> Iterator[Message]:
    named, own = dict(page.translations), f"{site.home}{page.address}"
    if len(named) < len(page.translations):
        yield said("a language is named twice among the translations")
    if DEFAULT not in named:
        yield said("the translations lack {tag}", tag=DEFAULT)
    if own not in named.values():
        yield said("the translations lack the page itself")
    if not page.indexable and page.canonicals != [own]:
        yield said("a page that stands for another must name no translations")
    for tag, address in named.items():
        if fault := _fault(site, page, tag, address):
            yield said('the translation {tag} {fault}: "{address}"', tag=tag, fault=fault, address=address)


def _fault(site: BuiltSite, page: BuiltPage, tag: str, address: str) -> Message:
    other = _page(site, address)
    if not other:
        return said("is no page of the site")
    if tag not in (DEFAULT, other.lang):
        return said('is in "{tag}"', tag=other.lang)
    if other.indexable != page.indexable:
        without = said("has noindex, and this page has not")
        return without if page.indexable else said("may be indexed, and this page may not")
    return NOTHING


def _page(site: BuiltSite, address: str) -> BuiltPage | None:
    target = resolver_of(site.home).resolve([""], address) if address.startswith(site.home) else None
    return site.pages.get(target.file) if target else None
