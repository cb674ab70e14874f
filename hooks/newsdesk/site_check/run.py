"""The check of a built site: every page, link, anchor and file, as a browser and a search engine meet it."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from newsdesk.i18n.messages import Message, msg
from newsdesk.processes import OnProgress, no_progress
from newsdesk.site_check import heads, links
from newsdesk.site_check.site import BuiltSite, CheckReport, SiteCheck, read_site_folder, site_error

CHECKS: Mapping[Message, SiteCheck] = {
    msg("pages made by the newsdesk"): heads.made_by_the_newsdesk,
    msg("heads"): heads.heads,
    msg("titles"): heads.titles,
    msg("canonical addresses"): heads.canonicals,
    msg("shared addresses"): heads.shared,
    msg("pages with translations"): heads.translations,
    msg("pairs of translations"): heads.pairs,
    msg("internal links"): links.internal_links,
    msg("anchors"): links.link_anchors,
    msg("ids"): links.unique_ids,
    msg("assets"): links.site_assets,
    msg("requests"): links.foreign_requests,
    msg("pages reached from the front door"): links.orphan_pages,
    msg("files"): links.stray_files,
    msg("files of every site"): links.required_files,
    msg("files for machines"): links.syntax,
    msg("addresses in the sitemap"): heads.sitemap_pages,
}


def check_site(
    folder: Path, url: str = "/", as_of: datetime | None = None, on_progress: OnProgress = no_progress
) -> list[CheckReport]:
    """Run every check on the site in `folder`; one that looked at nothing has failed.

    `url` is where the site stands, with its host or as a path; `as_of` is the moment it was built for;
    `on_progress` is called with how far the reading of the pages is.
    """
    site = read_site_folder(folder, url, as_of, on_progress)
    return [_run(name, each, site) for name, each in CHECKS.items()]


def _run(name: Message, each: SiteCheck, site: BuiltSite) -> CheckReport:
    report = CheckReport(name=name)
    report.problems += each(site, report)
    if not (report.looked_at or report.may_be_none):
        report.problems.append(
            site_error(site, "", "nothing-checked", msg("there is nothing to check: no {name}", name=name))
        )
    return report
