"""What a host that can redirects of itself, in the form of Netlify and of Cloudflare Pages.

https://docs.netlify.com/manage/routing/redirects/overview/ and
https://developers.cloudflare.com/pages/configuration/redirects/
"""

from collections.abc import Collection, Iterable

from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.views.redirect import ways


def redirects(addresses: Collection[str], library: Library, site: Site) -> bytes:
    """A line for each old address of a page that stands at one of `addresses`, sorted; nothing where none moved."""
    found: dict[str, str] = {}
    for old, new, moved in ways(addresses, library, site):
        found |= {old: new, **moved.files}
    return "".join(_lines(found.items(), site.root)).encode()


def _lines(ways: Iterable[tuple[str, str]], root: str) -> Iterable[str]:
    return (f"{root}{old} {root}{new} 301\n" for old, new in sorted(ways))
