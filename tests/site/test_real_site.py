"""Our own check finds nothing in what is published, at the root of a host and below a path."""

from pathlib import Path

import served
from newsdesk.site_check import check_site


def test_the_site_at_the_root_has_no_fault(at_root: Path) -> None:
    _is_clean(at_root, f"{served.HOST}/")


def test_the_site_below_a_path_has_no_fault(below_hub: Path) -> None:
    _is_clean(below_hub / "hub", f"{served.HOST}/hub/")


def test_a_site_built_for_another_place_is_found(below_hub: Path) -> None:
    rules = {problem.rule for report in check_site(below_hub / "hub", f"{served.HOST}/") for problem in report.problems}
    assert {"canonical", "hreflang", "sitemap", "dead-link"} <= rules


def _is_clean(folder: Path, url: str) -> None:
    reports = check_site(folder, url)
    assert [problem for report in reports for problem in report.problems] == []
    for report in reports:
        print(f"{report.looked_at:7} {report.name}")  # noqa: T201 - how much was looked at, in pytest -rP
    assert {report.name: report.looked_at for report in reports}["internal links"] > 1000
