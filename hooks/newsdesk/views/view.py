"""What every page says of itself, whatever it shows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import ClassVar

from newsdesk.model.text import Text
from newsdesk.views.how_to_cite import HowToCite
from newsdesk.views.searched import Searched
from newsdesk.views.thing import Thing
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link inside the site; `note` stands beside it, such as a count."""

    text: Fragment
    address: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date for a machine, as HTML's `time` takes it, and in words; `iso` is empty where it takes none."""

    iso: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the sitemap says of a page; `modified` is the content's own day, `translations` as in its view."""

    address: str
    modified: date | None
    translations: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class View:
    """One page: `template` renders it, `address` is where it stands.

    `translations` maps language tags to addresses, and is empty where the page
    has no real counterpart in another language.
    `canonical` is the address of the page that a search engine should keep
    instead, empty for the page itself. `feed` leads to a feed of what the page
    lists, `calendar` to its events. `described` is what
    it is about, as structured data, as far as that is not in the view. `body` is what Markdown remains to be rendered.
    `waits` says why only the preview shows it. `to_cite` says how others cite it, None where it
    only leads to other pages.
    """

    template: ClassVar[str]
    anywhere: ClassVar[bool] = False
    """Whether it is served at addresses of any depth, so that its links start at the root of the host."""

    address: str
    language: Language
    title: Fragment
    description: Fragment
    translations: Mapping[str, str] = field(default_factory=dict)
    canonical: str = ""
    indexable: bool = True
    modified: date | None = None
    crumbs: Sequence[Link] = ()
    section: str = ""
    feed: Link | None = None
    calendar: str = ""
    described: Sequence[Thing] = ()
    body: Text | None = None
    waits: Fragment | None = None
    to_cite: HowToCite | None = None

    def switch(self, languages: Sequence[Language]) -> Mapping[Language, str]:
        """Where a reader of another language goes: to the same path in it."""
        return {each: address.in_language(self.address, each) for each in languages if each is not self.language}

    @property
    def media(self) -> frozenset[str]:
        """The files below docs/ that the page shows, besides those of its body."""
        return frozenset()

    @property
    def searched(self) -> Searched | None:
        """What the search knows of the page besides, None where it is not to be found, such as a list."""
        return None

    @property
    def entry(self) -> Entry | None:
        """The page in the sitemap, None where it is not to be indexed."""
        if not self.indexable:
            return None
        return Entry(address=self.address, modified=self.modified, translations=self.translations)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheaf:
    """Pages that are made together, in whichever process: their addresses are known before they are made."""

    addresses: Sequence[str]
    make: Callable[[], Iterable[View]]


def single(where: str, make: Callable[..., View], *arguments: object) -> Sheaf:
    """One page at `where`, which `make` makes of the arguments."""
    return Sheaf(addresses=[where], make=partial(_alone, make, *arguments))


def _alone(make: Callable[..., View], *arguments: object) -> Iterable[View]:
    yield make(*arguments)


def both(where: str, languages: Sequence[Language]) -> Mapping[str, str]:
    """The translations of a page that stands at the same path in every language; none on a site that has one."""
    if len(languages) == 1:
        return {}
    found = {language.tag: address.in_language(where, language) for language in languages}
    return found | {"x-default": address.in_language(where, languages[0])}
