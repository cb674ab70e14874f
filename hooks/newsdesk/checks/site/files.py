"""No file that nobody owns: each is a page, is asked for by one, or is known by its name."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from newsdesk.checks.site.built import BuiltSite
from newsdesk.checks.site.cards import SIZE, is_card
from newsdesk.checks.site.report import Report, wrong
from newsdesk.files.compressed import COPIES, is_copy
from newsdesk.words.address import CARDS, SITEMAP
from newsdesk.words.message import said
from newsdesk.words.problem import Problem

_BY_NAME = frozenset(
    {
        ".nojekyll",
        ".well-known/security.txt",
        "CNAME",
        "_headers",
        "_redirects",
        "favicon.ico",
        "robots.txt",
        SITEMAP,
    }
)
"""What hosts and machines ask for without a link."""

_SITEMAPS = re.compile(r"sitemap-\d+\.xml|[a-z]{2,3}/news-sitemap\.xml")
"""A large site's sitemap is in parts, and each language may have one of news."""

_PAGES = {".html", ".css", ".js", ".json", ".xml", ".ics", ".txt", ".csv", ".pdf", ".woff2", ".webmanifest", ".wasm"}
_SEARCH = {".pagefind", ".pf_meta", ".pf_index", ".pf_fragment"}
"""What the search index is made of; only the script beside it knows which of them it asks for."""

_PICTURES = {".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".ico", ".mp3", ".mp4", ".webm"}
_KINDS = frozenset(_PAGES | _PICTURES | _SEARCH)
"""What a reader may be sent; sources, registers, archives and what an editor's machine leaves behind are not."""


def files(site: BuiltSite, report: Report) -> Iterator[Problem]:
    asked = {target.file for page in site.pages.values() for target in (*page.links, *page.assets)}
    asked |= {target.file for targets in site.sheets.values() for target in targets}
    for name in sorted(site.files):
        report.looked_at += 1
        if name in _BY_NAME or _SITEMAPS.fullmatch(name) or _is_of_the_index(site, name):
            continue
        if name.endswith(COPIES) and name[:-3] in site.files:
            # It has the owner that its original has, or has not.
            if not is_copy(site.folder / name, site.folder / name[:-3]):
                yield wrong(site, name, "stray-file", said("this is no compressed copy of {name}", name=name[:-3]))
            continue
        if name.startswith(CARDS) and not is_card(site.folder / name):
            width, height = SIZE
            sentence = said("a card must be a PNG of {width} by {height} pixels", width=width, height=height)
            yield wrong(site, name, "card", sentence)
        if PurePosixPath(name).suffix not in _KINDS:
            yield wrong(site, name, "stray-file", said("a file of this kind must not be published"))
        elif name not in site.pages and name not in asked:
            yield wrong(site, name, "orphan-file", said("no page, style sheet or script asks for this file"))


def _is_of_the_index(site: BuiltSite, name: str) -> bool:
    """Whether a file is one of those that Pagefind's script beside them asks for."""
    folder = name.split("/")[:2]
    return folder[0] == "search" and "/".join([*folder, "pagefind.js"]) in site.files
