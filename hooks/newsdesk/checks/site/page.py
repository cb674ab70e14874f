"""One HTML file or style sheet: everything that the checks ask of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree

from newsdesk.checks.site.gather import tools
from newsdesk.checks.site.target import Resolver, Target, address_of, folders
from newsdesk.words.requested import in_file


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltPage:
    """What the checks need of one HTML file; `path` is relative to the site's folder."""

    path: str
    lang: str
    titles: Sequence[str]
    descriptions: Sequence[str]
    generator: str
    indexable: bool
    headings: int
    ids: Sequence[str]
    canonicals: Sequence[str]
    shared: Sequence[str]
    translations: Sequence[tuple[str, str]]
    links: Sequence[Target]
    assets: Sequence[Target]

    @property
    def address(self) -> str:
        return address_of(self.path)


def read_page(folder: Path, path: str, home: str) -> BuiltPage:
    """The page in a file of the site that stands at `home`."""
    gatherer, parser = tools()
    gatherer.begin()
    html = (folder / path).read_bytes()
    if html.strip():
        etree.fromstring(html, parser)
    resolver, above = resolver_of(home), folders(path)
    return BuiltPage(
        path=path,
        lang=gatherer.lang,
        titles=[title for text in gatherer.titles if (title := " ".join(text.split()))],
        descriptions=[text.strip() for text in gatherer.metas.get("description", ()) if text.strip()],
        generator=gatherer.metas.get("generator", [""])[0],
        indexable=not any("noindex" in text for text in gatherer.metas.get("robots", ())),
        headings=gatherer.headings,
        ids=gatherer.ids,
        canonicals=gatherer.canonicals,
        shared=gatherer.metas.get("og:url", ()),
        translations=gatherer.translations,
        links=_resolved(resolver, above, gatherer.links),
        assets=_resolved(resolver, above, gatherer.assets),
    )


def read_sheet(folder: Path, path: str, home: str) -> Sequence[Target]:
    """What a style sheet or a script asks for."""
    text = (folder / path).read_text(encoding="utf-8", errors="replace")
    return _resolved(resolver_of(home), folders(path), in_file(path, text))


@cache
def resolver_of(home: str) -> Resolver:
    """One for a process, since what it has worked out serves every page."""
    return Resolver(home)


def _resolved(resolver: Resolver, above: Sequence[str], texts: Sequence[str]) -> list[Target]:
    return [target for text in texts if (target := resolver.resolve(above, text))]
