"""The search index: finished pages in, one Pagefind bundle a language out."""

import gzip
import html
import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pagefind_bin import get_executable

from newsdesk.content.library import Library
from newsdesk.content.site import Site
from newsdesk.diagnostics import Diagnostic, SourceLocation, error
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import msg, verbatim
from newsdesk.i18n.typography import SEPARATOR, index_tokens
from newsdesk.pages.view import SearchRecord, Synonym, View, meant, synonyms
from newsdesk.processes import end_with_parent

_NEUTRAL = "unknown"
"""Pagefind neither stems nor cuts what is written in a language of this name."""

_BLOCK = re.compile(r"</(?:p|h[1-6]|li|dt|dd|tr|t[dh]|caption|figcaption|pre|div)>|<br>")
_TAG = re.compile(r"<[^>]*>")


def text_of(body: str) -> str:
    """The text of a rendered body, a line for each block."""
    lines = _BLOCK.sub("\n", body.replace("\n", " ")).split("\n")
    texts = (" ".join(html.unescape(_TAG.sub("", line)).split()) for line in lines)
    return "\n".join(text for text in texts if text)


def page_text(view: View, found: SearchRecord, body: str) -> str:
    """What a page says, a line for each block, without its title."""
    head = [words.text for key, words in view.head.items() if key != "title"]
    return "\n".join(text for text in (*head, text_of(body), *found.words) if text)


def index_document(view: View, found: SearchRecord, text: str, known: Sequence[Synonym]) -> str:
    """The file that Pagefind reads: pieces of the title and of the text, names in other languages, and markers."""
    language = _NEUTRAL if view.language.rules.search_bigrams else view.language
    title, cut = " ".join(index_tokens(view.title.text)), " ".join(index_tokens(text))
    more = [*meant(f"{title} {cut}", known), *found.markers]
    return (
        f'<!doctype html><html lang="{language}"><body data-pagefind-body><h1>{title}</h1>'
        f"<p>{SEPARATOR} {cut}</p><p>{_apart(more)}</p></body></html>"
    )


def _apart(texts: Sequence[str]) -> str:
    return "".join(f"{SEPARATOR} {text} " for text in texts)


def result_record(view: View, found: SearchRecord, text: str) -> str:
    """What a result shows, as Pagefind keeps it (JSON)."""
    meta = {"title": view.title.text, "lang": view.title.lang, "day": found.day, "kind": found.kind.value}
    kept = {"url": view.address, "content": text, "word_count": 0, "filters": {}, "meta": meta, "anchors": []}
    return json.dumps(kept, ensure_ascii=False)


_SIGNATURE = b"pagefind_dcd"
"""Begins whatever Pagefind's script unpacks."""


class SearchIndex:
    """The pages that are to be found, as small files below a folder that is thrown away afterwards."""

    def __init__(self, folder: Path, library: Library, site: Site) -> None:
        self.folder = folder
        self.languages = site.languages
        self.known: Mapping[Language, Sequence[Synonym]] = {
            language: synonyms(library.registers, language) for language in site.languages
        }
        for language in site.languages:
            (folder / language).mkdir()

    def add(self, view: View, body: str) -> None:
        """Write what is to be indexed of a finished page, and what a result shows of it."""
        found = view.searched
        if not found or not view.indexable:
            return
        text = page_text(view, found, body)
        path = self.folder / view.language / view.address.rstrip("/").replace("/", "~")
        path.with_name(f"{path.name}.html").write_bytes(
            index_document(view, found, text, self.known[view.language]).encode()
        )
        path.with_name(f"{path.name}.json").write_bytes(result_record(view, found, text).encode())

    def index(self, into: Path) -> Iterator[Diagnostic]:
        """Index each language into a folder of its own below `into`; all languages at the same time."""
        filled = [language for language in self.languages if any((self.folder / language).iterdir())]
        with ThreadPoolExecutor() as threads:
            complaints = threads.map(lambda language: self._index(language, into / language), filled)
            for language, complaint in zip(filled, complaints, strict=True):
                if complaint:
                    place = SourceLocation(path=f"search/{language}")
                    yield error("search", place, msg("cannot build the search index"), verbatim(complaint))

    def _index(self, language: Language, bundle: Path) -> str:
        """Index one language; what Pagefind has to say where it fails, empty where it does not."""
        pages = self.folder / language
        # Neither settings of another project in the environment, nor a file of them in the folder where it runs.
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PAGEFIND_")}
        try:
            command = [get_executable(), "--site", pages, "--output-path", bundle.absolute(), "--silent"]
            done = subprocess.run(  # noqa: S603 - the package's own binary
                command,
                cwd=pages,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
                preexec_fn=end_with_parent if os.name == "posix" else None,
            )
        except OSError as wrong:
            return str(wrong)
        if done.returncode:
            return done.stderr.strip() or f"pagefind ended with {done.returncode}"
        self._tidy(language, bundle)
        return ""

    def _tidy(self, language: Language, bundle: Path) -> None:
        """Leave the index and what searches it, not Pagefind's own pages; let results show text."""
        entry = json.loads((bundle / "pagefind-entry.json").read_bytes())
        needed = {f"wasm.{each['wasm'] or 'unknown'}.pagefind" for each in entry["languages"].values()}
        needed |= {"pagefind.js", "pagefind-entry.json"}
        for path in bundle.iterdir():
            if path.is_file() and path.name not in needed and path.suffix != ".pf_meta":
                path.unlink()
        for fragment in (bundle / "fragment").iterdir():
            name = json.loads(_unpacked(fragment))["url"].lstrip("/").removesuffix(".html")
            text = (self.folder / language / f"{name}.json").read_bytes()
            fragment.write_bytes(gzip.compress(_SIGNATURE + text, mtime=0))


def _unpacked(fragment: Path) -> bytes:
    return gzip.decompress(fragment.read_bytes()).removeprefix(_SIGNATURE)
