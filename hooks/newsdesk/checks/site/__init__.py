"""The built site, as a reader's browser and a search engine meet it: every page, link, anchor and file.

It knows nothing of how the site was made, so that it also catches what the
engine does behind our back, up to a build in which no hook ran.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from newsdesk.checks.site import files, heads, references, sitemap, translations, ways
from newsdesk.checks.site.built import BuiltSite, read
from newsdesk.checks.site.report import Check, Report, wrong
from newsdesk.processes import Told, nobody

CHECKS: Mapping[str, Check] = {
    "pages made by the newsdesk": heads.made_by_the_newsdesk,
    "heads": heads.heads,
    "titles": heads.titles,
    "canonical addresses": heads.canonicals,
    "pages with translations": translations.translations,
    "pairs of translations": translations.pairs,
    "internal links": references.links,
    "anchors": references.anchors,
    "ids": references.ids,
    "assets": references.assets,
    "requests": references.requests,
    "pages reached from the front door": ways.ways,
    "files": files.files,
    "addresses in the sitemap": sitemap.sitemap,
}


def check(folder: Path, url: str = "/", as_of: datetime | None = None, told: Told = nobody) -> list[Report]:
    """Run every check on the site in `folder`; one that looked at nothing has failed.

    `url` is where the site stands, with its host or as a path; `as_of` is the moment it was built for;
    `told` is told how far the reading of the pages is.
    """
    site = read(folder, url, as_of, told)
    return [_run(name, each, site) for name, each in CHECKS.items()]


def _run(name: str, each: Check, site: BuiltSite) -> Report:
    report = Report(name=name)
    report.problems += each(site, report)
    if not (report.looked_at or report.may_be_none):
        report.problems.append(wrong(site, "", "nothing-checked", f"there is nothing to check: no {name}"))
    return report
