"""Sources as a reader sees them below a story."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError

from newsdesk.model.library import Library
from newsdesk.model.source import Source
from newsdesk.views.view import Dated
from newsdesk.words.dates import in_words
from newsdesk.words.language import Fragment, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A source: `title` is marked with the source's own language; `url` is empty where it is not linked."""

    title: Fragment | None
    publisher: Fragment
    date: Dated | None
    language: str
    url: str
    host: str
    archived: str


def citations(identifiers: Sequence[str], library: Library, language: Language) -> Sequence[Citation]:
    """The sources with these ids, in this order."""
    sources = library.registers.sources
    return [_citation(sources[name], library, language) for name in identifiers if name in sources]


def publisher(source: Source, library: Library, language: Language) -> Fragment:
    """The publisher's name: an organisation of the register, or as the source gives it."""
    body = library.registers.organisations.get(source.publisher.plain)
    return (body.name if body else source.publisher).on(language)


def _citation(source: Source, library: Library, language: Language) -> Citation:
    return Citation(
        title=Fragment(source.title, source.lang or "").on(language) if source.title else None,
        publisher=publisher(source, library, language),
        date=Dated(iso=source.date.html, words=in_words(source.date, language)) if source.date else None,
        language=_language_name(source.lang, language) if source.lang else "",
        url=source.address,
        host=_host(source.address),
        archived=source.archived or "",
    )


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


@lru_cache
def _language_name(tag: str, language: Language) -> str:
    """'Japanese' or '日语'; the tag itself where CLDR does not know it."""
    try:
        # A reader needs to know that it is Chinese, not in which script.
        known = Locale.parse(tag.partition("-")[0])
    except (UnknownLocaleError, ValueError):
        return tag
    return known.get_display_name(language.locale) or tag
