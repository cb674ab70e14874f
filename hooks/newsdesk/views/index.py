"""An index: links with the number of stories behind each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.views.view import Link, View, both
from newsdesk.words.language import Language


@dataclass(frozen=True, kw_only=True)
class IndexView(View):
    """The topics or organisations there are; a link's `note` is its number of stories."""

    template: ClassVar[str] = "index.html"
    links: Sequence[Link]


def index(section: str, start: str, links: Sequence[Link], library: Library, site: Site) -> IndexView:
    """The index of a section at the address `start`; its title and description are interface words of that name."""
    language = Language(start.partition("/")[0])
    return IndexView(
        address=start,
        language=language,
        title=library.word(section, language),
        description=library.word(f"{section}_description", language),
        translations=both(start, site.languages),
        section=section,
        links=links,
    )
