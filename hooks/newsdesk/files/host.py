"""What hosts and machines ask a site for, without a link from any page."""

import struct
from collections.abc import Iterator
from datetime import datetime, time
from functools import partial

from newsdesk.files.everything import Write
from newsdesk.files.headers import headers
from newsdesk.files.manifest import manifest
from newsdesk.model.assets import Assets
from newsdesk.model.site import Security, Site
from newsdesk.words import address

SECURITY = ".well-known/security.txt"
_FAVICON = "icon-32.png"


def of_host(assets: Assets, site: Site) -> Iterator[tuple[str, Write]]:
    """Each file, and what makes it; those that are asked of the root of a host only where the site stands there."""
    yield "_headers", partial(headers, assets, site)
    for language in site.languages:
        yield address.manifest(language), partial(manifest, assets, site, language)
    if site.root != "/":
        return
    yield "robots.txt", partial(robots, site)
    yield "favicon.ico", partial(favicon, assets.named[_FAVICON].content, 32)
    if site.security:
        yield SECURITY, partial(security, site.security, site)


def robots(site: Site) -> bytes:
    """Everything may be read, and the sitemaps say what there is (RFC 9309; sitemaps.org)."""
    sitemaps = [address.SITEMAP, *(address.news_sitemap(each) for each in site.languages if site.news_sitemap)]
    lines = ["User-agent: *", "Disallow:", "", *(f"Sitemap: {site.absolute(each)}" for each in sitemaps)]
    return "".join(f"{line}\n" for line in lines).encode()


def favicon(png: bytes, pixels: int) -> bytes:
    """A PNG as an icon, for programs that look at no page: https://learn.microsoft.com/previous-versions/ms997538"""
    directory, length = struct.Struct("<HHH"), struct.Struct("<BBBBHHII")
    start = directory.size + length.size
    return directory.pack(0, 1, 1) + length.pack(pixels, pixels, 0, 0, 1, 32, len(png), start) + png


def security(said: Security, site: Site) -> bytes:
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
