"""A view and its template make a page."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from newsdesk.model.assets import SHEET, Assets
from newsdesk.model.font import Font
from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.model.text import Text
from newsdesk.pages import body, jsonld, qr
from newsdesk.pages.body import Body
from newsdesk.pages.card import Cards, shown
from newsdesk.pages.findings import Findings
from newsdesk.pages.links import Shelf
from newsdesk.pages.parallel import Row, rows
from newsdesk.pages.picture import at_head
from newsdesk.views.graph import everywhere, graph
from newsdesk.views.parallel import ParallelView
from newsdesk.views.standing import about_links
from newsdesk.views.view import View
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language
from newsdesk.words.policy import policy
from newsdesk.words.typography import clauses_of

KEPT = 8
"""Bodies that are remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A page: its HTML, that of its body alone, and what was found on the way."""

    html: str
    body: str
    findings: Findings


class Renderer:
    """Renders the views of one library with the theme's templates; with a font there are cards."""

    def __init__(  # noqa: PLR0913 - each is one of what pages are made of
        self,
        theme: Environment,
        assets: Assets,
        library: Library,
        site: Site,
        addresses: frozenset[str],
        *,
        font: Font | None = None,
    ) -> None:
        self.templates = _templates(theme)
        self.assets = assets
        self._asked: set[str] = set()
        self._sets: dict[frozenset[str], frozenset[str]] = {}
        self._parts: dict[Hashable, Markup] = {}
        self._bodies: dict[tuple[str, str], Body] = {}
        self.site = site
        self._cards = Cards(site, font, assets.named[SHEET].content.decode()) if font else None
        self.shelf = Shelf(library=library, addresses=addresses)
        self.everywhere = {language: jsonld.nodes(everywhere(site, language)) for language in site.languages}
        self.around = {
            language: {**_around(library, site, language), **self._of_assets()} for language in site.languages
        }

    @pass_context
    def _shared(self, context: Context, part: str) -> Markup:
        """A part of the page that only depends on its language, depth and section: rendered once for each."""
        page: View = context["page"]
        key = (part, page.language, context["up"], page.section, page.address.count("/"))
        if key not in self._parts:
            self._parts[key] = Markup(self.templates.get_template(part).render(context))  # noqa: S704 - a template's own
        return self._parts[key]

    def _of_assets(self) -> Mapping[str, Any]:
        """What templates know of assets, and the policy that allows them."""
        # Quotation marks in it are single, and the attribute's are double.
        return {"asset": self._asset, "inline": self._inline, "policy": Markup(policy(self.assets.inline))}  # noqa: S704

    def _inline(self, name: str) -> Markup:
        """A script that is written into the page."""
        return Markup(f"<script>{self.assets.text(name)}</script>")  # noqa: S704 - a script of the theme's

    def _asset(self, name: str) -> str:
        """Where an asset stands, for a template."""
        self._asked.add(name)
        return self.assets.address(name)

    def _assets(self) -> frozenset[str]:
        """What a page asked for: one set for all pages that ask for the same, of which there may be many thousands."""
        asked = frozenset(self._asked)
        return self._sets.setdefault(asked, asked)

    def _graph(self, view: View) -> Markup:
        """The structured data of a page; what stands on every page of a language is written once."""
        return jsonld.document([self.everywhere[view.language], jsonld.nodes(graph(view, self.site))])

    def _body(self, text: Text) -> Body:
        """A body, rendered once for the pages of a story, which follow one another."""
        known = (text.path, text.body)
        if known not in self._bodies:
            if len(self._bodies) == KEPT:
                self._bodies.clear()
            self._bodies[known] = body.render(text, self.shelf)
        return self._bodies[known]

    def _rows(self, view: ParallelView) -> Sequence[Row]:
        own, other = view.sides
        return rows((self._body(own.text).html, own.language), (self._body(other.text).html, other.language))

    def render(self, view: View, over: Sequence[str] = ()) -> Rendered:
        """The page of a view, in the preview with problems `over` it.

        Raises what Jinja raises where a template is wrong.
        """
        content = self._body(view.body) if view.body else None
        picture = shown(view, self._cards)
        self._asked.clear()
        html = self.templates.get_template(view.template).render(
            self.around[view.language],
            page=view,
            over=over,
            shared=self._shared,
            shown=picture,
            graph=self._graph(view),
            up=self.site.root if view.anywhere else address.to_root(view.address),
            body=Markup(content.html) if content else Markup(""),  # noqa: S704 - held against the allow-list
            rows=self._rows(view) if isinstance(view, ParallelView) else (),
        )
        found = content.findings if content else Findings()
        return Rendered(
            html=html,
            body=content.html if content else "",
            findings=replace(
                found,
                media=view.media | found.media,
                assets=self._assets(),
                cards=frozenset([(picture.address, picture.drawing)] if picture and picture.drawing else ()),
            ),
        )


@lru_cache(maxsize=1)
def _templates(theme: Environment) -> Environment:
    """The templates of a theme as we render them; each is compiled once, whatever library is rendered."""
    templates = theme.overlay(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    templates.filters |= {"marked": marked, "qr": qr.code, "at_head": at_head}
    return templates


def marked(fragment: Fragment) -> Markup:
    """A fragment as HTML, in a `span` with its language where it has one of its own.

    A Chinese headline of two clauses is broken between them, not inside one.
    """
    text = Markup(" ").join(map(_clause, clauses)) if (clauses := clauses_of(fragment.text)) else fragment.text
    return Markup('<span lang="{}">{}</span>').format(fragment.lang, text) if fragment.lang else Markup.escape(text)


def _clause(text: str) -> Markup:
    return Markup('<span class="clause">{}</span>').format(text)


def _around(library: Library, site: Site, language: Language) -> Mapping[str, Any]:
    """What every page of a language shares."""
    return {
        "site": site,
        "language": language,
        "languages": site.languages,
        "t": _Interface(
            {key: Markup.escape(words.on(language).text) for key, words in library.registers.interface.items()}
            | {"site_name": Markup.escape(site.name.on(language).text)}
        ),
        "in_each": library.registers.interface,
        "about": about_links(library, language),
        "editions": bool(library.registers.editions),
    }


class _Interface(dict[str, Markup]):
    """The interface words of a language, escaped once; one that the register lacks is its key: the check says so."""

    def name_of(self, language: Language) -> Markup:
        """The name of a language in the reader's."""
        return self[f"language_{language}"]

    def __missing__(self, key: str) -> Markup:
        return Markup.escape(key)
