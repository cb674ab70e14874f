"""Permanent identifiers of a built site: its addresses, the ids in its feeds, the UIDs in its calendars.

`python tests/published.py <site>` adds those of a site, built for the root of its host, to the lists in
tests/published/. Never remove a line: a bookmark, a feed reader or a calendar somewhere depends on it.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

import feedparser
from icalendar import Calendar
from lxml import html

LISTS = Path(__file__).parent / "published"
NOT_PROMISED = re.compile(r"assets/|search/(en|zh)/|_headers$|.*\.(br|gz)$")
"""Files that only the site's own pages or its host request; their names depend on the content or the engine."""
REFRESH = re.compile(r"\s*\d+\s*;\s*url=(.+)", re.IGNORECASE)


class Id(NamedTuple):
    """An id in a feed or calendar, and the address, with fragment, of what it identifies."""

    file: str
    id: str
    address: str


def addresses(site: Path) -> set[str]:
    """Return the addresses of all pages and files, such as `en/news/` and `en/feed.xml`."""
    names = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    return {name.removesuffix("index.html") or "./" for name in names if not NOT_PROMISED.match(name)}


def feed_ids(site: Path) -> Iterator[Id]:
    """Yield the ids of each feed and its entries: Atom (RFC 4287, 4.2.6), RSS and JSON Feed."""
    for path in site.rglob("*.xml"):
        file, found = path.relative_to(site).as_posix(), feedparser.parse(path.read_bytes())
        if "id" in found.feed:
            yield Id(file, found.feed.id, file)
        for entry in found.entries:
            yield Id(file, entry.id, _address(entry.link))
    for path in site.rglob("feed.json"):
        for item in json.loads(path.read_bytes())["items"]:
            yield Id(path.relative_to(site).as_posix(), item["id"], _address(item["url"]))


def uids(site: Path) -> Iterator[Id]:
    """Yield the UIDs of each calendar (RFC 7986, 5.3) and its events (RFC 5545, 3.8.4.7)."""
    for path in site.rglob("*.ics"):
        file, calendar = path.relative_to(site).as_posix(), Calendar.from_ical(path.read_bytes())
        yield Id(file, str(calendar["UID"]), file)
        for event in calendar.walk("VEVENT"):
            yield Id(file, str(event["UID"]), _address(event["URL"]))


IDS: Mapping[str, Callable[[Path], Iterator[Id]]] = {"feed-ids": feed_ids, "uids": uids}


def lost_addresses(site: Path, promised: Iterable[str]) -> list[str]:
    """Return the promised addresses that are neither a file nor a redirect to one."""
    return sorted(address for address in promised if not destination(site, address))


def changed_ids(site: Path, promised: Iterable[tuple[str, str]], found: Iterable[Id]) -> list[str]:
    """Return file and address of each entry whose id is none of those promised for its address.

    Programs would take it for a new entry. What has left a feed, such as a withdrawn story, needs no id.
    """
    old, new = defaultdict(set), defaultdict(set)
    for name, address in promised:
        page, sign, fragment = address.partition("#")
        old[f"{destination(site, page)}{sign}{fragment}"].add(name)
    for each in found:
        new[each.file, each.address].add(each.id)
    return sorted(
        f"{file}: {address}" for (file, address), ids in new.items() if address in old and ids.isdisjoint(old[address])
    )


def destination(site: Path, address: str) -> str | None:
    """Return the address that an address leads to, possibly over redirects; None if there is nothing."""
    seen: set[str] = set()
    while address not in seen:
        seen.add(address)
        file = site / address / "index.html" if address.endswith("/") else site / address
        if not file.is_file():
            return None
        target = _redirect(file) if file.suffix == ".html" else None
        if not target:
            return address
        address = _address(urljoin(f"https://host.example/{address}", target))
    return None


def _redirect(page: Path) -> str | None:
    found = (
        REFRESH.fullmatch(each) for each in html.fromstring(page.read_bytes()).xpath("//meta[@http-equiv]/@content")
    )
    return next((match[1] for match in found if match), None)


def _address(url: str) -> str:
    """Return the address in a URL of a site at the root of its host."""
    return url.split("/", 3)[3] or "./"


def listed(name: str) -> list[str]:
    """Return the lines of a list."""
    path = LISTS / f"{name}.txt"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def main() -> None:
    site = Path(sys.argv[1])
    found = {
        "addresses": addresses(site),
        **{name: {f"{each.id} {each.address}" for each in of(site)} for name, of in IDS.items()},
    }
    for name, lines in found.items():
        text = "".join(f"{line}\n" for line in sorted({*listed(name), *lines}))
        (LISTS / f"{name}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
