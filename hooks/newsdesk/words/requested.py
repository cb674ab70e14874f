"""What a style sheet, a script or a manifest makes a browser ask for, as it is written there."""

import re

IN_SHEET = re.compile(
    r"""@import\s+["'](?P<sheet>[^"']+)["']\s*(?P<media>[^;]*);?\n?|url\(\s*["']?(?P<file>[^"')]+)["']?\s*\)"""
)
"""A `sheet` that is read first, for some `media` or all (CSS Cascade, @import), or another `file`."""

IN_SCRIPT = re.compile(r"""["'](?P<file>\.{1,2}/[^"'\s]+)["']""")
"""A module imports a `file`, or makes a worker of it, by a path that begins with a point."""

IN_MANIFEST = re.compile(r'"src": "(?P<file>[^"]+)"')
"""An icon of a web app manifest (https://www.w3.org/TR/appmanifest/)."""
LOADING = (".css", ".js", ".webmanifest")
"""The kinds of file that ask for others."""


def in_sheet(css: str) -> list[str]:
    return [match["sheet"] or match["file"] for match in IN_SHEET.finditer(css)]


def in_file(name: str, text: str) -> list[str]:
    """The addresses in a style sheet, a script or a manifest, or in a part of one."""
    if name.endswith(".css"):
        return in_sheet(text)
    pattern = IN_SCRIPT if name.endswith(".js") else IN_MANIFEST
    return [match["file"] for match in pattern.finditer(text)]
