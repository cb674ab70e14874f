"""What every page says of itself in its head, and its one headline."""

from collections.abc import Iterator

from newsdesk.checks.site.built import BuiltSite
from newsdesk.checks.site.page import BuiltPage, resolver_of
from newsdesk.checks.site.report import Report, wrong
from newsdesk.words.language import language_of
from newsdesk.words.message import NOTHING, Message, either, listed, said
from newsdesk.words.problem import Problem

_NOT_FOUND = "404.html"
"""It is served at every dead address, so no address is its own."""


def made_by_the_newsdesk(site: BuiltSite, report: Report) -> Iterator[Problem]:
    """Some engines accept `hooks:` and never run them: then no page is ours."""
    report.looked_at = len(site.pages)
    others = [page.path for page in site.pages.values() if page.generator != "newsdesk"]
    if others and len(others) == len(site.pages):
        sentence = said(
            "none of these {count} pages was made by the newsdesk: "
            "the engine did not run the hooks that mkdocs.yml names",
            count=len(others),
        )
        yield wrong(site, "", "hooks", sentence)
        return
    for path in others:
        yield wrong(site, path, "hooks", said("the newsdesk did not make this page"))


def heads(site: BuiltSite, report: Report) -> Iterator[Problem]:
    tags = sorted({language.tag for path in site.pages if (language := language_of(path))})
    for page in site.pages.values():
        report.looked_at += 1
        own = language_of(page.path)
        expected = [own.tag] if own else tags
        if page.lang not in expected:
            known = either(f'"{tag}"' for tag in expected)
            sentence = said('<html lang> must be {tags}; found "{tag}"', tags=known, tag=page.lang)
            yield wrong(site, page.path, "lang", sentence)
        for rule, number in _ones(page):
            if number != 1:
                sentence = said("a page must have one {what}; found {count}", what=rule, count=number)
                yield wrong(site, page.path, rule, sentence)


def _ones(page: BuiltPage) -> Iterator[tuple[str, int]]:
    """What a page must have exactly one of."""
    yield "title", len(page.titles)
    yield "description", len(page.descriptions)
    yield "h1", page.headings


def titles(site: BuiltSite, report: Report) -> Iterator[Problem]:
    """Two pages of a language with one title are one page to those who search."""
    first: dict[tuple[str, str], str] = {}
    for page in site.indexable:
        for title in page.titles[:1]:
            report.looked_at += 1
            other = first.setdefault((page.lang, title), page.path)
            if other != page.path:
                sentence = said('the title "{title}" is that of {path} too', title=title, path=other)
                yield wrong(site, page.path, "title-twice", sentence)


def canonicals(site: BuiltSite, report: Report) -> Iterator[Problem]:
    """A page that may be indexed names itself; one that may not names the page that is indexed in its stead."""
    for page in site.pages.values():
        if page.path == _NOT_FOUND:
            continue
        report.looked_at += 1
        if len(page.canonicals) != 1:
            sentence = said("a page must have one canonical address; found {count}", count=len(page.canonicals))
            yield wrong(site, page.path, "canonical", sentence)
        elif fault := _fault(site, page, found := page.canonicals[0]):
            sentence = said('the canonical address {fault}; found "{address}"', fault=fault, address=found)
            yield wrong(site, page.path, "canonical", sentence)


def shared(site: BuiltSite, report: Report) -> Iterator[Problem]:
    """Who shares a page hands on the address by which search engines know it."""
    for page in site.indexable:
        report.looked_at += 1
        own = f"{site.home}{page.address}"
        if list(page.shared) != [own]:
            found = listed(f'"{each}"' for each in page.shared) if page.shared else said("none")
            sentence = said('og:url must be "{address}", once; found {found}', address=own, found=found)
            yield wrong(site, page.path, "shared", sentence)


def _fault(site: BuiltSite, page: BuiltPage, found: str) -> Message:
    own = f"{site.home}{page.address}"
    if page.indexable:
        return NOTHING if found == own else said('must be "{address}"', address=own)
    if not found.startswith(site.home):
        return said('must begin with "{address}"', address=site.home)
    target = resolver_of(site.home).resolve([""], found)
    other = site.pages.get(target.file) if target else None
    if other is page:
        # Such as a list that search engines are asked to leave out; a redirect or a stub has no translations.
        listed = page.translations or site.has_one_language
        return NOTHING if listed else said("of a page with noindex must be that of another page")
    # A story that was withdrawn is left out in all languages, and still is what its old addresses lead to.
    kept = other and (
        other.indexable or (other.canonicals == [found] and (other.translations or site.has_one_language))
    )
    return NOTHING if kept else said("must be that of a page which may be indexed")
