"""Everything a page points at is there, and on our own host."""

from collections import Counter
from collections.abc import Iterator

from newsdesk.checks.site.built import BuiltSite
from newsdesk.checks.site.report import Report, wrong
from newsdesk.checks.site.target import Target
from newsdesk.checks.site.where import where
from newsdesk.words.message import said
from newsdesk.words.nearest import did_you_mean
from newsdesk.words.problem import Problem


def links(site: BuiltSite, report: Report) -> Iterator[Problem]:
    for page in site.pages.values():
        for target in page.links:
            if not target.host:
                report.looked_at += 1
                if target.file not in site.files:
                    line, text = where(site, page.path, target)
                    yield wrong(site, page.path, "dead-link", said('"{link}" leads nowhere', link=text), line)


def anchors(site: BuiltSite, report: Report) -> Iterator[Problem]:
    ids = {page.path: frozenset(page.ids) for page in site.pages.values()}
    for page in site.pages.values():
        for target in (*page.links, *page.assets):
            if target.fragment and target.file in ids:
                report.looked_at += 1
                if target.fragment not in ids[target.file]:
                    line, text = where(site, page.path, target)
                    near = did_you_mean(target.fragment, sorted(ids[target.file]))
                    sentence = said('"{link}" names no id of {path}{hint}', link=text, path=target.file, hint=near)
                    yield wrong(site, page.path, "dead-anchor", sentence, line)


def ids(site: BuiltSite, report: Report) -> Iterator[Problem]:
    """An id that is given twice leads to the first of the two only."""
    for page in site.pages.values():
        report.looked_at += len(page.ids)
        if len(set(page.ids)) < len(page.ids):
            for name, number in Counter(page.ids).items():
                if number > 1:
                    sentence = said('the id "{name}" stands {times} times on the page', name=name, times=number)
                    yield wrong(site, page.path, "id-twice", sentence)


def assets(site: BuiltSite, report: Report) -> Iterator[Problem]:
    for path, target in _assets(site):
        if not target.host:
            report.looked_at += 1
            if target.file not in site.files:
                line, text = where(site, path, target)
                yield wrong(site, path, "dead-asset", said('"{link}" is not there', link=text), line)


def requests(site: BuiltSite, report: Report) -> Iterator[Problem]:
    """Nothing may be requested from another host: half of the readers could not reach it."""
    for path, target in _assets(site):
        report.looked_at += 1
        if target.host:
            line, text = where(site, path, target)
            yield wrong(site, path, "foreign", said('"{link}" is requested from another host', link=text), line)


def _assets(site: BuiltSite) -> Iterator[tuple[str, Target]]:
    """What the pages and the style sheets make a browser ask for."""
    for page in site.pages.values():
        yield from ((page.path, target) for target in page.assets)
    for name, targets in site.sheets.items():
        yield from ((name, target) for target in targets)
