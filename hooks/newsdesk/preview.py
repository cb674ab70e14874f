"""The site while it is being written: each page is made when it is asked for, with the problems of its file over it.

Two libraries stand side by side. Problems are told of the one that would be published; pages are made of the other,
in which drafts and stories of the future are too.
"""

import traceback
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path

from jinja2 import Environment
from markupsafe import escape

from newsdesk.files.beside import calendar_of
from newsdesk.files.everything import every_file
from newsdesk.files.host import of_host
from newsdesk.files.pictures import variant_of
from newsdesk.files.redirects import redirects
from newsdesk.files.sitemap import sitemap
from newsdesk.kept import kept_for
from newsdesk.model.picture import Picture, Variant
from newsdesk.model.site import Site
from newsdesk.pages.abroad import Abroad
from newsdesk.pages.render import Renderer
from newsdesk.proof import Proof
from newsdesk.reading.assemble import uncut
from newsdesk.reading.assets import read as read_assets
from newsdesk.reading.folder import Folder
from newsdesk.reading.recall import Recall
from newsdesk.speech.catalogue import catalogue
from newsdesk.views import components, standing, status
from newsdesk.views.debts import debts
from newsdesk.views.everything import every_page
from newsdesk.views.view import Sheaf, View, single
from newsdesk.words import address
from newsdesk.words.language import Language
from newsdesk.words.problem import Level, Problem, frame, in_order

FEW = 50
"""Files that are looked at as soon as they have changed; others are when their page is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What stays the same while stories change; `own` are the folders whose assets are the site's own."""

    docs: Path
    site: Site
    theme: Environment
    own: Sequence[Path]
    recall: Recall


class Preview:
    """One state of docs/, as of a moment, and whatever may be asked of it."""

    def __init__(self, setting: Setting, as_of: datetime) -> None:
        self.setting, self.site, self.as_of = setting, setting.site, as_of
        self.found: Folder = setting.recall.read()
        self.proof = Proof(self.found, setting.docs, self.site, as_of)
        self.library = uncut(self.found, as_of)
        sheaves = (*every_page(self.library, self.site), *self._of_desk())
        self.pages: Mapping[str, Sheaf] = {where: sheaf for sheaf in sheaves for where in sheaf.addresses}
        self.assets, self._faults = read_assets(setting.own)
        self.renderer = Renderer(setting.theme, self.assets, self.library, self.site, frozenset(self.pages))
        self.sources = {address.of_source(path): path for path in (*self.found.texts, *self.found.broken)}
        self._made: dict[str, bytes | None] = {}

    def _of_desk(self) -> Iterator[Sheaf]:
        """The pages that only the preview has, in each language: what waits for an editor, what pages are made of."""
        for each in self.site.languages:
            yield single(address.status(each), self._status, each)
            yield single(address.components(each), self._components, each)

    def _status(self, language: Language) -> View:
        report = debts(self.proof.library, self.site, self.as_of.date(), {})
        return status.status(report, language, catalogue(language))

    def _components(self, language: Language) -> View:
        sheet = self.assets.named["newsroom.css"].content.decode()
        return components.components(sheet, self.library, self.site, language, catalogue(language))

    def at(self, where: str) -> bytes | None:
        """What stands at an address, None where nothing does. What cannot be made says why in its place."""
        if where not in self._made:
            try:
                self._made[where] = self._make(where)
            except Exception:  # noqa: BLE001 - a template is wrong, or we are: the editor is told, and goes on
                self._made[where] = _said(traceback.format_exc())
        return self._made[where]

    @cached_property
    def news(self) -> Sequence[Problem]:
        """What is wrong with the files that have changed; at the first reading, what is found without a long look."""
        changed = self.setting.recall.changed
        if len(changed) <= FEW:
            return [*self._faults, *self.problems_of(changed)]
        return [*self._faults, *(each for each in in_order(self.proof.said) if each.level is not Level.NOTE)]

    def problems_of(self, paths: Collection[str]) -> list[Problem]:
        """The errors and warnings of some files below docs/."""
        asked = {f"{self.setting.docs.name}/{path}" for path in paths}
        _, problems = self.proof.of(paths, alone=True)
        return [each for each in in_order(problems) if each.place.path in asked and each.level is not Level.NOTE]

    def _make(self, where: str) -> bytes | None:
        if where in self.pages or where in self.sources:
            view = self._view(where)
            over = [frame(problem, catalogue(view.language)) for problem in self._problems_over(where)]
            return self.renderer.render(view, over).html.encode()
        if shown := self._pictures.get(where):
            return variant_of(*shown, self.setting.docs, kept_for(self.setting.docs.parent))
        if where in self.found.media:
            return file.read_bytes() if (file := self.setting.docs / where).is_file() else None
        make = self._files.get(where, partial(self._beside, where))
        return make() or None

    def _view(self, where: str) -> View:
        """The page at an address; a rough one where its file is wrong, or its original is."""
        if sheaf := self.pages.get(where):
            return next(view for view in sheaf.make() if view.address == where)
        path = self.sources[where]
        return standing.rough(path, self.site, self.found.texts.get(path) or self.found.broken.get(path))

    def _problems_over(self, where: str) -> Sequence[Problem]:
        """The problems that stand over a page: those of its file; over a front page those, too, that have no page."""
        path = self.sources.get(where)
        own = self.problems_of([path]) if path else []
        if path and not own and where not in self.pages:
            own = self.problems_of([address.in_language(path, each) for each in self.site.languages])
        if where in ("", *map(address.home, self.site.languages)):
            return [*own, *self._without_page]
        return own

    @cached_property
    def _without_page(self) -> Sequence[Problem]:
        """The problems of registers, and of files that are neither texts nor registers."""
        texts = set(self.sources.values())
        others = {each.place.path.partition("/")[2] for each in self.proof.said}
        return self.problems_of(({*self.found.readings} | others) - texts)

    @cached_property
    def _files(self) -> Mapping[str, Callable[[], bytes]]:
        """What makes each file that is no page."""
        contents = Abroad(self.renderer.shelf, self.site)
        files = dict(every_file(self.library, self.site, self.as_of, contents, self._beside))
        return {
            **files,
            **{where: partial(bytes, content) for where, content in self.assets.loaded(self.assets.named).items()},
            address.SITEMAP: lambda: sitemap([entry for view in self._views() if (entry := view.entry)], self.site),
            **dict(of_host(self.assets, self.site)),
            "_redirects": lambda: redirects(frozenset(self.pages), self.library, self.site),
        }

    @cached_property
    def _pictures(self) -> Mapping[str, tuple[Picture, Variant]]:
        """The pictures that pages may ask for, each of which is made when it is asked for."""
        pictures = [each for each in self.library.pictures.values() if isinstance(each, Picture)]
        return {variant.address: (picture, variant) for picture in pictures for variant in picture.variants}

    def _views(self) -> Iterator[View]:
        sheaves = {id(sheaf): sheaf for sheaf in self.pages.values()}
        return (view for sheaf in sheaves.values() for view in sheaf.make())

    def _beside(self, where: str) -> bytes:
        """The calendar of an event, beside its page; nothing at other addresses."""
        page = f"{where.rpartition('/')[0]}/"
        view = self._view(page) if page in self.pages else None
        return calendar_of(view, self.site) if view and view.calendar == where else b""


def _said(text: str) -> bytes:
    """A page that needs no template."""
    head = '<!doctype html><meta charset="utf-8"><title>newsdesk</title>'
    return f"{head}<body><pre>{escape(text)}</pre></body>".encode()
