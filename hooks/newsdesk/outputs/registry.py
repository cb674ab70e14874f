"""The registry of outputs: every kind of file that is not a page, collected from OUTPUTS of this package's modules."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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
from newsdesk.markdown.converter import FeedContent
from newsdesk.markdown.links import Findings
from newsdesk.pages.registry import permanent_pages
from newsdesk.pages.view import SitemapEntry

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_VALUES = {"language": "[a-z]{2,3}", "number": r"\d+"}
"""Pattern of a placeholder's value, by its name; other placeholders match anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputContext:
    """What outputs are made from.

    `contents` returns a body as feeds carry it; `addresses` are those of all pages; `entries` returns the sitemap's
    entries; `calendar` returns the iCalendar file at an address beside its event's page, empty if that page could not
    be rendered; `findings` returns what rendering a text's page found.
    """

    library: Library
    site: Site
    as_of: datetime
    assets: Assets
    addresses: Collection[str]
    contents: Callable[[Text], FeedContent]
    entries: Callable[[], Sequence[SitemapEntry]]
    calendar: Callable[[str], bytes]
    findings: Callable[[Text], Findings]


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A kind of file that is not a page.

    `path` is fixed, such as 'robots.txt', or has placeholders: {language} alone stands for each language of the site,
    others for what `each` yields. `make` gets the context and the placeholders' values; empty content makes no file.
    `made_of` gets the same and returns all that the content is made of but the site, its words and the code: if that is
    as it was, the file is kept from the last build; None if it must be made. Without it, the file is always made.
    `when` says whether the content calls for the file; with neither `each` nor `when`, every site has it. `permanent`
    addresses are never dropped: the ledger keeps them. `linked` is False if hosts and programs request it by its known
    name. `at_root` files are made only if the site is at the root of its host. `assets` are the names of those it uses.
    """

    path: str
    media_type: str
    make: Callable[..., bytes]
    made_of: Callable[..., object] | None = None
    each: Callable[[Library, Site], Iterable[tuple[str, ...]]] | None = None
    when: Callable[[Library, Site], bool] | None = None
    permanent: bool = False
    linked: bool = True
    at_root: bool = False
    assets: Collection[str] = ()

    def files(self, library: Library, site: Site) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each file's address and the values of its placeholders."""
        if (self.at_root and site.root != "/") or (self.when and not self.when(library, site)):
            return
        languages = ((language,) for language in site.languages) if "{language}" in self.path else [()]
        for values in self.each(library, site) if self.each else languages:
            yield _filled(self.path, values), values

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern of all paths of this kind."""
        return _pattern(self.path)


@cache
def _pattern(path: str) -> re.Pattern[str]:
    parts = _PLACEHOLDER.split(path)
    pattern = [_VALUES.get(part, ".+") if at % 2 else re.escape(part) for at, part in enumerate(parts)]
    return re.compile("".join(pattern), re.ASCII)


def _filled(path: str, values: tuple[str, ...]) -> str:
    rest = iter(values)
    return _PLACEHOLDER.sub(lambda _: next(rest), path)


@cache
def all_outputs() -> Sequence[Output]:
    """Return every output, in order of module names."""
    modules = (import_module(f"{outputs.__name__}.{found.name}") for found in iter_modules(outputs.__path__))
    return [output for module in modules for output in getattr(module, "OUTPUTS", ())]


def output_files(context: OutputContext) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield each output file's address and the function that makes its content."""
    for output in all_outputs():
        for where, values in output.files(context.library, context.site):
            yield where, partial(output.make, context, *values)


def made_of_outputs(context: OutputContext) -> Mapping[str, Callable[[], object]]:
    """Return the functions that return what a file is made of, by its address, for outputs that can be kept."""
    return {
        where: partial(output.made_of, context, *values)
        for output in all_outputs()
        if output.made_of
        for where, values in output.files(context.library, context.site)
    }


def asset_files(assets: Assets, used: Iterable[str]) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the same for the assets that pages (`used`) or outputs refer to."""
    names = {*used, *(name for output in all_outputs() for name in output.assets)}
    return ((where, partial(bytes, content)) for where, content in assets.loaded(names).items())


def output_of(path: str) -> Output | None:
    """Return the output that a path belongs to, None if it is none."""
    return next((output for output in all_outputs() if output.pattern.fullmatch(path)), None)


def permanent_files(library: Library, site: Site) -> Iterator[str]:
    """Yield the addresses of permanent outputs."""
    for output in all_outputs():
        if output.permanent:
            yield from (where for where, _ in output.files(library, site))


def permanent_addresses(library: Library, site: Site) -> Iterator[str]:
    """Yield all permanent addresses, pages and outputs, as the ledger keeps them."""
    yield from permanent_pages(library, site)
    yield from permanent_files(library, site)
