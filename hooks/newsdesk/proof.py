"""A proof: what is read is held to every rule, without a page; of the whole newsroom, or of some of its files."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from newsdesk import processes
from newsdesk.checks.everything import every_problem
from newsdesk.checks.kept import what_is_lost
from newsdesk.checks.links import dead_anchors
from newsdesk.checks.waivers import settled
from newsdesk.model.excerpt import excerpt
from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.model.text import Text
from newsdesk.pages import body
from newsdesk.pages.findings import Findings, Reference
from newsdesk.pages.links import Shelf
from newsdesk.reading import folder
from newsdesk.reading.assemble import assemble
from newsdesk.reading.folder import Folder, Readings
from newsdesk.reading.ledger import FILE as LEDGER
from newsdesk.reading.memory import Memory
from newsdesk.reading.naming import Finders
from newsdesk.reading.source import Reading, source
from newsdesk.words import address
from newsdesk.words.problem import Problem

Found = tuple[str, Findings]
"""An address, and what the body that stands there brought to light."""


def examine(docs: Path, site: Site, as_of: datetime, memory: Memory | None = None) -> tuple[Library, list[Problem]]:
    """Read and check everything: what an editor asks for. A memory keeps what was read."""
    library, problems, _ = promise(docs, site, as_of, memory)
    return library, problems


def promise(
    docs: Path, site: Site, as_of: datetime, memory: Memory | None = None
) -> tuple[Library, list[Problem], frozenset[str]]:
    """Read and check everything, and gather what a ledger keeps: lasting addresses, and anchors that editors gave."""
    from newsdesk.views import kept  # noqa: PLC0415 - as below

    found = folder.read(docs, site)
    if memory:
        memory.keep(found)
    library, problems = assemble(found, as_of)
    problems = [*found.problems, *problems, *every_problem(library, site, as_of.date(), alone=False)]
    shelf = Shelf(library=library, addresses=_all_addresses(library, site))
    bodies = _rendered([*library.texts, *library.aside], shelf)
    pages = frozenset(kept.lasting(library, site))
    anchors = {f"{where}#{name}" for where, findings in bodies if where in pages for name in findings.given}
    problems = settled([*problems, *of_bodies(bodies), *lost(bodies, shelf, site)], library)
    return library, problems, pages | anchors


def examine_some(
    docs: Path, site: Site, as_of: datetime, memory: Memory, paths: Collection[str]
) -> tuple[Library, list[Problem]]:
    """The problems of the files at `paths` below docs/, and of links in other files that lead to them.

    Other files are read only where the memory does not know them or they have to do with these. The library
    is the part that was looked at.
    """
    asked = {f"{docs.name}/{path}" for path in paths}
    if any(LEDGER.fullmatch(path.removeprefix("registers/")) for path in paths):
        # A ledger is of everything.
        library, problems = examine(docs, site, as_of, memory)
        return library, [each for each in problems if each.place.path in asked or _leads_to(paths, each, docs.name)]
    found = folder.read(docs, site, remembered=_of_others(paths, memory.known, site))
    memory.keep(found)
    return Proof(found, docs, site, as_of).of(paths)


class Proof:
    """What was read, as it stands at a moment, to be looked at some files at a time."""

    def __init__(self, found: Folder, docs: Path, site: Site, as_of: datetime) -> None:
        self.found, self.docs, self.site, self.as_of = found, docs, site, as_of
        self.library, problems = assemble(found, as_of)
        self.said = [*found.problems, *problems]
        self.shelf = Shelf(library=self.library, addresses=_Addresses(self.library, site))

    def of(self, paths: Collection[str], *, alone: bool = False) -> tuple[Library, list[Problem]]:
        """The part of the library in the files at `paths` below docs/, and the problems of these and of links to them.

        `alone` stays in this process.
        """
        part = excerpt(self.library, paths)
        problems = [*self.said, *every_problem(part, self.site, self.as_of.date(), alone=alone)]
        texts = {text.path: text for text in (*part.texts, *part.aside, *_referring(paths, self.found))}
        bodies = _rendered(list(texts.values()), self.shelf, alone=alone)
        asked = {f"{self.docs.name}/{path}" for path in paths}
        references = [each for each in _references(bodies) if _concerns(each, asked, paths)]
        bodies += _rendered(_targets(references, self.found, self.docs, texts.keys()), self.shelf, alone=alone)
        problems = settled([*problems, *of_bodies(bodies, references)], part)
        return part, [each for each in problems if each.place.path in asked or _leads_to(paths, each, self.docs.name)]


def of_bodies(bodies: Sequence[Found], references: Sequence[Reference] | None = None) -> list[Problem]:
    """The problems of bodies, and of their links from one to another: of all links, or of these."""
    anchors = {where: findings.anchors for where, findings in bodies}
    followed = _references(bodies) if references is None else references
    return [*(problem for _, findings in bodies for problem in findings.problems), *dead_anchors(followed, anchors)]


def lost(bodies: Sequence[Found], shelf: Shelf, site: Site) -> Iterator[Problem]:
    """The problems of what was published and is gone."""
    from newsdesk.views import kept  # noqa: PLC0415 - as below

    files = {where for language in site.languages for where in kept.files(shelf.library, site, language)}
    anchors = {where: findings.anchors for where, findings in bodies}
    return what_is_lost(shelf.library, {*shelf.addresses, *files}, anchors)


def _references(bodies: Iterable[Found]) -> list[Reference]:
    return [reference for _, findings in bodies for reference in findings.references]


def _rendered(texts: Sequence[Text], shelf: Shelf, *, alone: bool = False) -> list[Found]:
    def rendered(text: Text) -> Found:
        return address.of_source(text.path), body.render(text, shelf).findings

    return list(processes.each(rendered, texts, alone=alone))


class _Addresses(Collection[str]):
    """The addresses of all pages; those of lists are made up only for a link that leads to no text."""

    def __init__(self, library: Library, site: Site) -> None:
        self.library = library
        self.site = site

    def __contains__(self, where: object) -> bool:
        return where in self._of_texts or where in self._all

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    @cached_property
    def _of_texts(self) -> frozenset[str]:
        return frozenset(address.of_source(text.path) for text in self.library.texts)

    @cached_property
    def _all(self) -> frozenset[str]:
        return _all_addresses(self.library, self.site)


def _all_addresses(library: Library, site: Site) -> frozenset[str]:
    from newsdesk.views.everything import every_page  # noqa: PLC0415 - all views take half a second to come

    return frozenset(where for sheaf in every_page(library, site) for where in sheaf.addresses)


def _of_others(paths: Collection[str], known: Readings, site: Site) -> Readings:
    """What is remembered of files that have nothing to do with these: no translations of them, and without links."""
    own = {address.in_language(path, language) for path in paths for language in site.languages} | {*paths}
    return {path: reading for path, reading in known.items() if path not in own and not _links_to(paths, reading)}


def _links_to(paths: Collection[str], reading: object) -> bool:
    return isinstance(reading, Reading) and not reading.links.isdisjoint(paths)


def _referring(paths: Collection[str], found: Folder) -> Iterator[Text]:
    """The texts that link to these files."""
    for path, reading in found.readings.items():
        if _links_to(paths, reading) and (text := found.texts.get(path) or found.broken.get(path)):
            yield text


def _concerns(reference: Reference, asked: Collection[str], paths: Collection[str]) -> bool:
    return reference.place.path in asked or not {*address.sources_of(reference.target)}.isdisjoint(paths)


def _targets(references: Sequence[Reference], found: Folder, docs: Path, rendered: Collection[str]) -> list[Text]:
    """The texts, read in full, whose headings these links name and which are not rendered yet."""
    paths = {path for each in references for path in address.sources_of(each.target)} & found.texts.keys()
    finders = Finders(found.registers)
    readings = (source(docs, found.languages, path, finders) for path in sorted(paths - {*rendered}))
    return [reading.text for reading in readings if reading.text]


def _leads_to(paths: Collection[str], problem: Problem, docs: str) -> bool:
    """Whether a problem is of a link to one of these files."""
    place = problem.place
    link = unquote(place.source[place.column - 1 : place.column - 1 + place.length].partition("#")[0])
    source = place.path.removeprefix(f"{docs}/")
    return problem.rule in ("dead-link", "dead-anchor") and address.joined(source, link) in paths
