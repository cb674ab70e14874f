"""What every page says of itself in its head, and its one headline."""

from collections.abc import Iterator

from newsdesk.checks.site.built import BuiltSite
from newsdesk.checks.site.page import BuiltPage, resolver_of
from newsdesk.checks.site.report import Report, wrong
from newsdesk.words.language import language_of
from newsdesk.words.problem import Problem

_NOT_FOUND = "404.html"
"""It is served at every dead address, so no address is its own."""


def made_by_the_newsdesk(site: BuiltSite, report: Report) -> Iterator[Problem]:
    """Some engines accept `hooks:` and never run them: then no page is ours."""
    report.looked_at = len(site.pages)
    others = [page.path for page in site.pages.values() if page.generator != "newsdesk"]
    if others and len(others) == len(site.pages):
        sentence = "was made by the newsdesk: the engine did not run the hooks that mkdocs.yml names"
        yield wrong(site, "", "hooks", f"none of these {len(others)} pages {sentence}")
        return
    for path in others:
        yield wrong(site, path, "hooks", "the newsdesk did not make this page")


def heads(site: BuiltSite, report: Report) -> Iterator[Problem]:
    tags = sorted({language.tag for path in site.pages if (language := language_of(path))})
    for page in site.pages.values():
        report.looked_at += 1
        own = language_of(page.path)
        expected = [own.tag] if own else tags
        if page.lang not in expected:
            said = " or ".join(f'"{tag}"' for tag in expected)
            yield wrong(site, page.path, "lang", f'<html lang> must be {said}; found "{page.lang}"')
        for rule, number in _ones(page):
            if number != 1:
                yield wrong(site, page.path, rule, f"a page must have one {rule}; found {number}")


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
                yield wrong(site, page.path, "title-twice", f'the title "{title}" is that of {other} too')


def canonicals(site: BuiltSite, report: Report) -> Iterator[Problem]:
    """A page that may be indexed names itself; one that may not names the page that is indexed in its stead."""
    for page in site.pages.values():
        if page.path == _NOT_FOUND:
            continue
        report.looked_at += 1
        if len(page.canonicals) != 1:
            found = len(page.canonicals)
            yield wrong(site, page.path, "canonical", f"a page must have one canonical address; found {found}")
        elif fault := _fault(site, page, page.canonicals[0]):
            yield wrong(site, page.path, "canonical", f'the canonical address {fault}; found "{page.canonicals[0]}"')


def _fault(site: BuiltSite, page: BuiltPage, said: str) -> str:
    own = f"{site.home}{page.address}"
    if page.indexable:
        return "" if said == own else f'must be "{own}"'
    if not said.startswith(site.home):
        return f'must begin with "{site.home}"'
    target = resolver_of(site.home).resolve([""], said)
    other = site.pages.get(target.file) if target else None
    if other is page:
        # Such as a list that search engines are asked to leave out; a redirect or a stub has no translations.
        listed = page.translations or site.has_one_language
        return "" if listed else "of a page with noindex must be that of another page"
    return "" if other and other.indexable else "must be that of a page which may be indexed"
