"""Components page of the preview: every component, built from the real views so that it stays up to date."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from newsdesk import urls
from newsdesk.content.assets import PAIRS, TEXT, colours, contrast, tokens
from newsdesk.content.front_matter import PageFacts
from newsdesk.content.images import Picture
from newsdesk.content.library import Library
from newsdesk.content.markdown_extensions import forms
from newsdesk.content.media import MediaFile
from newsdesk.content.site import Site
from newsdesk.content.story import Text
from newsdesk.diagnostics import SourceFile
from newsdesk.i18n.languages import Fragment, Language
from newsdesk.i18n.messages import Message, catalog, msg
from newsdesk.markdown.converter import render_body
from newsdesk.markdown.links import LinkTargets
from newsdesk.pages.front import FrontView, front_page
from newsdesk.pages.summit import SummitView, summit_view
from newsdesk.pages.view import PreviewPage, PreviewState, View
from newsdesk.urls import MEDIA

COMPONENTS_TITLE = msg("Components")
COMPONENT_HEADINGS: Mapping[str, Message] = {
    "colours": msg("Color pairs: contrast in light and dark mode"),
    "sizes": msg("Type sizes"),
    "spaces": msg("Spacing"),
    "text": msg("Body text"),
    "media": msg("Media in a body"),
    "stories": msg("Story lists"),
    "happenings": msg("Event history"),
    "charts": msg("Charts and tables"),
    "labels": msg("Labels and buttons"),
    "notices": msg("Notices"),
}
"""Headings of the page; the template has a section under each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A color pair by token names, and its contrast ratio in light and dark mode; whether text has it, or shapes."""

    foreground: str
    background: str
    light: str
    dark: str
    is_text: bool


@dataclass(frozen=True, kw_only=True)
class ComponentsView(View):
    """The components page, in the preview only; its samples are real pages."""

    headings: Mapping[str, str]
    pairs: Sequence[Component]
    forms_of_media: Markup
    sizes: Sequence[str]
    spaces: Sequence[str]
    front: FrontView
    summit: SummitView | None


def components_page(state: PreviewState, language: Language) -> ComponentsView:
    """Return the page: tokens of the style sheet, samples from the library, headings in `language`."""
    catalogue, library, site, sheet = catalog(language), state.library, state.site, state.stylesheet
    title = Fragment(COMPONENTS_TITLE.translated(catalogue))
    texts = (story.versions.in_language(language) for story in library.stories)
    lead = max(texts, key=lambda text: text.language is language, default=None)
    return ComponentsView(
        address=urls.components(language),
        language=language,
        title=title,
        description=title,
        indexable=False,
        body=replace(lead, body=f"{lead.body}\n\n{forms_in(lead.language)}") if lead else None,
        headings={key: heading.translated(catalogue) for key, heading in COMPONENT_HEADINGS.items()},
        pairs=list(_pairs(sheet)),
        forms_of_media=_forms_of_media(library, site, language),
        sizes=tokens(sheet, "size"),
        spaces=tokens(sheet, "space"),
        front=front_page(library, site, language),
        summit=summit_view(library, site, language) if library.registers.editions else None,
    )


_SAMPLES = {
    file.path: file
    for file in (
        MediaFile(path=f"{MEDIA}sample.mp4", size=12_400_000, is_genuine=True, seconds=200),
        MediaFile(path=f"{MEDIA}sample.mp3", size=1_200_000, is_genuine=True, seconds=75),
        MediaFile(path=f"{MEDIA}sample.pdf", size=340_000, is_genuine=True, pages=24),
    )
}
"""Files that there are not: a page says what it knows of them, and loads none before it is asked to."""
_FORMS = """
![{words}](/media/sample.mp4)

![{words}](/media/sample.mp3)

[{words}](/media/sample.pdf)

[{words}, 3:20](https://www.bilibili.com/video/BV1aa411b7cD)

[{words}](https://www.youtube.com/watch?v=aBcDeFgHiJk)

> {words}
{{: .pull }}
"""


def _forms_of_media(library: Library, site: Site, language: Language) -> Markup:
    """Return a body with every form of media: the first images there are, and files that there are not."""
    words = site.tagline.in_language(language).text
    images = [path for path, each in sorted(library.pictures.items()) if isinstance(each, Picture)][:3]
    body = "\n".join(f'![{words}](</{path}> "{words}")' for path in images) + "\n" + _FORMS.format(words=words)
    file = SourceFile(path=f"{urls.components(language)}sample.md", text=body)
    front = PageFacts(title=words, summary=words)
    text = Text(path=file.path, language=language, front=front, body=body, body_line=1, file=file)
    known = replace(library, media=library.media | _SAMPLES.keys(), media_files={**library.media_files, **_SAMPLES})
    targets = LinkTargets(library=known, addresses=(), videos=site.videos)
    return Markup(render_body(text, targets, site.settings.markdown_extensions).html)  # noqa: S704 - checked against the allow-list


def forms_in(language: Language) -> str:
    """Return the examples of all forms of text in a language, as Markdown, each under its name."""
    examples = (row.shown(language) for row in forms())
    return "\n\n".join(f"### {example.name}\n\n{example.body}" for example in examples)


def _pairs(sheet: str) -> Iterator[Component]:
    named = colours(sheet)
    for pair in PAIRS:
        front, back = named[pair.foreground], named[pair.background]
        yield Component(
            foreground=pair.foreground,
            background=pair.background,
            light=f"{contrast(front.light, back.light):.1f}",
            dark=f"{contrast(front.dark, back.dark):.1f}",
            is_text=pair.min_contrast >= TEXT,
        )


PREVIEW_PAGES = [PreviewPage(title=COMPONENTS_TITLE, address=urls.components, make=components_page)]
