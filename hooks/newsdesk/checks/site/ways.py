"""No orphan page: whoever begins at the front door comes to every page by links."""

from collections.abc import Iterator

from newsdesk.checks.site.built import DOOR, BuiltSite
from newsdesk.checks.site.report import Report, wrong
from newsdesk.words.message import said
from newsdesk.words.problem import Problem


def ways(site: BuiltSite, report: Report) -> Iterator[Problem]:
    """Only pages that may be indexed lead on, and the door: a search engine gives up the links of the others."""
    reached = {DOOR}
    to_do = [DOOR]
    while to_do:
        page = site.pages.get(to_do.pop())
        if page and (page.indexable or page.path == DOOR):
            new = {target.file for target in page.links} - reached
            reached |= new
            to_do += new
    for page in site.indexable:
        report.looked_at += 1
        if page.path not in reached:
            yield wrong(site, page.path, "orphan-page", said("no way leads here from the front door"))
