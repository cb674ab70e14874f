"""What the search costs at N stories a language: seconds and memory to index, kilobytes and requests for a query.

The pages are made of the sentences of the real stories in docs/, in an order drawn by lot: words are as rare and
as frequent as there. Bytes are those of the first query of a reader who comes with an empty cache, the engine
included; scripts count as a host sends them, compressed.
"""

import gzip
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

import sites
from bench.process_tree import peak_memory
from newsdesk.cache import RecordStore
from newsdesk.content.library import Library
from newsdesk.i18n.languages import Fragment, Language
from newsdesk.last_build import LastBuild
from newsdesk.outputs.search_index import SearchIndex
from newsdesk.pages.view import SearchKind, SearchRecord, View

PROJECT = Path(__file__).resolve().parents[2]
SIZES = (22, 1000, 10000)
QUERIES = {
    Language.EN: ("expo", "cloud computing park", "Gui'an data center"),
    Language.ZH: ("会", "数博会", "5G基站", "东数西算", "数据交易所", "大数据产业"),
}
BUDGETS = {1000: 180, 10000: 330}
SENTENCES = {Language.EN: 22, Language.ZH: 14}
ASK = """async ([index, query]) => {
    const worker = new Worker(new URL("/assets/search-worker.js", location), { type: "module" });
    const said = new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); });
    worker.postMessage({ number: 0, index: new URL(`/search/${index}/`, location).href, query, narrow: {}, from: 0 });
    const { total, failed } = await said;
    worker.terminate();
    return failed ?? total;
}"""


@dataclass(frozen=True, kw_only=True)
class Page(View):
    """A made-up story in the index."""

    year: int

    @property
    def searched(self) -> SearchRecord:
        return SearchRecord(kind=SearchKind.STORY, words=[self.description.text], years=[self.year])


def sentences(library: Library, language: Language) -> Sequence[str]:
    """What the real stories say, sentence by sentence."""
    text = " ".join(
        story.versions.in_language(language).body for story in library.stories if story.versions.has(language)
    )
    return [
        each.strip() for each in re.split(r"(?<=[.。])\s*", re.sub(r"[#*>\[\]]|\([^)]*\)", "", text)) if each.strip()
    ]


def fill(mirror: SearchIndex, said: Mapping[Language, Sequence[str]], stories: int) -> Mapping[str, str]:
    """Add as many pages in each language; return the digests of their entries by address."""
    dice = random.Random(stories)  # noqa: S311 - the same pages at every run
    added = {}
    for language, known in said.items():
        for number in range(stories):
            title, summary, *body = dice.choices(known, k=SENTENCES[language])
            year = 2013 + number % 12
            page = Page(
                year=year,
                address=f"{language}/news/{year}/{number}/",
                language=language,
                title=Fragment(title[:90]),
                description=Fragment(summary),
            )
            added[page.address] = mirror.add(page, "".join(f"<p>{sentence}</p>" for sentence in body))
    return added


def index(folder: Path, stories: int) -> tuple[float, float, float]:
    """Seconds to write the pages, seconds to index them, and the MiB of this process and its indexers at the most."""
    library, site = sites.library(PROJECT), sites.identity_of(PROJECT)
    said = {language: sentences(library, language) for language in sites.LANGUAGES}
    with tempfile.TemporaryDirectory() as place:
        last = LastBuild(RecordStore(Path(place) / "records.sqlite"), folder, folder)
        entries = Path(place) / "entries"
        entries.mkdir()
        mirror = SearchIndex(entries, library, site, last)
        start = time.perf_counter()
        added = fill(mirror, said, stories)
        written = time.perf_counter()
        with peak_memory(os.getpid()) as memory:
            problems = list(mirror.index(added, "search"))
        indexed = time.perf_counter()
        assert not problems, problems
    return written - start, indexed - written, memory.peak


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[Path]]]:
    """The address at which a folder is served, and the files that were asked for."""
    asked: list[Path] = []

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(folder))

        def log_request(self, code: Any = "-", size: Any = "-") -> None:
            del code, size
            asked.append(folder / urlsplit(self.path).path.lstrip("/"))

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", asked
    server.shutdown()


def sent(path: Path) -> int:
    """The bytes of a file as a host sends it; what the engine asks for is compressed already."""
    content = path.read_bytes()
    return len(gzip.compress(content) if path.suffix in {".js", ".json"} else content)


def downloads(browser: Browser, folder: Path, language: Language) -> Iterator[tuple[str, float, int]]:
    """What each query costs a reader who searches for the first time: kilobytes and requests."""
    shutil.copytree(PROJECT / "overrides/assets", folder / "assets", dirs_exist_ok=True)
    (folder / "index.html").write_text(
        "<!doctype html><title>Search</title><link rel=icon href=data:,>", encoding="utf-8"
    )
    for query in QUERIES[language]:
        with served(folder) as (home, asked):
            context = browser.new_context()
            page = context.new_page()
            page.goto(home)
            asked.clear()
            assert isinstance(page.evaluate(ASK, [language, query]), int)
            yield query, sum(sent(path) for path in asked) / 1000, len(asked)
            context.close()


def measure(stories: int) -> None:
    with tempfile.TemporaryDirectory(prefix="newsdesk-bench-") as place, sync_playwright() as playwright:
        written, indexed, peak = index(Path(place), stories)
        print(f"\n{stories} stories x 2: written in {written:.1f} s, indexed in {indexed:.1f} s, {peak:.0f} MiB")
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for language in sites.LANGUAGES:
            shards = len(list((Path(place) / "search").glob(f"{language}*")))
            found = downloads(browser, Path(place), language)
            costs = [f"{query} {size:.0f} KB in {number}" for query, size, number in found]
            print(f"  {language}, {shards} shards:", ", ".join(costs))
        browser.close()
    if stories in BUDGETS:
        print(f"  budget: {BUDGETS[stories]} KB a query")


def main() -> None:
    sizes = [int(each) for each in sys.argv[1:]] or SIZES
    for stories in sizes:
        measure(stories)


if __name__ == "__main__":
    main()
