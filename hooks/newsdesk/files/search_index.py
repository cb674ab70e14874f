"""The search index: finished pages in, one Pagefind bundle a language out.

https://pagefind.app/docs/config-options/. The binary is run, since its Python
interface takes a tenth of a second a page.
"""

import gzip
import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pagefind_bin import get_executable

from newsdesk.files import search
from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.processes import end_with_parent
from newsdesk.views.searched import Synonym, synonyms
from newsdesk.views.view import View
from newsdesk.words.language import Language
from newsdesk.words.message import said, verbatim
from newsdesk.words.problem import Place, Problem, error

_SIGNATURE = b"pagefind_dcd"
"""Begins whatever Pagefind's script unpacks."""


class Mirror:
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
        text = search.said(found, body)
        path = self.folder / view.language / view.address.rstrip("/").replace("/", "~")
        path.with_name(f"{path.name}.html").write_bytes(
            search.indexed(view, found, text, self.known[view.language]).encode()
        )
        path.with_name(f"{path.name}.json").write_bytes(search.shown(view, found, text).encode())

    def index(self, into: Path) -> Iterator[Problem]:
        """Index each language into a folder of its own below `into`; all languages at the same time."""
        filled = [language for language in self.languages if any((self.folder / language).iterdir())]
        with ThreadPoolExecutor() as threads:
            complaints = threads.map(lambda language: self._index(language, into / language), filled)
            for language, complaint in zip(filled, complaints, strict=True):
                if complaint:
                    place = Place(path=f"search/{language}")
                    yield error("search", place, said("the search index could not be made"), verbatim(complaint))

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
