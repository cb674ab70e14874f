"""Rendering: each view with its template into a page, and all pages into the staging folder."""

import re
import traceback
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from zxingcpp import BarcodeFormat, create_barcode

from newsdesk import processes, urls
from newsdesk.cache import code_digest, files_digest
from newsdesk.content.assets import SHEET, Assets, content_security_policy
from newsdesk.content.fingerprint import fingerprint
from newsdesk.content.library import Library
from newsdesk.content.site import Site
from newsdesk.content.story import Text
from newsdesk.i18n.languages import Fragment, Language
from newsdesk.i18n.typography import clauses_of
from newsdesk.last_build import InconsistentRecordsError, LastBuild, PageRecord
from newsdesk.markdown import converter
from newsdesk.markdown.converter import RenderedBody
from newsdesk.markdown.links import Findings, LinkTargets, leading_figure
from newsdesk.pages import jsonld
from newsdesk.pages.card import Cards, Font, card_of
from newsdesk.pages.jsonld import graph, site_nodes
from newsdesk.pages.parallel import AlignedBodies, ParallelRow, ParallelView, align_bodies
from newsdesk.pages.static import about_links
from newsdesk.pages.view import PageBatch, SitemapEntry, View
from newsdesk.processes import OnProgress, no_progress

_RUNS = re.compile(rb"\0+|\xff+")


@dataclass(frozen=True, slots=True, kw_only=True)
class QrCode:
    """A QR code as an SVG path: `path` strokes each row of dark modules in a square of `size`, quiet zone included."""

    size: int
    path: str


def qr_code(url: str) -> QrCode:
    """Return the QR code of a URL, with error correction level L: it is small, and shown on clean paper or screens."""
    image = create_barcode(url, BarcodeFormat.QRCode, ec_level="L").to_image()
    size, _ = image.shape
    # It supports the buffer protocol, which its type stubs omit.
    return QrCode(size=size, path="".join(_moves(bytes(cast("bytes", image)), size)))


def _moves(signs: bytes, size: int) -> Iterator[str]:
    """Path commands: `h` over dark runs, `m` over light ones. The quiet zone makes every row begin and end light."""
    for y in range(size):
        margin, *runs = _RUNS.findall(signs, y * size, (y + 1) * size)
        if runs:
            yield f"M{len(margin)} {y}.5"
            yield "".join(map(_step, runs[:-1]))


@lru_cache
def _step(run: bytes) -> str:
    return f"m{len(run)} 0" if run[0] else f"h{len(run)}"


MAX_CACHED_BODIES = 8
"""Maximum number of rendered bodies in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A rendered page: `html` of all of it, `body` of its Markdown body alone, and what rendering found."""

    html: str
    body: str
    findings: Findings


class Renderer:
    """Renderer of the views of one library with a theme's templates; draws cards only if given a `font`."""

    def __init__(  # noqa: PLR0913 - every page depends on each
        self,
        theme: Environment,
        assets: Assets,
        library: Library,
        site: Site,
        addresses: frozenset[str],
        *,
        font: Font | None = None,
    ) -> None:
        self._theme, self._library, self._font = theme, library, font
        self.templates = _templates(theme)
        self.assets = assets
        self._asked: set[str] = set()
        self._sets: dict[frozenset[str], frozenset[str]] = {}
        self._parts: dict[Hashable, Markup] = {}
        self._bodies: dict[tuple[str, str], RenderedBody] = {}
        self._aligned: dict[tuple[str, str], AlignedBodies] = {}
        self.site = site
        self._cards = Cards(site, font, assets.named[SHEET].content.decode()) if font else None
        self.link_targets = LinkTargets(library=library, addresses=addresses, videos=site.videos)
        self.site_nodes = {language: jsonld.nodes(site_nodes(site, language)) for language in site.languages}
        self.around = {
            language: {**_around(library, site, language), **self._of_assets()} for language in site.languages
        }
        self._links: set[tuple[str, str, str]] = set()

    @pass_context
    def _shared(self, context: Context, part: str) -> Markup:
        """Render a partial once for each language, depth and section: it may depend on nothing else."""
        page: View = context["page"]
        key = (part, page.language, context["up"], page.section, page.address.count("/"))
        if key not in self._parts:
            self._parts[key] = Markup(self.templates.get_template(part).render(context))  # noqa: S704 - a template of the theme
        return self._parts[key]

    def _of_assets(self) -> Mapping[str, Any]:
        # Safe in a double-quoted attribute: the policy has single quotes only.
        policy = Markup(content_security_policy(self.assets.inline, self.site.videos.frame_sources))  # noqa: S704
        return {"policy": policy, "logo_size": self._logo_size()}

    def _logo_size(self) -> Markup:
        """Return the attributes of the logo's size, empty if the file has none: pages do not move while it loads."""
        logo = self.assets.named.get(self.site.settings.logo)
        if not logo:
            return Markup()
        from newsdesk.content.image_files import intrinsic_size  # noqa: PLC0415 - Pillow is slow to import

        size = intrinsic_size(logo.name, logo.content)
        return Markup(' width="{}" height="{}"').format(*size) if size else Markup()

    def _inline(self, name: str) -> Markup:
        return Markup(f"<script>{self.assets.text(name)}</script>")  # noqa: S704 - a script of the theme

    def _asset(self, name: str) -> str:
        """Return the address of an asset, and record that the page uses it."""
        self._asked.add(name)
        return self.assets.address(name)

    def _assets(self) -> frozenset[str]:
        """The assets that the page uses. Equal sets are shared: there may be many thousands of pages."""
        asked = frozenset(self._asked)
        return self._sets.setdefault(asked, asked)

    def _graph(self, view: View) -> Markup:
        """The JSON-LD of a page. Nodes common to all pages of a language were serialized once."""
        return jsonld.document([self.site_nodes[view.language], jsonld.nodes(graph(view, self.site))])

    def made_of(self, view: View) -> str:
        """Return the fingerprint of all that a page is made of, except where the links in its bodies lead."""
        return fingerprint((self.shared_by_pages[view.language], view))

    @cached_property
    def shared_by_pages(self) -> Mapping[Language, str]:
        """A fingerprint of what all pages of a language share: words, settings, assets, templates, fonts and code."""
        loader = cast("FileSystemLoader", self._theme.loader)
        templates = files_digest(path for path in Path(loader.searchpath[0]).rglob("*") if path.is_file())
        assets = {name: asset.name for name, asset in self.assets.named.items()}
        of_theme = (code_digest(), templates, assets, list(self.assets.inline), self._font and self._font.digest)
        of_all = (*of_theme, self.site.settings)
        return {
            language: fingerprint((of_all, _around(self._library, self.site, language), self.site_nodes[language]))
            for language in self.site.languages
        }

    def _body(self, text: Text) -> RenderedBody:
        """Render a body once for all pages of a story: they follow one another, so a small cache is enough."""
        known = (text.path, text.body)
        if known not in self._bodies:
            if len(self._bodies) == MAX_CACHED_BODIES:
                self._bodies.clear()
            self._bodies[known] = converter.render_body(text, self.link_targets, self.site.settings.markdown_extensions)
        self._links |= self._bodies[known].findings.links
        return self._bodies[known]

    def _rows(self, view: ParallelView) -> Sequence[ParallelRow]:
        """The rows of a side-by-side page; a pair is aligned once, so that its two pages agree."""
        first, second = sorted(view.sides, key=lambda side: self.site.languages.index(side.language))
        pair = first.text.path, second.text.path
        # For both pages: each notes where the links in the bodies lead.
        left, right = ((self._body(side.text).html, side.language) for side in (first, second))
        if pair not in self._aligned:
            self._aligned = {pair: align_bodies(left, right)}
        aligned = self._aligned[pair]
        return (aligned if view.sides[0] is first else aligned.turned).rows

    def render(self, view: View, problems: Sequence[str] = ()) -> Rendered:
        """Return the page of a view, with `problems` above it in the preview.

        Raises any Jinja error of its template.
        """
        self._links.clear()
        content = self._body(view.body) if view.body else None
        picture = card_of(view, self._cards)
        self._asked.clear()
        html = self.templates.get_template(view.template()).render(
            self.around[view.language],
            # Not in `around`: a method kept in its object would keep the library, too, until garbage is collected.
            asset=self._asset,
            inline=self._inline,
            page=view,
            problems=problems,
            shared=self._shared,
            shown=picture,
            graph=self._graph(view),
            up=self.site.root if view.absolute_links else urls.to_root(view.address),
            body=Markup(content.html) if content else Markup(""),  # noqa: S704 - checked against the allow-list
            rows=self._rows(view) if isinstance(view, ParallelView) else (),
        )
        found = content.findings if content else Findings()
        return Rendered(
            html=html,
            body=content.html if content else "",
            findings=replace(
                found,
                links=frozenset(self._links),
                media=view.media | found.media,
                assets=self._assets(),
                cards=frozenset([(picture.address, picture.drawing)] if picture and picture.drawing else ()),
            ),
        )


def theme_environment(custom_dir: Path, *, auto_reload: bool = False) -> Environment:
    """Return a Jinja environment of the templates in a folder, with Material's icons as fallback.

    With `auto_reload` it reads changed templates again, for the preview.
    """
    material = find_spec("material")
    behind = material.submodule_search_locations if material else None
    folders = [custom_dir, *(Path(each) / "templates" for each in behind or ())]
    return Environment(loader=FileSystemLoader(folders), auto_reload=auto_reload)  # noqa: S701 - `_templates` escapes


@lru_cache(maxsize=1)
def _templates(theme: Environment) -> Environment:
    """Apply newsdesk's settings and filters. Cached: each template is compiled once, whatever the library."""
    templates = theme.overlay(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    templates.filters |= {"marked": marked, "qr": qr_code, "at_head": leading_figure}
    return templates


def marked(fragment: Fragment) -> Markup:
    """Return a fragment as HTML, in a `span` with `lang` if its language differs from the page's.

    A Chinese title of two clauses is broken between them, not inside one.
    """
    text = Markup(" ").join(map(_clause, clauses)) if (clauses := clauses_of(fragment.text)) else fragment.text
    return Markup('<span lang="{}">{}</span>').format(fragment.lang, text) if fragment.lang else Markup.escape(text)


def _clause(text: str) -> Markup:
    return Markup('<span class="clause">{}</span>').format(text)


def _around(library: Library, site: Site, language: Language) -> Mapping[str, Any]:
    """Template variables common to all pages of a language."""
    return {
        "site": site,
        "language": language,
        "languages": site.languages,
        "site_name": site.name.in_language(language).text,
        "t": {
            key: Markup.escape(words.in_language(language).text) for key, words in library.registers.interface.items()
        },
        "in_each": library.registers.interface,
        "about": about_links(library, language),
        "editions": bool(library.registers.editions),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of a page besides its files: its sitemap entry, or its traceback as text if it failed.

    `is_kept`: its files are those of the last build.
    """

    address: str
    findings: Findings = field(default_factory=Findings)
    entry: SitemapEntry | None = None
    failure: str = ""
    record: PageRecord | None = None
    is_kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderJob:
    """All pages to build, unless they are kept from the last build; forked processes inherit it.

    `beside` returns the files beside the page of a view, by path. `index` adds a view and the HTML of its body to the
    search index and returns the digest of its entry, empty if search does not find it.
    """

    batches: Sequence[PageBatch]
    renderer: Renderer
    last: LastBuild
    beside: Callable[[View], Mapping[str, bytes]]
    index: Callable[[View, str], str]


def render_all(work: RenderJob, *, serial: bool = False, on_progress: OnProgress = no_progress) -> list[Outcome]:
    """Build and render every page into the staging folder; return outcomes in the order of the batches.

    Raises OSError if a file cannot be written.
    """
    # Computed once, before processes are forked.
    assert work.renderer.shared_by_pages
    results = processes.parallel_map(
        lambda batch: list(_rendered(batch, work)), work.batches, serial=serial, on_progress=on_progress
    )
    return [outcome for outcomes in results for outcome in outcomes]


def _rendered(batch: PageBatch, work: RenderJob) -> Iterator[Outcome]:
    try:
        for view in batch.make():
            yield _kept_or_made(view, work)
    except Exception as exc:  # noqa: BLE001 - an exception may not survive pickling: its text does
        yield _failed(batch.addresses[0], exc)


def _kept_or_made(view: View, work: RenderJob) -> Outcome:
    try:
        made_of = work.renderer.made_of(view)
        if kept := work.last.page(view.address, made_of, work.renderer.link_targets):
            return Outcome(address=view.address, findings=kept.findings, entry=view.entry, record=kept, is_kept=True)
        page = work.renderer.render(view)
        files = {urls.file_of(view.address): page.html.encode(), **work.beside(view)}
        record = PageRecord(
            made_of=made_of,
            findings=page.findings,
            files={path: work.last.write(path, content) for path, content in files.items()},
            indexed=work.index(view, page.body),
        )
    except Exception as exc:  # noqa: BLE001 - as above; other pages of the batch may be fine
        return _failed(view.address, exc)
    return Outcome(
        address=view.address,
        findings=page.findings,
        entry=view.entry,
        record=record,
    )


def _failed(where: str, exc: Exception) -> Outcome:
    """Return an exception as an outcome; re-raise a disk error, since the next page would fail too."""
    if isinstance(exc, InconsistentRecordsError) or (isinstance(exc, OSError) and exc.errno):
        raise exc
    return Outcome(address=where, failure=traceback.format_exc())
