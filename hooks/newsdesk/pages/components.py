"""Components page of the preview: every component, built from the real views so that it stays up to date."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsdesk import urls
from newsdesk.content.assets import PAIRS, colours, contrast, tokens
from newsdesk.i18n.languages import Fragment, Language
from newsdesk.i18n.messages import Message, catalog, msg
from newsdesk.pages.front import FrontView, front_page
from newsdesk.pages.summit import SummitView, summit_view
from newsdesk.pages.view import PreviewPage, PreviewState, View

COMPONENTS_TITLE = msg("Components")
COMPONENT_HEADINGS: Mapping[str, Message] = {
    "colours": msg("Color pairs: contrast in light and dark mode"),
    "sizes": msg("Type sizes"),
    "spaces": msg("Spacing"),
    "text": msg("Body text"),
    "stories": msg("Story lists"),
    "happenings": msg("Event history"),
    "charts": msg("Charts and tables"),
    "labels": msg("Labels and buttons"),
    "notices": msg("Notices"),
}
"""Headings of the page; the template has a section under each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A color pair by token names, and its contrast ratio in light and dark mode."""

    foreground: str
    background: str
    light: str
    dark: str


@dataclass(frozen=True, kw_only=True)
class ComponentsView(View):
    """The components page, in the preview only; its samples are real pages."""

    headings: Mapping[str, str]
    pairs: Sequence[Component]
    sizes: Sequence[str]
    spaces: Sequence[str]
    front: FrontView
    summit: SummitView | None


def components_page(state: PreviewState, language: Language) -> ComponentsView:
    """Return the page: tokens of the style sheet, samples from the library, headings in `language`."""
    catalogue, library, site, sheet = catalog(language), state.library, state.site, state.stylesheet
    title = Fragment(COMPONENTS_TITLE.translated(catalogue))
    lead = library.stories[0].versions.in_language(language) if library.stories else None
    return ComponentsView(
        address=urls.components(language),
        language=language,
        title=title,
        description=title,
        indexable=False,
        body=lead,
        headings={key: heading.translated(catalogue) for key, heading in COMPONENT_HEADINGS.items()},
        pairs=list(_pairs(sheet)),
        sizes=tokens(sheet, "size"),
        spaces=tokens(sheet, "space"),
        front=front_page(library, site, language),
        summit=summit_view(library, site, language) if library.registers.editions else None,
    )


def _pairs(sheet: str) -> Iterator[Component]:
    named = colours(sheet)
    for pair in PAIRS:
        front, back = named[pair.foreground], named[pair.background]
        yield Component(
            foreground=pair.foreground,
            background=pair.background,
            light=f"{contrast(front.light, back.light):.1f}",
            dark=f"{contrast(front.dark, back.dark):.1f}",
        )


PREVIEW_PAGES = [PreviewPage(title=COMPONENTS_TITLE, address=urls.components, make=components_page)]
