"""Lighthouse scores (mobile) of each page kind of the real docs/: `python tests/scores.py [KIND…]`.

Kinds are named as in tests/screenshots.py; by default, all of `served.PAGES` in docs/ are audited. Prints a table with
the audits that keep a page below 100, and exits with 1 if a page is below. Since a busy machine makes pages look slow,
a page below 100 in performance is measured three times, and the median counts. Noindex pages have no SEO score, and
404.html, which has an error status, is left out.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import screenshots
import served

LIGHTHOUSE = served.PROJECT / "tests/lighthouse/node_modules/lighthouse/cli/index.js"
CATEGORIES = {"performance": "performance", "accessibility": "accessibility", "best-practices": "best practices"}
SEARCH_ENGINES = {"seo": "SEO"}
ALL = CATEGORIES | SEARCH_ENGINES
OPTIONS = [
    "--quiet",
    "--output=json",
    "--no-enable-error-reporting",
    f"--only-categories={','.join(ALL)}",
    f"--chrome-flags={' '.join(['--headless=new', *served.CHROMIUM])}",
]
TRIES = 5
Report = dict[str, Any]


def addresses(kinds: Sequence[str]) -> list[str]:
    """Return the addresses of some kinds of page, of all by default, except 404.html."""
    named = [sitter.address.partition("?")[0] for sitter in screenshots.sitters(kinds)]
    pages = named if kinds else [page for site, page in served.PAGES if site == "docs"]
    return [page for page in pages if page != "404.html"]


def look(address: str, tries: int = TRIES) -> Report:
    """Return Lighthouse's report on a page; if Lighthouse itself fails, retry, up to `tries` runs in all.

    Now and then Chromium does not start in time, or records no trace of a page that it has shown.
    """
    environment = {**os.environ, "CHROME_PATH": shutil.which(os.environ.get("CHROMIUM") or "chromium") or ""}
    done = subprocess.run(
        ["node", str(LIGHTHOUSE), address, *OPTIONS], env=environment, capture_output=True, check=False
    )
    if done.returncode:
        sys.stderr.write(done.stderr.decode(errors="replace"))
        if tries > 1:
            return look(address, tries - 1)
        raise SystemExit(f"Lighthouse failed {TRIES} times at {address}")
    report: Report = json.loads(done.stdout)
    return report


def scores(report: Report, categories: Sequence[str]) -> dict[str, int]:
    """Return the score of each category, 0 to 100; 0 if Lighthouse could not compute it."""
    return {each: round(100 * (report["categories"][each]["score"] or 0)) for each in categories}


def judge(address: str) -> Report:
    """Return the first report on a page if its performance is 100, else the median of three."""
    first = look(address)
    if scores(first, ["performance"])["performance"] == 100:
        return first
    return sorted([first, look(address), look(address)], key=lambda each: scores(each, ["performance"])["performance"])[
        1
    ]


def short_of(report: Report, categories: Sequence[str]) -> list[str]:
    """Return the weighted audits that were not fully passed, in categories below 100."""
    below = [each for each, score in scores(report, categories).items() if score < 100]
    weighing = [ref["id"] for each in below for ref in report["categories"][each]["auditRefs"] if ref["weight"]]
    found = [report["audits"][each] for each in weighing]
    return [
        f"{each['id']} {each.get('displayValue') or each['score']}" for each in found if each["score"] not in (None, 1)
    ]


def main() -> int:
    """Print the table; return 1 if a page is below 100."""
    below = 0
    sys.stdout.write(f"| page | {' | '.join(ALL.values())} | short of |\n| --- {'| ---: ' * len(ALL)}| --- |\n")
    with TemporaryDirectory() as folder:
        site = served.build(Path(folder) / "site")
        with served.serve(site) as home:
            for page in addresses(sys.argv[1:]):
                hidden = 'content="noindex' in (site / page / "index.html").read_text(encoding="utf-8")
                categories = list(CATEGORIES if hidden else ALL)
                report = judge(home + page)
                found, short = scores(report, categories), short_of(report, categories)
                below += min(found.values()) < 100
                sys.stdout.write(
                    f"| /{page} | {' | '.join(str(found.get(each, '')) for each in ALL)} | {'; '.join(short)} |\n"
                )
                sys.stdout.flush()
    return int(below > 0)


if __name__ == "__main__":
    raise SystemExit(main())
