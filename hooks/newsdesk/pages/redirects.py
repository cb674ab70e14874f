"""Redirects: the pages that lead on from former addresses, and what of a register has moved or is discontinued."""

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
    """Leads from an address at which something stood to `target`, where it stands."""

    target: str


def former_addresses(addresses: Iterable[str], moves: Iterable[MovedPage]) -> Iterator[tuple[str, str, MovedPage]]:
    """Of each of these addresses every former one: the former address, the address, and what moved."""
    by_new: dict[str, list[MovedPage]] = defaultdict(list)
    for moved in moves:
        by_new[moved.new].append(moved)
    for where in addresses if by_new else ():
        for start in _above(where):
            for moved in by_new.get(start, ()):
                yield moved.old + where.removeprefix(start), where, moved


def _above(where: str) -> Iterator[str]:
    """An address, and those of the folders in which it lies."""
    while where:
        yield where
        where = where.rstrip("/").rpartition("/")[0]
        where = f"{where}/" if where else ""


def redirect_pages(addresses: Iterable[str], moves: Iterable[MovedPage], library: Library) -> Iterator[PageBatch]:
    """The pages at former addresses that lead to these."""
    for old, new, moved in former_addresses(addresses, moves):
        yield single_page(old, _redirect, old, new, moved, library)


def discontinued_pages(taken: Collection[str], moves: Iterable[MovedPage], library: Library) -> Iterator[PageBatch]:
    """The pages that the ledger promised and of which nothing is left to show; `taken` are addresses in use."""
    promised, in_use = library.ledger.promised, frozenset(taken)
    for moved in moves:
        if moved.old in promised and moved.old not in in_use:
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
    """Those that can be addresses: of the others the check says so, and files called so would stand anywhere."""
    return (alias for alias in aliases if urls.is_id(alias) and not too_long(urls.last(alias)))


def entries_moved(register: str, address: Callable[[Language, str], str]) -> Moves:
    """The former addresses of the entries of a register."""

    def moved(library: Library, language: Language) -> Iterator[MovedPage]:
        for name, entry in getattr(library.registers, register).items():
            for alias in entry.aliases:
                old, new = address(language, alias), address(language, name)
                yield MovedPage(old=old, new=new, language=language, title=entry.name.on(language))

    return moved


def entries_discontinued(
    register: str, address: Callable[[Language, str], str], index: Callable[[Language], str]
) -> Moves:
    """The pages of all entries of a register, each led to the index should no story tell of it any more."""

    def discontinued(library: Library, language: Language) -> Iterator[MovedPage]:
        for name, entry in getattr(library.registers, register).items():
            old = address(language, name)
            feed = urls.feed(old) if urls.feed(old) in library.ledger.promised else ""
            yield MovedPage(old=old, new=index(language), language=language, title=entry.name.on(language), feed=feed)

    return discontinued
