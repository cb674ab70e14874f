"""What a host that can sends with each file, in the form of Netlify and of Cloudflare Pages.

https://docs.netlify.com/manage/routing/headers/ and https://developers.cloudflare.com/pages/configuration/headers/
"""

from collections.abc import Mapping

from newsdesk.model.assets import Assets
from newsdesk.model.site import Site
from newsdesk.words.address import ASSETS
from newsdesk.words.policy import header

_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
"""A year, for what has a new name when it changes."""


def headers(assets: Assets, site: Site) -> bytes:
    """The headers of all files, and of those that browsers may keep for ever.

    These hosts join what two lines say of one header, and let browsers ask for all else anew of themselves.
    """
    rules = {f"{site.root}*": of_all(assets), f"{site.root}{ASSETS}*": _FOR_EVER}
    return "\n".join(_rule(path, values) for path, values in rules.items()).encode()


def of_all(assets: Assets) -> Mapping[str, str]:
    """The headers of every file."""
    return {
        "Content-Security-Policy": header(assets.inline),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def _rule(path: str, values: Mapping[str, str]) -> str:
    return f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in values.items())
