"""Standing pages, and what the preview shows of a file that has no page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.model.story import Page
from newsdesk.model.text import Text
from newsdesk.views.behind import Behind, behind, with_marks
from newsdesk.views.listing import dated, fragment
from newsdesk.views.searched import Kind, Searched
from newsdesk.views.view import Dated, Link, View, both
from newsdesk.views.waiting import waiting
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language, language_of


@dataclass(frozen=True, kw_only=True)
class StandingView(View):
    """A page such as those below about/; `siblings` are the other pages of its folder."""

    template: ClassVar[str] = "standing.html"
    updated: Dated | None
    behind: Behind | None = None
    siblings: Sequence[Link]
    text_lang: str

    @property
    def searched(self) -> Searched:
        day = self.updated.words if self.updated else ""
        return Searched(kind=Kind.PAGE, day=day, summary=self.description.text)


@dataclass(frozen=True, kw_only=True)
class RoughView(View):
    """In the preview only: what can be shown of a file that has no page, such as one with errors."""

    template: ClassVar[str] = "rough.html"


def standing(page: Page, library: Library, site: Site, language: Language) -> StandingView:
    """A standing page; one that is not translated shows its original, marked as such."""
    text = page.versions.on(language)
    where = address.standing(language, page.key)
    updated = getattr(page.versions.original.front, "updated", None)
    readable = page.versions.has(language)
    return StandingView(
        address=where,
        language=language,
        title=fragment(text.title, text.language, language),
        description=fragment(text.summary, text.language, language),
        translations=both(where, [each for each in site.languages if page.versions.has(each)]) if readable else {},
        canonical="" if readable else address.in_language(where, text.language),
        indexable=readable,
        modified=updated,
        section="about",
        body=with_marks(page.versions, language),
        waits=waiting(page.versions, library, language),
        updated=dated(updated, language) if updated else None,
        behind=behind(page.versions, language),
        siblings=about_links(library, language),
        text_lang="" if readable else text.language.tag,
    )


def about_links(library: Library, language: Language) -> Sequence[Link]:
    """The standing pages, the folder's own first; the one that tells how to follow is always there."""
    pages = sorted(library.pages.values(), key=lambda page: (not page.key.endswith("/index"), page.key))
    links = [
        Link(
            text=fragment(page.versions.on(language).title, page.versions.on(language).language, language),
            address=address.standing(language, page.key),
        )
        for page in pages
    ]
    if address.FOLLOW not in library.pages:
        links.append(Link(text=library.word("follow", language), address=address.standing(language, address.FOLLOW)))
    return links


def rough(path: str, site: Site, text: Text | None = None) -> RoughView:
    """The file at `path` below docs/ as far as it could be read, at the address where its page would stand."""
    where = address.of_source(path)
    own = language_of(where)
    return RoughView(
        address=where,
        language=own if own in site.languages else site.languages[0],
        title=Fragment(path),
        description=Fragment(path),
        indexable=False,
        body=text,
    )
