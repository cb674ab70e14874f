"""The lint run: check the whole site or some files by every rule, without building pages."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from newsdesk import processes, urls
from newsdesk.cache import NO_STORE, RecordStore, code_digest, record_store
from newsdesk.content import loader
from newsdesk.content.entities import NameFinders
from newsdesk.content.ledger import LEDGER_FILE as LEDGER
from newsdesk.content.library import Library, partial_library
from newsdesk.content.loader import LoadedFiles, Readings, assemble_library
from newsdesk.content.parse_cache import ParseCache
from newsdesk.content.site import Site
from newsdesk.content.source_file import SourceReading, read_source
from newsdesk.content.story import Text
from newsdesk.diagnostics import Check, Diagnostic
from newsdesk.lint import content, events, facts, heuristics, interface_words, references, rulebook, translations
from newsdesk.lint.baseline import Entries, entries_of
from newsdesk.lint.references import dead_anchors, lost_permalinks
from newsdesk.lint.reporting import at_their_levels, reported
from newsdesk.markdown import converter
from newsdesk.markdown.links import Findings, LinkReference, LinkTargets


class PassedChecks:
    """The checks of texts that found nothing: on the same files, and knowing the same, they need not run again."""

    KIND = "passed checks"

    def __init__(self, store: RecordStore) -> None:
        self._store = store
        self._known = frozenset(store.read(self.KIND))

    def run(self, checks: Sequence[Check], *, serial: bool) -> Iterator[Diagnostic]:
        """Run the checks that are not known to find nothing, and yield what they find; record which found nothing."""
        digests: dict[str, bytes] = {}
        keys = [_key(check, digests) for check in checks]
        left = [at for at, key in enumerate(keys) if key not in self._known]
        passed = {*keys} & self._known
        results = processes.parallel_map(lambda at: list(checks[at]()), left, serial=serial)
        for at, problems in zip(left, results, strict=True):
            yield from problems
            if not problems:
                passed.add(keys[at])
        self._store.write(self.KIND, dict.fromkeys(passed - self._known, b""), passed)


def _key(check: Check, digests: dict[str, bytes]) -> str:
    """Return a digest of all that decides what a check finds; `digests` are those of files that are known, by path."""
    digest = sha256(f"{code_digest()} {check.name} {check.known}".encode())
    for file in check.files:
        if file.path not in digests:
            digests[file.path] = sha256(f"{file.path}\0{file.text}".encode()).digest()
        digest.update(digests[file.path])
    return digest.hexdigest()


def library_diagnostics(
    library: Library, site: Site, today: date, *, serial: bool, store: RecordStore = NO_STORE
) -> Iterator[Diagnostic]:
    """Yield the problems of a library as of `today`, other than those found while loading it.

    `serial` runs all checks in this process. The checks of texts that found nothing are recorded in `store`, and not
    run again there.
    """
    yield from references.check_references(library)
    yield from content.check_stories(library)
    yield from content.check_picture_locations(library, site.settings.docs_dir)
    yield from references.check_aliases(library)
    yield from events.check_event_dates(library)
    yield from events.check_claims(library)
    yield from content.check_placeholders(library)
    yield from translations.check_unannounced_changes(library)
    yield from translations.check_translations(library, site)
    yield from content.check_past_plans(library, today)
    yield from content.check_security_expiry(site, today)
    yield from interface_words.check_interface_words(library, site)
    yield from content.check_interface_forms(library, site.languages)
    yield from content.check_names(library, site.languages)
    parts = [
        *facts.fact_checks(library),
        *facts.name_checks(library),
        *rulebook.style_checks(library),
        *heuristics.heuristic_checks(library),
        *content.dialect_checks(library),
    ]
    yield from PassedChecks(store).run(parts, serial=serial)


BodyFindings = tuple[str, Findings]
"""The address of a text, and the findings from rendering its body."""


def lint_site(
    docs: Path, site: Site, as_of: datetime, parse_cache: ParseCache | None = None
) -> tuple[Library, list[Diagnostic]]:
    """Load and lint the whole site; return the library and its problems. `parse_cache` is the parse cache to update."""
    library, problems, _ = lint_with_permalinks(docs, site, as_of, parse_cache)
    return library, problems


def lint_with_permalinks(
    docs: Path, site: Site, as_of: datetime, parse_cache: ParseCache | None = None
) -> tuple[Library, list[Diagnostic], frozenset[str]]:
    """Like `lint_site`, and return the permalinks for the ledger: permanent addresses and anchors set by editors."""
    library, problems, permalinks = _found(docs, site, as_of, parse_cache)
    return library, reported(problems, library, site), permalinks


def entries_to_accept(docs: Path, site: Site, as_of: datetime, parse_cache: ParseCache) -> Entries:
    """Lint the whole site; return the entries of a baseline that accepts all its warnings."""
    library, problems, _ = _found(docs, site, as_of, parse_cache)
    return entries_of(at_their_levels(problems, library, site))


def _found(
    docs: Path, site: Site, as_of: datetime, parse_cache: ParseCache | None
) -> tuple[Library, list[Diagnostic], frozenset[str]]:
    """Return the library, all problems that the checks find in it, and its permalinks."""
    from newsdesk.outputs.registry import permanent_addresses  # noqa: PLC0415 - as below

    found = loader.load_files(docs, site)
    if parse_cache:
        parse_cache.save(found)
    library, problems = assemble_library(found, as_of)
    store = record_store(docs.parent)
    problems = [
        *found.problems,
        *problems,
        *library_diagnostics(library, site, as_of.date(), serial=False, store=store),
    ]
    library = interface_words.with_placeholders(library, site)
    targets = LinkTargets(library=library, addresses=_all_addresses(library, site), videos=site.videos)
    bodies = _rendered([*library.texts, *library.unpublished], targets, site)
    pages = frozenset(permanent_addresses(library, site))
    anchors = {f"{where}#{name}" for where, findings in bodies if where in pages for name in findings.explicit_anchors}
    problems += [*body_diagnostics(bodies), *lost_diagnostics(bodies, targets, site)]
    return library, problems, pages | anchors


def lint_files(
    docs: Path, site: Site, as_of: datetime, parse_cache: ParseCache, paths: Collection[str]
) -> tuple[Library, list[Diagnostic]]:
    """Lint the files at `paths` (below docs/), and links to them in other files.

    Other files are read only if the parse cache lacks them or they are related. Return the part of the library that
    was checked, and its problems.
    """
    asked = {f"{docs.name}/{path}" for path in paths}
    if any(LEDGER.fullmatch(path.removeprefix("registers/")) for path in paths):
        # A ledger covers the whole site.
        library, problems = lint_site(docs, site, as_of, parse_cache)
        return library, [each for each in problems if each.location.path in asked or _leads_to(paths, each, docs.name)]
    found = loader.load_files(docs, site, remembered=_of_others(paths, parse_cache.known, site))
    parse_cache.save(found)
    return LintRun(found, docs, site, as_of).of(paths)


class LintRun:
    """Loaded files at one point in time, of which some are linted at a time."""

    def __init__(self, found: LoadedFiles, docs: Path, site: Site, as_of: datetime) -> None:
        self.found, self.docs, self.site, self.as_of = found, docs, site, as_of
        self.library, problems = assemble_library(found, as_of)
        self.preliminary = [*found.problems, *problems]
        complete = interface_words.with_placeholders(self.library, site)
        self.link_targets = LinkTargets(library=complete, addresses=_Addresses(complete, site), videos=site.videos)

    def of(self, paths: Collection[str], *, serial: bool = False) -> tuple[Library, list[Diagnostic]]:
        """Lint the files at `paths` (below docs/) and links to them; return that part of the library and its problems.

        `serial` runs all checks in this process.
        """
        part = partial_library(self.library, paths)
        problems = [*self.preliminary, *library_diagnostics(part, self.site, self.as_of.date(), serial=serial)]
        texts = {text.path: text for text in (*part.texts, *part.unpublished, *_referring(paths, self.found))}
        bodies = _rendered(list(texts.values()), self.link_targets, self.site, serial=serial)
        asked = {f"{self.docs.name}/{path}" for path in paths}
        references = [each for each in _references(bodies) if _concerns(each, asked, paths)]
        others = _targets(references, self.found, self.docs, self.site, texts.keys())
        bodies += _rendered(others, self.link_targets, self.site, serial=serial)
        problems = reported([*problems, *body_diagnostics(bodies, references)], part, self.site)
        return part, [
            each for each in problems if each.location.path in asked or _leads_to(paths, each, self.docs.name)
        ]


def body_diagnostics(
    bodies: Sequence[BodyFindings], references: Sequence[LinkReference] | None = None
) -> list[Diagnostic]:
    """Return the problems of bodies, and dead anchors in the links between them: in `references`, by default all."""
    anchors = {where: findings.anchors for where, findings in bodies}
    followed = _references(bodies) if references is None else references
    return [*(problem for _, findings in bodies for problem in findings.problems), *dead_anchors(followed, anchors)]


def lost_diagnostics(bodies: Sequence[BodyFindings], targets: LinkTargets, site: Site) -> Iterator[Diagnostic]:
    """Yield permalinks that no longer exist; none if the ledger is empty."""
    from newsdesk.outputs.registry import permanent_files  # noqa: PLC0415 - as below

    if not targets.library.ledger.published_addresses:
        return
    files = permanent_files(targets.library, site)
    anchors = {where: findings.anchors for where, findings in bodies}
    yield from lost_permalinks(targets.library, {*targets.addresses, *files}, anchors)


def _references(bodies: Iterable[BodyFindings]) -> list[LinkReference]:
    return [reference for _, findings in bodies for reference in findings.references]


def _rendered(texts: Sequence[Text], targets: LinkTargets, site: Site, *, serial: bool = False) -> list[BodyFindings]:
    extensions = site.settings.markdown_extensions

    def rendered(text: Text) -> BodyFindings:
        return urls.of_source(text.path), converter.render_body(text, targets, extensions).findings

    return list(processes.parallel_map(rendered, texts, serial=serial))


class _Addresses(Collection[str]):
    """Addresses of all pages; those of lists are computed only for a link that does not lead to a text."""

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
        return frozenset(urls.of_source(text.path) for text in self.library.texts)

    @cached_property
    def _all(self) -> frozenset[str]:
        return _all_addresses(self.library, self.site)


def _all_addresses(library: Library, site: Site) -> frozenset[str]:
    from newsdesk.pages.registry import all_addresses  # noqa: PLC0415 - importing all views takes 0.5 s

    return all_addresses(library, site)


def _of_others(paths: Collection[str], known: Readings, site: Site) -> Readings:
    """Return cached readings of files unrelated to `paths`: neither translations of them nor linking to them."""
    own = {urls.in_language(path, language) for path in paths for language in site.languages} | {*paths}
    return {path: reading for path, reading in known.items() if path not in own and not _links_to(paths, reading)}


def _links_to(paths: Collection[str], reading: object) -> bool:
    return isinstance(reading, SourceReading) and not reading.links.isdisjoint(paths)


def _referring(paths: Collection[str], found: LoadedFiles) -> Iterator[Text]:
    for path, reading in found.readings.items():
        if _links_to(paths, reading) and (text := found.texts.get(path) or found.broken.get(path)):
            yield text


def _concerns(reference: LinkReference, asked: Collection[str], paths: Collection[str]) -> bool:
    return reference.place.path in asked or not {*urls.sources_of_address(reference.target)}.isdisjoint(paths)


def _targets(
    references: Sequence[LinkReference], found: LoadedFiles, docs: Path, site: Site, rendered: Collection[str]
) -> list[Text]:
    """Return the targets of links that are not rendered yet, read in full: the parse cache keeps no bodies."""
    paths = {path for each in references for path in urls.sources_of_address(each.target)} & found.texts.keys()
    finders = NameFinders(found.registers)
    readings = (read_source(docs, site, path, finders) for path in sorted(paths - {*rendered}))
    return [reading.text for reading in readings if reading.text]


def _leads_to(paths: Collection[str], problem: Diagnostic, docs: str) -> bool:
    """Return whether a problem is a broken link to one of these files, or an interface word missing from them."""
    if problem.rule == "interface":
        return "registers/interface.yml" in paths
    place = problem.location
    link = unquote(place.source[place.column - 1 : place.column - 1 + place.length].partition("#")[0])
    source = place.path.removeprefix(f"{docs}/")
    return problem.rule in ("dead-link", "dead-anchor") and urls.joined(source, link) in paths
