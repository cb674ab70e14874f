"""Every part that pages are made of, on one page of the preview: made of the parts themselves, so it stays true."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from gettext import NullTranslations
from typing import ClassVar

from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.views.front import FrontView, front
from newsdesk.views.summit import SummitView, summit
from newsdesk.views.view import View
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language
from newsdesk.words.message import Message, said
from newsdesk.words.palette import PAIRS, colours, contrast, tokens

TITLE = said("What pages are made of")
HEADINGS: Mapping[str, Message] = {
    "colours": said("Colours, one on another: contrast where the page is light, and where it is dark"),
    "sizes": said("Sizes of type"),
    "spaces": said("Spaces"),
    "text": said("A text"),
    "stories": said("Stories in lists"),
    "happenings": said("What happened"),
    "charts": said("Charts and tables"),
    "labels": said("Labels and buttons"),
    "notices": said("Notices"),
}
"""The headings of the page; the template has a section under each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A colour on another, and the contrast of the two in light and dark."""

    front: str
    back: str
    light: str
    dark: str


@dataclass(frozen=True, kw_only=True)
class ComponentsView(View):
    """In the preview only: what there is to make pages of. Its samples are those of real pages."""

    template: ClassVar[str] = "components.html"
    headings: Mapping[str, str]
    pairs: Sequence[Seen]
    sizes: Sequence[str]
    spaces: Sequence[str]
    front: FrontView
    summit: SummitView | None


def components(
    sheet: str, library: Library, site: Site, language: Language, catalogue: NullTranslations
) -> ComponentsView:
    """The tokens of a style sheet, and samples from a library, with headings in the words of the language."""
    title = Fragment(TITLE.translated(catalogue))
    lead = library.stories[0].versions.on(language) if library.stories else None
    return ComponentsView(
        address=address.components(language),
        language=language,
        title=title,
        description=title,
        indexable=False,
        body=lead,
        headings={key: heading.translated(catalogue) for key, heading in HEADINGS.items()},
        pairs=list(_pairs(sheet)),
        sizes=tokens(sheet, "size"),
        spaces=tokens(sheet, "space"),
        front=front(library, site, language),
        summit=summit(library, site, language) if library.registers.editions else None,
    )


def _pairs(sheet: str) -> Iterator[Seen]:
    named = colours(sheet)
    for pair in PAIRS:
        front, back = named[pair.front], named[pair.back]
        yield Seen(
            front=pair.front,
            back=pair.back,
            light=f"{contrast(front.light, back.light):.1f}",
            dark=f"{contrast(front.dark, back.dark):.1f}",
        )
