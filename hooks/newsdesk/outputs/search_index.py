"""The full-text search index: rendered pages in, a Pagefind bundle for each shard of each language out."""

import gzip
import html
import json
import os
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick
from pagefind_bin import get_executable

from newsdesk.cache import code_digest, digest_of
from newsdesk.content.fingerprint import fingerprint
from newsdesk.content.library import Library
from newsdesk.content.registers import Registers
from newsdesk.content.site import Site
from newsdesk.diagnostics import Diagnostic, SourceLocation, error
from newsdesk.i18n.languages import Language, LocalizedText
from newsdesk.i18n.messages import msg, verbatim
from newsdesk.i18n.typography import SEPARATOR, index_tokens, query_tokens
from newsdesk.last_build import InconsistentRecordsError, LastBuild
from newsdesk.outputs.search_shards import shards_of
from newsdesk.pages.view import SearchRecord, View
from newsdesk.processes import end_with_parent

_NEUTRAL = "unknown"
"""A language code for which Pagefind neither stems nor segments."""

_CHUNK_SIZE = "5000"
"""Places of words in a chunk of the index, which is what a reader downloads for a word; a frequent word may have more.

Pagefind's default is 20,000. Smaller chunks are more files, and more entries in a list that every reader downloads.
"""

_BLOCK = re.compile(r"</(?:p|h[1-6]|li|dt|dd|tr|t[dh]|caption|figcaption|summary|pre|div)>|<br>")
_NOTE_LINK = re.compile(r'<a class="(?:footnote-ref|footnote-backref|headerlink)"[^>]*>[^<]*</a>')
"""The numbers of footnotes, which would become part of the word before them, and signs that lead elsewhere."""
_TAG = re.compile(r"<[^>]*>")


def text_of(body: str) -> str:
    """Return the plain text of a rendered body, one line per block."""
    lines = _BLOCK.sub("\n", _NOTE_LINK.sub("", body.replace("\n", " "))).split("\n")
    texts = (" ".join(html.unescape(_TAG.sub("", line)).split()) for line in lines)
    return "\n".join(text for text in texts if text)


def page_text(view: View, found: SearchRecord, body: str) -> str:
    """Return a page's plain text without its title, one line per block."""
    head = [words.text for key, words in view.head.items() if key != "title"]
    return "\n".join(text for text in (*head, text_of(body), *found.words) if text)


Forms = Sequence[tuple[Language, str]]


class Synonyms:
    """Names of register entries in other languages, so that a search for 风筝节 finds the Kite Fair."""

    def __init__(self, registers: Registers, language: Language) -> None:
        """Take the entries that have names in `language` and in another."""
        others: dict[str, list[str]] = defaultdict(list)
        for forms in names_of_entries(registers):
            own = {query_tokens(text) for known, text in forms if known is language}
            foreign = sorted({" ".join(index_tokens(text)) for known, text in forms if known is not language})
            for name in own if foreign else ():
                others[f" {name} "].append(f" {SEPARATOR} ".join(foreign))
        self.names = others
        self._others = list(others.values())
        self._automaton = AhoCorasick(others)

    def of(self, tokens: str) -> Sequence[str]:
        """Return the names in other languages of all entries named in a text, given as tokens separated by spaces."""
        found = self._automaton.find_matches_as_indexes(f" {tokens} ", overlapping=True)
        return sorted({names for match in found for names in self._others[match[0]]})


def names_of_entries(registers: Registers) -> Iterator[Forms]:
    """Yield the names of each register entry, with their language."""
    named = (registers.tags, registers.people, registers.organisations, registers.places, registers.terms)
    for record in (record for register in (*named, registers.series) for record in register.values()):
        also: Mapping[Language, Sequence[str]] = getattr(record, "also", {})
        words: Sequence[LocalizedText | None] = (record.name, getattr(record, "short", None))
        yield [
            *((language, text) for each in words if each for language, text in each.by_language.items()),
            *((language, text) for language, texts in also.items() for text in texts),
        ]


def index_document(view: View, found: SearchRecord, text: str) -> str:
    """Return the HTML that Pagefind indexes, without its end: the tokens of title and text, and filter markers."""
    language = _engine_language(view.language)
    title, cut = " ".join(index_tokens(view.title.text)), " ".join(index_tokens(text))
    return (
        f'<!doctype html><html lang="{language}"><body data-pagefind-body><h1>{title}</h1>'
        f"<p>{SEPARATOR} {cut}</p><p>{_apart(found.markers)}"
    )


def _engine_language(language: Language) -> str:
    return _NEUTRAL if language.rules.search_bigrams else language


def with_synonyms(document: str, synonyms: Synonyms) -> str:
    """Return the whole document: it ends with the names in other languages of what its title and text name."""
    title, _, rest = document.partition("<h1>")[2].partition("</h1>")
    text = rest.removeprefix("<p>").partition("</p>")[0]
    return f"{document}{_apart(synonyms.of(f'{title} {text}'))}</p></body></html>"


def _apart(texts: Iterable[str]) -> str:
    return "".join(f"{SEPARATOR} {text} " for text in texts)


def result_record(view: View, found: SearchRecord, text: str) -> str:
    """Return what a search result shows, as JSON in Pagefind's fragment format."""
    meta = {"title": view.title.text, "lang": view.title.lang, "day": found.day, "kind": found.kind.value}
    record = {"url": view.address, "content": text, "word_count": 0, "filters": {}, "meta": meta, "anchors": []}
    return json.dumps(record, ensure_ascii=False)


def _file_name(address: str) -> str:
    return address.rstrip("/").replace("/", "~")


def _language_of(address: str) -> str:
    return address.partition("/")[0]


_SIGNATURE = b"pagefind_dcd"
"""Pagefind's client expects every file that it unpacks to begin with this."""


class SearchIndex:
    """The searchable pages, collected in a temporary folder until Pagefind indexes them."""

    def __init__(self, folder: Path, library: Library, site: Site, last: LastBuild) -> None:
        self.folder, self.last = folder, last
        self.files: set[str] = set()
        """Paths of the files of all indexes, once they are made or kept."""
        self.languages = site.languages
        self.registers = library.registers

    def add(self, view: View, body: str) -> str:
        """Store the entry of a rendered page; return its digest, empty if the page is not searchable."""
        found = view.searched
        if not found or not view.indexable:
            return ""
        text = page_text(view, found, body)
        entry = json.dumps([index_document(view, found, text), result_record(view, found, text)], ensure_ascii=False)
        content = entry.encode()
        # One file for each process: creating thousands costs more than all that is in them.
        with self._entries_file(_language_of(view.address), str(os.getpid())).open("ab") as file:
            file.write(b"%b\t%b\n" % (view.address.encode(), content))
        return digest_of(content)

    def _entries_file(self, language: str, process: str) -> Path:
        return self.folder / f"{language}.{process}.entries"

    def index(self, entries: Mapping[str, str], into: str) -> Iterator[Diagnostic]:
        """Index each language into the folder `into`/<language> of the site, older shards into folders beside it.

        `entries` are the digests of all entries by address. Yield an error for each language that fails. Raises
        InconsistentRecordsError if an entry is neither new nor recorded.
        """
        by_language: dict[str, dict[str, str]] = defaultdict(dict)
        for address, digest in entries.items():
            by_language[_language_of(address)][address] = digest
        filled = [language for language in self.languages if language in by_language]
        is_small = all(len(shards_of(language, by_language[language])) == 1 for language in filled)
        # Where there are many pages, one language after the other: an indexer needs hundreds of megabytes.
        with ThreadPoolExecutor(None if is_small else 1) as threads:
            complaints = threads.map(
                lambda language: self._index_language(language, by_language[language], into), filled
            )
            for language, complaint in zip(filled, complaints, strict=True):
                if complaint:
                    place = SourceLocation(path=f"search/{language}")
                    yield error("search", place, msg("cannot build the search index"), verbatim(complaint))

    def _index_language(self, language: Language, entries: Mapping[str, str], into: str) -> str:
        """Make the shards of a language that cannot be kept; return Pagefind's error output, empty on success."""
        synonyms, shards = Synonyms(self.registers, language), shards_of(language, entries)
        older = [name for name in shards if name != language]
        inputs = {
            name: fingerprint((code_digest(), synonyms.names, [(each, entries[each]) for each in addresses], older))
            for name, addresses in shards.items()
        }
        recorded = {name: json.loads(value) for name, value in self.last.records(f"index {language}").items()}
        stale = [name for name in shards if not self._keep(recorded.get(name, {}), "inputs", inputs[name])]
        contents = self._entries(language, entries) if stale else {}
        made = {}
        for name in stale:
            documents, results = {}, {}
            for address in shards[name]:
                document, results[_file_name(address)] = json.loads(contents.pop(address))
                documents[_file_name(address)] = with_synonyms(document, synonyms)
            # A new name in a register changes nothing that is indexed, unless a page says it.
            indexed = fingerprint((code_digest(), documents, results, older if name == language else ()))
            record = recorded.get(name, {})
            if not self._keep(record, "indexed", indexed):
                bundle = self.last.staging / into / name
                if complaint := self._run_pagefind(language, name, documents, bundle):
                    return complaint
                _tidy(bundle, results)
                if name == language:
                    _add_older_shards(bundle, older)
                record = {"indexed": indexed, "files": self._digests(bundle)}
                self.files.update(record["files"])
            made[name] = json.dumps({**record, "inputs": inputs[name]}).encode()
        self.last.save_records(f"index {language}", made, shards.keys())
        return ""

    def _keep(self, record: Mapping[str, Any], key: str, made_of: str) -> bool:
        """Keep a published index if its record says that it is made of the same, and none of its files has changed."""
        if record.get(key) != made_of or not all(self.last.keep(*file) for file in record["files"].items()):
            return False
        self.files.update(record["files"])
        return True

    def _digests(self, bundle: Path) -> Mapping[str, str]:
        """Return the digests of a bundle's files by their paths in the site."""
        files = sorted(path for path in bundle.rglob("*") if path.is_file())
        return {path.relative_to(self.last.staging).as_posix(): digest_of(path.read_bytes()) for path in files}

    def _entries(self, language: Language, digests: Mapping[str, str]) -> dict[str, bytes]:
        """Return the entries of all pages of a language, new and kept, by address; record those that are new."""
        recorded = self.last.records(f"search {language}")
        entries = dict(recorded)
        for file in self.folder.glob(self._entries_file(language, "*").name):
            for line in file.read_bytes().splitlines():
                page, _, entry = line.partition(b"\t")
                entries[page.decode()] = entry
        for address, digest in digests.items():
            if digest_of(entries.get(address, b"")) != digest:
                raise InconsistentRecordsError(address)
        new = {address: entries[address] for address in digests if recorded.get(address) != entries[address]}
        self.last.save_records(f"search {language}", new, digests.keys())
        return entries

    def _run_pagefind(self, language: Language, shard: str, documents: dict[str, str], bundle: Path) -> str:
        """Index the documents of one shard, by file name; return the error output, empty on success."""
        shutil.rmtree(bundle, ignore_errors=True)
        pages = self.folder / shard
        pages.mkdir()
        for name, document in documents.items():
            (pages / f"{name}.html").write_text(document, encoding="utf-8")
        # Pagefind needs the memory.
        documents.clear()
        # Keep Pagefind away from settings in the environment, and from a configuration file in the current folder.
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PAGEFIND_")}
        environment["PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE"] = _CHUNK_SIZE
        command = [get_executable(), "--site", pages, "--output-path", bundle.absolute(), "--silent"]
        if shard != language:
            # Pagefind's ids of pages begin with the language: those of two shards must differ.
            command += ["--force-language", shard.replace(language, _engine_language(language), 1).replace(".", "-")]
        try:
            done = subprocess.run(  # noqa: S603 - the package's own binary
                command,
                cwd=pages,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
                preexec_fn=end_with_parent if os.name == "posix" else None,
            )
        except OSError as exc:
            return str(exc)
        return (done.stderr.strip() or f"pagefind ended with {done.returncode}") if done.returncode else ""


def _tidy(bundle: Path, results: Mapping[str, str]) -> None:
    """Keep only the index and its client, not Pagefind's UI; replace the tokens in fragments by `results`."""
    entry = json.loads((bundle / "pagefind-entry.json").read_bytes())
    needed = {f"wasm.{each['wasm'] or 'unknown'}.pagefind" for each in entry["languages"].values()}
    needed |= {"pagefind.js", "pagefind-entry.json"}
    for path in bundle.iterdir():
        if path.is_file() and path.name not in needed and path.suffix != ".pf_meta":
            path.unlink()
    for fragment in (bundle / "fragment").iterdir():
        name = json.loads(_unpacked(fragment))["url"].lstrip("/").removesuffix(".html")
        fragment.write_bytes(gzip.compress(_SIGNATURE + results[name].encode(), mtime=0))


def _add_older_shards(bundle: Path, shards: Sequence[str]) -> None:
    """Let the client of a language's newest shard tell the worker where the others are."""
    with (bundle / "pagefind.js").open("a", encoding="utf-8") as client:
        client.write(f"export const older = {json.dumps([f'../{shard}/' for shard in shards])};")


def _unpacked(fragment: Path) -> bytes:
    return gzip.decompress(fragment.read_bytes()).removeprefix(_SIGNATURE)
