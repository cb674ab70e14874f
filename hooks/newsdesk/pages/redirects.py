"""Redirects: pages at former URLs, and the moved and discontinued entries of a register."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from newsdesk import urls
from newsdesk.content.library import Library
from newsdesk.content.types import too_long
from newsdesk.i18n.languages import Language
from newsdesk.pages.view import Link, MovedPage, Moves, PageBatch, View, single_page


@dataclass(frozen=True, kw_only=True)
class RedirectView(View):
    """A page at a former address that redirects to `target`."""

    target: str


def former_addresses(addresses: Iterable[str], moves: Iterable[MovedPage]) -> Iterator[tuple[str, str, MovedPage]]:
    """Yield every former address of these addresses, as (former address, address, moved page)."""
    by_new: dict[str, list[MovedPage]] = defaultdict(list)
    for moved in moves:
        by_new[moved.new].append(moved)
    for where in addresses if by_new else ():
        for start in _above(where):
            for moved in by_new.get(start, ()):
                if moved.alone and start != where:
                    continue
                yield moved.old + where.removeprefix(start), where, moved


def _above(where: str) -> Iterator[str]:
    """The address and those of the folders above it."""
    while where:
        yield where
        where = where.rstrip("/").rpartition("/")[0]
        where = f"{where}/" if where else ""


def redirect_pages(addresses: Iterable[str], moves: Iterable[MovedPage], library: Library) -> Iterator[PageBatch]:
    """Yield the pages that redirect to these addresses from their former ones."""
    for old, new, moved in former_addresses(addresses, moves):
        yield single_page(old, _redirect, old, new, moved, library)


def discontinued_pages(taken: Collection[str], moves: Iterable[MovedPage], library: Library) -> Iterator[PageBatch]:
    """Yield redirects at permalinks in the ledger whose page is gone; `taken` are the addresses in use."""
    published, in_use = library.ledger.published_addresses, frozenset(taken)
    for moved in moves:
        if moved.old in published and moved.old not in in_use:
            yield single_page(moved.old, _redirect, moved.old, moved.new, moved, library)


def _redirect(old: str, new: str, moved: MovedPage, library: Library) -> RedirectView:
    is_start = old == moved.old
    return RedirectView(
        address=old,
        language=moved.language,
        title=moved.title,
        description=library.word("moved", moved.language),
        target=new,
        canonical=moved.canonical or new,
        indexable=False,
        feed=Link(text=moved.title, address=moved.feed) if moved.feed and is_start else None,
        calendar=moved.calendar if is_start else "",
    )


def valid_aliases(aliases: Iterable[str]) -> Iterator[str]:
    """Yield the aliases that are valid addresses: `check` reports the others, which could write to any path."""
    return (alias for alias in aliases if urls.is_id(alias) and not too_long(urls.last_segment(alias)))


def entries_moved(register: str, address: Callable[[Language, str], str]) -> Moves:
    """Return the moves of a register: from the aliases of its entries."""

    def moved(library: Library, language: Language) -> Iterator[MovedPage]:
        for name, entry in getattr(library.registers, register).items():
            for alias in entry.aliases:
                old, new = address(language, alias), address(language, name)
                yield MovedPage(old=old, new=new, language=language, title=entry.name.in_language(language))

    return moved


def entries_discontinued(
    register: str, address: Callable[[Language, str], str], index: Callable[[Language], str]
) -> Moves:
    """Return redirects to the index for the page of every entry, for use once no story names the entry."""

    def discontinued(library: Library, language: Language) -> Iterator[MovedPage]:
        for name, entry in getattr(library.registers, register).items():
            old = address(language, name)
            feed = urls.feed(old) if urls.feed(old) in library.ledger.published_addresses else ""
            yield MovedPage(
                old=old, new=index(language), language=language, title=entry.name.in_language(language), feed=feed
            )

    return discontinued
