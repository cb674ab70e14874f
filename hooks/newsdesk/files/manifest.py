"""What a phone keeps of the section when a reader puts it on the home screen: https://www.w3.org/TR/appmanifest/"""

import json

from newsdesk.model.assets import SHEET, Assets
from newsdesk.model.site import Site
from newsdesk.words import address
from newsdesk.words.language import Language
from newsdesk.words.palette import colours

ICONS = {"icon-192.png": 192, "icon-512.png": 512}
"""The assets that it names, and their pixels."""
_COLOURS = {"theme_color": "md-primary-fg-color", "background_color": "md-default-bg-color"}


def manifest(assets: Assets, site: Site, language: Language) -> bytes:
    """The manifest of a language: its own front page to begin with, and every page to go on to."""
    root = address.to_root(address.manifest(language))
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
