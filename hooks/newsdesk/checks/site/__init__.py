"""The built site, as a reader's browser and a search engine meet it: every page, link, anchor and file.

It knows nothing of how the site was made, so that it also catches what the
engine does behind our back, up to a build in which no hook ran.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from newsdesk.checks.site import files, heads, references, sitemap, syntax, translations, ways
from newsdesk.checks.site.built import BuiltSite, read
from newsdesk.checks.site.report import Check, Report, wrong
from newsdesk.processes import Told, nobody
from newsdesk.words.message import Message, said

CHECKS: Mapping[Message, Check] = {
    said("pages made by the newsdesk"): heads.made_by_the_newsdesk,
    said("heads"): heads.heads,
    said("titles"): heads.titles,
    said("canonical addresses"): heads.canonicals,
    said("shared addresses"): heads.shared,
    said("pages with translations"): translations.translations,
    said("pairs of translations"): translations.pairs,
    said("internal links"): references.links,
    said("anchors"): references.anchors,
    said("ids"): references.ids,
    said("assets"): references.assets,
    said("requests"): references.requests,
    said("pages reached from the front door"): ways.ways,
    said("files"): files.files,
    said("files for machines"): syntax.syntax,
    said("addresses in the sitemap"): sitemap.sitemap,
}


def check(folder: Path, url: str = "/", as_of: datetime | None = None, told: Told = nobody) -> list[Report]:
    """Run every check on the site in `folder`; one that looked at nothing has failed.

    `url` is where the site stands, with its host or as a path; `as_of` is the moment it was built for;
    `told` is told how far the reading of the pages is.
    """
    site = read(folder, url, as_of, told)
    return [_run(name, each, site) for name, each in CHECKS.items()]


def _run(name: Message, each: Check, site: BuiltSite) -> Report:
    report = Report(name=name)
    report.problems += each(site, report)
    if not (report.looked_at or report.may_be_none):
        report.problems.append(
            wrong(site, "", "nothing-checked", said("there is nothing to check: no {name}", name=name))
        )
    return report
