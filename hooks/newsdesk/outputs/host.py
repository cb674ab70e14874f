"""What hosts and machines ask a site for: headers, redirects, manifest, robots.txt, security.txt, compressed copies."""

import gzip
import json
import struct
import zlib
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, time
from functools import partial
from pathlib import Path

import brotli

from newsdesk import processes, urls
from newsdesk.content.assets import SHEET, Assets, colours, csp_header
from newsdesk.content.library import Library
from newsdesk.content.site import Security, Site
from newsdesk.i18n.languages import Language
from newsdesk.outputs.registry import Write
from newsdesk.pages.redirects import old_addresses
from newsdesk.urls import ASSETS

_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
"""A year, for what has a new name when it changes."""


def headers_file(assets: Assets, site: Site) -> bytes:
    """The headers of all files, and of those that browsers may keep for ever.

    These hosts join what two lines say of one header, and let browsers ask for all else anew of themselves.
    """
    rules = {f"{site.root}*": common_headers(assets), f"{site.root}{ASSETS}*": _FOR_EVER}
    return "\n".join(_rule(path, values) for path, values in rules.items()).encode()


def common_headers(assets: Assets) -> Mapping[str, str]:
    """The headers of every file."""
    return {
        "Content-Security-Policy": csp_header(assets.inline),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def _rule(path: str, values: Mapping[str, str]) -> str:
    return f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in values.items())


def redirects_file(addresses: Collection[str], library: Library, site: Site) -> bytes:
    """A line for each old address of a page that stands at one of `addresses`, sorted; nothing where none moved."""
    found: dict[str, str] = {}
    for old, new, moved in old_addresses(addresses, library, site):
        found |= {old: new, **moved.files}
    return "".join(_lines(found.items(), site.root)).encode()


def _lines(ways: Iterable[tuple[str, str]], root: str) -> Iterable[str]:
    return (f"{root}{old} {root}{new} 301\n" for old, new in sorted(ways))


ICONS = {"icon-192.png": 192, "icon-512.png": 512}
"""The assets that it names, and their pixels."""
_COLOURS = {"theme_color": "md-primary-fg-color", "background_color": "md-default-bg-color"}


def web_manifest(assets: Assets, site: Site, language: Language) -> bytes:
    """The manifest of a language: its own front page to begin with, and every page to go on to."""
    root = urls.to_root(urls.manifest(language))
    named = colours(assets.named[SHEET].content.decode()) if SHEET in assets.named else {}
    said = {
        "name": site.name.on(language).text,
        "description": site.tagline.on(language).text,
        "lang": language.tag,
        "start_url": "./",
        "scope": root,
        "display": "minimal-ui",
        **{key: named[name].light for key, name in _COLOURS.items() if name in named},
        "icons": [
            {
                "src": root + assets.address(name),
                "sizes": f"{pixels}x{pixels}",
                "type": "image/png",
                "purpose": "any maskable",
            }
            for name, pixels in ICONS.items()
        ],
    }
    return f"{json.dumps(said, ensure_ascii=False, indent=1)}\n".encode()


SECURITY = ".well-known/security.txt"
_FAVICON = "icon-32.png"


def host_files(assets: Assets, site: Site) -> Iterator[tuple[str, Write]]:
    """Each file, and what makes it; those that are asked of the root of a host only where the site stands there."""
    yield "_headers", partial(headers_file, assets, site)
    for language in site.languages:
        yield urls.manifest(language), partial(web_manifest, assets, site, language)
    if site.root != "/":
        return
    yield "robots.txt", partial(robots_txt, site)
    yield "favicon.ico", partial(favicon, assets.named[_FAVICON].content, 32)
    if site.security:
        yield SECURITY, partial(security_txt, site.security, site)


def robots_txt(site: Site) -> bytes:
    """Everything may be read, and the sitemaps say what there is (RFC 9309; sitemaps.org)."""
    sitemaps = [urls.SITEMAP, *(urls.news_sitemap(each) for each in site.languages if site.news_sitemap)]
    lines = ["User-agent: *", "Disallow:", "", *(f"Sitemap: {site.absolute(each)}" for each in sitemaps)]
    return "".join(f"{line}\n" for line in lines).encode()


def favicon(png: bytes, pixels: int) -> bytes:
    """A PNG as an icon, for programs that look at no page: https://learn.microsoft.com/previous-versions/ms997538"""
    directory, length = struct.Struct("<HHH"), struct.Struct("<BBBBHHII")
    start = directory.size + length.size
    return directory.pack(0, 1, 1) + length.pack(pixels, pixels, 0, 0, 1, 32, len(png), start) + png


def security_txt(said: Security, site: Site) -> bytes:
    """To whom one reports a weakness (RFC 9116)."""
    expires = site.in_zone(datetime.combine(said.expires, time()))
    fields = [
        *(("Contact", contact) for contact in said.contact),
        ("Expires", expires.isoformat()),
        ("Preferred-Languages", ", ".join(said.languages or site.languages)),
        ("Canonical", site.absolute(SECURITY)),
        *([("Policy", said.policy)] if said.policy else []),
    ]
    return "".join(f"{name}: {value}\n" for name, value in fields).encode()


COPIES = (".gz", ".br")
LEAST = 1024
"""Bytes of the smallest file that is worth it."""
QUALITY = 10
"""Of Brotli: eleven takes three times as long, for three per cent less."""
_TEXTS = {".css", ".csv", ".html", ".ics", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml"}


def compress_all(folder: Path, *, serial: bool) -> None:
    """Put `x.gz` (RFC 1952) and `x.br` (RFC 7932) beside every text `x` in a folder; the same bytes each time."""
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix in _TEXTS and path.stat().st_size > LEAST]
    deque(processes.parallel_map(_compress, paths, serial=serial), maxlen=0)


def is_copy(path: Path, original: Path) -> bool:
    """Whether `x.gz` or `x.br` holds what `x` holds: a host sends it in its place."""
    unpacked = gzip.decompress if path.suffix == ".gz" else brotli.decompress
    try:
        return unpacked(path.read_bytes()) == original.read_bytes()
    except (OSError, EOFError, zlib.error, brotli.error):
        return False


def _compress(path: Path) -> None:
    content = path.read_bytes()
    # The header of gzip holds a time: the year 1970 stands for none.
    path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, mtime=0))
    path.with_name(f"{path.name}.br").write_bytes(brotli.compress(content, quality=QUALITY))
