"""The files that pages load besides pictures: style sheets, scripts, icons, each named by its content.

A name that changes with the content lets browsers keep a file for ever.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from newsdesk.words.address import ASSETS
from newsdesk.words.nearest import nearest

SHEET = "newsroom.css"
"""The style sheet of every page."""
INLINE = ".inline.js"
"""How a script is named that is written into pages: it must have run before a page is shown, and is short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file as it is published: its name, its content, and the plain names of all that it makes a browser load."""

    name: str
    content: bytes
    asks: frozenset[str] = frozenset()

    @property
    def address(self) -> str:
        return f"{ASSETS}{self.name}"


@dataclass(frozen=True, slots=True)
class Assets:
    """All assets there are, by the plain names under which they were written."""

    named: Mapping[str, Asset]

    def address(self, name: str) -> str:
        """Where an asset stands: 'assets/search.5d41402abc.js' for 'search.js'.

        Raises LookupError where there is none of the name: the template that asks for it is wrong.
        """
        return self._of(name).address

    def text(self, name: str) -> str:
        """A script to be written into pages: 'theme.inline.js'. Raises LookupError where it is not named so."""
        if not name.endswith(INLINE):
            raise LookupError(f'"{name}" must end in {INLINE} to be written into a page: the policy allows no other')
        return self._of(name).content.decode()

    @property
    def inline(self) -> Sequence[bytes]:
        """The scripts that may be written into pages."""
        return [asset.content for name, asset in sorted(self.named.items()) if name.endswith(INLINE)]

    def loaded(self, names: Iterable[str]) -> Mapping[str, bytes]:
        """What is published when pages ask for these: by address, the content of each and of all that it asks for."""
        wanted = set(names)
        for name in names:
            wanted |= self.named[name].asks
        return {asset.address: asset.content for name in sorted(wanted) if (asset := self.named[name])}

    def _of(self, name: str) -> Asset:
        if name not in self.named:
            near = nearest(name, self.named)
            hint = f'; did you mean "{near}"?' if near else ""
            raise LookupError(f'there is no asset "{name}"{hint}')
        return self.named[name]
