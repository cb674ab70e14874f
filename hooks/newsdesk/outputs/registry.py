"""The registry of outputs: every kind of file that is no page, as a module of this package lists it in OUTPUTS."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from importlib import import_module
from pkgutil import iter_modules

from newsdesk import outputs
from newsdesk.content.assets import Assets
from newsdesk.content.library import Library
from newsdesk.content.site import Site
from newsdesk.content.story import Text
from newsdesk.pages.registry import permanent_pages
from newsdesk.pages.view import SitemapEntry

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_VALUES = {"language": "[a-z]{2,3}", "number": r"\d+"}
"""What may stand in a path for a placeholder of this name; for others, anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputContext:
    """What files are made of.

    `contents` gives the HTML of a text's body with whole addresses, empty where feeds are to carry summaries alone;
    `addresses` are those of all pages, `entries` gives those of the sitemap, and `calendar` the calendar that stands
    at an address beside the page of its event, empty where that page could not be made.
    """

    library: Library
    site: Site
    as_of: datetime
    assets: Assets
    addresses: Collection[str]
    contents: Callable[[Text], str]
    entries: Callable[[], Sequence[SitemapEntry]]
    calendar: Callable[[str], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A kind of file that is no page.

    `path` is that of one file, such as 'robots.txt', or has placeholders: {language} alone stands for each language of
    the site, others for what `each` yields. `make` is given the context and what stands for each placeholder; empty
    content is no file. Every site has the file, unless it has `each` or `when`, which says for which content there is
    one; what is `at_root` is asked of the root of a host, and made only where the site stands there. `permanent`
    promises the addresses for ever: the ledger keeps them. What is not `linked` is asked for by hosts and programs
    that know its name. `assets` are the names of those that it asks for.
    """

    path: str
    media_type: str
    make: Callable[..., bytes]
    each: Callable[[Library, Site], Iterable[tuple[str, ...]]] | None = None
    when: Callable[[Library, Site], bool] | None = None
    permanent: bool = False
    linked: bool = True
    at_root: bool = False
    assets: Collection[str] = ()

    def files(self, library: Library, site: Site) -> Iterator[tuple[str, Callable[[OutputContext], bytes]]]:
        """The address of each file, and what makes its content."""
        if (self.at_root and site.root != "/") or (self.when and not self.when(library, site)):
            return
        languages = ((language,) for language in site.languages) if "{language}" in self.path else [()]
        for values in self.each(library, site) if self.each else languages:
            yield _filled(self.path, values), partial(self._make, values)

    def _make(self, values: tuple[str, ...], context: OutputContext) -> bytes:
        return self.make(context, *values)

    def matches(self, path: str) -> bool:
        """Whether a file is of this kind."""
        parts = _PLACEHOLDER.split(self.path)
        pattern = [_VALUES.get(part, ".+") if at % 2 else re.escape(part) for at, part in enumerate(parts)]
        return re.fullmatch("".join(pattern), path, re.ASCII) is not None


def _filled(path: str, values: tuple[str, ...]) -> str:
    """A path with values in place of its placeholders."""
    rest = iter(values)
    return _PLACEHOLDER.sub(lambda _: next(rest), path)


@cache
def all_outputs() -> Sequence[Output]:
    """Every kind of file, module by module."""
    modules = (import_module(f"{outputs.__name__}.{found.name}") for found in iter_modules(outputs.__path__))
    return [output for module in modules for output in getattr(module, "OUTPUTS", ())]


def output_files(context: OutputContext) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The address of each file that is no page, and what makes its content."""
    for output in all_outputs():
        for where, make in output.files(context.library, context.site):
            yield where, partial(make, context)


def asset_files(assets: Assets, used: Iterable[str]) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The same of the assets that are used, by pages or by files."""
    names = {*used, *(name for output in all_outputs() for name in output.assets)}
    return ((where, partial(bytes, content)) for where, content in assets.loaded(names).items())


def output_of(path: str) -> Output | None:
    """The kind of a file, None where it is none of ours."""
    return next((output for output in all_outputs() if output.matches(path)), None)


def permanent_files(library: Library, site: Site) -> Iterator[str]:
    """The addresses of files that are promised for ever."""
    for output in all_outputs():
        if output.permanent:
            yield from (where for where, _ in output.files(library, site))


def permanent_addresses(library: Library, site: Site) -> Iterator[str]:
    """All addresses that are promised for ever, such as a ledger keeps."""
    yield from permanent_pages(library, site)
    yield from permanent_files(library, site)
