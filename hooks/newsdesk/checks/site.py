"""The built site, as a reader's browser meets it: every page, link, anchor and file.

It knows nothing of how the site was made, so that it also catches what the
engine does behind our back, up to a build in which no hook ran.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html

from newsdesk.words.nearest import did_you_mean
from newsdesk.words.problem import Place, Problem, error

_LANGUAGES = {"en": "en", "zh": "zh-Hans"}
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
_IN_CSS = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A link (`href`) or an asset (`src`, style sheet, icon) as it stands on a page."""

    target: str
    line: int
    is_asset: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltPage:
    """What the checks need of one HTML file; `path` is relative to the site's folder."""

    path: str
    lang: str
    title: str
    description: str
    generator: str
    headings: int
    ids: frozenset[str]
    references: Sequence[Reference]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltSite:
    """The folder of a built site, which stands below `root` ('/' or '/hub/')."""

    folder: Path
    root: str
    pages: Mapping[str, BuiltPage]
    files: frozenset[str]


@dataclass(slots=True, kw_only=True)
class Report:
    """One check: how many things it looked at, and what was wrong with them."""

    name: str
    looked_at: int = 0
    problems: list[Problem] = field(default_factory=list)


Check = Callable[[BuiltSite, Report], Iterator[Problem]]


def check(folder: Path, root: str = "/") -> list[Report]:
    """Run every check on the site in `folder`; one that looked at nothing has failed."""
    site = _read(folder, root)
    return [_run(name, each, site) for name, each in CHECKS.items()]


def _run(name: str, each: Check, site: BuiltSite) -> Report:
    report = Report(name=name)
    report.problems += each(site, report)
    if not report.looked_at:
        place = Place(path=site.folder.name)
        report.problems.append(error("nothing-checked", place, f"there is nothing to check: no {name}"))
    return report


def _read(folder: Path, root: str) -> BuiltSite:
    files = frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    pages = {name: _page(folder, name) for name in sorted(files) if name.endswith(".html")}
    return BuiltSite(folder=folder, root=root, pages=pages, files=files)


def _page(folder: Path, name: str) -> BuiltPage:
    text = (folder / name).read_text(encoding="utf-8", errors="replace")
    tree = html.document_fromstring(text or "<html></html>")
    metas = {meta.get("name"): meta.get("content", "") for meta in tree.iter("meta")}
    return BuiltPage(
        path=name,
        lang=tree.get("lang", ""),
        title=(tree.findtext("head/title") or "").strip(),
        description=metas.get("description", "").strip(),
        generator=metas.get("generator", ""),
        headings=sum(1 for _ in tree.iter("h1")),
        ids=frozenset(mark for element in tree.iter() if (mark := element.get("id"))),
        references=list(_references(tree)),
    )


def _references(tree: html.HtmlElement) -> Iterator[Reference]:
    for element in tree.iter(etree.Element):
        # Canonical and translations are names of pages, not requests; the sitemap's check holds them.
        if element.tag == "link" and element.get("rel") in ("canonical", "alternate"):
            continue
        sizes = [each.split()[0] for each in element.get("srcset", "").split(",") if each.strip()]
        for target in (element.get("href"), element.get("src"), element.get("data"), element.get("poster"), *sizes):
            if target:
                yield Reference(target=target, line=_line(element), is_asset=element.tag not in ("a", "area"))


def _hooks_ran(site: BuiltSite, report: Report) -> Iterator[Problem]:
    """Some engines accept `hooks:` and never run them: then no page is ours."""
    for page in site.pages.values():
        report.looked_at += 1
        if page.generator != "newsdesk":
            yield _at(site, page, 1, "hooks", "the newsdesk did not make this page: did the hooks run?")


def _heads(site: BuiltSite, report: Report) -> Iterator[Problem]:
    for page in site.pages.values():
        report.looked_at += 1
        expected = _LANGUAGES.get(page.path.partition("/")[0], "en")
        if page.lang != expected:
            yield _at(site, page, 2, "lang", f'<html lang> must be "{expected}"; found "{page.lang}"')
        if not page.title:
            yield _at(site, page, 1, "title", "the page has no title")
        if not page.description:
            yield _at(site, page, 1, "description", "the page has no description")
        if page.headings != 1:
            yield _at(site, page, 1, "h1", f"a page must have one h1; found {page.headings}")


def _links(site: BuiltSite, report: Report) -> Iterator[Problem]:
    for page, reference, path, _ in _internal(site):
        if not reference.is_asset:
            report.looked_at += 1
            if path not in site.files:
                yield _at(site, page, reference.line, "dead-link", f'"{reference.target}" leads nowhere')


def _fragments(site: BuiltSite, report: Report) -> Iterator[Problem]:
    for page, reference, path, fragment in _internal(site):
        if fragment and path in site.pages:
            report.looked_at += 1
            ids = site.pages[path].ids
            if fragment not in ids:
                sentence = f'"{reference.target}" names no id of {path}{did_you_mean(fragment, ids)}'
                yield _at(site, page, reference.line, "dead-anchor", sentence)


def _assets(site: BuiltSite, report: Report) -> Iterator[Problem]:
    for page, reference, path, _ in _internal(site):
        if reference.is_asset:
            report.looked_at += 1
            if path not in site.files:
                yield _at(site, page, reference.line, "dead-asset", f'"{reference.target}" is not there')
    for name in sorted(name for name in site.files if name.endswith(".css")):
        for target in _IN_CSS.findall((site.folder / name).read_text(encoding="utf-8")):
            report.looked_at += 1
            path = urljoin(name, target)
            if not target.startswith("data:") and path not in site.files:
                yield error("dead-asset", Place(path=f"{site.folder.name}/{name}"), f'"{target}" is not there')


def _foreign(site: BuiltSite, report: Report) -> Iterator[Problem]:
    """Nothing may be requested from another host: half of the readers could not reach it."""
    for page in site.pages.values():
        for reference in page.references:
            if reference.is_asset:
                report.looked_at += 1
                if urlsplit(reference.target).netloc:
                    sentence = f'"{reference.target}" is requested from another host'
                    yield _at(site, page, reference.line, "foreign", sentence)


def _sitemap(site: BuiltSite, report: Report) -> Iterator[Problem]:
    if "sitemap.xml" not in site.files:
        return
    for loc in etree.parse(str(site.folder / "sitemap.xml")).iter(_SITEMAP):
        report.looked_at += 1
        path = _file(urlsplit(loc.text or "").path, site.root)
        if path not in site.pages:
            place = Place(path=f"{site.folder.name}/sitemap.xml", line=_line(loc))
            yield error("sitemap", place, f"{loc.text} is no page of the site")


def _internal(site: BuiltSite) -> Iterator[tuple[BuiltPage, Reference, str, str]]:
    """Each reference that stays on the site, with the file and the anchor it means."""
    for page in site.pages.values():
        address = f"{site.root}{page.path.removesuffix('index.html')}"
        for reference in page.references:
            parts = urlsplit(urljoin(address, reference.target))
            if not parts.scheme and not parts.netloc:
                yield page, reference, _file(parts.path, site.root), unquote(parts.fragment)


def _file(path: str, root: str) -> str:
    """The file that a server sends for a path; one outside the root is no file of the site."""
    below = unquote(path)
    if not below.startswith(root):
        return f"outside {root}: {below}"
    below = below.removeprefix(root)
    return f"{below}index.html" if not below or below.endswith("/") else below


def _line(element: Any) -> int:
    return element.sourceline or 1


def _at(site: BuiltSite, page: BuiltPage, line: int, rule: str, sentence: str) -> Problem:
    return error(rule, Place(path=f"{site.folder.name}/{page.path}", line=line), sentence)


CHECKS: Mapping[str, Check] = {
    "pages made by the newsdesk": _hooks_ran,
    "heads": _heads,
    "internal links": _links,
    "anchors": _fragments,
    "assets": _assets,
    "requests": _foreign,
    "addresses in the sitemap": _sitemap,
}
