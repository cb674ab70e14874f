"""What a style sheet or a script makes a browser ask for, as it is written there."""

import re

IN_SHEET = re.compile(
    r"""@import\s+["'](?P<sheet>[^"']+)["']\s*(?P<media>[^;]*);?\n?|url\(\s*["']?(?P<file>[^"')]+)["']?\s*\)"""
)
"""A `sheet` that is read first, for some `media` or all (CSS Cascade, @import), or another `file`."""

IN_SCRIPT = re.compile(r"""["'](?P<file>\.{1,2}/[^"'\s]+)["']""")
"""A module imports a `file`, or makes a worker of it, by a path that begins with a point."""


def in_sheet(css: str) -> list[str]:
    return [match["sheet"] or match["file"] for match in IN_SHEET.finditer(css)]


def in_script(script: str) -> list[str]:
    return [match["file"] for match in IN_SCRIPT.finditer(script)]


def in_file(name: str, text: str) -> list[str]:
    """The addresses in a style sheet or a script, or in a part of one."""
    return in_sheet(text) if name.endswith(".css") else in_script(text)
