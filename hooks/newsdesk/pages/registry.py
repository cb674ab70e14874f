"""Registry of pages: every page kind in the PAGES of a module of this package, and all pages of a site."""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from newsdesk import pages
from newsdesk.content.library import Library
from newsdesk.content.site import Site
from newsdesk.pages.redirects import discontinued_pages, redirect_pages
from newsdesk.pages.view import MovedPage, PageBatch, PageKind, PreviewPage


@cache
def page_kinds() -> Sequence[PageKind]:
    """Return every page kind, module by module."""
    return [kind for module in _modules() for kind in getattr(module, "PAGES", ())]


@cache
def preview_pages() -> Sequence[PreviewPage]:
    """Return the pages that only the preview has."""
    return [page for module in _modules() for page in getattr(module, "PREVIEW_PAGES", ())]


def _modules() -> Iterator[Any]:
    return (import_module(f"{pages.__name__}.{found.name}") for found in iter_modules(pages.__path__))


def all_pages(library: Library, site: Site) -> Iterator[PageBatch]:
    """Yield batches of all pages, not built yet; redirects at former addresses come last."""
    batches = [batch for kind in page_kinds() for batch in kind.batches(library, site)]
    discontinued = (
        moved for kind in page_kinds() for each in site.languages for moved in kind.discontinued(library, each)
    )
    batches += discontinued_pages([where for batch in batches for where in batch.addresses], discontinued, library)
    yield from batches
    addresses = [where for batch in batches for where in batch.addresses]
    yield from redirect_pages(addresses, moved_pages(library, site), library)


def all_addresses(library: Library, site: Site) -> frozenset[str]:
    """Return the addresses of all pages."""
    return frozenset(where for batch in all_pages(library, site) for where in batch.addresses)


def moved_pages(library: Library, site: Site) -> Iterator[MovedPage]:
    """Yield every page that has a former address, in every language."""
    for language in site.languages:
        for kind in page_kinds():
            yield from kind.moved(library, language)


def permanent_pages(library: Library, site: Site) -> Iterator[str]:
    """Yield the addresses that are permalinks."""
    for kind in page_kinds():
        for batch in kind.batches(library, site) if kind.permanent else ():
            yield from (where for where in batch.addresses if where not in batch.temporary)
