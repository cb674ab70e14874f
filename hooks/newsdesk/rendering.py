"""A view and its template make a page; all pages are rendered into the staging folder."""

import re
import traceback
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from zxingcpp import BarcodeFormat, create_barcode

from newsdesk import processes, urls
from newsdesk.content.assets import SHEET, Assets, content_security_policy
from newsdesk.content.library import Library
from newsdesk.content.site import Site
from newsdesk.content.story import Text
from newsdesk.i18n.languages import Fragment, Language
from newsdesk.i18n.typography import clauses_of
from newsdesk.markdown import converter
from newsdesk.markdown.converter import RenderedBody
from newsdesk.markdown.links import Findings, LinkTargets, at_head
from newsdesk.pages import jsonld
from newsdesk.pages.card import Cards, Font, card_of
from newsdesk.pages.graph import everywhere, graph
from newsdesk.pages.parallel import ParallelRow, ParallelView, parallel_rows
from newsdesk.pages.static import about_links
from newsdesk.pages.view import PageBatch, SitemapEntry, View
from newsdesk.processes import OnProgress, no_progress

_RUNS = re.compile(rb"\0+|\xff+")


@dataclass(frozen=True, slots=True, kw_only=True)
class QrCode:
    """A square of `size` modules with the quiet zone round it; `path` strokes the dark ones, each row in its middle."""

    size: int
    path: str


def qr_code(url: str) -> QrCode:
    """The code of an address; of the least correction, since it is small and stands on clean paper or glass."""
    image = create_barcode(url, BarcodeFormat.QRCode, ec_level="L").to_image()
    size, _ = image.shape
    # It is a buffer, which its types do not say.
    return QrCode(size=size, path="".join(_moves(bytes(cast("bytes", image)), size)))


def _moves(signs: bytes, size: int) -> Iterator[str]:
    """Each row begins light and ends light; between, dark runs are lines and light ones moves."""
    for y in range(size):
        margin, *runs = _RUNS.findall(signs, y * size, (y + 1) * size)
        if runs:
            yield f"M{len(margin)} {y}.5"
            yield "".join(map(_step, runs[:-1]))


@lru_cache
def _step(run: bytes) -> str:
    return f"m{len(run)} 0" if run[0] else f"h{len(run)}"


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
        self._bodies: dict[tuple[str, str], RenderedBody] = {}
        self.site = site
        self._cards = Cards(site, font, assets.named[SHEET].content.decode()) if font else None
        self.link_targets = LinkTargets(library=library, addresses=addresses)
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
        policy = Markup(content_security_policy(self.assets.inline))  # noqa: S704
        return {"asset": self._asset, "inline": self._inline, "policy": policy}

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

    def _body(self, text: Text) -> RenderedBody:
        """A body, rendered once for the pages of a story, which follow one another."""
        known = (text.path, text.body)
        if known not in self._bodies:
            if len(self._bodies) == KEPT:
                self._bodies.clear()
            self._bodies[known] = converter.render_body(text, self.link_targets)
        return self._bodies[known]

    def _rows(self, view: ParallelView) -> Sequence[ParallelRow]:
        own, other = view.sides
        return parallel_rows((self._body(own.text).html, own.language), (self._body(other.text).html, other.language))

    def render(self, view: View, over: Sequence[str] = ()) -> Rendered:
        """The page of a view, in the preview with problems `over` it.

        Raises what Jinja raises where a template is wrong.
        """
        content = self._body(view.body) if view.body else None
        picture = card_of(view, self._cards)
        self._asked.clear()
        html = self.templates.get_template(view.template()).render(
            self.around[view.language],
            page=view,
            over=over,
            shared=self._shared,
            shown=picture,
            graph=self._graph(view),
            up=self.site.root if view.absolute_links else urls.to_root(view.address),
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


def theme_environment(custom_dir: Path, *, auto_reload: bool = False) -> Environment:
    """The templates of a folder, with Material's icons behind them; a preview reads them again when they change."""
    material = find_spec("material")
    behind = material.submodule_search_locations if material else None
    folders = [custom_dir, *(Path(each) / "templates" for each in behind or ())]
    return Environment(loader=FileSystemLoader(folders), auto_reload=auto_reload)  # noqa: S701 - `_templates` escapes


@lru_cache(maxsize=1)
def _templates(theme: Environment) -> Environment:
    """The templates of a theme as we render them; each is compiled once, whatever library is rendered."""
    templates = theme.overlay(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    templates.filters |= {"marked": marked, "qr": qr_code, "at_head": at_head}
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
        "site_name": site.name.on(language).text,
        "t": {key: Markup.escape(words.on(language).text) for key, words in library.registers.interface.items()},
        "in_each": library.registers.interface,
        "about": about_links(library, language),
        "editions": bool(library.registers.editions),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a page besides its file: its place in the sitemap, and a traceback as text where it failed."""

    address: str
    findings: Findings = field(default_factory=Findings)
    entry: SitemapEntry | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Everything to be made and rendered, and what is done with each page and its body; forked processes inherit it."""

    batches: Sequence[PageBatch]
    renderer: Renderer
    staging: Path
    on_page: Sequence[Callable[[View, str], None]] = ()


def render_all(work: Work, *, serial: bool = False, on_progress: OnProgress = no_progress) -> list[Outcome]:
    """Make and render every page into the staging folder; the outcomes stand in the order of the batches.

    Raises OSError where the disk does not take them.
    """
    results = processes.parallel_map(
        lambda batch: list(_rendered(batch, work)), work.batches, serial=serial, on_progress=on_progress
    )
    return [outcome for outcomes in results for outcome in outcomes]


def _rendered(batch: PageBatch, work: Work) -> Iterator[Outcome]:
    try:
        for view in batch.make():
            yield _written(view, work)
    except Exception as wrong:  # noqa: BLE001 - an exception may not survive the way home: its text does
        yield _failed(batch.addresses[0], wrong)


def _written(view: View, work: Work) -> Outcome:
    try:
        page = work.renderer.render(view)
        for use in work.on_page:
            use(view, page.body)
    except Exception as wrong:  # noqa: BLE001 - as above; the other pages of the batch may be right
        return _failed(view.address, wrong)
    path = work.staging / urls.file_of(view.address)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(page.html.encode())
    return Outcome(address=view.address, findings=page.findings, entry=view.entry)


def _failed(where: str, wrong: Exception) -> Outcome:
    """What came of a page with an exception. Raises it where the disk is at fault: it would not take the next one."""
    if isinstance(wrong, OSError) and wrong.errno:
        raise wrong
    return Outcome(address=where, failure=traceback.format_exc())
