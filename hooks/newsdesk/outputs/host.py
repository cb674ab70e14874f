"""What hosts and machines ask a site for: headers, redirects, manifest, robots.txt, security.txt, compressed copies."""

import gzip
import json
import struct
import zlib
from collections import deque
from collections.abc import Collection, Mapping
from datetime import datetime, time
from pathlib import Path

import brotli

from newsdesk import processes, urls
from newsdesk.content.assets import SHEET, Assets, colours, csp_header
from newsdesk.content.library import Library
from newsdesk.content.site import Security, Site
from newsdesk.i18n.languages import Language
from newsdesk.outputs.registry import Output
from newsdesk.pages.redirects import former_addresses
from newsdesk.pages.registry import moved_pages
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
    """A line for each former address of a page that stands at one of `addresses`, sorted; empty where none moved."""
    found: dict[str, str] = {}
    for old, new, moved in former_addresses(addresses, moved_pages(library, site)):
        found |= {old: new, **moved.files}
    return "".join(f"{site.root}{old} {site.root}{new} 301\n" for old, new in sorted(found.items())).encode()


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


OUTPUTS = [
    Output(
        path="_headers",
        media_type="text/plain",
        make=lambda context: headers_file(context.assets, context.site),
        linked=False,
    ),
    Output(
        path="_redirects",
        media_type="text/plain",
        make=lambda context: redirects_file(context.addresses, context.library, context.site),
        when=lambda library, site: any(moved_pages(library, site)),
        linked=False,
    ),
    Output(
        path="{language}/manifest.webmanifest",
        media_type="application/manifest+json",
        make=lambda context, language: web_manifest(context.assets, context.site, language),
        assets=ICONS.keys(),
    ),
    Output(
        path="robots.txt",
        media_type="text/plain",
        make=lambda context: robots_txt(context.site),
        linked=False,
        at_root=True,
    ),
    Output(
        path="favicon.ico",
        media_type="image/vnd.microsoft.icon",
        make=lambda context: favicon(context.assets.named[_FAVICON].content, 32),
        linked=False,
        at_root=True,
    ),
    Output(
        path=SECURITY,
        media_type="text/plain",
        make=lambda context: security_txt(context.site.security, context.site),
        when=lambda _, site: site.security is not None,
        linked=False,
        at_root=True,
    ),
]
