"""Files for hosts and user agents: headers, redirects, manifest, icon, robots.txt, security.txt, compressed copies."""

import functools
import gzip
import json
import struct
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, time
from itertools import chain
from posixpath import splitext

import brotli

from newsdesk import processes, urls
from newsdesk.content.assets import SHEET, Assets, colours, csp_header
from newsdesk.content.library import Library
from newsdesk.content.site import Security, Site
from newsdesk.i18n.languages import Language
from newsdesk.last_build import LastBuild
from newsdesk.outputs.registry import Output
from newsdesk.pages.redirects import former_addresses
from newsdesk.pages.registry import moved_pages
from newsdesk.urls import ASSETS

_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
"""Cached for one year: an asset's name changes with its content."""


def headers_file(assets: Assets, site: Site) -> bytes:
    """Return the `_headers` file: the headers of all files, and long caching for assets.

    Such hosts join the values of a header that two matching rules set, and by default have browsers revalidate a file.
    """
    rules = {f"{site.root}*": common_headers(assets, site), f"{site.root}{ASSETS}*": _FOR_EVER}
    return "\n".join(_rule(path, values) for path, values in rules.items()).encode()


def common_headers(assets: Assets, site: Site) -> Mapping[str, str]:
    """Return the headers of every file."""
    return {
        "Content-Security-Policy": csp_header(assets.inline, site.videos.frame_sources),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def _rule(path: str, values: Mapping[str, str]) -> str:
    return f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in values.items())


def redirects_file(addresses: Collection[str], library: Library, site: Site) -> bytes:
    """Return `_redirects`: a 301 line per former address of each page in `addresses`, sorted; empty without moves."""
    found: dict[str, str] = {}
    for old, new, moved in former_addresses(addresses, moved_pages(library, site)):
        found |= {old: new, **moved.files}
    return "".join(f"{site.root}{old} {site.root}{new} 301\n" for old, new in sorted(found.items())).encode()


ICONS = {"icon-192.png": 192, "icon-512.png": 512}
"""The icons of the manifest: asset name and side length in pixels."""
_COLOURS = {"theme_color": "md-primary-fg-color", "background_color": "md-default-bg-color"}


def web_manifest(assets: Assets, site: Site, language: Language) -> bytes:
    """Return a language's web app manifest: it starts at that language's front page; its scope is the whole site."""
    root = urls.to_root(urls.manifest(language))
    named = colours(assets.named[SHEET].content.decode()) if SHEET in assets.named else {}
    manifest = {
        "name": site.name.in_language(language).text,
        "description": site.tagline.in_language(language).text,
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
    return f"{json.dumps(manifest, ensure_ascii=False, indent=1)}\n".encode()


SECURITY = ".well-known/security.txt"
_FAVICON = "icon-32.png"


def robots_txt(site: Site) -> bytes:
    """Return robots.txt (RFC 9309): everything may be crawled, and the sitemaps are listed (sitemaps.org)."""
    sitemaps = [urls.SITEMAP, *(urls.news_sitemap(each) for each in site.languages if site.news_sitemap)]
    lines = ["User-agent: *", "Disallow:", "", *(f"Sitemap: {site.absolute(each)}" for each in sitemaps)]
    return "".join(f"{line}\n" for line in lines).encode()


def favicon(png: bytes, pixels: int) -> bytes:
    """Wrap a PNG in an ICO file, for programs that request /favicon.ico: https://learn.microsoft.com/previous-versions/ms997538"""
    directory, length = struct.Struct("<HHH"), struct.Struct("<BBBBHHII")
    start = directory.size + length.size
    return directory.pack(0, 1, 1) + length.pack(pixels, pixels, 0, 0, 1, 32, len(png), start) + png


def security_txt(security: Security, site: Site) -> bytes:
    """Return security.txt (RFC 9116): where to report a vulnerability."""
    expires = site.in_zone(datetime.combine(security.expires, time()))
    fields = [
        *(("Contact", contact) for contact in security.contact),
        ("Expires", expires.isoformat()),
        ("Preferred-Languages", ", ".join(security.languages or site.languages)),
        ("Canonical", site.absolute(SECURITY)),
        *([("Policy", security.policy)] if security.policy else []),
    ]
    return "".join(f"{name}: {value}\n" for name, value in fields).encode()


COMPRESSED_SUFFIXES = (".gz", ".br")
COMPRESSION_THRESHOLD = 1024
"""Files of at most this many bytes are not compressed: not worth it."""
BROTLI_QUALITY = 10
"""Brotli quality: 11 takes three times as long and saves three percent."""
_TEXTS = {".css", ".csv", ".html", ".ics", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml"}


def compress_all(files: Iterable[str], last: LastBuild, *, serial: bool) -> set[str]:
    """Write `x.gz` (RFC 1952) and `x.br` (RFC 7932) beside every text file `x` in staging; return their paths."""
    paths = [
        path
        for path in sorted(files)
        if splitext(path)[1] in _TEXTS and (last.staging / path).stat().st_size > COMPRESSION_THRESHOLD
    ]
    return set(chain.from_iterable(processes.parallel_map(functools.partial(_compress, last), paths, serial=serial)))


def _compress(last: LastBuild, path: str) -> Sequence[str]:
    copies = [path + suffix for suffix in COMPRESSED_SUFFIXES]
    if not (last.is_kept(path) and all(map(last.keep_recorded, copies))):
        content = (last.staging / path).read_bytes()
        # No timestamp (0) in the gzip header: the output is reproducible.
        last.write(f"{path}.gz", gzip.compress(content, mtime=0))
        last.write(f"{path}.br", brotli.compress(content, quality=BROTLI_QUALITY))
    return copies


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
